"""Rules as they are set, in a whole portal: told, counted in the shadow, capped, ended, judged."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.alerts import AlertState, Concern, Urgency, Verdict
from care.appointments import Planned
from care.homework import Given, State
from care.people import ClientStatus
from care.rule_settings import Level, parse
from care.rules import Rule, critical_answer, table
from care.schedule import parse_times
from care.watching import SET
from portal import (
    alert_deeds,
    appointment_deeds,
    auditing,
    correspondence_deeds,
    digests,
    homework_deeds,
    rule_deeds,
)
from portal.backtesting import caseload, compare
from portal.check_in_deeds import complete, write_answers
from portal.planning import plan_anew
from portal.sandboxed import BOT
from portal.scene import Scene
from store import alert_endings, check_ins, homework, rule_settings, shadow
from store.check_ins import Answered
from store.tables import answer
from tests.world import BERLIN, spoken


@pytest.fixture
def engine():
    """SQLite alone: what is looked at is which rule tells whom, and not the database."""
    return "sqlite"


def setting(*typed):
    return tuple(map(parse, typed))


async def decide(world, level, about, *typed):
    await world.database.write(
        rule_settings.decide, world.memory, level, about, setting(*typed), "op", world.now
    )


async def test_a_rule_is_told_as_the_nearest_setting_has_it_and_the_back_test_agrees(world):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    await decide(world, Level.PRACTICE, world.memory.practice, "declining-mood.falls=2")
    await decide(world, Level.CLIENT, bea.id, "declining-mood=shadow")
    for day, mood in enumerate((8, 7, 6, 7)):
        await world.until(day, "19:31")
        await ana.pulse(mood, 5, 5)
        await bea.pulse(mood, 5, 5)

    [alert] = await world.alerts(ana)
    assert (alert.rule, alert.state, alert.ended) == (
        Rule.DECLINING_MOOD,
        AlertState.RESOLVED,
        True,
    )
    assert await world.alerts(bea) == ()
    card = world.card("mood has been falling")
    assert "2 days in a row or more" in spoken(card)
    assert "Closed by itself" in spoken(card)

    await world.press("Not useful", card)

    assert "did not find this useful" in spoken(world.card("mood has been falling"))
    since = world.now - timedelta(days=30)
    records = await world.read(alert_endings.records, since)
    assert records[Rule.DECLINING_MOOD].verdicts == {Verdict.NOT_USEFUL: 1}
    assert records[Rule.DECLINING_MOOD].precision == 0
    assert await world.read(shadow.counts, since) == {Rule.DECLINING_MOOD: (1, 1)}

    def tested(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        usual = setting("declining-mood.falls=usual", "declining-mood=usual")
        return compare(scene, caseload(scene), 30, [usual])

    now, [as_usual] = await world.database.read(tested)
    # What is told and what is counted in the shadow were one each, and the back-test has both.
    assert (now.every.alerts, now.every.clients) == (2, 2)
    assert now.every.days == (((world.now - timedelta(days=1)).date(), 2),)
    assert as_usual.every.alerts == 0


async def test_the_sixth_card_of_a_day_joins_the_digest_and_a_critical_answer_never_does(world):
    ana = await world.join()

    def raise_many(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        for number in range(digests.AT_MOST + 2):
            found = Concern(f"made-up-{number}", Urgency.TODAY, {})
            alert_deeds.raise_concern(scene, ana.id, found)
        alert_deeds.raise_concern(scene, ana.id, Concern("critical", Urgency.NOW, {}))
        auditing.post(scene, None)

    await world.database.write(raise_many)

    urgencies = [each.urgency for each in await world.alerts(ana)]
    assert urgencies.count(Urgency.TODAY) == digests.AT_MOST
    assert urgencies.count(Urgency.DIGEST) == 2
    assert urgencies.count(Urgency.NOW) == 1


async def test_nothing_that_is_set_keeps_a_critical_answer_from_being_told(world):
    ana = await world.join()
    await decide(
        world,
        Level.CLIENT,
        ana.id,
        *(f"{rule}=off" for rule in ("declining-mood", "missed-check-ins", "score-threshold")),
    )

    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(*[0] * 8, 3)

    assert world.told("critical answer") == 1


async def test_a_therapist_picks_a_style_in_slack_beside_what_it_would_have_told(world):
    ana = await world.join()
    for day, mood in enumerate((8, 7, 6, 5)):
        await world.until(day, "19:31")
        await ana.pulse(mood, 5, 5)
    await world.mira.open_home()
    await world.settle()

    await world.mira.press("How much I hear", where="home")
    await world.settle()

    offered = world.card("How much do you want to hear?")
    assert "As it is now: 1 alert, about 1 client" in spoken(offered)
    assert "Quiet: nothing" in spoken(offered)
    assert "Close: 1 alert, about 1 client" in spoken(offered)

    await world.press("Quiet", offered)

    assert world.told("From now on you are told as") == 1
    settings = await world.read(rule_settings.read)
    [quiet] = settings.therapists.values()
    assert quiet[Rule.DECLINING_MOOD, "falls"] == 4


PRACTICE = "Practice, about 30 seconds"


async def practised(ana, day, minutes):
    """The pulse of an evening, and the question about practice that is offered after it."""
    await ana.world.until(day, "19:31")
    await ana.pulse(5, 5, 5)
    await ana.tap(PRACTICE, str(minutes))


async def gaps(world, ana):
    return [each for each in await world.alerts(ana) if each.rule == Rule.PRACTICE_GAP]


async def test_days_without_practice_stand_on_home_until_there_is_some_and_are_tested_alike(world):
    ana, bea = await world.join(instruments=["practice"]), await world.join("Bea")
    await world.mira.open_home()
    await ana.pulse(5, 5, 5)
    await practised(ana, 1, 15)
    for day in range(2, 7):
        await practised(ana, day, 0)

    assert await gaps(world, ana) == []

    # The sixth day is one that was left open.
    await world.until(7, "19:31")
    await ana.pulse(5, 5, 5)
    await world.until(8, "19:00")

    [alert] = await gaps(world, ana)
    assert (alert.urgency, alert.state) == (Urgency.HOME, AlertState.OPEN)
    assert (alert.facts["gap"], alert.facts["since"]) == (6, "2026-11-03")
    assert world.told("practice") == 0
    assert "no practice for a while" in str(world.mira.home().blocks)
    await ana.say("/who")
    await ana.tap("Notes about me")
    assert "There was no practice for a while." in ana.last

    await practised(ana, 8, 30)
    await world.pass_time(minutes=1)

    [ended] = await gaps(world, ana)
    assert (ended.state, ended.ended) == (AlertState.RESOLVED, True)
    assert "no practice for a while" not in str(world.mira.home().blocks)
    assert await gaps(world, bea) == []

    def tested(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        later = setting("practice-gap.days=6")
        return compare(scene, caseload(scene), 30, [later])

    now, [later] = await world.database.read(tested)
    assert now.rules[Rule.PRACTICE_GAP].days == ((alert.raised_at.date(), 1),)
    assert Rule.PRACTICE_GAP not in later.rules


async def test_a_pause_is_no_gap_in_practice_and_the_nearest_number_of_days_holds(world):
    ana = await world.join(instruments=["practice"])
    await decide(world, Level.PRACTICE, world.memory.practice, "practice-gap.days=20")
    await decide(world, Level.CLIENT, ana.id, "practice-gap.days=2")
    await ana.pulse(5, 5, 5)
    await practised(ana, 1, 15)
    await ana.say("/pause 9d")
    await practised(ana, 10, 0)
    await practised(ana, 11, 0)

    assert await gaps(world, ana) == []

    await practised(ana, 12, 0)

    [alert] = await gaps(world, ana)
    assert (alert.facts["gap"], alert.state) == (3, AlertState.OPEN)


async def test_who_has_never_practised_or_has_stopped_is_in_no_gap(world):
    ana = await world.join(instruments=["practice"])
    bea = await world.join("Bea", instruments=["practice"])
    await ana.pulse(5, 5, 5)
    await bea.pulse(5, 5, 5)
    await practised(bea, 1, 15)
    await bea.say("/stop")
    await bea.tap("Stop everything")
    await practised(ana, 1, 0)
    for day in range(2, 9):
        await practised(ana, day, 0)

    assert await gaps(world, ana) == await gaps(world, bea) == []


async def test_open_homework_is_told_and_back_tested_alike(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    due = world.now.date() + timedelta(days=1)

    def assign(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        for title in ("A walk", "A list"):
            homework_deeds.assign(scene, ana.id, None, Given(title, "Do it.", due))
        auditing.post(scene, None)

    await world.database.write(assign)
    await ana.go_on(1, 2, 3)
    await world.until(4, "12:00")

    [alert] = [each for each in await world.alerts(ana) if each.rule == Rule.HOMEWORK_OVERDUE]
    assert alert.facts["waiting"] == 2

    def answer(connection):
        for piece in homework.of_client(connection, world.memory, ana.id):
            homework.answer(connection, world.memory, piece.id, State.LET_GO, world.now)
            scene = Scene.begin(connection, world.memory, world.now)
            homework_deeds.after_answer(scene, ana.id, piece.id)
            auditing.post(scene, None)

    await world.database.write(answer)
    [ended] = [each for each in await world.alerts(ana) if each.rule == Rule.HOMEWORK_OVERDUE]
    assert ended.ended

    def tested(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        return compare(scene, caseload(scene), 30, [setting("homework-overdue.days=5")])

    now, [later] = await world.database.read(tested)
    told_on = alert.raised_at.astimezone(BERLIN).date()
    assert now.rules[Rule.HOMEWORK_OVERDUE].days == ((told_on, 1),)
    assert Rule.HOMEWORK_OVERDUE not in later.rules


async def test_a_corrected_answer_keeps_its_trail_and_the_rules_look_again(world):
    ana = await world.join()
    await decide(world, Level.PRACTICE, world.memory.practice, "declining-mood.falls=2")
    for day, mood in enumerate((8, 7, 6)):
        await world.until(day, "19:31")
        await ana.pulse(mood, 5, 5)
    [alert] = await world.alerts(ana)
    assert alert.state is AlertState.OPEN
    await world.until(3, "10:00")
    assert world.told("mood has been falling") == 1

    await ana.tap("Change an answer")
    shown = [ana.labels(each) for each in ana.received]
    assert any(each[-3:-1] == ["Next", "Leave it as it is"] for each in shown), ana.texts
    await ana.tap("7")

    assert ana.told("Changed.") == 1
    [alert] = await world.alerts(ana)
    assert (alert.state, alert.ended) == (AlertState.RESOLVED, True)
    assert "Closed by itself" in spoken(world.card("mood has been falling"))

    def trail(connection):
        [(_, filed)] = check_ins.responses(connection, world.memory, ana.id, "pulse")[-1:]
        rows = connection.execute(select(answer.c.item).where(answer.c.client == ana.id))
        return filed, sorted(rows.scalars())

    filed, items = await world.database.read(trail)
    assert filed == {1: 7, 2: 5, 3: 5}
    # Three evenings of three answers, and what stood there before.
    assert items == [1, 1, 1, 1, 2, 2, 2, 3, 3, 3]

    def tested(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        return compare(scene, caseload(scene), 30)[0]

    found = await world.database.read(tested)
    assert found.rules[Rule.DECLINING_MOOD].alerts == 1


async def test_a_score_is_corrected_and_a_critical_answer_is_told_then_as_ever(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(*[0] * 9)
    await ana.tap("Never")

    await ana.tap("Change an answer", *["Next"] * 8, "Several days")

    assert world.told("critical answer") == 1
    assert ana.told("Are you safe right now?") == 1
    assert ana.told("Changed.") == 1

    def course(connection):
        return check_ins.points(connection, world.memory, ana.id, "phq9")[0]

    [point] = await world.database.read(course)
    assert point.score == 1


async def test_who_leaves_it_as_it_is_has_changed_nothing_and_after_a_week_nothing_is_changed(
    world,
):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    saved = ana.received[-1]

    await ana.tap("Change an answer", "Next", "Back", "Leave it as it is")
    assert ana.last == "Left as it was."

    await ana.go_on(1, 2, 3, 4, 5, 6, 7, 8, 9)
    before = ana.texts
    ana.person.tap(BOT, "Change an answer", message_id=saved.message_id)
    await world.settle()
    assert ana.texts == before


async def test_of_a_day_asked_twice_the_later_answer_holds_however_late_the_earlier_comes(world):
    ana = await world.join(instruments=["practice"])
    await ana.pulse(5, 5, 5)

    def twice(connection):
        for plan in check_ins.plans(connection, world.memory, ana.id):
            if plan.instrument == "practice":
                times = parse_times("at 08:00 and 18:00")
                check_ins.change_plan(connection, world.memory, plan.id, times=str(times))
        scene = Scene.begin(connection, world.memory, world.now)
        plan_anew(scene, ana.id)

    await world.database.write(twice)
    await world.until(1, "19:31")

    def rows(connection):
        [plan] = [
            each
            for each in check_ins.plans(connection, world.memory, ana.id)
            if each.instrument == "practice"
        ]
        return check_ins.of_day(connection, world.memory, plan.id, world.now.date())

    first, second = await world.database.read(rows)

    def file(connection, row, minutes):
        scene = Scene.begin(connection, world.memory, world.now)
        scene.answered.append(Answered(ana.id, row.id, 1, minutes))
        complete(scene, row.id)
        write_answers(scene)

    await world.database.write(file, second, 30)
    await world.database.write(file, first, 0)

    record, _ = await world.read(check_ins.record, ana.id)
    assert record.values("practice") == ((world.now.date(), 30),)


async def falling(world, *clients):
    """Mood that falls on three evenings in a row, of each of these."""
    for day, mood in enumerate((8, 7, 6)):
        await world.until(day, "19:31")
        for each in clients:
            await each.pulse(mood, 5, 5)


async def set_here(world, level, about, *typed):
    """What is kept when somebody sets rules, and what follows from it."""

    def keep(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        rule_settings.decide(
            connection, world.memory, level, about, setting(*typed), "op", world.now
        )
        rule_deeds.follow_settings(scene)
        auditing.post(scene, None)

    await world.database.write(keep)
    await world.settle()


async def states(world, *clients):
    return [[each.state for each in await world.alerts(client)] for client in clients]


async def test_an_alert_closes_when_its_rule_is_switched_off_for_whom_it_is_and_says_so(world):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    practice = world.memory.practice
    await decide(world, Level.PRACTICE, practice, "declining-mood.falls=2")
    await falling(world, ana, bea)
    await world.until(3, "10:00")
    assert world.told("mood has been falling") == 2

    await set_here(world, Level.CLIENT, ana.id, "declining-mood=on")
    await set_here(world, Level.PRACTICE, practice, "declining-mood=off")

    # What is set for one client is nearer than what the practice sets.
    assert await states(world, ana, bea) == [[AlertState.OPEN], [AlertState.RESOLVED]]
    cards = [spoken(each) for each in world.cards if "mood has been falling" in spoken(each)]
    assert sum("this rule is switched off now" in each for each in cards) == 1
    assert not any("Closed by itself" in each for each in cards)

    await set_here(world, Level.CLIENT, ana.id, "declining-mood=usual")
    assert await states(world, ana) == [[AlertState.RESOLVED]]

    # Nobody dealt with it: switched on again, it is found again, without a rest.
    await set_here(world, Level.PRACTICE, practice, "declining-mood=on")
    await world.until(3, "19:31")
    await ana.pulse(5, 5, 5)
    assert await states(world, ana) == [[AlertState.RESOLVED, AlertState.OPEN]]


async def test_what_a_therapist_switches_off_in_slack_closes_for_all_of_their_clients(world):
    ana = await world.join()
    await decide(world, Level.PRACTICE, world.memory.practice, "no-reliable-change=on")
    await world.until(0, "19:31")
    await ana.pulse(5, 5, 5)

    def raise_one(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        today = world.now.date()
        facts = {
            "instrument": "phq9",
            "scores": table([(today - timedelta(days=42), 9), (today, 9)]),
            "since_weeks": 6,
            SET: [["weeks", 6]],
        }
        unchanged = Concern(Rule.NO_RELIABLE_CHANGE, Urgency.TODAY, facts)
        for each in (unchanged, critical_answer("phq9", 9, 1, today, "1")):
            alert_deeds.raise_concern(scene, ana.id, each)
        auditing.post(scene, None)

    await world.database.write(raise_one)
    await world.mira.open_home()
    await world.settle()
    await world.mira.press("How much I hear", where="home")
    await world.settle()

    # The style has this rule off; a critical answer is nothing that a style could close.
    await world.press("Quiet", world.card("How much do you want to hear?"))

    found = {each.rule: each for each in await world.alerts(ana)}
    assert found[Rule.NO_RELIABLE_CHANGE].switched_off
    assert found[Rule.CRITICAL_ITEM].state is AlertState.OPEN


async def test_what_was_counted_in_the_shadow_ends_with_its_rule(world):
    ana = await world.join()
    await decide(
        world,
        Level.PRACTICE,
        world.memory.practice,
        "declining-mood.falls=2",
        "declining-mood=shadow",
    )
    await falling(world, ana)
    rule = Rule.DECLINING_MOOD
    assert await world.read(shadow.is_open, ana.id, rule)

    await set_here(world, Level.CLIENT, ana.id, "declining-mood=off")

    assert not await world.read(shadow.is_open, ana.id, rule)
    assert await world.alerts(ana) == ()


async def test_homework_that_is_first_open_too_long_in_a_rest_is_told_at_its_end(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    today = world.now.date()

    def assign(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        for days in (1, 3):
            due = today + timedelta(days=days)
            homework_deeds.assign(scene, ana.id, None, Given(f"In {days}", "Do it.", due))
        auditing.post(scene, None)

    await world.database.write(assign)
    await ana.go_on(1, 2, 3)
    await world.until(4, "12:00")

    def answer(connection):
        [piece] = [
            each
            for each in homework.of_client(connection, world.memory, ana.id)
            if each.title == "In 1"
        ]
        homework.answer(connection, world.memory, piece.id, State.DONE, world.now)
        scene = Scene.begin(connection, world.memory, world.now)
        homework_deeds.after_answer(scene, ana.id, piece.id)
        auditing.post(scene, None)

    await world.database.write(answer)
    told_at = world.now
    await ana.go_on(4, 5, 6, 7, 8, 9, 10)
    await world.until(11, "11:00")
    overdue = Rule.HOMEWORK_OVERDUE
    assert [each.ended for each in await world.alerts(ana) if each.rule == overdue] == [True]

    await world.until(12, "12:00")

    [_, again] = [each for each in await world.alerts(ana) if each.rule == overdue]
    assert (again.state, again.facts["waiting"]) == (AlertState.OPEN, 1)
    assert again.raised_at - told_at >= timedelta(days=7)

    def tested(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        return compare(scene, caseload(scene), 30)[0]

    found = await world.database.read(tested)
    assert found.rules[overdue].days[-1] == (again.raised_at.astimezone(BERLIN).date(), 1)
    assert found.rules[overdue].alerts == 2


async def test_of_who_is_discharged_no_pattern_is_told_and_what_was_asked_before_stays_quiet(world):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    await decide(
        world,
        Level.PRACTICE,
        world.memory.practice,
        *("declining-mood.falls=2", "unconfirmed-appointment.hours=48"),
    )
    for day, mood in enumerate((8, 7)):
        await world.until(day, "19:31")
        await ana.pulse(mood, 5, 5)
        await bea.pulse(mood, 5, 5)
    due = world.now.date() + timedelta(days=1)

    def leave_all_open(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        for each in (ana, bea):
            homework_deeds.assign(scene, each.id, None, Given("A walk", "Do it.", due))
            planned = Planned(world.now + timedelta(days=6))
            appointment_deeds.plan(scene, each.id, None, planned)
            correspondence_deeds.keep(scene, each.id, "Could we meet later?")
        scene.change_client(bea.id, status=ClientStatus.DISCHARGED.value)
        auditing.post(scene, None)

    await world.database.write(leave_all_open)
    await world.until(2, "19:31")
    await ana.pulse(6, 5, 5)
    await world.until(8, "12:00")

    told = {each.rule for each in await world.alerts(ana)}
    assert {
        Rule.DECLINING_MOOD,
        Rule.MISSED_CHECK_INS,
        Rule.HOMEWORK_OVERDUE,
        Rule.UNANSWERED_MESSAGE,
        Rule.UNCONFIRMED_APPOINTMENT,
    } <= told
    assert await world.alerts(bea) == ()


async def answers_late(ana, question, mood):
    """What was asked in this message, answered after its time."""
    [data] = [each.data for row in question.buttons for each in row if each.label == str(mood)]
    ana.person.tap_data(BOT, question.message_id, data)
    await ana.world.settle()
    await ana.tap("5", "5")


async def test_a_late_answer_ends_what_was_told_of_silence(world):
    ana = await world.join()
    await ana.pulse(8, 5, 5)
    await world.until(3, "19:00")
    [silent] = await world.alerts(ana)
    assert (silent.rule, silent.state) == (Rule.MISSED_CHECK_INS, AlertState.OPEN)

    await answers_late(ana, ana.holding("Daily pulse · 1 of 3"), 7)

    [ended] = await world.alerts(ana)
    assert (ended.state, ended.ended) == (AlertState.RESOLVED, True)


async def test_a_late_answer_on_its_own_day_completes_a_run(world):
    ana = await world.join()
    await decide(world, Level.PRACTICE, world.memory.practice, "declining-mood.falls=2")
    await ana.pulse(8, 5, 5)
    await world.until(1, "19:31")
    asked = ana.holding("Daily pulse · 1 of 3")
    await world.until(2, "19:31")
    await ana.pulse(6, 5, 5)
    # The day between has no answer: no run of days goes over it.
    assert Rule.DECLINING_MOOD not in {each.rule for each in await world.alerts(ana)}

    await answers_late(ana, asked, 7)

    [alert] = [each for each in await world.alerts(ana) if each.rule == Rule.DECLINING_MOOD]
    assert [value for _, value in alert.facts["days"]] == [8, 7, 6]
