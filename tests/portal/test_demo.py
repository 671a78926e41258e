"""The demo practice, opened once: what a newcomer finds in it, and how it goes on by itself."""

import asyncio
from collections import Counter
from datetime import date, timedelta

import pytest

from care.alerts import AlertState
from care.local_time import local_date, zone
from care.notes import NoteState
from care.people import ClientStatus
from care.rules import Rule
from portal import opening
from portal.clock import MovableClock
from portal.demo_cast import TOUR, cast_of
from portal.demo_practice import ZONE, open_demo, starts
from portal.demo_story import OPENS
from portal.sandbox_jumps import Jumps
from portal.sandboxed import BOT, THERAPIST, sandboxed
from sandbox.page.cast import Pane
from store import alerts, appointments, check_ins, filing, notes, outbox, people, shelves
from tests.portal.at_terminal import Terminal, without_settings
from tests.world import spoken

TODAY = date(2026, 11, 28)


class Opened:
    """The demo with what the store knows of it."""

    def __init__(self, demo, memory):
        self.demo = demo
        self.world = demo.world
        self.memory = memory

    async def read(self, function, *args):
        return await self.world.office.database.read(function, self.memory, *args)

    async def client(self, name):
        return await self.read(people.client_coded, self.demo.invited[name].code)

    async def alerts(self, name):
        return await self.read(alerts.of_client, (await self.client(name)).id)

    async def scores(self, name, code):
        client = (await self.client(name)).id
        found = await self.read(filing.points, [(client, code)])
        return [each.score for each in found[client, code].points]

    def chat(self, name):
        return [each for each in self.demo.invited[name].person.chat(BOT) if each.from_bot]


@pytest.mark.parametrize("opened", [date(2026, 10, 28), date(2027, 1, 27), date(2027, 3, 31)])
def test_the_sandbox_opens_on_the_same_wednesday_on_whatever_day_of_a_week_it_is_tried(opened):
    week = [opened + timedelta(days=each) for each in range(7)]

    [began] = {starts(each) for each in week}

    here = zone(ZONE)
    assert local_date(began, here) + timedelta(days=OPENS) == opened
    assert opened.weekday() == 2


@pytest.fixture
async def demo(tmp_path):
    async with sandboxed(tmp_path, starts(TODAY), groups=True) as world:
        found = await open_demo(world)
        [practice] = world.portal.houses
        yield Opened(found, world.office.memory(practice))


@pytest.fixture
def terminal(demo, tmp_path, monkeypatch, capsys):
    """A command line in the folder of the demo, at the demo's own time."""
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    settings = demo.world.settings
    found = Terminal(tmp_path, capsys)
    found.set(database_url=settings.database_url, key_file=settings.key_file)
    clock = demo.world.clock
    monkeypatch.setattr(opening, "SystemClock", lambda: MovableClock(clock.now()))
    return found


async def test_the_demo_practice_is_there_and_goes_on_by_itself(demo, terminal):
    await _six_weeks_are_behind_them(demo)
    await _what_is_seen_was_sent(demo)
    await _everybody_may_be_played(demo)
    await _the_back_test_tells_of_these_weeks(demo, terminal)
    await _the_next_alert_is_found_while_everybody_goes_on(demo)


async def _six_weeks_are_behind_them(demo):
    assert await demo.scores("Ana", "phq9") == [17, 16, 14, 13, 11, 9, 8]
    assert await demo.scores("Ben", "phq9") == [9, 9, 10, 11, 12, 13, 16]
    assert await demo.scores("Clara", "gad7") == [9, 9, 8, 9, 9]
    ana, clara = await demo.client("Ana"), await demo.client("Clara")
    assert len(await demo.read(check_ins.responses, ana.id, "pulse")) == 42
    assert len(await demo.read(check_ins.responses, clara.id, "pulse")) == 33
    assert (await demo.client("David")).status is ClientStatus.PAUSED
    assert (await demo.client("Eva")).status is ClientStatus.INVITED
    states = {each.rule: each.state for each in await demo.alerts("Ben")}
    assert states == {
        Rule.DECLINING_MOOD: AlertState.RESOLVED,
        Rule.BELOW_OWN_BASELINE: AlertState.RESOLVED,
        Rule.RELIABLE_DETERIORATION: AlertState.OPEN,
    }
    silent = {each.rule: each.state for each in await demo.alerts("Clara")}
    assert silent == {
        Rule.MISSED_CHECK_INS: AlertState.OPEN,
        Rule.ENGAGEMENT_DECLINE: AlertState.RESOLVED,
    }
    assert await demo.alerts("Ana") == await demo.alerts("David") == ()
    lying = {
        name: [each.resource.code for each in await demo.read(shelves.of_client, client.id)]
        for name, client in (("Ana", ana), ("Clara", clara))
    }
    assert lying["Ana"] == ["small-steps", "neighbourhood-walks", "slow-breathing"]
    assert len(lying["Clara"]) == 2
    meets = {
        name: [
            each.confirmed_at is not None
            for each in await demo.read(appointments.coming, client.id, demo.world.clock.now())
        ]
        for name, client in (("Ana", ana), ("Clara", clara))
    }
    assert meets == {"Ana": [True], "Clara": [False]}
    found = await demo.read(notes.of_client, ana.id)
    assert [each.state for each in found] == [NoteState.PROPOSED, NoteState.AGREED]
    assert all(each.is_whole for each in found)
    assert "A note of a session waits for you" in demo.chat("Ana")[-1].text


async def _what_is_seen_was_sent(demo):
    mira = demo.world.slack_person(THERAPIST)
    cards = [spoken(each) for each in mira.direct_messages()]
    codes = {name: each.code for name, each in demo.demo.invited.items()}
    assert [
        codes[name] in card for name, card in zip(("Clara", "Ana", "Ben"), cards, strict=True)
    ] == [True, True, True]
    assert "1 message waits for an answer" in cards[1]
    home = spoken(mira.home())
    assert home.index(codes["Ben"]) < home.index(codes["Ana"])
    assert codes["Farid"] not in home
    assert any(each.photo for each in demo.chat("Ana"))
    assert "Your check-in for today" in demo.chat("Ana")[-1].text
    assert sum(each.from_bot for each in demo.demo.circle.chat()) == 1
    counts = await demo.world.office.database.read(outbox.counts)
    assert not {outbox.DEAD, outbox.UNREACHABLE} & counts.keys()


async def _everybody_may_be_played(demo):
    cast = cast_of(demo.demo)
    names = [each.person.name for each in cast.clients]

    assert names[:2] == ["Ana", "Ben"]
    assert [each.person.name for each in cast.clients if each.link] == ["Eva"]
    assert len(cast.groups[0].members) == 6
    assert {each.roles for each in cast.colleagues} >= {"supervisor"}
    assert len(TOUR) == 7
    assert {each.where for each in TOUR} == set(Pane)
    assert {each.who for each in TOUR} <= {*names, *(c.person.name for c in cast.colleagues)}


async def _the_back_test_tells_of_these_weeks(demo, terminal):
    typed = ("rule", "backtest", "--set", "declining-mood.falls=2")

    read = (await asyncio.to_thread(terminal, *typed, "--json")).json
    said = (await asyncio.to_thread(terminal, *typed)).out

    now, proposed = read["now"], read["proposed"]
    assert (read["caseload"], read["last_days"]) == (6, 60)
    # What holds now would have told what was told, on the days on which it was.
    assert now["days"] == await _days_of_alerts(demo, "Ben", "Clara")
    assert (now["alerts"], now["clients"], now["days_apart"]) == (5, 2, 4)
    # Two falls instead of three tell of Ben a day earlier, and a second time.
    assert now["rules"]["declining-mood"]["days"] == {"2026-11-05": 1}
    assert proposed["rules"].pop("declining-mood") == {
        "alerts": 2,
        "clients": 1,
        "days_apart": 20,
        "days": {"2026-11-04": 1, "2026-11-24": 1},
    }
    del now["rules"]["declining-mood"]
    assert proposed["rules"] == now["rules"]
    assert (proposed["alerts"], proposed["clients"], proposed["days_apart"]) == (6, 2, 2.5)
    assert sum(proposed["days"].values()) == 6
    assert "6 clients, last 60 days" in said
    assert "declining-mood          1 of 1 clients                2 of 1 clients, 20 days" in said
    assert "5 of 2 clients, 4 days apart  6 of 2 clients, 2.5 days apart" in said
    assert "now: 2026-11-05 (2), 2026-11-16 (1)" in said
    assert "proposed: 2026-11-04 (1), 2026-11-05 (1)" in said


async def _days_of_alerts(demo, *names):
    found = [each for name in names for each in await demo.alerts(name)]
    here = zone(demo.demo.zone)
    return Counter(local_date(each.raised_at, here).isoformat() for each in found)


async def _the_next_alert_is_found_while_everybody_goes_on(demo):
    jumps = Jumps(demo.world, demo.demo.zone, THERAPIST)

    told = await jumps.to_the_alert()

    assert told == "Something has reached Mira Winter. It is Thursday 09:00."
    assert (await demo.scores("Ana", "gad7"))[-1] == 7
    assert (await demo.scores("Ben", "gad7"))[-1] == 12
    rules = [each.rule for each in await demo.alerts("Ben") if each.state is AlertState.OPEN]
    assert sorted(rules) == [Rule.DECLINING_MOOD, Rule.RELIABLE_DETERIORATION]
    clara = await demo.client("Clara")
    assert len(await demo.read(check_ins.responses, clara.id, "pulse")) == 33
