"""The PIN in a whole portal: chosen, asked for, guessed, forgotten; and never readable."""

import threading

import pytest
from sqlalchemy import text

from care.phone import WAITS
from conversations.phone import PinUse
from portal.commands import NotPossible, client_forget_pin, client_invite
from portal.sandboxed import BOT
from store import pin_hash, pins
from tests.portal.engines import BOTH, engine  # noqa: F401
from tests.portal.test_canary import found_in

PIN = "2580"


async def set_pin(client, digits=PIN):
    """Sets a PIN by way of `/pin`, digit by digit."""
    await client.say("/pin")
    await enter(client, digits)
    await enter(client, digits)


async def enter(client, digits=PIN):
    await client.tap(*digits, "OK")
    # A chat takes no more than a few messages at once.
    await client.world.pass_time(seconds=5)


async def protected(world, **options):
    """A client with a PIN, whose chat has locked itself."""
    ana = await world.join(**options)
    await set_pin(ana)
    await world.pass_time(minutes=6)
    return ana


@BOTH
async def test_a_pin_is_set_asked_for_and_leads_back(world):
    ana = await protected(world)

    await ana.say("/settings")

    assert "Please enter your PIN" in ana.last
    assert "settings" not in ana.last.lower()

    await enter(ana)

    assert ana.told("Unlocked.") == 1
    assert "Your settings" in ana.last


async def test_it_stays_open_while_somebody_goes_on_and_locks_when_left_alone(world):
    ana = await protected(world)
    await ana.say("/checkin")
    await enter(ana)
    for _ in range(3):
        await world.pass_time(minutes=4)
        await ana.say("/checkin")
        assert "Please enter your PIN" not in ana.last

    await world.pass_time(minutes=6)
    await ana.say("/checkin")

    assert "Please enter your PIN" in ana.last


async def test_an_answer_tapped_while_locked_is_not_kept(world):
    ana = await protected(world)

    await ana.tap("10")

    rows = "select count(*) from answer"
    assert await world.database.read(lambda at: at.execute(text(rows)).scalar_one()) == 0
    await enter(ana)
    assert "How is your mood" in ana.last
    await ana.tap("7")
    assert await world.database.read(lambda at: at.execute(text(rows)).scalar_one()) == 1


async def test_help_is_there_without_a_pin(world):
    ana = await protected(world)

    await ana.say("/help")

    assert "Emergency: " in ana.last
    await ana.tap("Tell my therapist")
    assert world.told("asked for you") == 1


async def test_a_wrong_pin_opens_nothing_and_each_wait_is_longer(world):
    ana = await protected(world)
    await ana.say("/settings")
    for _ in range(3):
        await enter(ana, "1111")
    assert ana.told("That is not the PIN.") == 1
    assert "The next try is possible from" in ana.last

    await enter(ana)
    assert ana.told("Your settings") == 0

    await world.pass_time(seconds=WAITS[2].total_seconds())
    await enter(ana)
    assert "Your settings" in ana.last
    assert ana.told("A wrong PIN was entered 3 times before.") == 1


async def test_tries_and_waits_survive_a_restart(world):
    ana = await protected(world)
    await ana.say("/settings")
    for _ in range(3):
        await enter(ana, "1111")

    await world.restart()
    await enter(ana)

    tries = await world.read(pins.tries, ana.id)
    assert tries.tries == 3
    assert ana.told("Your settings") == 0


@BOTH
async def test_what_was_entered_before_a_crash_is_compared_after_it(world):
    ana = await protected(world)
    await ana.say("/settings")
    await ana.tap(*PIN)
    # As a process leaves it that ends between the commit and the comparison.
    house = next(iter(world.portal.houses.values()))

    async def never():
        return None

    house.pins.work = never
    await ana.tap("OK")
    [given] = await world.read(pins.waiting)
    assert (given.digits, given.use) == (PIN, PinUse.CHECK)

    await world.restart()
    await world.seen(lambda: ana.told("Your settings"))

    assert await world.read(pins.waiting) == ()


async def test_the_desk_goes_on_while_a_pin_is_compared(world, monkeypatch):
    ana = await protected(world)
    ben = await world.join("Ben")
    await ana.say("/settings")
    await ana.tap(*PIN)
    fits = pin_hash.fits
    begun, may_end = threading.Event(), threading.Event()

    def slowly(digits, kept):
        begun.set()
        may_end.wait(60)
        return fits(digits, kept)

    monkeypatch.setattr(pin_hash, "fits", slowly)
    ana.person.tap(BOT, "OK")
    await world.seen(begun.is_set)
    ben.person.say(BOT, "/settings")
    await world.seen(lambda: ben.told("Your settings"), seconds=30)

    assert ana.told("Your settings") == 0
    may_end.set()
    await world.settle()
    assert ana.told("Your settings") == 1


async def test_a_reminder_shows_nothing_while_it_is_locked(world):
    ana = await protected(world)
    before = len(ana.received)

    await world.until(1)

    [reminder] = ana.received[before:]
    assert reminder.text == "Something is waiting for you here."
    assert ana.labels(reminder) == ["Open", "Help now"]
    await ana.tap("Open")
    assert "Please enter your PIN" in ana.last
    await enter(ana)
    assert ana.told("How is your mood") >= 1


async def test_a_message_of_the_therapist_s_waits_behind_the_pin(world):
    ana = await protected(world)
    await ana.tap("Help now", "Tell my therapist")
    await world.pass_time(seconds=10)
    await world.support(world.card("asked for you"), "The words of Mira")
    await world.pass_time(seconds=30)

    assert ana.told("The words of Mira") == 0
    assert "A message is waiting for you here." in ana.last

    await ana.tap("Open")
    await enter(ana)
    await world.pass_time(seconds=10)

    assert ana.told("The words of Mira") == 1


async def test_nobody_opens_a_message_to_somebody_else(world):
    ana, ben = await world.join(), await world.join("Ben")
    await ana.tap("Help now", "Tell my therapist")
    await world.support(world.card("asked for you"), "The words of Mira")
    await world.pass_time(seconds=30)
    rows = "select id from message"
    message = await world.database.read(lambda at: at.execute(text(rows)).scalar_one())
    number = ben.received[-1].message_id

    ben.person.tap_data(BOT, number, f"waiting:{str(message).replace('-', '')}")
    await world.settle()

    assert ben.told("The words of Mira") == 0


async def test_lock_locks_at_once_and_the_chosen_time_is_kept(world):
    ana = await world.join()
    await set_pin(ana)
    await ana.say("/pin")
    await ana.tap("30 min")
    await world.pass_time(minutes=29)
    await ana.say("/settings")
    assert "Your settings" in ana.last

    await ana.say("/lock")
    assert ana.last == "Locked."
    await ana.say("/settings")

    assert "Please enter your PIN" in ana.last


@BOTH
async def test_the_pin_is_taken_away_with_itself(world):
    ana = await world.join()
    await set_pin(ana)
    await ana.say("/pin")
    await ana.tap("Take the PIN away")
    await enter(ana)

    assert "There is no PIN any more." in ana.last
    await world.pass_time(minutes=10)
    await ana.say("/settings")
    assert "Your settings" in ana.last


async def test_the_practice_takes_a_forgotten_pin_away_and_the_client_reads_so(world):
    ana = await protected(world)
    office = world.sandbox.office

    await client_forget_pin(office, code=ana.code)
    await world.settle()

    assert "Your PIN was taken away" in ana.last
    await ana.say("/settings")
    assert "Your settings" in ana.last
    with pytest.raises(NotPossible, match="has no PIN"):
        await client_forget_pin(office, code=ana.code)


async def test_a_fresh_personal_link_opens_it_once(world):
    ana = await protected(world)
    link = (await client_invite(world.sandbox.office, code=ana.code, relink=True))["link"]

    ana.person.open_link(link)
    await world.settle()

    assert "Your PIN was taken away" in ana.last
    await ana.say("/checkin")
    assert "How is your mood" in ana.last
    await world.pass_time(seconds=10)
    await set_pin(ana)
    await ana.say("/lock")
    ana.person.open_link(link)
    await world.settle()
    assert "Please enter your PIN" in ana.last


async def test_the_link_of_somebody_else_opens_nothing(world):
    ana, ben = await protected(world), await world.invite("Ben")

    ana.person.open_link(ben.link)
    await world.settle()

    assert "Please enter your PIN" in ana.last
    await ben.join()
    assert "How is your mood" in ben.last


async def test_digits_typed_at_the_keypad_are_taken_out_of_the_chat(world):
    ana = await protected(world)
    await ana.say("/settings")

    await ana.say(PIN)

    assert [each.text for each in ana.person.chat(BOT) if not each.from_bot][-1] != PIN
    assert not any(PIN in each.text for each in ana.person.chat(BOT))
    assert ana.told("Your settings") == 0


async def test_other_words_stay_where_the_practice_does_not_ask_for_more(world):
    ana = await protected(world)

    await ana.say("my own words")

    assert any(each.text == "my own words" for each in ana.person.chat(BOT))


async def test_no_digit_of_a_pin_is_readable_anywhere(world, tmp_path, caplog):
    pin = "73915284"
    ana = await world.join()
    await set_pin(ana, pin)
    await ana.say("/lock")
    await ana.say("/settings")
    await enter(ana, pin)
    await ana.say("/lock")

    assert found_in(tmp_path, (pin,)) == set()
    assert pin not in caplog.text

    def kept(connection):
        bodies = "select count(*) from inbox where sealed_body is not null"
        given = "select count(*) from pin where sealed_given is not null"
        letters = "select content from outbox where content like '%keypad%'"
        return (
            connection.execute(text(bodies)).scalar_one(),
            connection.execute(text(given)).scalar_one(),
            set(connection.execute(text(letters)).scalars()),
        )

    assert await world.database.read(kept) == (0, 0, {'{"kind":"keypad"}'})


async def test_presses_on_the_keypad_say_nothing_of_the_digits(world):
    ana = await world.join()
    await ana.say("/pin")
    pads = []
    for _ in range(2):
        rows = ana.received[-1].buttons
        pads.append({button.label: button.data for row in rows for button in row})
        await ana.tap("Cancel")
        await ana.say("/pin")

    first, second = pads
    assert first.keys() == second.keys()
    for label in "0123456789":
        question, _, choice = first[label].rpartition(":")
        assert question.startswith("keypad.")
        assert choice in "abcdefghij"
        assert first[label] != second[label]
