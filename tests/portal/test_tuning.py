"""Rules and schedules in Slack: seen in words, tried beside what holds, kept, and taken back."""

import pytest

from care.rule_settings import parse
from care.rules import Rule
from conversations.envelopes import THERAPISTS, Inbound
from conversations.flows import rules, schedules
from conversations.tuning import SetRule, TryRule
from conversations.turn import OpenedHome
from portal import scheduling, tuning_deeds
from portal.scene import Actor, Scene
from store import check_ins, people, rule_settings
from tests.world import spoken

FALLS = {"falls": "3", "minimum": "0", "state": "on", "delivery": "today", "cool-down": "7"}


@pytest.fixture
def engine():
    return "sqlite"


@pytest.mark.parametrize("typed", ["1", "15", "2.5", "", "many", "usual"])
def test_a_number_beyond_its_bounds_is_said_at_its_field(typed):
    values = {**FALLS, "falls": typed}

    found = rules.problems("own:declining-mood", values, library=None)

    assert list(found) == ["falls"]
    assert found["falls"].args == {"lowest": 2, "highest": 14}


def test_what_fits_has_no_problems():
    assert rules.problems("own:declining-mood", FALLS, library=None) == {}


def test_safety_is_no_rule_that_a_form_could_change():
    every = {each.rule for each in rules.SETTABLE}

    assert not every & {Rule.CRITICAL_ITEM, Rule.ASKED_FOR_THERAPIST}
    assert rules.problems("own:critical-item", {"state": "off"}, library=None) == {}


def test_a_schedule_comes_through_its_button_as_it_was_said():
    choice = schedules.saving("phq9", "every two weeks at 18:00")

    assert ":" not in choice
    assert (
        schedules.problems({"said": "every blue moon"})["said"]
        .args["why"]
        .startswith("'every blue moon' does not begin with how often.")
    )


async def test_a_therapist_tries_a_rule_and_a_schedule_and_keeps_them(world):
    mira = world.mira
    ana = await world.join()
    for day, mood in enumerate((9, 7, 5, 3), start=1):
        await ana.pulse(mood, 5, 5)
        await world.until(day)

    async def typed(words):
        # Slack takes about one message a second.
        await world.pass_time(seconds=10)
        await mira.command("/portal", words)
        await world.settle()
        return spoken(world.cards[-1])

    async def tried():
        assert await mira.submit() == {}
        await world.settle()
        await world.seen(lambda: "As proposed" in spoken(world.cards[-1]))
        return spoken(world.cards[-1])

    # One's own rules.
    assert "Falling mood: on\nRule: mood is lower" in await typed("rules")
    await world.press("Falling mood", world.cards[-1])
    mira.fill("falls", "99")
    assert await mira.submit() == {"falls": "A whole number from 2 to 14."}
    mira.fill("falls", "4")
    found = await tried()
    assert "Proposed: Falls in a row 4." in found
    assert "As it is now: 1 alert" in found
    assert "As proposed: nothing" in found
    settings = await world.read(rule_settings.read)
    assert settings.is_empty
    await world.press("Save", world.cards[-1])
    assert "Falling mood: kept for your clients." in spoken(world.cards[-1])

    # For one client the nearest wins, and it says from where.
    assert "Set by the therapist: Falls in a row 4." in await typed(f"rules {ana.code}")
    await world.press("Falling mood", world.cards[-1])
    mira.fill("falls", "2")
    assert f"would have told you about {ana.code}" in await tried()
    trial = world.cards[-1]
    await world.press("Save", trial)
    assert "Set for this client: Falls in a row 2." in await typed(f"rules {ana.code}")
    await world.press("Back to the practice’s", trial)
    settings = await world.read(rule_settings.read)
    assert settings.clients == {}
    assert [*settings.therapists.values()] == [{(Rule.DECLINING_MOOD, "falls"): 4}]

    # The schedule.
    assert "Messages a week: 7" in await typed(f"schedule {ana.code}")
    await world.press("Change", world.cards[-1])
    mira.fill("instrument", "phq9")
    mira.fill("said", "every blue moon")
    refused = await mira.submit()
    assert "does not begin with how often" in refused["said"]
    mira.fill("said", "every four weeks at 18:00")
    assert await mira.submit() == {}
    await world.settle()
    assert "Messages a week: 7 now, 7 then." in spoken(world.cards[-1])
    await world.press("Save", world.cards[-1])
    assert "Kept. Messages a week: 7" in spoken(world.cards[-1])
    plans = await world.read(check_ins.plans, ana.id)
    assert {each.instrument: str(each.times) for each in plans}["phq9"] == "at 18:00"

    assert await typed("rules no-body") == (
        "I find no client of yours by that code. The code comes behind the command, as in "
        "/portal homework two-words; /portal clients lists the codes."
    )


async def test_a_command_that_is_unknown_is_called_so_above_those_that_there_are(world):
    await world.mira.command("/portal", "homwork")
    await world.settle()
    assert "I do not know that command." in spoken(world.cards[-1])

    await world.mira.command("/portal", "help")
    await world.settle()
    assert "I do not know" not in spoken(world.cards[-1])


async def test_the_next_times_of_a_schedule_are_dates_as_people_write_them(world):
    ana = await world.join()

    await world.mira.command("/portal", f"schedule {ana.code}")
    await world.settle()

    assert "Daily pulse: every day. Next: Tue 3 Nov, 19:30; Wed 4 Nov, 19:30" in spoken(
        world.cards[-1]
    )


async def test_who_looks_at_the_rules_of_one_client_is_told_to_that_client(world):
    ana = await world.join()
    await world.mira.command("/portal", f"rules {ana.code}")
    await world.settle()

    await ana.say("/who")

    assert "Mira Winter saw something of yours." in ana.last


async def test_two_who_keep_a_schedule_at_once_keep_one(world):
    ana = await world.join()

    def keep(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        client = scene.client(ana.id)
        plans = check_ins.plans(connection, world.memory, ana.id)
        # Both have read that there is none yet.
        every = [
            scheduling.wanted(scene, client, plans, "core10", said)
            for said in ("every two weeks at 18:00", "every two weeks at 19:00")
        ]
        for plan in every:
            scheduling.keep(scene, client, plan)
        return check_ins.plans(connection, world.memory, ana.id)

    plans = await world.database.write(keep)

    [core] = [each for each in plans if each.instrument == "core10"]
    assert str(core.times) == "at 19:00"


async def test_a_threshold_on_a_score_that_is_gone_is_called_so_and_not_kept(world):
    await world.mira.open_home()
    await world.settle()

    def keep(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        [account] = [
            scene.account(each.id, staff=True)
            for each in people.members(connection, world.memory)
            if scene.account(each.id, staff=True) is not None
        ]
        actor = Actor(account, Inbound(THERAPISTS, "U", OpenedHome()), "x")
        gone = (parse("score-threshold.instrument=gone"),)
        for effect in (
            SetRule(None, Rule.SCORE_THRESHOLD, gone),
            TryRule(None, Rule.SCORE_THRESHOLD, gone),
        ):
            tuning_deeds.make_true(scene, actor, effect)
        return [each.content.lines[0].key for each in scene.letters]

    said = await world.database.write(keep)

    assert said == ["rules-no-such-score"] * 2
    assert (await world.read(rule_settings.read)).is_empty
