"""Appointments the whole way: planned in Slack, answered in Telegram, and moved in Slack."""

import pytest
from sqlalchemy import select

from portal.commands import client_appointment
from portal.office import NotPossible
from portal.sandboxed import BOT
from store import appointments
from store.tables import occurrence
from tests.world import World, spoken, world

ROOM = "Room 2, second floor"
YES, OTHER, CANNOT = "Yes, I will be there", "Ask for another time", "I cannot come"
ASKS = "asks for another time"


@pytest.fixture
async def practice(tmp_path):
    async with world(tmp_path) as made:
        yield made


async def open_list(world: World, code: str):
    await world.mira.command("/portal", f"appointment {code}")
    await world.settle()
    return world.card(f"Appointments of {code}")


async def plan(world: World, code: str, day: str, at: str = "16:00", **more: str) -> None:
    """The therapist opens the form of a client and sends it."""
    await world.press("Plan one", await open_list(world, code))
    await send(world, day, at, **more)


async def send(world: World, day: str, at: str, **more: str) -> None:
    for name, value in {"day": day, "at": at, **more}.items():
        world.mira.fill(name, value)
    assert await world.mira.submit() == {}
    await world.settle()


async def answer(world: World, button: str, words: str = "") -> None:
    """The therapist presses a button with a form behind it and sends that."""
    await world.press(button, world.card("Appointments of"))
    if words:
        world.mira.fill("words", words)
    assert await world.mira.submit() == {}
    await world.settle()


def home(world: World) -> str:
    return str(world.mira.home().blocks)


async def test_an_appointment_goes_from_slack_to_telegram_and_back(practice):
    world = practice
    ana = await world.join()
    await world.mira.open_home()
    await world.settle()

    # A form with a time that is over, or no time, or no length, is not taken.
    await world.press("Plan one", await open_list(world, ana.code))
    for name, value in (("day", "2026-11-01"), ("at", "noon"), ("minutes", "1")):
        world.mira.fill(name, value)
    assert (await world.mira.submit()).keys() == {"at", "minutes"}
    world.mira.fill("at", "16")
    assert (await world.mira.submit()).keys() == {"day", "minutes"}
    await world.mira.close()

    before = len(ana.received)
    await plan(world, ana.code, "2026-11-06", place=ROOM)
    assert "1. Fri 6 Nov, 16:00 · 50 minutes · no answer yet · not told in Telegram yet" in spoken(
        world.card("Appointments of")
    )
    # The client reads of it with the day's message, and needs not wait for that.
    assert len(ana.received) == before
    await ana.say("/appointments")
    assert "· Fri 6 Nov, 16:00 – 50 minutes – no answer yet" in ana.last
    await ana.tap("Fri 6 Nov, 16:00")
    assert "Appointment with Mira Winter" in ana.last
    assert ROOM in ana.last
    assert "Will you be there?" in ana.last
    await ana.tap(YES)
    assert "You said that you will be there." in ana.holding(ROOM).text
    await world.pass_time(seconds=5)
    assert "next Fri 6 Nov, 16:00, will be there" in home(world)
    assert "will be there" in spoken(world.card("Appointments of"))

    # Another time is asked for, in words that Slack never shows.
    await ana.tap(OTHER)
    await ana.say("Thursday, after the dentist.")
    assert "Until there is an answer the time stands." in ana.last
    asked = world.card(ASKS)
    assert f"{ana.code} asks for another time than Fri 6 Nov, 16:00." in spoken(asked)
    assert "is on the record page, and not in Slack" in spoken(asked)
    assert not world.told("dentist")
    await world.pass_time(seconds=5)
    assert ASKS in home(world)

    await world.press("Time stays", asked)
    world.mira.fill("words", "Thursday is full, I am sorry.")
    assert await world.mira.submit() == {}
    await world.settle()
    assert "Mira Winter has answered that this time stays." in ana.last
    assert "Thursday is full, I am sorry." in ana.last
    assert "stays, and the client reads so" in spoken(world.card(f"{ana.code}: Fri 6 Nov"))

    # Without words too; and this time it is moved.
    await ana.tap(OTHER, "Ask without words")
    await world.press("1: New time", await open_list(world, ana.code))
    await send(world, "2026-11-09", "10:30", words="Does Monday suit you?")
    moved = ana.holding("Does Monday suit you?")
    assert "Mon 9 Nov, 10:30" in moved.text
    assert "Mira Winter has moved this to the time above." in moved.text
    assert "Will you be there?" in moved.text
    await ana.tap(YES)

    await world.press("1: Cancel", await open_list(world, ana.code))
    world.mira.fill("words", "I am ill.")
    assert await world.mira.submit() == {}
    await world.settle()
    assert "Mira Winter has cancelled this." in ana.last
    assert "I am ill." in ana.last
    await ana.say("/appointments")
    assert "Nothing is entered so far." in ana.last


async def test_a_button_of_an_earlier_time_never_answers_a_new_one(practice):
    world = practice
    ana = await world.join()
    await plan(world, ana.code, "2026-11-06")
    await ana.say("/appointments")
    await ana.tap("Fri 6 Nov, 16:00")
    old = ana.received[-1]
    [yes] = [each.data for row in old.buttons for each in row if each.label == YES]
    await world.press("1: New time", await open_list(world, ana.code))
    await send(world, "2026-11-07", "16:00")

    ana.person.tap_data(BOT, old.message_id, yes)
    await world.settle()

    assert "no answer yet" in spoken(await open_list(world, ana.code))


async def test_who_cannot_come_says_so_twice_and_the_therapist_is_told(practice):
    world = practice
    ana = await world.join()
    await plan(world, ana.code, "2026-11-06")
    await ana.say("/appointments")
    await ana.tap("Fri 6 Nov, 16:00", CANNOT)
    assert "Shall I pass on that you cannot come on Fri 6 Nov, 16:00?" in ana.last
    assert not world.told("cannot come on")

    await ana.tap("Yes, let it go")

    assert f"{ana.code} cannot come on Fri 6 Nov, 16:00." in spoken(world.card("cannot come on"))
    await ana.say("/who")
    assert "Mira Winter entered a session with you." in ana.last
    assert "Your appointments were shown to Mira Winter." in ana.last
    assert "You said that you cannot come." in ana.holding("Appointment with").text
    await ana.say("/appointments")
    assert "Nothing is entered so far." in ana.last


async def test_a_new_one_is_asked_about_within_the_one_message_of_the_day_and_on_its_eve(practice):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await plan(world, ana.code, "2026-11-06")
    before = len(ana.received)

    await world.until(0, "23:00")
    assert len(ana.received) == before
    await world.until(1, "23:00")
    [asked] = ana.texts[before:]
    assert "New: an appointment on Fri 6 Nov, 16:00. Will you be there? /appointments" in asked

    await world.until(2, "23:00")
    assert "appointment" not in ana.last
    await world.until(3, "23:00")
    assert "Your appointment is on Fri 6 Nov, 16:00. Will you be there?" in ana.last
    assert len(ana.texts[before:]) == 3


async def test_one_before_the_check_in_is_the_days_message_and_says_when_that_opens(practice):
    world = practice
    ana = await world.join(instruments=["pulse:every day at 21:00"])
    await plan(world, ana.code, "2026-11-03", "20:45")
    before = len(ana.received)

    await world.until(1, "20:00")
    [asked, _reminder] = ana.texts[before:]
    assert "20:45" in asked
    assert "More to answer opens today at 21:00." in asked

    await world.until(1, "23:00")
    assert len(ana.texts[before:]) == 2


async def test_an_hour_before_a_reminder_comes_once_and_beside_the_budget(practice):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await plan(world, ana.code, "2026-11-04", how="room", place=ROOM)
    await world.until(1, "21:00")
    await world.until(2, "14:59")
    assert not ana.told("begins at")

    await world.until(2, "15:05")

    assert "Your appointment begins at 16:00." in ana.last
    assert ROOM in ana.last
    await world.until(2, "18:00")
    assert ana.told("begins at") == 1
    await ana.tap("Have a look")
    assert "This is over." in ana.last


async def test_no_reminder_comes_of_what_was_cancelled_or_moved(practice):
    world = practice
    ana = await world.join()
    await plan(world, ana.code, "2026-11-04")
    await plan(world, ana.code, "2026-11-04", "18:00")
    await ana.say("/appointments")
    await world.press("2: Cancel", await open_list(world, ana.code))
    assert await world.mira.submit() == {}
    await world.settle()
    await world.press("1: New time", await open_list(world, ana.code))
    await send(world, "2026-11-05", "09:00")

    await world.until(2, "23:00")
    assert not ana.told("begins at")
    await world.until(3, "08:30")

    assert ana.told("begins at 09:00") == 1


async def test_after_an_outage_no_late_reminder_is_sent(practice):
    world = practice
    ana = await world.join()
    await plan(world, ana.code, "2026-11-04")
    await plan(world, ana.code, "2026-11-04", "18:00")
    await world.until(2, "14:30")

    world.leap(hours=3, minutes=25)
    await world.restart()
    await world.settle()
    await world.until(2, "21:00")

    assert not ana.told("begins at")


async def test_in_a_pause_only_what_was_agreed_to_is_reminded_of(practice):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await plan(world, ana.code, "2026-11-04")
    await plan(world, ana.code, "2026-11-05")
    await ana.say("/appointments")
    await ana.tap("Wed 4 Nov, 16:00", YES)
    await ana.say("/pause 7d")
    before = len(ana.received)

    await world.until(4, "12:00")

    [reminded] = ana.texts[before:]
    assert "Your appointment begins at 16:00." in reminded


async def test_in_discreet_mode_the_reminder_says_the_time_and_nothing_else(practice):
    world = practice
    ana = await world.join()
    await ana.say("/settings")
    await ana.tap("Use discreet wording")
    await plan(world, ana.code, "2026-11-04", place=ROOM)
    await world.until(2, "15:05")

    assert "Reminder: 16:00." in ana.last
    assert ROOM not in ana.last
    assert "ppointment" not in ana.last + "".join(ana.labels())


async def test_what_has_no_answer_a_day_before_stands_on_home_and_closes_by_itself(practice):
    world = practice
    ana, ben = await world.join(), await world.join("Ben")
    await world.mira.open_home()
    await plan(world, ana.code, "2026-11-05")
    await plan(world, ben.code, "2026-11-05")
    open_one = "appointment not confirmed"

    await world.until(2, "15:50")
    assert open_one not in home(world)
    await world.until(2, "16:10")
    assert home(world).count(open_one) == 2
    assert not world.told(open_one)

    await ana.say("/appointments")
    await ana.tap("Thu 5 Nov, 16:00", YES)
    await world.pass_time(seconds=5)
    assert home(world).count(open_one) == 1

    # The other closes when it begins.
    await world.until(3, "16:10")
    assert open_one not in home(world)


async def test_words_that_may_mean_danger_meet_help_and_are_told(practice):
    world = practice
    ana = await world.join()
    await plan(world, ana.code, "2026-11-06")
    await ana.say("/appointments")
    await ana.tap("Fri 6 Nov, 16:00", OTHER)

    await ana.say("I want to kill myself")

    assert ana.told("Some of your words made me want to show you this.")
    [alert] = await world.alerts(ana)
    assert alert.rule == "crisis-words"
    assert not world.told("kill")


async def test_what_is_asked_before_a_session_goes_with_it_when_it_is_moved_or_cancelled(practice):
    world = practice
    ana = await world.join(instruments=["phq9:before each session"])
    await ana.pulse(5, 5, 5)
    await client_appointment(world.sandbox.office, code=ana.code, starts="2026-11-04T10:00")
    await world.settle()

    def look(connection):
        asked = select(occurrence.c.local_date).where(occurrence.c.instrument == "phq9")
        return [f"{each:%d}" for each in connection.execute(asked).scalars()]

    async def days():
        return await world.database.read(look)

    assert await days() == ["03"]
    await world.press("1: New time", await open_list(world, ana.code))
    await send(world, "2026-11-06", "10:00")
    assert await days() == ["05"]
    await world.press("1: Cancel", await open_list(world, ana.code))
    assert await world.mira.submit() == {}
    await world.settle()
    assert await days() == []


async def test_the_command_line_plans_with_the_same_deeds(practice):
    world = practice
    ana = await world.join()
    made = await client_appointment(
        world.sandbox.office, code=ana.code, starts="2026-11-06T10:00", how="video"
    )
    await ana.say("/appointments")
    await ana.tap("Fri 6 Nov, 10:00")

    assert made["how"] == "video"
    assert "50 minutes · by video" in ana.last
    found = await world.read(appointments.coming, ana.id, world.now)
    assert len(found) == 1


async def test_the_command_line_moves_and_cancels_and_the_client_reads_so(practice):
    world = practice
    ana = await world.join()

    async def entered(starts, **more):
        found = await client_appointment(world.sandbox.office, code=ana.code, starts=starts, **more)
        await world.settle()
        return found

    await entered("2026-11-06T10:00", how="video", minutes=30)
    await ana.say("/appointments")
    moved = await entered("2026-11-06T10:00", move_to="2026-11-09T12:00")

    assert (moved["starts"], moved["minutes"], moved["how"]) == (
        *("2026-11-09T12:00:00+01:00", 30, "video"),
    )
    assert ana.told("Mon 9 Nov, 12:00") == 1
    with pytest.raises(NotPossible, match="There are: 2026-11-09T12:00"):
        await entered("2026-11-06T10:00", cancel=True)
    with pytest.raises(NotPossible, match="not both"):
        await entered("2026-11-09T12:00", cancel=True, move_to="2026-11-10T12:00")

    assert (await entered("2026-11-09T12:00", cancel=True))["cancelled"]
    assert "cancelled" in ana.last
    assert await world.read(appointments.coming, ana.id, world.now) == ()
