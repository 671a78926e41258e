"""A message that Telegram does not let the bot take away is told to the facilitator, once."""

import pytest

from tests.portal.meeting import NAME, SECRET
from tests.portal.meeting import meeting as made
from tests.world import spoken

REFUSED = "could not take a message out"


@pytest.fixture
async def meeting(tmp_path, database_url):
    async with made(tmp_path, database_url) as found:
        await found.come_in()
        yield found


async def test_a_deletion_that_is_refused_for_good_is_told_once_with_the_place(meeting):
    await meeting.promote("can_restrict_members", "can_invite_users")

    message = await meeting.post(f"{SECRET} call me on 0171 234 5678")

    assert meeting.deleted() == []
    assert meeting.world.told(REFUSED) == 1
    assert f"/{message.message_id}" in spoken(meeting.world.card(REFUSED))
    assert NAME in spoken(meeting.world.card(REFUSED))
    meeting.nothing_leaked()


async def test_a_message_that_is_gone_already_is_nothing_to_tell(meeting):
    await meeting.world.sandbox.stop()
    message = meeting.ana_here.say("call me on 0171 234 5678")
    meeting.ana_here.delete(message.message_id)
    await meeting.world.sandbox.start()
    await meeting.settle()

    assert meeting.world.told(REFUSED) == 0
