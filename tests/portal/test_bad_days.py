"""What is missing is told, stops nothing else, and nothing of what people did is lost meanwhile."""

import json

import pytest
from aiohttp import ClientSession

from bots.slack_therapists import app as slack_app
from conversations.envelopes import CLIENTS, GROUPS
from portal.office import NotPossible
from portal.sandboxed import BOT_TOKEN, GROUP_BOT_TOKEN, PRACTICE
from portal.wiring import Portal, Role
from sandbox.telegram import Fault
from store import outbox
from tests.world import world as made

NUMBERS = "Emergency: 000 (made up)"


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
async def world(tmp_path, database_url, monkeypatch):
    """A practice with all three bots, watched over; refused tokens are tried again at once.

    A poll that brings nothing ends soon: what is wrong, or right again, is met by the next one.
    """
    monkeypatch.setattr("sandbox.telegram.methods.receiving.LONG_POLL_SECONDS", 0.2)
    monkeypatch.setattr("portal.wiring.REFUSED_PAUSE", 0.1)
    monkeypatch.setattr(slack_app, "SECONDS_BETWEEN_TRIALS", 0.1)
    async with made(
        tmp_path, database_url=database_url, groups=True, records=True, start=False
    ) as found:
        await found.sandbox.start()
        await found.seen(lambda: not found.portal.unready, 30)
        yield found


async def ask(world, path):
    async with ClientSession() as http, http.get(world.portal.gate.url + path) as answer:
        return answer.status, await answer.text()


async def missing(world):
    status, text = await ask(world, "/readyz")
    found = json.loads(text)["missing"]
    assert (status == 200) is (not found)
    return found


async def told_with(world, words):
    """What is missing in these words; on a busy machine other things may be for a moment."""
    await world.seen(lambda: any(words in each for each in world.portal.unready), 60)
    return next(each for each in await missing(world) if words in each)


@pytest.fixture
async def starting(tmp_path, database_url, monkeypatch):
    """The same practice before its portal starts."""
    monkeypatch.setattr("portal.wiring.REFUSED_PAUSE", 0.1)
    async with made(
        tmp_path, database_url=database_url, groups=True, records=True, start=False
    ) as found:
        yield found


def only(method):
    """Calls of this method are never answered well; all else is."""

    def fault(call):
        return Fault.answer(502) if call.method == method else None

    return fault


async def test_a_telegram_that_does_not_answer_is_told_until_it_answers(world):
    world.sandbox.telegram.fault = only("getUpdates")
    wanted = {f"{PRACTICE}: {bot} is not connected." for bot in (CLIENTS, GROUPS)}
    await world.seen(lambda: wanted <= set(world.portal.unready), 60)
    found = await missing(world)

    world.sandbox.telegram.fault = None
    await world.seen(lambda: not world.portal.unready, 60)

    assert wanted <= set(found)


async def test_a_groups_token_that_is_taken_back_takes_nothing_from_clients_and_therapists(world):
    ana = await world.join()
    bots = world.sandbox.telegram.world.bots
    kept = bots.pop(GROUP_BOT_TOKEN)
    told = await told_with(world, "BotFather")

    await ana.tap("Help now")
    await ana.tap("Tell my therapist")

    assert "groups" in told
    assert "BotFather" in told
    assert GROUP_BOT_TOKEN not in told
    assert ana.told(NUMBERS)
    assert world.told("asked for you") == 1

    bots[GROUP_BOT_TOKEN] = kept
    await world.seen(lambda: not world.portal.unready, 60)


async def test_a_token_that_is_refused_at_the_start_takes_nothing_from_the_other_bots(starting):
    bots = starting.sandbox.telegram.world.bots
    kept = bots.pop(GROUP_BOT_TOKEN)
    await starting.sandbox.start()
    ana = await starting.join()
    [told] = starting.portal.missing

    await ana.tap("Help now")

    assert ana.told(NUMBERS)
    assert "PORTAL_GROUP_BOT_TOKEN" in told

    bots[GROUP_BOT_TOKEN] = kept
    await starting.seen(lambda: not starting.portal.missing, 60)


async def test_where_every_token_is_refused_each_is_named_and_nothing_is_served(starting):
    starting.sandbox.telegram.world.bots.clear()
    [app] = starting.sandbox.slack.state.workspace.apps
    app.revoked = "token_revoked"

    with pytest.raises(NotPossible) as refused:
        await starting.sandbox.start()

    for setting in ("CLIENT_BOT", "GROUP_BOT", "SLACK_BOT"):
        assert f"PORTAL_{setting}_TOKEN" in str(refused.value)


async def test_on_sqlite_a_process_with_a_role_says_what_nobody_does_then(starting):
    found = starting.sandbox
    portal = await Portal.assemble(found.settings, found.office, found.clock, [Role.CLIENTS])
    told = portal.missing
    await portal.close()

    assert len(told) == 1
    assert told[0].startswith("Nobody does the work of clock, groups, therapists: a SQLite file")


async def test_a_process_that_keeps_the_clock_goes_on_keeping_it_without_its_other_role(starting):
    found = starting.sandbox
    found.telegram.world.bots.pop(GROUP_BOT_TOKEN)

    with pytest.raises(NotPossible, match="PORTAL_GROUP_BOT_TOKEN"):
        await Portal.assemble(found.settings, found.office, found.clock, [Role.GROUPS])
    portal = await Portal.assemble(
        found.settings, found.office, found.clock, [Role.GROUPS, Role.CLOCK]
    )
    told = "\n".join(portal.missing)
    await portal.close()

    assert "PORTAL_GROUP_BOT_TOKEN" in told


async def test_a_database_that_goes_away_while_bots_are_connected_ends_nothing(
    starting, monkeypatch
):
    release, refused = outbox.release, []

    def away_at_first(connection, bots):
        if len(refused) < 3:
            refused.append(bots)
            raise ConnectionRefusedError
        return release(connection, bots)

    monkeypatch.setattr(outbox, "release", away_at_first)
    await starting.sandbox.start()
    await starting.seen(lambda: not starting.portal.unready, 60)
    ana = await starting.join()

    assert len(refused) == 3
    assert ana.told("How is your mood")


async def test_a_clients_token_that_is_taken_back_leaves_the_therapists_their_alerts(world):
    ana = await world.join()
    bots = world.sandbox.telegram.world.bots
    kept = bots.pop(BOT_TOKEN)
    await told_with(world, "BotFather")
    before = len(world.cards)
    await world.mira.command("/portal", "help")
    await world.seen(lambda: len(world.cards) > before, 60)
    bots[BOT_TOKEN] = kept
    await world.seen(lambda: not world.portal.unready, 60)
    await ana.tap("Help now")

    assert ana.told(NUMBERS)


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive"])
async def test_a_slack_token_that_is_taken_back_is_found_before_a_letter_needs_it(world, code):
    ana = await world.join()
    [app] = world.sandbox.slack.state.workspace.apps
    app.revoked = code
    told = await told_with(world, f"Slack refuses the bot token ({code})")

    await ana.tap("Help now", "Tell my therapist")

    assert "PORTAL_SLACK_BOT_TOKEN" in told
    assert ana.told(NUMBERS)
    assert world.told("asked for you") == 0

    app.revoked = None
    await world.seen(lambda: world.told("asked for you") == 1, 60)
    await world.seen(lambda: not world.portal.unready, 60)


async def test_a_database_that_keeps_nothing_is_told_and_what_it_held_is_still_counted(
    world, monkeypatch
):
    def full(connection):
        raise OSError("no space left on device: /var/lib/portal")

    monkeypatch.setattr("portal.gate.write_nothing", full)
    told = next(each for each in await missing(world) if "keeps nothing" in each)
    _, page = await ask(world, "/metrics")

    assert told == "The database keeps nothing (OSError): is its disk full?"
    assert "portal_ready 0.0" in page
    assert "portal_database_up 1.0" in page
    assert 'portal_inbox_updates{state="waiting"} 0.0' in page


async def test_with_the_database_away_numbers_say_so_and_nothing_old_is_told_as_new(
    world, monkeypatch
):
    await world.join()
    before = await ask(world, "/metrics")

    async def away(*_):
        raise OSError("postgresql://portal:pAssWord@host")

    monkeypatch.setattr(world.database, "read", away)
    status, page = await ask(world, "/metrics")
    monkeypatch.undo()

    assert "portal_database_up 1.0" in before[1]
    assert status == 200
    assert "portal_database_up 0.0" in page
    assert "portal_ready 0.0" in page
    assert "portal_inbox_updates{" not in page
    assert "portal_outbox_oldest_due_seconds NaN" in page
    assert "portal_letters_total{" in page


async def test_bots_that_are_held_back_make_a_portal_unready(world):
    world.portal._hold_back()
    found = await missing(world)
    await world.portal.look_again()
    after = await missing(world)

    assert sum("held back while it is unclear who serves it" in each for each in found) == 3
    assert not any("held back" in each for each in after)
