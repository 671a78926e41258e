"""Scales of the catalogue in use: asked, counted, pictured and read, in the client's language."""

import pytest

from questionnaires.library import shipped
from store import check_ins
from store.check_ins import CheckInState
from tests.portal.visitor import Visitor, link_of
from tests.world import world as made

DASS = "DASS-21, about 5 minutes"
CORE = "CORE-10, about 3 minutes"
PAIN = "Pain, about 30 seconds"


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
async def world(tmp_path, database_url):
    async with made(tmp_path, database_url=database_url, records=True) as found:
        yield found


async def states(world, client, instrument):
    """What became of a client's first check-in with one instrument."""
    plans = await world.read(check_ins.plans, client.id)
    [plan] = [each for each in plans if each.instrument == instrument]
    found = await world.read(check_ins.on_date, plan.id, plan.starts)
    return found.state


async def answered(ana, *values):
    """Answers a scale whose choices are too long for buttons and stand there as numbers."""
    await ana.tap(DASS, "Begin", *map(str, values))


async def test_a_dass21_goes_from_the_invitation_to_three_courses(world):
    ana = await world.join(instruments=["dass21"])
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 3, 6)

    await ana.tap(DASS)
    assert "21 questions" in ana.last
    await ana.tap("Begin")
    assert "I found it hard to wind down" in ana.last
    assert "2 = Applied to me to a considerable degree, or a good part of time" in ana.last
    # Ones for depression, twos for anxiety, threes for stress.
    await ana.tap(*"321213232133132113221")
    assert ana.told("Thank you. Your answers are saved.") == 1

    courses = {}
    for name in ("depression", "anxiety", "stress"):
        kept = await world.read(check_ins.course, ana.id, f"dass21.{name}", shipped())
        courses[name] = [point.score for point in kept.points]
    assert courses == {"depression": [14], "anxiety": [28], "stress": [42]}


async def test_one_of_its_subscales_is_pictured_for_whoever_asks(world):
    ana = await world.join(instruments=["dass21"])
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 3, 6)
    await answered(ana, *[1] * 21)
    await ana.tap("Only together with my therapist")

    await ana.say("/progress")
    assert ana.labels()[:3] == ["DASS-21: Depression", "DASS-21: Anxiety", "DASS-21: Stress"]
    await ana.tap("DASS-21: Anxiety")

    assert ana.received[-1].photo is not None
    assert "DASS-21: Anxiety" in ana.last
    assert "14 of 42" in ana.last


async def test_the_record_page_shows_a_scale_by_its_subscales_and_a_daily_item_by_its_name(world):
    ana = await world.join(instruments=["dass21", "pain"])
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 3, 6)
    await ana.tap(PAIN, "8")
    await answered(ana, *[1] * 21)

    async with Visitor(world) as visitor:
        page = await visitor.come_in(await link_of(world, f"record {ana.code}"))

    assert "Depression 14 · Anxiety 14 · Stress 14" in page.text
    for words in ("DASS-21", "Depression", "Anxiety", "Stress", "14 of 42", "moderate"):
        assert words in page.text
    assert "I found it hard to wind down" in page.text
    assert "Applied to me to some degree, or some of the time" in page.text
    assert "Pain" in page.text
    assert len(page.pictures) >= 7


async def test_a_daily_item_beside_the_pulse_is_kept_beside_it(world):
    ana = await world.join(instruments=["pain"])
    await ana.pulse(7, 3, 6)
    await world.until(1)
    assert ana.told("How is your mood right now?") == 1
    await ana.pulse(6, 4, 5)

    await ana.tap(PAIN)
    assert "How strong is your pain today?" in ana.last
    assert "0 = no pain   10 = the worst you can imagine" in ana.last
    await ana.tap("8")

    assert ana.last == "Saved."
    record, _ = await world.read(check_ins.record, ana.id)
    assert dict(record.days[-1].values) == {"mood": 6, "anxiety": 4, "sleep": 5, "pain": 8}


async def test_a_scale_is_not_asked_in_a_language_that_it_lacks(world):
    ana = await world.join(instruments=["core10"])
    await ana.pulse(7, 3, 6)
    await ana.say("/settings")
    await ana.tap("Change the language", "Español")

    await world.until(1)
    await ana.pulse(6, 3, 6)

    assert not ana.told("CORE-10")
    assert await states(world, ana, "core10") is CheckInState.CANCELLED
    assert not await world.alerts(ana)


async def test_what_is_open_closes_when_the_client_changes_to_a_language_it_lacks(world):
    ana = await world.join(instruments=["core10"])
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 3, 6)
    await ana.tap(CORE, "Begin", "Often")
    await ana.say("/settings")
    await ana.tap("Change the language", "Español")

    assert await states(world, ana, "core10") is CheckInState.CANCELLED
    await ana.tap("Sometimes")
    assert not (await world.letters()).get("dead")
    await ana.say("/checkin")
    assert not ana.told("CORE-10 · Pregunta")


async def test_a_critical_answer_of_the_core10_shows_the_card_at_once(world):
    ana = await world.join(instruments=["core10"])
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 3, 6)
    await ana.tap(CORE, "Begin", *["Sometimes"] * 5, "Only occasionally")

    assert ana.told("I am a program")
    assert world.told("CORE-10, question 6")
    # The scale goes on where it was.
    await ana.tap(*["Sometimes"] * 4)
    assert ana.told("Your answers are saved.") == 1
