"""The groups' bot called by Telegram at a door of its own, instead of asking."""

from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from bots.telegram_groups.hearing import ASKED_FOR
from bots.telegram_webhook.door import SECRET_HEADER, path_of
from bots.telegram_webhook.secret import secret_of
from conversations.envelopes import CLIENTS, GROUPS
from portal.sandboxed import BOT, GROUP_BOT, WEBHOOK_SECRET
from sandbox.telegram import Status
from tests.portal.meeting import Meeting
from tests.world import world as made

NUMBERS = "000 (made up)"


@pytest.fixture
async def meeting(tmp_path):
    async with made(tmp_path, webhooks=True, groups=True) as world:
        yield await Meeting(world).begin()


def webhook(meeting, bot=GROUP_BOT):
    return meeting.telegram.world.bot_named(bot).webhook


def practice(meeting):
    [found] = meeting.world.portal.houses
    return str(found)


async def test_a_group_meets_without_anybody_asking_telegram(meeting):
    await meeting.come_in()
    message = await meeting.post("call me on 0171 234 5678")

    assert meeting.ana_here.status is Status.MEMBER
    assert meeting.deleted() == [message.message_id]
    assert not [each for each in meeting.telegram.calls if each.method == "getUpdates"]


async def test_the_groups_bot_has_a_path_and_a_secret_of_its_own(meeting):
    assert urlsplit(webhook(meeting).url).path == path_of(practice(meeting), GROUPS)
    assert webhook(meeting).secret == secret_of(WEBHOOK_SECRET, practice(meeting), GROUPS)
    assert webhook(meeting).url != webhook(meeting, BOT).url
    assert webhook(meeting).secret != webhook(meeting, BOT).secret


async def test_telegram_is_asked_for_what_comes_only_by_name(meeting):
    assert set(meeting.bot.updates.allowed) == set(ASKED_FOR)
    assert {"chat_member", "chat_join_request"} <= set(ASKED_FOR)


async def test_the_clients_secret_opens_nothing_at_the_groups_door(meeting):
    before = await meeting.world.waiting()
    headers = {SECRET_HEADER: secret_of(WEBHOOK_SECRET, practice(meeting), CLIENTS)}
    async with (
        ClientSession() as http,
        http.post(webhook(meeting).url, json={"update_id": 1}, headers=headers) as answer,
    ):
        assert answer.status == 401

    assert await meeting.world.waiting() == before


async def test_what_happens_while_the_portal_is_away_is_brought_when_it_is_back(meeting):
    await meeting.come_in()
    await meeting.world.sandbox.stop()
    message = meeting.ana_here.say("call me on 0171 234 5678")

    await meeting.world.sandbox.start()
    await meeting.settle()

    assert meeting.deleted() == [message.message_id]


def fill_up(connection):
    connection.exec_driver_sql(
        "create trigger full before insert on inbox begin select raise(abort, 'disk full'); end"
    )


def make_room(connection):
    connection.exec_driver_sql("drop trigger full")


async def test_help_in_the_group_comes_while_nothing_can_be_kept(meeting):
    await meeting.come_in()
    await meeting.world.database.write(fill_up)

    meeting.ana_here.say("/help")

    await meeting.world.seen(lambda: NUMBERS in meeting.told()[-1])
    await meeting.world.database.write(make_room)
    await meeting.settle()
    assert (await meeting.world.waiting()).keys() == {"done"}


async def test_a_portal_that_asks_again_takes_the_webhook_away(meeting):
    settings = meeting.world.sandbox.settings
    await meeting.world.sandbox.stop()
    meeting.world.sandbox.settings = settings.model_copy(update={"public_url": None})
    await meeting.world.sandbox.start()
    await meeting.come_in()

    assert not webhook(meeting)
    assert meeting.ana_here.status is Status.MEMBER
