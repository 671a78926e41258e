"""What happens in a group once in a while: no name, another way in, a bot that may no more."""

import pytest

from portal.commands import group_link
from portal.sandboxed import GROUP_BOT
from sandbox.telegram import Status
from tests.portal.meeting import NAME, RIGHTS
from tests.portal.meeting import meeting as made
from tests.world import spoken

UNNAMED = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
OUTSIDER = "Somebody who is not enrolled is in a group"


@pytest.fixture
async def meeting(tmp_path):
    async with made(tmp_path, None) as found:
        await found.come_in()
        yield found


async def unnamed(meeting, text, **more):
    """Who leads the group writes as the group itself."""
    circle = {"id": meeting.group.id, "type": "supergroup", "title": "Tuesday"}
    meeting.group.last_message_id += 1
    number = meeting.group.last_message_id
    said = {"message_id": number, "date": 1772355600, "chat": circle, "text": text, **more}
    update = {"message": {**said, "from": UNNAMED, "sender_chat": circle}}
    meeting.telegram.inject(GROUP_BOT, update)
    await meeting.settle()
    return number


async def test_who_leads_without_a_name_shows_the_rules_and_reports(meeting):
    reported = await meeting.post("nonsense")
    told = len(meeting.told())

    await unnamed(meeting, "/rules")
    about = {
        "message_id": reported.message_id,
        "date": 1772355600,
        "chat": {"id": meeting.group.id, "type": "supergroup", "title": "Tuesday"},
        "from": {"id": meeting.ana.id, "is_bot": False, "first_name": "Ana"},
        "text": "nonsense",
    }
    before = len(meeting.said())
    await unnamed(meeting, "/report", reply_to_message=about)

    assert "Our house rules" in meeting.said()[-1]
    assert meeting.name in spoken(meeting.world.card("was reported"))
    # Not a word before the whole group, and none to who was reported.
    assert len(meeting.said()) == before
    assert len(meeting.told()) == told


async def test_a_group_is_linked_by_who_leads_it_without_a_name(meeting):
    made_anew = await group_link(meeting.world.sandbox.office, group=NAME)

    await unnamed(meeting, made_anew["or_type_in_the_group"])

    assert (await meeting.listed())["linked"]
    looked = [each for each in meeting.acts() if each == "getChatAdministrators"]
    assert len(looked) == 2


async def test_a_poll_is_read_with_its_answers(meeting):
    circle = {"id": meeting.group.id, "type": "supergroup", "title": "Tuesday"}
    message = await meeting.post("good evening")
    option = {"voter_count": 0, "persistent_id": "1"}
    poll = {
        **{"id": "5", "question": "Who calls me?", "total_voter_count": 0, "type": "regular"},
        **{"is_closed": False, "is_anonymous": True, "allows_multiple_answers": False},
        **{"allows_revoting": True, "members_only": False},
        "options": [{**option, "text": "I do"}, {**option, "text": "0171 234 5678"}],
    }
    meeting.telegram.inject(
        GROUP_BOT,
        {
            "message": {
                "message_id": message.message_id,
                "date": 1772355600,
                "chat": circle,
                "from": {"id": meeting.ana.id, "is_bot": False, "first_name": "Ana"},
                "poll": poll,
            }
        },
    )
    await meeting.settle()

    assert meeting.deleted() == [message.message_id]
    assert "phone number" in meeting.told()[-1]


async def test_the_facilitator_hears_of_somebody_who_came_by_another_way(meeting):
    sam = meeting.telegram.add_person("Sam")

    meeting.mira.leading.add(sam.id)
    await meeting.settle()

    assert meeting.world.told(OUTSIDER) == 1
    assert sam.in_group(meeting.group.id).status is Status.MEMBER
    assert "Sam" not in spoken(meeting.world.card(OUTSIDER))


async def test_of_a_member_who_comes_in_as_it_is_meant_nothing_is_told(meeting):
    meeting.ana_here.leave()
    await meeting.settle()

    await meeting.let_in()

    assert meeting.ana_here.status is Status.MEMBER
    assert meeting.world.told(OUTSIDER) == 0


async def test_what_a_stranger_inside_writes_is_held_to_the_rules_and_may_be_reported(meeting):
    sam = meeting.telegram.add_person("Sam")
    meeting.mira.leading.add(sam.id)
    here = sam.in_group(meeting.group.id)
    said = await meeting.post("nonsense", by=here)

    slip = await meeting.post("call 0171 234 5678", by=here)
    await meeting.post("/report", reply_to=said)

    assert slip.message_id in meeting.deleted()
    assert "somebody" in spoken(meeting.world.card("was reported")).lower()


async def test_a_report_of_a_message_that_is_gone_tells_how_it_is_done(meeting):
    message = await meeting.post("nonsense")
    meeting.mira.leading.delete(message.message_id)

    await meeting.post("/report")

    assert "reply" in meeting.told()[-1].lower()
    assert meeting.world.told("was reported") == 0


async def test_a_bot_that_may_nothing_any_more_says_so_and_what_it_could_not_do_is_told(meeting):
    # As it is set at @BotFather: it reads although it leads no more.
    meeting.bot.hears_all = True
    meeting.mira.leading.demote(meeting.bot.id)
    await meeting.settle()

    assert "to delete messages" in meeting.said()[-1]
    message = await meeting.post("call me on 0171 234 5678")
    assert meeting.world.told("could not take a message out") == 1

    await meeting.promote(*RIGHTS)
    again = await meeting.post("call me on 0171 234 5678")

    assert "I have what I need" in meeting.said()[-1]
    assert meeting.deleted() == [again.message_id]
    assert message.message_id not in meeting.deleted()


async def test_a_bot_that_was_taken_out_is_told_to_the_facilitator(meeting):
    meeting.mira.leading.remove(meeting.bot.id)
    await meeting.settle()

    assert meeting.world.told("In a group that you lead I am not an administrator") == 1
