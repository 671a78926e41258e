"""A known critical answer: no chain for it or a lower one, for 28 days at most, and never else."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.known import (
    LONGEST,
    CriticalAnswer,
    Marked,
    answer_of,
    ends_at,
    is_allowed,
    last_day,
    starts_chain,
)
from care.rules import asked_for_therapist, critical_answer

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ONE = CriticalAnswer("phq9", "1", 9, 1)
TWO = CriticalAnswer("phq9", "1", 9, 2)


def marked(answer=TWO, **changes):
    return Marked(answer, **({"since": NOW, "until": NOW + timedelta(days=7)} | changes))


def later(**span):
    return NOW + timedelta(**span)


def test_an_equal_and_a_lower_answer_start_no_chain():
    assert not starts_chain(TWO, [marked()], NOW)
    assert not starts_chain(ONE, [marked()], NOW)


def test_a_higher_answer_starts_it():
    assert starts_chain(CriticalAnswer("phq9", "1", 9, 3), [marked()], NOW)


@pytest.mark.parametrize(
    "other",
    [
        CriticalAnswer("phq9", "1", 8, 1),
        CriticalAnswer("core10", "1", 9, 1),
        CriticalAnswer("phq9", "2", 9, 1),
    ],
)
def test_another_question_starts_it_also_the_same_number_in_a_new_edition(other):
    assert starts_chain(other, [marked()], NOW)


def test_who_asks_starts_it_whatever_is_known():
    asked = asked_for_therapist("unsure", NOW.date())

    answer = answer_of(asked.rule, asked.facts, "1")

    assert answer is None
    assert starts_chain(answer, [marked()], NOW)


def test_it_ends_by_itself_and_by_hand():
    assert starts_chain(ONE, [marked()], later(days=7))
    assert not starts_chain(ONE, [marked()], later(days=7, seconds=-1))
    assert starts_chain(ONE, [marked(ended_at=later(days=2))], later(days=2))


def test_the_answer_is_read_from_the_concern():
    concern = critical_answer("phq9", 9, 1, NOW.date())

    assert answer_of(concern.rule, concern.facts, "1") == ONE
    assert answer_of("score-threshold", concern.facts, "1") is None
    assert answer_of(concern.rule, concern.facts, None) is None


def test_a_plan_may_end_from_today_to_28_days_ahead():
    today = date(2026, 11, 2)

    assert [is_allowed(today + timedelta(days=days), today) for days in (-1, 0, 1, 27, 28, 29)] == [
        False,
        True,
        True,
        True,
        True,
        False,
    ]


def test_it_holds_to_the_end_of_its_last_local_day():
    assert ends_at(date(2026, 11, 4), NOW, BERLIN) == datetime(2026, 11, 5, tzinfo=BERLIN)


@given(
    st.integers(0, 60 * 24 * 700),
    st.sampled_from(["Europe/Berlin", "America/Santiago", "Pacific/Apia", "Asia/Beirut"]),
    st.integers(0, 28),
)
def test_no_plan_holds_for_more_than_28_days_in_any_zone(minutes, name, days):
    now, here = later(minutes=minutes), ZoneInfo(name)
    until = last_day(now, here) - timedelta(days=days)

    end = ends_at(until, now, here)

    assert now < end <= now + LONGEST


steps = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(8, 9), st.integers(1, 3)),
        st.tuples(st.just("mark"), st.integers(8, 9), st.integers(1, 3), st.integers(1, 28)),
        st.tuples(st.just("end"), st.integers(0, 9)),
        st.tuples(st.just("wait"), st.integers(1, 15)),
        st.tuples(st.just("asked")),
    ),
    max_size=40,
)


@given(steps)
def test_over_any_sequence_the_chain_starts_exactly_when_the_definition_says(sequence):
    """The definition is said a second time, day by day: what is known is a set of answers."""
    day, marks, known = 0, [], {}

    for step in sequence:
        at = later(days=day)
        match step:
            case ("answer", item, value):
                is_known = value in known.get((item, day), ())
                answer = CriticalAnswer("phq9", "1", item, value)
                assert starts_chain(answer, marks, at) is not is_known
            case ("asked",):
                assert starts_chain(None, marks, at)
            case ("mark", item, value, days):
                until = at + timedelta(days=days)
                answer = CriticalAnswer("phq9", "1", item, value)
                marks = [ended(each, at) if each.answer.item == item else each for each in marks]
                marks.append(Marked(answer, at, until))
                for ahead in range(60):
                    span = range(1, value + 1) if ahead < days else ()
                    known[item, day + ahead] = frozenset(span)
            case ("end", which) if marks:
                found = marks[which % len(marks)]
                if found.holds(at):
                    item = found.answer.item
                    marks[which % len(marks)] = ended(found, at)
                    known = {key: values for key, values in known.items() if key[0] != item}
            case ("wait", days):
                day += days


def ended(mark, at):
    if not mark.holds(at):
        return mark
    return Marked(mark.answer, mark.since, mark.until, at)
