"""The whole portal, called by Telegram and Slack, and watched by a program."""

import asyncio
import json
import re
import socket
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from bots.telegram_webhook.door import SECRET_HEADER, path_of
from bots.telegram_webhook.secret import secret_of
from conversations.envelopes import CLIENTS
from portal.office import NotPossible
from portal.sandboxed import BOT, PRACTICE, WEBHOOK_SECRET
from portal.wiring import Portal
from sandbox.telegram import Fault
from store import inbox
from store.database import Database
from store.inbox import QUARANTINED, WAITING
from tests.world import PHQ9, spoken
from tests.world import world as made

NUMBERS = "Emergency: 000 (made up)"
WATCHED = {
    'portal_outbox_letters{lane="crisis",state="waiting"}',
    'portal_outbox_letters{lane="reply",state="dead"}',
    'portal_alerts{state="open",urgency="now"}',
    'portal_crisis_cards_total{way="edge"}',
    'portal_http_requests_total{outcome="wrong-secret",platform="telegram"}',
    'portal_http_requests_total{outcome="wrong-signature",platform="slack"}',
    'portal_inbox_updates{state="quarantined"}',
}
"""What docs/running.md says to look at: a sum over something that is not there yet is no alarm."""


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
async def world(tmp_path, database_url):
    async with made(tmp_path, database_url=database_url, webhooks=True) as found:
        yield found


async def ask(world, path):
    async with ClientSession() as http, http.get(world.portal.gate.url + path) as answer:
        return answer.status, await answer.text()


async def numbers(world):
    """Every sample of the page, by its name and labels."""
    status, page = await ask(world, "/metrics")
    assert status == 200
    lines = (line for line in page.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


async def of(world, name, **labels):
    """The sum of the samples with this name and these labels."""
    return sum(
        value
        for sample, value in (await numbers(world)).items()
        if re.split(r"[{ ]", sample)[0] == name
        and all(f'{label}="{text}"' in sample for label, text in labels.items())
    )


def webhook(world):
    [bot] = world.sandbox.telegram.world.bots.values()
    return bot.webhook


def calls(world, method):
    return [call for call in world.sandbox.telegram.calls if call.method == method]


# --- being called ----------------------------------------------------------------------------


async def test_from_the_link_to_a_word_of_support_without_asking_anybody(world):
    ana = await world.join()
    await ana.pulse(7, 3, 6)
    await ana.tap("Help now", "Tell my therapist")
    await world.support(world.card("asked for you"), "I am thinking of you.")
    await world.pass_time(seconds=30)

    assert ana.told("I am thinking of you.") == 1
    assert not calls(world, "getUpdates")
    assert not [call for call in world.sandbox.slack.calls if call.method.startswith("apps.")]


async def test_the_address_holds_no_secret_and_the_secret_is_the_bots_own(world):
    await world.seen(lambda: webhook(world))
    [practice] = world.portal.houses

    assert urlsplit(webhook(world).url).path == path_of(str(practice), CLIENTS)
    assert webhook(world).secret == secret_of(WEBHOOK_SECRET, str(practice), CLIENTS)
    assert webhook(world).secret != WEBHOOK_SECRET


async def test_what_clients_do_while_the_portal_is_away_is_brought_when_it_is_back(world):
    ana = await world.join()
    await world.sandbox.stop()
    ana.person.say(BOT, "/help")
    await asyncio.sleep(0.1)
    await world.sandbox.start()
    await world.settle()

    assert ana.told(NUMBERS) == 1


def fill_up(connection):
    connection.exec_driver_sql(
        "create trigger full before insert on inbox begin select raise(abort, 'disk full'); end"
    )


def make_room(connection):
    connection.exec_driver_sql("drop trigger full")


async def test_help_comes_while_nothing_can_be_kept_and_is_handled_later(world):
    ana = await world.join()
    await world.database.write(fill_up)
    ana.person.say(BOT, "/help")
    await world.seen(lambda: NUMBERS in ana.last)
    await world.database.write(make_room)
    await world.settle()

    assert await of(world, "portal_crisis_cards_total", way="edge") == 1
    assert await of(world, "portal_http_requests_total", outcome="not-kept") >= 1
    assert (await world.waiting()).keys() == {"done"}


async def test_a_forged_update_changes_nothing(world):
    await world.join()
    before = await world.waiting()
    url = webhook(world).url
    async with ClientSession() as http:
        for headers in ({}, {SECRET_HEADER: WEBHOOK_SECRET}, {SECRET_HEADER: "x"}):
            async with http.post(url, json={"update_id": 1}, headers=headers) as answer:
                assert (answer.status, await answer.read()) == (401, b"")

    assert await world.waiting() == before
    assert await of(world, "portal_http_requests_total", outcome="wrong-secret") == 3


async def test_a_place_that_is_taken_keeps_the_portal_from_starting(tmp_path, database_url):
    async with made(tmp_path, database_url=database_url, webhooks=True, start=False) as world:
        with (
            socket.create_server(("127.0.0.1", world.sandbox.settings.http_port)),
            pytest.raises(NotPossible, match="PORTAL_HTTP_PORT"),
        ):
            await world.sandbox.start()


def refuse_webhooks(call):
    return Fault.answer(502) if call.method == "setWebhook" else None


# --- being watched ---------------------------------------------------------------------------


async def test_a_portal_whose_platforms_are_connected_is_ready_and_counts_from_zero(world):
    await world.seen(lambda: not world.portal.unready, 60)
    samples = await numbers(world)

    assert await ask(world, "/readyz") == (200, '{"ready": true, "missing": []}')
    assert (await ask(world, "/healthz"))[0] == 200
    assert {re.sub(r'practice="[^"]*",?', "", each) for each in samples} >= WATCHED
    assert all(samples[each] == 0 for each in WATCHED if each in samples)
    assert not any("_created" in each for each in samples)


async def test_a_portal_without_its_webhook_is_not_ready(tmp_path, database_url):
    async with made(tmp_path, database_url=database_url, webhooks=True, start=False) as world:
        world.sandbox.telegram.fault = refuse_webhooks
        await world.sandbox.start()
        status, text = await ask(world, "/readyz")

    assert status == 503
    assert json.loads(text)["missing"] == [f"{PRACTICE}: telegram/clients is not connected."]


async def test_a_portal_that_telegram_cannot_reach_is_not_ready_until_nothing_waits_any_more(
    tmp_path, database_url, monkeypatch
):
    monkeypatch.setattr("portal.gate.SECONDS_BETWEEN_LOOKS", 0.05)
    async with made(tmp_path, database_url=database_url, webhooks=True, start=False) as world:
        await world.sandbox.start()
        await world.seen(lambda: not world.portal.unready, 60)
        [practice] = world.portal.houses
        ana = await world.invite()

        world.portal.gate.shut_telegram_out(str(practice), CLIENTS)
        ana.person.open_link(ana.link)
        await world.seen(lambda: world.portal.unready, 60)
        status, text = await ask(world, "/readyz")

        _, door = world.portal._doors.pop((practice, CLIENTS))
        await door.aclose()
        await world.portal._see_to_doors()
        await world.seen(lambda: not world.portal.unready, 60)

        assert status == 503
        assert "Telegram says: Wrong response from the webhook: 404" in text
        assert ana.received


async def test_a_portal_without_its_database_is_not_ready_and_says_no_more(world, monkeypatch):
    async def away(*_):
        raise OSError("postgresql://portal:pAssWord@host")

    monkeypatch.setattr(world.database, "read", away)
    status, text = await ask(world, "/readyz")
    monkeypatch.undo()

    assert status == 503
    assert "The database or a key is away (OSError)." in json.loads(text)["missing"]
    assert "pAssWord" not in text


async def test_numbers_count_what_was_handled_sent_and_raised(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.tap(PHQ9, "Begin", *["Not at all"] * 8, "Several days")

    assert f"{ana.code}: critical answer" in spoken(world.cards[-1])
    assert await of(world, "portal_desk_updates_total") > 10
    assert await of(world, "portal_desk_batches_total") > 10
    assert await of(world, "portal_crisis_cards_total", way="outbox") == 1
    assert await of(world, "portal_letters_total", lane="crisis", outcome="sent") >= 1
    assert await of(world, "portal_alerts", state="open") == 1
    assert await of(world, "portal_inbox_updates", state="waiting") == 0
    assert await of(world, "portal_outbox_oldest_due_seconds") == 0
    assert await of(world, "portal_http_requests_total", platform="telegram", outcome="kept") > 10


async def test_numbers_name_no_person_and_no_practice(world):
    ana = await world.join("Ana")
    await ana.tap("Help now", "Tell my therapist")
    _, page = await ask(world, "/metrics")

    for name in ("Ana", ana.code, "Mira", PRACTICE, "Harbour", str(ana.person.id), WEBHOOK_SECRET):
        assert name not in page


async def test_what_is_set_aside_is_counted(world):
    world.sandbox.telegram.inject(BOT, {"message": {"text": "/help"}})
    await world.settle()

    found = await world.database.read(inbox.unhandled)
    assert found == {QUARANTINED: 1}
    assert await of(world, "portal_inbox_updates", state=QUARANTINED) == 1
    assert await of(world, "portal_inbox_updates", state=WAITING) == 0


# --- several processes -----------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_any_process_takes_in_what_the_one_with_the_lease_handles(world):
    ana = await world.join()
    found = world.sandbox
    settings = found.settings.model_copy(update={"http_port": 0})
    database = Database(settings.database_url)
    office = replace(found.office, database=database)
    other = await Portal.assemble(settings, office, found.clock)
    try:
        await other.start(ticking=False)
        [practice] = world.portal.houses
        assert other.unready == ()
        assert other.gate.url != world.portal.gate.url

        body = {"update_id": 900, "message": asking_for_help(ana.person.id)}
        secret = {SECRET_HEADER: webhook(world).secret}
        address = other.gate.url + path_of(str(practice), CLIENTS)
        async with (
            ClientSession() as http,
            http.post(address, json=body, headers=secret) as answer,
        ):
            assert answer.status == 200
        await world.seen(lambda: NUMBERS in ana.last)
    finally:
        await other.close()
        await database.close()


def asking_for_help(person):
    chat = {"id": person, "type": "private", "first_name": "Ana"}
    sender = {"id": person, "is_bot": False, "first_name": "Ana"}
    return {"message_id": 900, "date": 1, "chat": chat, "from": sender, "text": "/help"}
