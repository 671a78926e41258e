"""What is written unasked: by one way alone, fewer after silence, and a day's second is quiet."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

import portal
from care.budget import Permit
from conversations.contents import Lane
from conversations.envelopes import CLIENTS
from portal.commands import client_appointment, client_schedule
from portal.sandboxed import BOT
from portal.scene import AskedLane
from store.tables import occurrence, outbox
from tests.portal.test_rounds import Prompts
from tests.world import MONDAY, PHQ9


@cache
def places():
    """All code of the portal, by its file."""
    return {
        path: ast.parse(path.read_text()) for path in Path(portal.__file__).parent.rglob("*.py")
    }


ONLY_WAY = "unasked.py"
LIGHTER = "One number is enough, the first one."
GIVEN_UP = "I have stopped asking"


def named(tree, name):
    """Where a name, or an attribute of this name, stands."""
    return [
        node
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr == name)
        or (isinstance(node, ast.Name) and node.id == name)
    ]


def test_only_one_module_gives_leave_and_only_one_method_uses_the_lane_of_what_is_unasked():
    makes = {
        path.name
        for path, tree in places().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and named(node.func, Permit.__name__)
    }
    takes = {path.name for path, tree in places().items() if named(tree, "take_day")}
    lanes = {path.name for path, tree in places().items() if named(tree, "REMINDER")}

    assert (makes, takes) == ({ONLY_WAY}, {ONLY_WAY})
    # Rounds ask for a kind of that name; the carrier looks at it.
    assert lanes == {"scene.py", "delivery.py", "asking.py"}
    assert Lane.REMINDER not in AskedLane.__args__


def test_every_letter_to_a_client_that_a_round_posts_is_urgent_or_has_a_permit():
    """A round acts on nobody's word: a reply's lane, the default, would be a way around."""
    rounds = (
        "rounds.py",
        "asking.py",
        "pauses.py",
        "unasked.py",
        "planning.py",
        "homework_telling.py",
        "appointment_telling.py",
        "shelf_telling.py",
    )
    found = {}
    for path, tree in places().items():
        for node in ast.walk(tree):
            if (
                path.name in rounds
                and isinstance(node, ast.Call)
                and ast.unparse(node.func) == "scene.post"
            ):
                lane = next((each.value for each in node.keywords if each.arg == "lane"), None)
                found[path.name, node.lineno] = ast.unparse(lane) if lane else "a reply's"

    assert found
    assert set(found.values()) <= {"Lane.CRISIS", "Lane.THERAPIST"}


async def written_unasked(world, client):
    """The lanes of letters to a client, by local day: as the outbox has them."""
    asked = select(outbox.c.written_at, outbox.c.lane).where(outbox.c.bot == CLIENTS)
    rows = await world.database.read(lambda connection: connection.execute(asked).all())
    return Counter(
        (row.written_at.astimezone(MONDAY.tzinfo).date() - MONDAY.date()).days
        for row in rows
        if row.lane == Lane.REMINDER
    )


async def test_who_does_not_answer_is_asked_less_then_not_at_all_until_something_is_heard(world):
    prompts = Prompts(world)
    ana = await world.join()
    await ana.pulse(5, 5, 5)

    await world.until(25, "23:00")

    days = [day for day, _ in prompts.of(ana, MONDAY.tzinfo)]
    assert days == [1, 2, 3, 6, 9, 12]
    assert ana.told(LIGHTER) == 3
    assert world.told(GIVEN_UP) == 1
    assert set((await written_unasked(world, ana)).values()) == {1}
    # What was not asked was not missed.
    assert len(await world.attendance(ana)) == 7

    await ana.say("/checkin")
    await ana.pulse(5, 5, 5)
    await world.until(27, "23:00")

    assert [day for day, _ in prompts.of(ana, MONDAY.tzinfo)][6:] == [26, 27]
    assert ana.told(LIGHTER) == 3


async def test_a_day_with_two_check_ins_has_one_message_and_the_second_waits_quietly(world):
    prompts = Prompts(world)
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await client_schedule(
        world.sandbox.office,
        code=ana.code,
        instrument="pulse",
        said="every day in the morning and in the evening",
        keep=True,
    )

    await world.until(1, "12:00")
    await ana.pulse(5, 5, 5)
    await world.until(1, "20:00")
    await ana.say("/checkin")
    await ana.pulse(7, 7, 7)
    await world.until(3, "07:00")

    assert prompts.of(ana, MONDAY.tzinfo) == [(1, "08:30"), (2, "08:30")]
    # The message of the first day holds its answers by now.
    assert ana.told("More to answer opens today at 19:30.") == 1
    # The morning of day 2 was asked and missed; its evening was not told, and is no gap.
    assert list((await world.attendance(ana)).values()) == [True, True, False]


@pytest.mark.parametrize("fills_in", [True, False])
async def test_a_morning_that_is_asked_before_the_pulse_takes_no_pulse_away(world, fills_in):
    prompts = Prompts(world)
    ana = await world.join(instruments=["practice", "phq9"])
    await ana.pulse(5, 5, 5)
    await client_schedule(
        world.sandbox.office,
        code=ana.code,
        instrument="practice",
        said="every day at 08:00 and 19:30",
        keep=True,
    )

    for day in (1, 2, 3):
        await world.until(day, "08:30")
        if fills_in:
            # It waits for whoever likes, without a message.
            await ana.say("/checkin")
            assert "How many minutes did you practise" in ana.last
            await ana.tap("20")
        await world.until(day, "19:31")
        assert "How is your mood" in ana.last
        await ana.pulse(5, 5, 5)
        # Nor are the evening and the questionnaire taken away, which come with the pulse.
        assert {"Practice, about 30 seconds", "PHQ-9, about 2 minutes"} <= set(ana.labels())

    assert prompts.of(ana, MONDAY.tzinfo) == [(day, "19:30") for day in (1, 2, 3)]
    assert list((await world.attendance(ana)).values()) == [True] * 4
    # The mornings were told of by nobody, and are no gaps; the evenings were, and stand open.
    practised = list((await world.attendance(ana, "practice")).values())
    assert practised == ([True] * 3 if fills_in else [False] * 2)
    became = await states(world, "practice", slot=0)
    assert became == ["done" if fills_in else "cancelled"] * 3


async def test_what_is_asked_after_the_pulse_is_announced_with_it_and_opens_quietly(world):
    prompts = Prompts(world)
    ana = await world.join(instruments=["practice", "phq9"])
    await ana.pulse(5, 5, 5)
    for what, said in (("practice", "every day at 21:00"), ("phq9", "weekly at 21:30")):
        await client_schedule(
            world.sandbox.office, code=ana.code, instrument=what, said=said, keep=True
        )

    await world.until(1, "19:31")
    assert ana.told("More to answer opens today at 21:00, 21:30.") == 1
    await ana.pulse(5, 5, 5)
    assert {"Practice, about 30 seconds", "PHQ-9, about 2 minutes"}.isdisjoint(ana.labels())
    await world.until(1, "21:40")
    await ana.say("/checkin")
    assert "How many minutes did you practise" in ana.last
    await ana.tap("20")
    # The questionnaire comes along with the next day's message; the practice of that day waits.
    await world.until(2, "19:31")
    await ana.pulse(5, 5, 5)
    assert "PHQ-9, about 2 minutes" in ana.labels()
    await world.until(4, "19:00")

    assert prompts.of(ana, MONDAY.tzinfo) == [(day, "19:30") for day in (1, 2, 3)]
    assert await states(world, "practice") == ["done", "cancelled", "cancelled"]
    assert list((await world.attendance(ana, "practice")).values()) == [True]


async def test_a_reminder_that_is_late_at_night_wakes_nobody(world):
    prompts = Prompts(world)
    ana = await world.join(instruments=["phq9"])
    await ana.pulse(5, 5, 5)
    await client_schedule(
        world.sandbox.office, code=ana.code, instrument="pulse", said="every four weeks", keep=True
    )
    await world.until(2, "19:00")
    await world.sandbox.stop()

    world.leap(hours=4)
    await world.sandbox.start()
    await world.until(4, "23:00")

    # Day 1 asked; the reminder of day 2 was due at 19:30, and comes with the next day instead.
    assert prompts.of(ana, MONDAY.tzinfo) == [(1, "19:30"), (3, "19:30")]


async def test_who_has_gone_where_it_is_night_is_not_woken_and_finds_it_open(world):
    prompts = Prompts(world)
    ana = await world.join(instruments=[])
    await ana.pulse(5, 5, 5)
    await world.until(1, "14:00")
    await ana.say("/settings")
    await ana.tap("Change the place")
    await ana.say("Dhaka")
    await ana.tap(next(each for each in ana.labels() if "Dhaka" in each))

    # 19:30 in Berlin is half past midnight there, and 19:30 there was in the afternoon.
    await world.until(1, "18:29")
    assert prompts.of(ana, MONDAY.tzinfo) == []
    await world.until(2, "23:00")

    assert all("08:00" <= clock < "21:00" for _, clock in prompts.of(ana, ZoneInfo("Asia/Dhaka")))
    assert list((await world.attendance(ana)).values()) == [True]


async def test_what_was_told_by_a_message_that_never_arrived_is_not_missed(world):
    ana = await world.join(instruments=["practice"])
    await ana.pulse(5, 5, 5)
    ana.person.block(BOT)
    await world.until(1, "19:40")
    await world.until(3, "19:00")

    assert await states(world, "practice") == ["cancelled", "cancelled"]
    assert list((await world.attendance(ana)).values()) == [True]


async def states(world, instrument, slot=0):
    """What became of the check-ins of an instrument that were opened, in the order of days."""
    asked = (
        select(occurrence.c.state)
        .where(
            occurrence.c.instrument == instrument,
            occurrence.c.slot == slot,
            occurrence.c.state != "planned",
        )
        .order_by(occurrence.c.opens_at)
    )
    return await world.database.read(lambda connection: list(connection.execute(asked).scalars()))


async def test_a_session_that_is_entered_brings_the_check_in_before_it(world):
    ana = await world.join(instruments=["phq9:before each session"])
    await ana.pulse(5, 5, 5)
    assert PHQ9 not in ana.labels()

    await client_appointment(world.sandbox.office, code=ana.code, starts="2026-11-06T10:00")
    await world.until(3, "20:00")

    [plan] = [
        each
        for each in (await client_schedule(world.sandbox.office, code=ana.code))["plans"]
        if each["instrument"] == "phq9"
    ]
    await ana.pulse(5, 5, 5)
    assert plan["schedule"] == "before each session"
    assert PHQ9 in ana.labels()
