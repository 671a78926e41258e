"""Nothing that was acknowledged is lost, nothing is done twice, and nobody stops anybody."""

import asyncio
import errno
import json
import math
import sqlite3
import threading
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from conversations import talk
from conversations.envelopes import CLIENTS, Arrived
from conversations.turn import Said
from portal.calls_for_help import asks_for_help
from portal.desk import AT_ONCE, TRIES, Desk, NotSure
from portal.sandboxed import BOT
from portal.wiring import Portal
from questionnaires.library import shipped
from sandbox.telegram import Fault
from store import check_ins, meanwhile, one_hop
from store.database import Database
from store.tables import inbox
from tests.world import MONDAY, at


def raw(world):
    """What waits for the bot at the platform, as it would be heard."""
    bot = world.sandbox.telegram.world.bot_named(BOT)
    return [
        Arrived(str(update["update_id"]), json.dumps(update).encode())
        for update in bot.updates.pending()
    ]


@pytest.fixture(params=[meanwhile.MANY, 1], ids=["few", "many"])
def many(request, monkeypatch):
    """Whether so much is written that it is sent to the database ahead of what comes next."""
    monkeypatch.setattr(meanwhile, "MANY", request.param)


together = pytest.mark.usefixtures("many")


async def answers(world, client):
    """What the client has answered in the pulse of the day."""
    [plan, *_] = await world.read(check_ins.plans, client.id)
    found = await world.read(check_ins.on_date, plan.id, MONDAY.date())
    return await world.read(check_ins.answers, client.id, found.id)


def damage_what_waits(connection):
    """Makes what waits in the inbox unreadable."""
    connection.execute(text("update inbox set sealed_body = sealed_address from person"))


def damage_talks(connection):
    """Makes every open talk unreadable."""
    connection.execute(text("update talk set sealed_state = sealed_address from person"))


def refuse(connection, client, table="answer"):
    """Makes the database itself refuse what this client answers."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                f"create trigger refused before insert on {table} "
                f"when new.client = '{client.hex}' begin select raise(abort, 'refused'); end"
            )
        )
        return
    connection.execute(
        text(
            "create function refuse() returns trigger language plpgsql as "
            "$$ begin raise exception 'refused'; end $$"
        )
    )
    connection.execute(
        text(
            f"create trigger refused before insert on {table} for each row "
            f"when (new.client = '{client}') execute function refuse()"
        )
    )


@asynccontextmanager
async def failing(monkeypatch, words):
    """Turns that raise on these words, as a fault of ours would. There is no other way to one."""
    real, tried = talk.take_turn, []

    def take_turn(inbound, view):
        if inbound.event == Said(words):
            tried.append(view.now)
            raise RuntimeError(words)
        return real(inbound, view)

    monkeypatch.setattr(talk, "take_turn", take_turn)
    try:
        yield tried
    finally:
        monkeypatch.setattr(talk, "take_turn", real)


# --- nothing is lost -----------------------------------------------------------------------------


async def test_what_was_kept_and_not_handled_is_handled_after_a_restart(world):
    ana = await world.join()
    await world.sandbox.stop()
    ana.person.tap(BOT, "7")
    portal = await Portal.assemble(
        world.sandbox.settings, world.sandbox.office, world.sandbox.clock
    )
    await portal.desk.receive(CLIENTS, raw(world))
    await portal.close()

    # Telegram was never told, so the same tap comes a second time.
    await world.sandbox.start()
    await world.settle()

    assert await answers(world, ana) == {1: 7}
    assert ana.told("Daily pulse · 2 of 3") == 1


async def test_what_was_done_and_not_sent_is_sent_after_a_restart(world):
    ana = await world.join()
    world.sandbox.telegram.fault = lambda call: (
        Fault.timeout() if call.method == "editMessageText" else None
    )
    ana.person.tap(BOT, "7")
    await world.seen(
        lambda: any(each.method == "editMessageText" for each in world.sandbox.telegram.calls[-3:])
    )
    await world.sandbox.stop()
    world.sandbox.telegram.fault = None

    assert ana.told("Daily pulse · 2 of 3") == 0

    await world.sandbox.start()
    # A process that shares PostgreSQL waits until the vanished one's claim runs out.
    await world.pass_time(minutes=6)

    assert await answers(world, ana) == {1: 7}
    assert ana.told("Daily pulse · 2 of 3") == 1


async def test_what_was_said_while_the_portal_was_away_is_heard_in_order(world):
    ana = await world.join()
    await world.sandbox.stop()
    message = ana.holding("Daily pulse · 1 of 3").message_id
    data = {
        button.label: button.data
        for row in ana.received[-1].buttons
        for button in row
        if button.data
    }
    token = data["7"].partition(".")[0]
    for tapped in (f"{token}.pulse.1:7", f"{token}.pulse.2:3", f"{token}.pulse.3:6"):
        ana.person.tap_data(BOT, message, tapped)

    await world.sandbox.start()
    await world.settle()

    assert await answers(world, ana) == {1: 7, 2: 3, 3: 6}
    assert ana.last == "Saved."


@together
async def test_a_restart_in_every_step_of_a_check_in_loses_no_answer(world):
    ana = await world.join()

    for label in ("7", "3", "6"):
        ana.person.tap(BOT, label)
        await asyncio.sleep(0.003)
        await world.sandbox.stop()
        await world.sandbox.start()
        await world.pass_time(minutes=6)

    assert await answers(world, ana) == {1: 7, 2: 3, 3: 6}
    assert ana.last == "Saved."


# --- nothing is done twice -----------------------------------------------------------------------


@together
async def test_an_update_that_comes_again_changes_nothing(world):
    ana = await world.join()
    heard = []
    keep = world.portal.desk.receive

    async def receive(bot, arrived):
        heard.append((bot, arrived))
        await keep(bot, arrived)

    world.portal.desk.receive = receive
    await ana.pulse(7, 3, 6)
    await ana.tap("Help now", "Tell my therapist")
    texts, cards, letters = ana.texts, world.cards, await world.letters()

    for bot, arrived in heard:
        await keep(bot, arrived)
    await world.settle()

    assert (ana.texts, world.cards, await world.letters()) == (texts, cards, letters)
    [alert] = await world.alerts(ana)
    assert alert.times == 1


async def test_the_same_button_tapped_twice_counts_once(world):
    ana = await world.join()
    message = ana.received[-1]
    data = next(button.data for row in message.buttons for button in row if button.label == "7")

    ana.person.tap_data(BOT, message.message_id, data)
    ana.person.tap_data(BOT, message.message_id, data)
    await world.settle()

    assert await answers(world, ana) == {1: 7}
    assert "Daily pulse · 2 of 3" in ana.last
    assert ana.person.toasts(BOT)[-1].startswith("Another question is open now.")


async def test_every_tap_of_a_client_is_answered_once(world):
    ana = await world.join()

    await ana.pulse(7, 3, 6)

    answered = [
        call.params["callback_query_id"]
        for call in world.sandbox.telegram.calls
        if call.method == "answerCallbackQuery"
    ]
    assert len(answered) == len(set(answered)) == 5


@together
async def test_two_who_work_at_one_desk_do_everything_once(world):
    ana = await world.join()
    for label in ("7", "Help now"):
        ana.person.tap(BOT, label)
    ana.person.tap(BOT, "Pause")

    await asyncio.gather(*(world.portal.desk.work() for _ in range(5)))
    await world.settle()

    assert await answers(world, ana) == {1: 7}
    assert ana.told("Emergency: 000") == 1


async def test_what_was_taken_in_is_not_remembered_once_nothing_waits(world, monkeypatch):
    ana = await world.join()
    remembered = world.portal.desk._memory.bodies
    monkeypatch.setattr("portal.desk.AT_ONCE", 1)
    for number in range(5):
        ana.person.say(BOT, f"hello {number}")
    await world.settle()
    assert (ana.told("I heard you"), remembered) == (5, {})

    # Kept already, so that no row is found for what is taken in once more.
    [kept, *_] = await world.database.read(_arrived_before)
    await world.portal.desk.receive(CLIENTS, [Arrived(kept, b"{}")])
    await world.portal.desk.receive(CLIENTS, [Arrived(kept, b"{}"), Arrived("broken", b"{")])
    await world.settle()
    assert remembered == {}


def _arrived_before(connection):
    return connection.execute(select(inbox.c.update_id).order_by(inbox.c.id)).scalars().all()


# --- what waits for the disk ---------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_nobody_hears_of_what_is_not_on_the_disk_and_the_desk_goes_on_meanwhile(
    world, monkeypatch
):
    ana = await world.join()
    may_end, put = threading.Event(), one_hop.put_log_on_disk

    def putting(file):
        assert may_end.wait(30)
        put(file)

    monkeypatch.setattr(one_hop, "put_log_on_disk", putting)
    monkeypatch.setattr("portal.desk.BATCH", 5)
    many = AT_ONCE + 2
    for number in range(many):
        ana.person.say(BOT, f"hello {number}")
    await world.seen(lambda: not world.sandbox.telegram.world.bot_named(BOT).updates.count())
    async with asyncio.timeout(30):
        # Two batches are handled: the first is on its way to the disk, the second waits behind it.
        while (await world.waiting())["waiting"] > many - 10:  # noqa: ASYNC110 - rows have no event
            await asyncio.sleep(0.01)
    before = ana.told("I heard you")
    may_end.set()
    await world.seen(lambda: ana.told("I heard you") == many)

    assert before == 0


@pytest.mark.parametrize("trouble", [None, sqlite3.OperationalError("disk I/O error")])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_what_the_disk_refused_is_told_as_soon_as_it_takes_it_and_help_at_once(
    world, monkeypatch, trouble
):
    def refuses(_):
        raise OSError(errno.EIO, "the disk refuses")

    async def not_emptied(_):
        if trouble is not None:
            raise trouble
        return False

    ana = await world.join()
    monkeypatch.setattr("portal.desk.BATCH", 5)
    with monkeypatch.context() as broken:
        broken.setattr(one_hop, "put_log_on_disk", refuses)
        broken.setattr(Database, "truncate_wal", not_emptied)
        for number in range(AT_ONCE + 2):
            ana.person.say(BOT, f"hello {number}")
        ana.person.say(BOT, "/help")
        await world.seen(lambda: ana.told("Emergency: 000 (made up)"))
        told = ana.told("I heard you")
    await world.seen(lambda: ana.told("I heard you") == AT_ONCE + 2)

    assert told == 0


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_fault_in_what_follows_from_a_batch_stops_no_other_batch(world, monkeypatch):
    ana = await world.join()
    desk, faults = world.portal.desk, iter([RuntimeError("once")])
    monkeypatch.setattr("portal.desk.BATCH", 5)

    def watch(_):
        for fault in faults:
            raise fault

    monkeypatch.setattr(desk, "watch", watch)
    for number in range(AT_ONCE + 2):
        ana.person.say(BOT, f"hello {number}")
    await world.seen(lambda: ana.told("I heard you") >= AT_ONCE + 2 - 5)
    ana.person.say(BOT, "and on")
    await world.seen(lambda: ana.told("I heard you") >= AT_ONCE + 3 - 5)


# --- nobody stops anybody ------------------------------------------------------------------------


async def test_a_malformed_update_stops_no_other(world):
    ana = await world.join()
    telegram = world.sandbox.telegram
    telegram.inject(BOT, {"message": {"message_id": "no number", "date": "yesterday"}})
    ana.person.say(BOT, "hello")
    telegram.inject(BOT, {"callback_query": {"id": 5}})
    telegram.inject(BOT, {"something_new": {"from": "the future"}})
    await world.settle()

    assert ana.told("I heard you.") == 1
    found = await world.waiting()
    assert found["quarantined"] == 2
    assert "waiting" not in found


async def test_a_batch_of_nothing_but_malformed_updates_does_not_stop_the_next(world):
    ana = await world.join()
    for _ in range(150):
        world.sandbox.telegram.inject(BOT, {"message": {"date": "yesterday"}})
    await ana.say("hello")

    assert ana.told("I heard you.") == 1
    assert (await world.waiting())["quarantined"] == 150


async def test_a_turn_that_raises_is_tried_three_times_and_set_aside_with_a_kind_word(
    world, monkeypatch
):
    ana = await world.join()
    async with failing(monkeypatch, "boom") as tried:
        await ana.say("boom")
        await world.pass_time(minutes=1)

    assert len(tried) == TRIES == 3
    assert tried == sorted(tried)
    assert ana.told("Something went wrong on our side; you did nothing wrong.") == 1
    assert (await world.waiting())["quarantined"] == 1


async def test_the_therapist_is_told_what_could_not_be_handled_by_code_alone(world, monkeypatch):
    ana = await world.join()
    async with failing(monkeypatch, "boom"):
        await ana.say("boom")
        await world.pass_time(minutes=1)

    assert world.told("could not be handled, because of a fault of ours") == 1
    assert world.told("boom") == 0


async def test_who_fails_once_is_heard_the_next_time(world, monkeypatch):
    ana = await world.join()
    async with failing(monkeypatch, "boom") as tried:
        await ana.say("boom")
    await world.pass_time(seconds=10)

    assert len(tried) == 1
    assert ana.told("Something went wrong") == 0
    assert ana.told("A tap on one of the buttons answers this question.") == 1


@together
async def test_later_updates_of_that_person_wait_in_order_and_help_does_not(world, monkeypatch):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    await world.sandbox.stop()
    async with failing(monkeypatch, "boom"):
        ana.person.say(BOT, "boom")
        ana.person.tap(BOT, "7")
        ana.person.say(BOT, "/help")
        bea.person.tap(BOT, "4")
        await world.sandbox.start()
        await world.settle()

        assert await answers(world, ana) == {}
        assert ana.told("Emergency: 000") == 1
        assert await answers(world, bea) == {1: 4}

        await world.pass_time(minutes=1)

    assert await answers(world, ana) == {1: 7}
    order = [text for text in ana.texts if "Something went" in text or "2 of 3" in text]
    assert len(order) == 2


async def test_what_comes_while_one_waits_waits_too(world, monkeypatch):
    ana = await world.join()
    async with failing(monkeypatch, "boom"):
        await ana.say("boom")
        ana.person.tap(BOT, "7")
        await world.heard()

        assert await answers(world, ana) == {}

        await world.pass_time(minutes=1)

    assert await answers(world, ana) == {1: 7}


@together
async def test_a_write_that_fails_for_one_stops_no_other(world):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    await world.sandbox.stop()
    await world.database.write(refuse, ana.id)
    ana.person.tap(BOT, "7")
    bea.person.tap(BOT, "4")

    await world.sandbox.start()
    await world.settle()

    assert await answers(world, bea) == {1: 4}
    assert "Daily pulse · 2 of 3" in bea.last

    await world.pass_time(minutes=1)

    assert await answers(world, ana) == {}
    assert ana.told("Something went wrong on our side") == 1
    assert (await world.waiting())["quarantined"] == 1


@together
async def test_a_critical_answer_that_cannot_be_written_is_met_with_help_all_the_same(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.tap("PHQ-9, about 2 minutes", "Begin", *["Not at all"] * 8)
    await world.database.write(refuse, ana.id)

    await ana.tap("Several days")
    await world.pass_time(minutes=1)

    assert ana.told("Emergency: 000 (made up)") >= 1
    assert [alert.rule for alert in await world.alerts(ana)] == ["critical-item"]


async def test_an_update_that_cannot_be_opened_stops_nobody(world):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    await world.sandbox.stop()
    ana.person.say(BOT, "hello")
    await world.sandbox.start()
    await world.database.write(damage_what_waits)
    bea.person.say(BOT, "/help")
    await world.sandbox.settle()

    assert bea.told("Emergency: 000 (made up)") == 1


async def test_a_check_in_whose_talk_cannot_be_opened_goes_on_from_its_answers(world):
    ana = await world.join()
    await ana.tap("5")
    await world.database.write(damage_talks)

    await ana.tap("6", "7")

    assert ana.told("Saved.") == 1
    assert await answers(world, ana) == {1: 5, 2: 6, 3: 7}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_while_the_desk_cannot_work_help_comes_all_the_same_and_the_rest_waits(world):
    ana = await world.join()
    await world.database.write(lambda c: c.execute(text("alter table talk rename to gone")).close())

    ana.person.say(BOT, "/help")
    ana.person.tap(BOT, "5")

    await world.seen(lambda: ana.told("Emergency: 000 (made up)") == 1)
    await world.database.write(lambda c: c.execute(text("alter table gone rename to talk")).close())
    await world.seen(lambda: ana.told("2 of 3") == 1)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_a_process_that_stood_still_does_nothing_before_it_is_sure_of_its_bots(
    world, monkeypatch
):
    ana = await world.join()
    desk = world.portal.desk
    with monkeypatch.context() as standing_still:
        standing_still.setattr("store.leases.elapsed", lambda: math.inf)
        ana.person.say(BOT, "hello")
        await world.seen(lambda: not world.sandbox.telegram.world.bot_named(BOT).updates.count())
        with pytest.raises(NotSure):
            await desk.work()
        kept, told = await world.waiting(), ana.told("I heard you")
    await world.seen(lambda: ana.told("I heard you"), 30)

    # It is kept for whoever has the bot by then.
    assert (kept["waiting"], told) == (1, 0)
    assert set(await world.waiting()) == {"done"}


@together
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_it_asks_last_of_all_whether_it_is_sure_of_its_bots(world, monkeypatch):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    carrier, under_way = world.portal.desk._carrier, []

    def sure():
        under_way.append(len(meanwhile._SENT))
        return True

    await world.sandbox.stop()
    # So that they are handled one by one, and nothing is asked of the database any more.
    await world.database.write(refuse, ana.id)
    for each in (ana, bea):
        each.person.tap(BOT, "7")
    await world.sandbox.start()
    monkeypatch.setattr(world.portal.desk, "_carrier", replace(carrier, sure=sure))
    await world.settle()

    assert await answers(world, bea) == {1: 7}
    assert under_way
    assert not any(under_way)


@pytest.mark.parametrize("words", ["/help", " help ", "HELP", "ayuda", "/ayuda"])
def test_who_asks_for_help_in_words_is_known_without_a_database(words):
    from conversations.envelopes import Inbound

    assert asks_for_help(Inbound(CLIENTS, "1", Said(words)), shipped())
    assert not asks_for_help(Inbound(CLIENTS, "1", Said("helpful")), shipped())


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_form_that_was_kept_and_is_changed_then_tells_that_the_first_counts(
    world, monkeypatch
):
    mira, receive, lost = world.mira, Desk.receive, []

    async def without_an_answer(desk, bot, arrived):
        await receive(desk, bot, arrived)
        if arrived[0].version and not lost:
            lost.append(arrived)
            raise TimeoutError

    monkeypatch.setattr(Desk, "receive", without_an_answer)
    await mira.open_home()
    await world.settle()
    await mira.press("I will be away", where="home")
    await world.settle()
    mira.fill("until", at(2, "12:00"))
    first = await mira.submit()
    mira.fill("until", at(4, "12:00"))
    changed = await mira.submit()
    mira.fill("until", at(2, "12:00"))
    again = await mira.submit()
    await world.settle()
    await mira.open_home()
    await world.pass_time(seconds=3)
    page = str(mira.home().blocks)

    assert "nothing was kept" in first["until"]
    assert changed["until"].startswith("What you sent in before was kept")
    assert again == {}
    assert "You are away until Wed 4 Nov, 12:00." in page


# On PostgreSQL the poller's own copy may be the one that is handled, a moment later.
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_what_comes_while_nothing_waits_is_handled_with_the_commit_that_keeps_it(world):
    ana = await world.join()
    await world.settle()
    await world.seen(lambda: world.portal.desk.rests)

    ana.person.tap(BOT, "7")
    await world.portal.desk.receive(CLIENTS, raw(world))

    assert await answers(world, ana) == {1: 7}
    # The poller brings the same tap once more.
    await world.settle()
    assert ana.told("Daily pulse · 2 of 3") == 1
