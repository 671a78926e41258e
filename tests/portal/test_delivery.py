"""Letters reach people in order, once, and say truthfully what became of them."""

import asyncio
import json
import math
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from care.people import PracticeId
from conversations.contents import CrisisCard, CrisisReason, Lane, Line, Sentences
from conversations.envelopes import CLIENTS, THERAPISTS, Place
from portal.delivery import GIVE_UP, IN_HAND, Delivery, Outcome, _is_done_again
from portal.sandboxed import BOT
from sandbox.slack.records import Fault as SlackFault
from sandbox.slack.records import FaultKind as SlackFaultKind
from sandbox.telegram import Fault, Kind
from store import outbox, people, practices
from store.database import Database
from store.tables import outbox as table
from store.tables import practice
from tests.world import BERLIN, at, spoken

MENU, HEARD = Sentences((Line("menu-hello"),)), Sentences((Line("file-not-kept"),))


async def post(world, client, *letters, then=lambda connection: None):
    """Puts letters to this client into the outbox: content, key and what else is said of them.

    What becomes of them before anybody can take them is done in the same transaction.
    """

    def keep(connection):
        account = people.account_of(connection, world.memory, CLIENTS, of_client=client.id)
        made = [
            outbox.new_letter(
                world.memory.practice,
                CLIENTS,
                account.id,
                content,
                key=key,
                **({"lane": Lane.REPLY, "now": world.now} | more),
            )
            for key, content, more in letters
        ]
        outbox.write(connection, made, carrier=None, now=world.now)
        then(connection)

    await world.database.write(keep)


async def became(world, key):
    """State and outcome of the letter with this key."""

    def look(connection):
        found = select(table.c.state, table.c.outcome, table.c.tries).where(table.c.key == key)
        return connection.execute(found).one()

    return await world.database.read(look)


def failing(method, *faults):
    """The first calls of a method go wrong, one after the other."""
    left = list(faults)
    return lambda call: left.pop(0) if call.method == method and left else None


def times(world, method):
    return sum(call.method == method for call in world.sandbox.telegram.calls)


# --- order ---------------------------------------------------------------------------------------


async def test_letters_of_one_chat_keep_their_order_when_the_first_fails(world):
    ana = await world.join()
    world.sandbox.telegram.fault = failing("sendMessage", Fault.answer(502), Fault.answer(500))

    await ana.say("one")
    await ana.say("/privacy")
    await world.pass_time(seconds=30)
    await ana.say("/progress")

    order = [
        words
        for text in ana.texts
        for words in ("I heard you", "What is kept", "no scores yet")
        if words in text
    ]
    assert order == ["I heard you", "What is kept", "no scores yet"]


async def test_what_is_written_just_when_the_wait_ends_does_not_overtake(world):
    ana = await world.join()
    world.sandbox.telegram.fault = failing("sendMessage", Fault.answer(502))
    await ana.say("/privacy")
    due = await world.portal.next_due()
    world.sandbox.reach(due + timedelta(milliseconds=1))

    # Heard and handled before the carrier has looked at what is due again.
    ana.person.say(BOT, "/progress")
    await world.settle()
    await world.pass_time(seconds=5)

    order = [
        words for each in ana.texts for words in ("What is kept", "no scores yet") if words in each
    ]
    assert order == ["What is kept", "no scores yet"]


async def test_what_is_soon_due_leaves_when_it_is(world):
    ana = await world.join()
    await world.settle()
    begun = time.monotonic()
    soon = world.now + timedelta(seconds=0.2)
    await post(world, ana, ("soon", MENU, {"not_before": soon}))
    world.portal.delivery.wake()
    while (await became(world, "soon"))[0] != outbox.SENT:
        await asyncio.sleep(0.01)
        assert time.monotonic() < begun + 0.8, "it waited for the next look"


async def test_the_card_stays_before_the_question_when_it_fails_at_first(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.tap("PHQ-9, about 2 minutes", "Begin", *["Not at all"] * 8)
    world.sandbox.telegram.fault = failing("sendMessage", Fault.answer(500))

    await ana.tap("Several days")
    await world.pass_time(seconds=20)

    order = [each for each in ana.texts if "Help now" in each or each == "Are you safe right now?"]
    assert [each.split("\n")[0] for each in order] == ["Help now", "Are you safe right now?"]


async def test_a_crisis_letter_does_not_wait_behind_a_reply_that_failed(world):
    ana = await world.join()
    world.sandbox.telegram.fault = failing("sendMessage", *[Fault.answer(500)] * 3)
    await ana.say("/privacy")
    world.sandbox.telegram.fault = None

    await ana.say("/help")

    assert ana.told("Emergency: 000") == 1
    assert ana.told("What is kept") == 0


async def test_a_429_parks_the_chat_it_is_about_and_no_other(world):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    chat = str(ana.person.id)
    world.sandbox.telegram.fault = lambda call: (
        Fault.answer(429, retry_after=30)
        if call.method == "sendMessage" and call.params.get("chat_id") == chat
        else None
    )
    await ana.say("one")
    await bea.say("one")
    asked = times(world, "sendMessage")
    await world.pass_time(seconds=20)

    assert bea.told("I heard you") == 1
    assert ana.told("I heard you") == 0
    assert times(world, "sendMessage") == asked

    world.sandbox.telegram.fault = None
    await world.pass_time(seconds=30)

    assert ana.told("I heard you") == 1


# --- people who cannot be reached ----------------------------------------------------------------


async def test_a_client_who_blocks_the_bot_is_told_of_once_and_left_alone(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    ana.person.block(BOT)
    await world.settle()
    calls = times(world, "sendMessage")

    await world.until(4, "12:00")

    assert world.told(f"{ana.code} cannot be reached in Telegram any more") == 1
    assert times(world, "sendMessage") == calls
    assert world.told("check-ins left open") == 0

    ana.person.unblock(BOT)
    await world.settle()
    await world.until(4, "23:00")

    assert "Daily pulse" in ana.last


async def test_an_account_that_was_deleted_is_noticed_by_the_first_letter(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    ana.person.deactivate()
    calls = times(world, "sendMessage")

    await world.until(5, "12:00")

    assert world.told(f"{ana.code} cannot be reached") == 1
    assert times(world, "sendMessage") == calls + 1


async def test_support_for_a_client_who_blocked_the_bot_is_reported_as_not_delivered(world):
    ana = await world.join()
    await ana.tap("Help now", "Tell my therapist")
    ana.person.block(BOT)
    await world.settle()

    await world.support(world.card("asked for you"))
    await world.pass_time(seconds=30)

    assert world.told(f"Support for {ana.code} could not be delivered in Telegram.") == 1
    assert world.told("was handed to Telegram") == 0


async def test_nothing_but_answers_and_help_goes_to_a_client_who_stopped(world):
    ana = await world.join()
    await ana.tap("Help now", "Tell my therapist")
    await world.support(world.card("asked for you"), "Thinking of you.")
    await ana.say("/stop")
    await ana.tap("Stop everything")

    await world.pass_time(minutes=2)

    assert ana.told("Thinking of you.") == 0
    assert world.told("was not sent anything") == 1

    await ana.say("/help")

    assert "Emergency: 000" in ana.last


# --- messages that stand -------------------------------------------------------------------------


async def test_a_message_that_vanished_is_sent_anew(world):
    ana = await world.join()
    telegram = world.sandbox.telegram.world
    question = ana.holding("Daily pulse · 1 of 3")
    data = [b.data for row in question.buttons for b in row if b.label == "7"]
    chat = telegram.private[telegram.bot_named(BOT).id, ana.person.id]
    telegram.delete(chat, question.message_id)

    ana.person.tap_data(BOT, question.message_id, data[0])
    await world.settle()

    assert "Daily pulse · 2 of 3" in ana.last
    assert ana.received[-1].message_id != question.message_id


async def test_not_modified_is_success(world):
    ana = await world.join()
    await ana.tap("Pause")

    ana.person.tap_data(BOT, ana.holding("Good. I will write").message_id, "join:at-1930")
    await world.settle()

    assert "dead" not in await world.letters()


async def test_a_fresh_message_takes_the_buttons_off_the_one_before(world):
    ana = await world.join()
    old = ana.received[-1]

    await ana.say("/checkin")

    assert ana.received[-1].message_id != old.message_id
    assert [each.buttons for each in ana.received if each.message_id == old.message_id] == [[]]


async def test_a_message_is_sent_once_although_telegram_breaks_off_before_taking_it(world):
    ana = await world.join()
    world.sandbox.telegram.fault = failing("sendMessage", Fault.reset_before())

    await ana.say("/privacy")
    await world.pass_time(seconds=10)

    assert ana.told("What is kept") == 1


# --- letters that are not sent -------------------------------------------------------------------


async def test_a_reminder_that_is_stale_is_dropped_and_its_check_in_is_not_missed(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    world.sandbox.telegram.fault = lambda call: (
        Fault.answer(502) if call.method == "sendMessage" else None
    )
    await world.until(1, "19:30")
    world.leap(hours=7)
    await world.settle()
    world.sandbox.telegram.fault = None

    await world.until(2, "14:00")

    assert (await world.letters())["stale"] == 1
    assert "Saved." in ana.last
    assert list((await world.attendance(ana)).values()) == [True]


@pytest.mark.parametrize(
    "newer",
    [
        {"kind": "hologram"},
        {"kind": "crisis-card", "reason": "of another release"},
        {"kind": "question", "token": "without the rest"},
        {"kind": "alert-card", "alert": "no id"},
    ],
)
async def test_a_letter_of_another_release_stops_no_other(world, newer):
    ana = await world.join()

    def written_by_another(connection):
        made_over = update(table).where(table.c.key == "unknown")
        connection.execute(made_over.values(content=json.dumps(newer)))

    letters = ("unknown", MENU, {}), ("known", HEARD, {})
    await post(world, ana, *letters, then=written_by_another)

    await world.settle()

    assert (await became(world, "unknown")).state == outbox.DEAD
    assert ana.told("I cannot keep this") == 1


async def test_a_letter_that_cannot_be_put_in_words_stops_no_other(world):
    ana = await world.join()
    broken = Sentences((Line("no-such-key"),))

    await post(world, ana, ("broken", broken, {}), ("whole", HEARD, {}))
    await world.settle()

    assert (await became(world, "broken")).state == outbox.DEAD
    assert ana.told("I cannot keep this") == 1


async def test_a_card_that_cannot_be_filled_in_is_tried_in_growing_pauses_until_it_can(world):
    ana = await world.join()
    [whole] = await world.database.read(practices.every)
    await world.database.write(practices.change, replace(whole, contacts=None))

    card = CrisisCard(CrisisReason.ASKED)
    await post(world, ana, ("card", card, {"lane": Lane.CRISIS}))
    await world.pass_time(hours=1)

    state, _, tries = await became(world, "card")
    assert state == outbox.WAITING
    assert 5 <= tries <= 12

    await world.database.write(practices.change, whole)
    await world.pass_time(hours=1)

    assert ana.told("Emergency: 000") == 1


async def test_a_card_whose_practice_cannot_be_read_waits_until_it_can(world):
    ana = await world.join()

    def spoil(connection):
        kept = connection.execute(select(practice.c.working_hours)).scalar_one()
        connection.execute(update(practice).values(working_hours="spoilt"))
        return kept

    kept = await world.database.write(spoil)
    card = CrisisCard(CrisisReason.ASKED)
    await post(world, ana, ("card", card, {"lane": Lane.CRISIS}))
    await world.portal.delivery.collect()
    await world.portal.delivery.settled()

    assert (await became(world, "card")).state == outbox.WAITING

    await world.database.write(
        lambda connection: connection.execute(update(practice).values(working_hours=kept))
    )
    await world.pass_time(minutes=6)

    assert ana.told("Emergency: 000") == 1


@pytest.mark.parametrize("error", ["status", "gone"])
async def test_an_alert_that_slack_refused_comes_an_hour_later_and_stops_no_other(world, error):
    ana = await world.join()
    await ana.pulse(5, 2, 5)
    for day, anxiety in enumerate((3, 5, 6), start=1):
        await world.until(day)
        await ana.pulse(5, anxiety, 5)
    refused = []

    def faulty(call):
        if call.method != "chat.postMessage" or refused or "nxiety" not in str(call.params):
            return None
        refused.append(call)
        return SlackFault(SlackFaultKind.STATUS, 400)

    await world.until(4, "08:59")
    if error == "status":
        world.sandbox.slack.fault = faulty
    else:
        await written_long_ago(world)
        world.sandbox.slack.fault = lambda call: SlackFault(SlackFaultKind.STATUS, 503)
    await world.until(4, "09:00")
    world.sandbox.slack.fault = None if error == "gone" else faulty
    await ana.tap("Help now", "Tell my therapist")

    assert world.told("anxiety has been rising") == 0
    assert world.told("asked for you") == 1

    await world.until(4, "10:01")

    assert world.told("anxiety has been rising") == 1


async def written_long_ago(world):
    """Every letter that waits has waited for longer than others are tried."""
    long_ago = world.now - GIVE_UP - timedelta(minutes=1)
    await world.database.write(
        lambda connection: connection.execute(
            update(table).where(table.c.state == outbox.WAITING).values(written_at=long_ago)
        )
    )


async def test_a_letter_that_nobody_took_for_two_days_is_set_aside(world):
    ana = await world.join()
    written = world.now - GIVE_UP - timedelta(minutes=1)
    world.sandbox.telegram.fault = failing("sendMessage", Fault.answer(502))

    await post(world, ana, ("old", MENU, {"now": written}))
    await world.settle()

    assert await became(world, "old") == (outbox.DEAD, "given up", 0)


async def test_a_letter_to_a_platform_that_is_not_served_waits_and_stops_nobody(world):
    ana = await world.join()
    await world.sandbox.stop()
    whole = world.sandbox.settings
    world.sandbox.settings = whole.model_copy(
        update={"slack_bot_token": None, "slack_app_token": None}
    )
    await world.sandbox.start()

    await ana.tap("Help now", "Tell my therapist")
    await world.pass_time(minutes=3)
    await ana.say("hello")

    assert ana.told("I heard you") == 1
    assert ana.told("The note has not reached your therapist’s Slack so far.") == 1
    assert ana.told("I cannot reach your therapist from here.") == 1
    assert ana.told("is on its way") == 0

    await world.sandbox.stop()
    world.sandbox.settings = whole
    await world.sandbox.start()
    await world.pass_time(minutes=6)

    assert world.told("asked for you") == 1


# --- stopping and starting -----------------------------------------------------------------------


async def test_what_is_in_hand_when_the_portal_stops_is_carried_after_the_start(world):
    ana = await world.join()
    world.sandbox.telegram.fault = lambda call: (
        Fault.timeout() if call.method == "sendMessage" else None
    )
    await post(world, ana, *[(f"letter:{n}", MENU if n % 2 else HEARD, {}) for n in range(4)])
    sent = times(world, "sendMessage")
    await world.seen(lambda: times(world, "sendMessage") > sent)
    carrier = world.portal.delivery
    await world.sandbox.stop()
    world.sandbox.telegram.fault = None
    await asyncio.sleep(0.05)

    assert ana.told("What would you like to do?") == 0

    await carrier.settled()
    await world.sandbox.start()
    await world.pass_time(minutes=6)

    assert ana.told("What would you like to do?") == 2
    assert ana.told("I cannot keep this") == 2


async def test_a_letter_in_hand_is_not_taken_a_second_time(world):
    ana = await world.join()
    await post(world, ana, ("once", MENU, {}))
    delivery = world.portal.delivery
    letters = await world.database.write(
        outbox.claim_due,
        delivery.carrier.name,
        [(world.memory.practice, CLIENTS)],
        world.now,
    )

    delivery.hand_over(letters)
    delivery.hand_over(letters)
    await world.settle()

    assert ana.told("What would you like to do?") == 1


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_who_stood_still_sends_nothing_of_what_it_had_in_hand_before_it_is_sure(
    world, monkeypatch
):
    ana = await world.join()
    await post(world, ana, ("once", MENU, {}))
    delivery, bots = world.portal.delivery, [(world.memory.practice, CLIENTS)]
    claim = partial(world.database.write, outbox.claim_due)
    letters = await claim(delivery.carrier.name, bots, world.now)
    with monkeypatch.context() as standing_still:
        standing_still.setattr("store.leases.elapsed", lambda: math.inf)
        delivery.hand_over(letters)
        await delivery.settled()
        claimed, told = await delivery.collect(), ana.told("What would you like to do?")
        put_back = await became(world, "once")
    await world.seen(lambda: ana.told("What would you like to do?"), 30)

    assert (claimed, told) == (0, 0)
    assert put_back == (outbox.WAITING, "not served", 0)


async def early(world, client, key):
    """A letter to this client, put in words within the transaction that writes it."""
    delivery = world.portal.delivery

    def keep(connection):
        account = people.account_of(connection, world.memory, CLIENTS, of_client=client.id)
        made = outbox.new_letter(
            world.memory.practice,
            CLIENTS,
            account.id,
            HEARD,
            key=key,
            lane=Lane.REPLY,
            now=world.now,
        )
        born = outbox.write(connection, [made], carrier=delivery.carrier, now=world.now)
        return born, delivery.fill_early(connection, born, world.now)

    return await world.database.write(keep)


async def test_an_answer_in_words_is_sent_without_another_look_at_the_database(world):
    ana = await world.join()
    letters, words = await early(world, ana, "early")
    looks = []
    world.database.read_briefly, look = looks.append, world.database.read_briefly

    world.portal.delivery.hand_over(letters, words)
    await world.portal.delivery.settled()
    world.database.read_briefly = look

    assert not looks
    assert ana.told("I cannot keep this") == 1


async def test_an_answer_in_words_is_put_in_words_anew_when_something_was_written_meanwhile(world):
    ana = await world.join()
    letters, words = await early(world, ana, "early")
    await world.database.write(people.change_client, world.memory, ana.id, locale="es")

    world.portal.delivery.hand_over(letters, words)
    await world.settle()

    assert ana.told("I cannot keep this") == 0
    assert await became(world, "early") == (outbox.SENT, None, 0)


async def test_with_its_hands_full_the_carrier_claims_nothing_more(world):
    ana = await world.join()
    delivery = world.portal.delivery
    world.sandbox.telegram.fault = lambda call: (
        Fault.timeout() if call.method == "sendMessage" else None
    )
    before = (await world.letters()).get("claimed", 0)

    await post(world, ana, *[(f"letter:{n}", MENU, {}) for n in range(IN_HAND + 50)])
    claimed = [await delivery.collect() for _ in range(5)]

    letters = await world.letters()
    assert claimed[-1] == 0
    assert (before, letters["claimed"], letters["waiting"]) == (0, IN_HAND, 50)


async def test_an_outcome_that_cannot_be_written_stops_no_other(world):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    # Its check-in is gone: a fault of ours, or of whoever repaired something by hand.
    faulty = f"prompt:{uuid4()}:first"

    await post(world, ana, (faulty, MENU, {"not_after": world.now}))
    await post(world, bea, ("whole", HEARD, {}))
    await world.settle()

    assert await became(world, faulty) == (outbox.STALE, "unfollowed", 0)
    assert bea.told("I cannot keep this") == 1


async def test_support_goes_out_in_the_lane_of_the_therapist_and_names_her(world):
    ana = await world.join()
    await ana.tap("Help now", "Tell my therapist")
    await world.support(world.card("asked for you"), "Thinking of you.")
    await world.pass_time(seconds=21)

    [message] = [each for each in ana.texts if "Thinking of you." in each]
    assert message.startswith("Mira Winter writes:")
    assert "words written here without it are not passed on" in message
    assert spoken(world.card("was handed"))


async def test_a_moved_clock_sends_what_was_due_in_between_in_its_order(world):
    ana = await world.join()
    posted = []
    world.sandbox.telegram.watch(
        lambda each: posted.append(each.message.text) if each.kind is Kind.POSTED else None
    )
    soon = {"not_before": world.now + timedelta(minutes=1), "lane": Lane.REMINDER}
    await post(world, ana, ("first", MENU, soon), ("second", HEARD, soon))

    await world.sandbox.advance(at(0, "12:00", BERLIN))

    assert posted[0].startswith("What would you like")
    assert posted[1].startswith("Thank you. I cannot keep")


@pytest.mark.parametrize("method", ["chat.update", "chat.postMessage"])
async def test_slack_that_stumbles_once_loses_nothing(world, method):
    ana = await world.join()
    left = [SlackFault(SlackFaultKind.STATUS, 500)]
    world.sandbox.slack.fault = lambda call: left.pop() if call.method == method and left else None

    await ana.tap("Help now", "Tell my therapist")
    await world.pass_time(seconds=20)
    await world.press("Resolve", world.card("asked for you"))
    await world.pass_time(seconds=20)

    assert not left
    assert "Resolved by Mira Winter" in spoken(world.card("asked for you"))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_carrier_that_is_told_to_end_just_when_it_is_woken_ends(world):
    for steps in range(4):
        carrying = asyncio.create_task(world.portal.delivery.run())
        await asyncio.sleep(0.05)

        world.portal.delivery.wake()
        for _ in range(steps):
            await asyncio.sleep(0)
        carrying.cancel()

        await asyncio.wait([carrying], timeout=60)
        assert carrying.cancelled()


# --- what waits for the disk ---------------------------------------------------------------------


@pytest.fixture
def written(monkeypatch):
    """The keys of the letters whose ends were written, by whether that waited for the disk."""
    found = {"write_soon": [], "write_briefly": []}
    for name, keys in found.items():
        write = getattr(Database, name)

        async def noting(self, function, *args, write=write, keys=keys, **kwargs):
            if getattr(function, "__func__", None) is Delivery._write:
                keys.extend(each.letter.key for each in args[0])
            return await write(self, function, *args, **kwargs)

        monkeypatch.setattr(Database, name, noting)
    return found


async def test_only_that_an_answer_was_edited_in_place_does_not_wait_for_the_disk(world, written):
    ana = await world.join()
    await world.until(0)
    for keys in written.values():
        keys.clear()
    await ana.tap("6")
    await world.settle()

    assert len(written["write_soon"]) == 1
    assert written["write_briefly"] == []


async def test_what_is_new_in_a_chat_waits_for_the_disk(world, written):
    ana = await world.join()
    for keys in written.values():
        keys.clear()
    card = CrisisCard(CrisisReason.ASKED)
    await post(world, ana, ("an-answer", HEARD, {}))
    await post(world, ana, ("a-card", card, {"lane": Lane.CRISIS}))
    await post(world, ana, ("a-reminder", MENU, {"lane": Lane.REMINDER}))
    await world.settle()

    assert written["write_soon"] == []
    assert sorted(written["write_briefly"]) == ["a-card", "a-reminder", "an-answer"]


async def test_what_could_not_be_sent_waits_for_the_disk(world, written):
    ana = await world.join()
    for keys in written.values():
        keys.clear()
    world.sandbox.telegram.fault = failing("sendMessage", Fault.answer(400))
    await post(world, ana, ("refused", HEARD, {}))
    await world.settle()

    assert written == {"write_soon": [], "write_briefly": ["refused"]}


EDITED = Outcome(
    outbox.new_letter(
        PracticeId(uuid4()), CLIENTS, uuid4(), HEARD, key="k", lane=Lane.REPLY, now=at(0, "19:30")
    ),
    outbox.SENT,
    "edited",
)
OTHERS = {
    "it stands somewhere new": replace(EDITED, place=Place("1", "2")),
    "something was taken out of the chat": replace(EDITED, taken=("7",)),
    "it is put back": replace(EDITED, until=at(0, "19:31")),
    "its reader has moved": replace(EDITED, moved_to="8"),
    "its reader is reached again": replace(EDITED, reached=True),
    "it was refused": replace(EDITED, state=outbox.DEAD),
    "it is a card": replace(
        EDITED, letter=replace(EDITED.letter, content=CrisisCard(CrisisReason.ASKED))
    ),
    "it is a reminder": replace(EDITED, letter=replace(EDITED.letter, lane=Lane.REMINDER)),
    "staff read it": replace(EDITED, letter=replace(EDITED.letter, bot=THERAPISTS)),
}


@pytest.mark.parametrize("why", OTHERS)
def test_an_outcome_of_which_anything_follows_waits_for_the_disk(why):
    assert _is_done_again(EDITED)
    assert not _is_done_again(OTHERS[why])
