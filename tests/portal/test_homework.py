"""Homework the whole way: assigned in Slack, answered in Telegram, looked at in Slack."""

import pytest

from care.homework import Given
from portal.homework_deeds import assign
from portal.scene import Scene
from tests.world import World, spoken, world

TITLE, TASK = "Five slow breaths", "Before lunch, count to five."


@pytest.fixture
async def practice(tmp_path):
    async with world(tmp_path) as made:
        yield made


async def open_list(world: World, code: str):
    await world.mira.command("/portal", f"homework {code}")
    await world.settle()
    return world.card(f"Homework of {code}")


async def give(world: World, code: str, due: str = "", title: str = TITLE) -> None:
    """The therapist opens the form of a client and sends it."""
    await world.press("Assign homework", await open_list(world, code))
    world.mira.fill("title", title)
    world.mira.fill("task", TASK)
    if due:
        world.mira.fill("due", due)
    assert await world.mira.submit() == {}
    await world.settle()


def home(world: World) -> str:
    return str(world.mira.home().blocks)


async def test_homework_goes_from_slack_to_telegram_and_back(practice):
    world = practice
    ana = await world.join()
    await world.mira.open_home()
    await world.settle()

    # A form with a title that is too long, or due in the past, is not taken.
    await world.press("Assign homework", await open_list(world, ana.code))
    world.mira.fill("title", 20 * "long ")
    world.mira.fill("task", TASK)
    world.mira.fill("due", "2026-11-01")
    assert (await world.mira.submit()).keys() == {"title", "due"}
    await world.mira.close()

    await give(world, ana.code, due="2026-11-05")
    brought = ana.holding(TITLE)
    assert "Mira Winter suggests this" in brought.text
    assert TASK in brought.text
    assert "By Thu 5 Nov, if that suits you." in brought.text
    assert f"1. {TITLE} · open · by Thu 5 Nov" in spoken(world.card("Homework of"))

    await ana.tap("Make it smaller")
    assert "You asked for a smaller step." in ana.holding(TITLE).text
    await ana.tap("Add words or a photo")
    await ana.say("On Tuesday it was hard.")
    assert "Kept. Mira Winter can read it" in ana.last
    await world.pass_time(seconds=5)
    assert "homework came back" in home(world)

    # What was written is nowhere in Slack; that something was is.
    listed = await open_list(world, ana.code)
    assert "smaller step asked for" in spoken(listed)
    assert "wrote a few words" in spoken(listed)
    assert not world.told("hard")
    assert "hard" not in home(world)

    await world.press("1: Reviewed", listed)
    world.mira.fill("words", "Three breaths are plenty.")
    assert await world.mira.submit() == {}
    await world.settle()
    assert "Mira Winter writes about “Five slow breaths”:" in ana.holding("Three breaths").text
    assert "looked at" in spoken(world.card("Homework of"))
    await world.pass_time(seconds=5)
    assert "homework came back" not in home(world)

    # Answers may be changed as often as one likes, and the list shows both sides the newest.
    await ana.say("/homework")
    assert f"{TITLE} – smaller step asked for" in ana.last
    await ana.tap(TITLE, "Done")
    await ana.say("/homework")
    assert "Nothing is open." in ana.last
    assert f"{TITLE} – done" in ana.last

    await give(world, ana.code, title="A short walk")
    await world.press("1: Take back", world.card("Homework of"))
    assert "Mira Winter has taken this back." in ana.holding("A short walk").text


async def test_what_is_due_joins_the_one_message_of_the_day_and_what_stays_open_stands_on_home(
    practice,
):
    world = practice
    ana = await world.join()
    await world.mira.open_home()
    await ana.pulse(5, 5, 5)
    await give(world, ana.code, due="2026-11-03")
    before = len(ana.received)

    await world.until(1, "21:00")

    asked = ana.texts[before:]
    assert len(asked) == 1
    assert f"Still open, for when it suits you: {TITLE}. /homework" in asked[0]

    # On the third day after, and not before, the rule finds it; an answer ends what it told.
    await world.until(3, "23:00")
    assert "homework is open" not in home(world)
    await world.until(4, "12:00")
    assert "homework is open" in home(world)
    assert not world.told("homework is open")
    await ana.say("/homework")
    await ana.tap(TITLE, "Let it go")
    await world.pass_time(seconds=5)
    assert "homework is open" not in home(world)


async def test_a_rule_assigns_within_the_budget_and_says_so(practice):
    world = practice
    ana = await world.join()

    def by_rule(connection, memory):
        scene = Scene.begin(connection, memory, world.now)
        return assign(scene, ana.id, None, Given(TITLE, TASK))

    assert await world.write(by_rule)
    await world.until(0, "23:00")
    assert not ana.told(TITLE)

    # The day had its message; the next check-in takes it along.
    await world.until(1, "19:31")

    assert f"Something new, for when it suits you: {TITLE}" in ana.last
    await ana.say("/homework")
    await ana.tap(TITLE)
    assert "no person did at this moment" in ana.last


async def test_words_that_may_mean_danger_meet_help_and_are_told(practice):
    world = practice
    ana = await world.join()
    await give(world, ana.code)
    await ana.tap("Add words or a photo")

    await ana.say("I want to kill myself")

    assert ana.told("Some of your words made me want to show you this.")
    assert ana.told("Kept. Mira Winter can read it")
    [alert] = await world.alerts(ana)
    assert alert.rule == "crisis-words"
    assert "words that may mean danger" in spoken(world.card("danger"))
    assert not world.told("kill")
