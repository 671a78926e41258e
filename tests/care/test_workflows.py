"""Workflows: what starts them, when they hold, what is refused, and that none runs in a circle."""

import re
import tomllib
from datetime import UTC, date, datetime
from itertools import pairwise, permutations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.progress import Point, Trajectory
from care.workflow_fitting import fit
from care.workflow_form import CHANGES, NotAWorkflow, read_workflow, write_workflow
from care.workflow_loops import leads_to, loop
from care.workflows import (
    AnswerIs,
    AskScale,
    FirstWeek,
    GiveHomework,
    GiveResource,
    Happened,
    HasTag,
    HomeworkReviewed,
    Kept,
    QuestionnaireDone,
    ScoreChanged,
    ScoreIs,
    TellTherapist,
    Workflow,
    became,
    first_week_at,
    holds,
    is_on,
    starts,
    tags,
)
from questionnaires.change import Change
from questionnaires.library import shipped
from questionnaires.toml_writing import toml_value

MONDAY = date(2026, 11, 2)
SCALES = ("phq9", "gad7", "pcl5")
HIGH = {
    "name": "after-a-high-phq9",
    "when": {"questionnaire": "phq9"},
    "if": [{"score": "phq9", "at_least": 15}],
    "then": [{"ask": "gad7", "in_days": 1}, {"tell": "therapist"}],
}

names = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text
)
triggers = st.one_of(
    st.builds(QuestionnaireDone, st.sampled_from(SCALES)),
    st.builds(ScoreChanged, st.sampled_from(SCALES), st.sampled_from([*CHANGES.values()])),
    st.just(HomeworkReviewed()),
    st.just(FirstWeek()),
)
actions = st.one_of(
    st.builds(AskScale, st.sampled_from(SCALES), st.integers(1, 28)),
    st.just(TellTherapist()),
    st.builds(
        GiveHomework,
        st.sampled_from(["A walk", "On the bus #exposure", "#Sleep and #exposure"]),
        texts,
        st.integers(1, 60),
    ),
    st.builds(GiveResource, st.sampled_from(["slow-breathing", "small-steps"])),
)


@st.composite
def workflows(draw, names=names):
    when = draw(triggers)
    kinds = [
        st.builds(ScoreIs, st.sampled_from(SCALES), st.integers(0, 20)),
        st.builds(
            lambda measure, most: ScoreIs(measure, None, most), st.just("phq9"), st.floats(0, 9)
        ),
    ]
    if isinstance(when, QuestionnaireDone | ScoreChanged):
        kinds.append(st.builds(AnswerIs, st.integers(1, 7), st.integers(0, 3)))
    if isinstance(when, HomeworkReviewed):
        kinds.append(st.builds(HasTag, st.sampled_from(["exposure", "sleep"])))
    conditions = draw(st.lists(st.one_of(kinds), max_size=3))
    return Workflow(
        draw(names), when, tuple(conditions), tuple(draw(st.lists(actions, min_size=1, max_size=4)))
    )


def said(**changed):
    return read_workflow({**HIGH, **changed})[0]


# --- form


@given(workflows(), st.sampled_from([None, True, False]))
def test_what_is_written_reads_as_the_same_workflow(workflow, on):
    written = f"workflow = {toml_value(write_workflow(workflow, on=on))}"

    assert read_workflow(tomllib.loads(written)["workflow"]) == (workflow, on)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": "After PHQ"}, "small letters"),
        ({"name": None}, "small letters"),
        ({"on": "yes"}, "on is true or false"),
        ({"wen": 1}, "Did you mean when?"),
        ({"when": None}, "nothing that a workflow waits for"),
        ({"when": {"questionnaire": "phq9", "week": 1}}, "nothing that a workflow waits for"),
        ({"when": {"week": True}}, "nothing that a workflow waits for"),
        ({"when": {"score": "phq9", "change": "worse"}}, "improvement, deterioration"),
        ({"if": "always"}, "list of tables"),
        ({"if": [{"score": "phq9"}]}, "no condition"),
        ({"if": [{"score": "phq9", "at_least": 1, "at_most": 2}]}, "no condition"),
        ({"if": [{"score": "phq9", "at_least": "15"}]}, "is a number"),
        ({"if": [{"item": 1.5, "at_least": 1}]}, "whole number"),
        ({"if": [{"tag": "two words"}]}, "one word"),
        ({"if": [{"tag": "exposure"}]}, "waits for none"),
        ({"if": [{"score": "phq9", "at_least": 1}] * 6}, "5 are the most"),
        ({"then": []}, "does nothing"),
        ({"then": [{"mail": "somebody"}]}, "nothing that a workflow does"),
        ({"then": [{"ask": "gad7", "in_days": 0}]}, "from 1 to 28"),
        ({"then": [{"homework": " ", "text": "x", "due_in_days": 1}]}, "1 to 60 characters"),
        ({"when": {"week": 1}, "if": [{"item": 1, "at_least": 1}]}, "waits for none"),
    ],
)
def test_what_is_no_workflow_is_refused_in_a_sentence(changed, words):
    with pytest.raises(NotAWorkflow, match=words):
        said(**changed)


# --- fitting


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"when": {"questionnaire": "phq10"}}, "no scale 'phq10'"),
        ({"if": [{"score": "phq9.mood", "at_least": 3}]}, "no score 'phq9.mood'"),
        ({"if": [{"score": "phq9", "at_least": 28}]}, "from 0 to 27"),
        ({"if": [{"score": "phq9", "at_most": -1}]}, "from 0 to 27"),
        ({"if": [{"item": 11, "at_least": 1}]}, "items 1 to"),
        ({"if": [{"item": 2, "at_least": 4}]}, "answered with 0 to 3"),
        ({"if": [{"item": 9, "at_least": 1}]}, "critical"),
        ({"then": [{"ask": "pulse", "in_days": 1}]}, "every day"),
        ({"then": [{"ask": "phq9", "in_days": 1}]}, "after-a-high-phq9 → after-a-high-phq9"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(changed, words):
    with pytest.raises(NotAWorkflow, match=words):
        fit([said(**changed)], shipped())


def test_what_fits_passes():
    fit([said()], shipped())


def test_a_score_without_a_reliable_change_cannot_be_waited_for():
    unmeasured = next(
        course
        for each in shipped().newest().values()
        for course, measure in each.courses.items()
        if measure.reliable_change is None
    )
    with pytest.raises(NotAWorkflow, match="no reliable change"):
        fit([said(when={"score": unmeasured, "change": "improvement"})], shipped())


# --- loops


def brute_force(found):
    """Every way round through some of them, tried one by one."""
    return any(
        all(leads_to(one, another) for one, another in zip(way, (*way[1:], way[0]), strict=True))
        for many in range(1, len(found) + 1)
        for way in permutations(found, many)
    )


@given(st.lists(workflows(), max_size=5, unique_by=lambda each: each.name))
def test_a_loop_is_found_exactly_where_there_is_one(found):
    by_name = {each.name: each for each in found}
    way = loop(found)

    assert (way is not None) is brute_force(found)
    if way is not None:
        assert way[0] == way[-1]
        assert len(set(way)) == len(way) - 1
        for one, another in pairwise(way):
            assert leads_to(by_name[one], by_name[another])


def test_a_loop_through_homework_goes_by_its_tags():
    exposure = read_workflow(
        {
            "name": "again",
            "when": {"homework": "reviewed"},
            "if": {"tag": "exposure"},
            "then": [{"homework": "Bus again #exposure", "text": "x", "due_in_days": 7}],
        }
    )[0]
    walk = GiveHomework("A walk", "x", 7)

    assert loop([exposure]) == ("again", "again")
    assert loop([Workflow("once", exposure.when, exposure.conditions, (walk,))]) is None


# --- when and if


def test_a_questionnaire_starts_what_waits_for_it_and_nothing_else():
    phq9 = Happened("a", MONDAY, "phq9")

    assert starts(said(), phq9)
    assert not starts(said(when={"questionnaire": "gad7"}), phq9)
    assert not starts(said(when={"week": 1}, **{"if": []}), phq9)
    assert not starts(said(when={"homework": "reviewed"}, **{"if": []}), phq9)


@given(st.floats(0, 27))
def test_a_score_holds_at_its_number_and_beyond(score):
    happened = Happened("a", MONDAY, "phq9", scores={"phq9": score})

    assert holds(said(), happened) is (round(score, 6) >= 15)
    assert holds(said(**{"if": [{"score": "phq9", "at_most": 4}]}), happened) is (
        round(score, 6) <= 4
    )


def test_what_is_not_known_does_not_hold():
    nothing = Happened("a", MONDAY, "phq9")

    assert not holds(said(), nothing)
    assert not holds(said(**{"if": [{"item": 2, "at_least": 0}]}), nothing)


def test_every_condition_must_hold():
    both = said(**{"if": [{"score": "phq9", "at_least": 15}, {"item": 2, "at_least": 2}]})
    scores = {"phq9": 20}

    assert holds(both, Happened("a", MONDAY, "phq9", {2: 2}, scores))
    assert not holds(both, Happened("a", MONDAY, "phq9", {2: 1}, scores))


def test_a_tag_is_a_whole_word_behind_a_sign_in_the_title():
    assert tags("On the bus #Exposure, #step-2") == {"exposure", "step-2"}
    assert tags("Exposure no#exposure #") == set()


def course(*scores):
    phq9, measure = shipped().followed("phq9")
    days = (date(2026, 11, day) for day in range(2, 30, 7))
    return Trajectory.on(phq9, measure, tuple(map(Point, days, scores)))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((10,), None),
        ((10, 15), None),
        ((10, 16), Change.DETERIORATED),
        ((10, 16, 17), None),
        ((10, 16, 12, 16), Change.DETERIORATED),
        ((10, 4), Change.IMPROVED),
        ((10, 4, 16), Change.DETERIORATED),
    ],
)
def test_a_score_changes_once_until_it_has_come_back(scores, expected):
    found = course(*scores)

    assert became(found, found.latest) is expected


def test_a_score_filed_late_changes_nothing():
    found = course(10, 12, 16)

    assert became(found, found.points[1]) is None


def test_the_first_week_ends_on_the_seventh_day_at_the_check_in_time():
    berlin = ZoneInfo("Europe/Berlin")
    late = datetime(2026, 11, 2, 22, 59, tzinfo=UTC)

    assert first_week_at(late, "08:30", berlin) == datetime(2026, 11, 9, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("for_client", [None, True, False])
def test_the_nearest_switch_wins(on, for_client):
    kept = Kept(said(), 1, on)

    assert is_on(kept, for_client) is (on if for_client is None else for_client)


def test_the_examples_of_the_documentation_are_workflows_that_fit():
    page = Path(__file__).parents[2] / "docs" / "workflows.md"
    [block] = re.findall(r"```toml\n(.*?)```", page.read_text("utf-8"), re.S)

    found = [read_workflow(each)[0] for each in tomllib.loads(block)["workflows"]]

    assert len(found) == 4
    fit(found, shipped())
