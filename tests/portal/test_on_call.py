"""On call: an urgent card goes to whoever has the day, and a day changes hands in Slack."""

from datetime import timedelta

import pytest

from portal.commands import practice_on_call, practice_set, therapist_leave
from portal.office import NotPossible
from store import escalation, on_call, people
from tests.world import spoken


@pytest.fixture
def engine():
    return "sqlite"


class Staff:
    """Mira and Jonas of the chain, and Vera who is in none; tells how many cards each has."""

    def __init__(self, world, jonas, vera):
        self.world, self.mira, self.jonas, self.vera = world, world.mira, jonas, vera

    def counts(self, words="asked for you"):
        return [
            sum(words in spoken(each) for each in who.direct_messages())
            for who in (self.mira, self.jonas, self.vera)
        ]

    async def on_call(self, when, name=None, *, nobody=False):
        office = self.world.sandbox.office
        return await practice_on_call(office, when=when, name=name, nobody=nobody)

    async def id_of(self, name):
        members = await self.world.read(people.members)
        return next(each.id for each in members if each.name == name)

    async def last(self, who):
        await self.world.settle()
        return spoken(who.direct_messages()[-1])


@pytest.fixture
async def staff(world):
    jonas = await world.therapist("Jonas Vale", "U0JONAS")
    vera = await world.therapist("Vera Lind", "U0VERA")
    await practice_set(world.sandbox.office, chain="Mira Winter, Jonas Vale", escalate_after=10)
    return Staff(world, jonas, vera)


@pytest.fixture
async def ana(world, staff):
    """A client of Mira's, on a Monday in the middle of the working day."""
    return await world.join(therapist="Mira Winter")


async def test_who_is_on_call_gets_the_card_after_the_therapist_and_before_the_chain(
    world, staff, ana
):
    await staff.on_call("mon-sun", "Vera Lind")
    await ana.tap("Help now", "Tell my therapist")
    seen = [staff.counts()]
    for _ in range(3):
        await world.pass_time(minutes=10)
        seen.append(staff.counts())

    assert seen == [[1, 0, 0], [1, 0, 1], [1, 1, 1], [2, 1, 1]]


async def test_who_is_on_call_and_away_is_passed_over(world, staff, ana):
    await staff.on_call("mon-sun", "Vera Lind")
    vera = await staff.id_of("Vera Lind")
    await world.write(escalation.leave, vera, world.now + timedelta(days=2), None)

    await ana.tap("Help now", "Tell my therapist")
    await world.pass_time(minutes=10)

    assert staff.counts() == [1, 1, 0]


async def test_while_the_therapist_is_away_who_is_on_call_is_told_at_once(world, staff, ana):
    await staff.on_call("mon-sun", "Vera Lind")
    mira = await staff.id_of("Mira Winter")
    await world.write(escalation.leave, mira, world.now + timedelta(days=2), None)

    await ana.tap("Help now", "Tell my therapist")

    assert staff.counts() == [1, 0, 1]


async def test_a_chain_that_runs_goes_on_as_it_began_when_a_day_changes_hands(world, staff, ana):
    await staff.on_call("mon-sun", "Vera Lind")
    await ana.tap("Help now", "Tell my therapist")
    await world.pass_time(minutes=10)
    await staff.on_call("mon-sun", "Jonas Vale")
    await world.pass_time(minutes=10)

    # Nobody is told twice, and nobody is left out.
    assert staff.counts() == [1, 1, 1]
    await world.pass_time(minutes=10)
    assert staff.counts() == [2, 1, 1]
    await world.pass_time(minutes=10)
    assert staff.counts() == [2, 2, 1]


async def test_outside_the_urgent_hours_the_chain_alone_holds(world, staff, ana):
    await staff.on_call("mon-sun", "Vera Lind")
    await world.until(0, "22:30")
    await ana.tap("Help now", "Tell my therapist")
    await world.pass_time(minutes=10)

    assert staff.counts() == [1, 1, 0]


async def test_somebody_gives_a_day_of_theirs_to_a_colleague_who_is_told(world, staff, ana):
    await staff.on_call("mon-sun", "Vera Lind")
    jonas = await staff.id_of("Jonas Vale")
    today = world.now.date()

    await staff.vera.command("/portal", "oncall")
    assert "Mon 2 Nov: Vera Lind" in await staff.last(staff.vera)
    await staff.vera.press("Give a day to somebody else")
    await world.settle()
    staff.vera.fill("day", today.isoformat())
    staff.vera.fill("who", str(jonas))
    assert await staff.vera.submit() == {}

    assert "Kept. On call on Mon 2 Nov: Jonas Vale." in await staff.last(staff.vera)
    assert "Vera Lind has put you on call on Mon 2 Nov." in await staff.last(staff.jonas)
    assert (await world.read(on_call.rota)).on(today) == jonas


async def test_a_day_of_a_colleague_is_not_given_away(world, staff, ana):
    await staff.on_call("mon-sun", "Vera Lind")

    await staff.jonas.command("/portal", "On  call")
    shown = await staff.last(staff.jonas)

    assert "Mon 2 Nov: Vera Lind" in shown
    assert "Give a day" not in str(staff.jonas.direct_messages()[-1])


async def test_days_are_set_shown_and_taken_back_at_the_terminal(world, staff):
    await staff.on_call("mon-fri", "Mira Winter")
    await staff.on_call("sat,sun", "Jonas Vale")
    found = await staff.on_call("2026-11-05", nobody=True)

    assert found["week"] == {"Mira Winter": "mon-fri", "Jonas Vale": "sat-sun"}
    assert found["dates"] == {"2026-11-05": None}
    assert [each["day"] for each in found["days"] if each["on_call"] is None] == ["2026-11-05"]
    with pytest.raises(NotPossible, match="no therapist or supervisor named Ona"):
        await staff.on_call("mon", "Ona")
    with pytest.raises(NotPossible, match="not a weekday"):
        await staff.on_call("someday", "Mira Winter")


async def test_who_leaves_is_on_call_no_more(world, staff):
    await staff.on_call("mon-sun", "Vera Lind")

    await therapist_leave(world.sandbox.office, name="Vera Lind")

    assert (await world.read(on_call.rota)).is_empty
