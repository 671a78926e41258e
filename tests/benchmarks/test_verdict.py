"""Whoever sees the end of a drill's output and nothing else of it still knows what has failed."""

import json

import pytest

from benchmarks.drills import joins, zones
from benchmarks.drills.__main__ import main
from benchmarks.drills.verdict import LONGEST, judged, last_words
from portal.office import NotPossible

FIRST, SECOND = "sqlite", "postgresql"


def drill(wrong):
    """A drill that counts at once, and what is wrong with it on which database."""

    def run(_joins, *, seed, engine, **_options):
        if isinstance(trouble := wrong.get(engine.value), Exception):
            raise trouble
        figures = {"database": engine.value, "joins": 60, "let_in_again": 3, "unanswered": 0}
        return judged("joins", seed, figures, wrong.get(engine.value, ()))

    return run


@pytest.fixture
def both(monkeypatch, capsys):
    """Runs a drill on both databases: what came out, what was said aside, and the exit status."""

    def found(wrong, *options):
        monkeypatch.setattr(joins, "run", drill(wrong))
        status = main(["joins", "--database", "both", "--seed", "7", *options])
        told = capsys.readouterr()
        return told.out, told.err, status

    return found


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_what_failed_on_the_first_database_is_said_behind_the_figures_of_the_second(both, options):
    out, aside, status = both({FIRST: ("let_in_again", "unanswered")}, *options)

    assert status == 1
    assert aside == "joins on sqlite FAILED (seed 7): let in again 3, unanswered 0\n"
    assert out.rindex(SECOND) > out.rindex(FIRST)


def test_each_database_that_failed_has_its_line(both):
    _, aside, status = both({FIRST: ("unanswered",), SECOND: ("let_in_again",)})

    assert status == 1
    assert [line.partition(" FAILED")[0] for line in aside.splitlines()] == [
        "joins on sqlite",
        "joins on postgresql",
    ]


def test_nothing_is_said_aside_when_all_has_passed(both):
    out, aside, status = both({}, "--json")

    assert (aside, status) == ("", 0)
    assert [json.loads(line)["wrong"] for line in out.splitlines()] == [[], []]


def test_a_drill_that_breaks_off_names_itself_and_its_seed_and_what_failed_before(both):
    _, aside, status = both({FIRST: ("unanswered",), SECOND: RuntimeError("a wall fell")})

    assert status == 1
    *_, broken, failed = aside.splitlines()
    assert "RuntimeError: a wall fell" in aside
    assert broken == "joins FAILED (seed 7): it broke off, see above."
    assert failed.startswith("joins on sqlite FAILED (seed 7)")


def test_a_drill_that_cannot_be_tried_names_itself_and_its_seed(both):
    _, aside, status = both({FIRST: NotPossible("There is no PostgreSQL.")})

    assert status == 2
    assert aside == "There is no PostgreSQL.\njoins could not be tried (seed 7).\n"


def test_what_explains_a_failure_is_said_with_it_and_not_at_any_length():
    found = judged("kill", 5, {"lost": 1, "examples": "x" * 5 * LONGEST}, ("lost",))

    first, second = last_words(found).splitlines()

    assert first == "kill FAILED (seed 5): lost 1"
    assert second == f"  examples: {'x' * LONGEST} ..."


def test_a_wrong_figure_of_a_real_drill_is_named(monkeypatch, capsys):
    monkeypatch.setattr(zones, "available_timezones", lambda: {"Europe/Berlin", "UTC"})

    status = main(["zones", "--json", "--seed", "1", "--sabotage", "later-of-two"])

    told = capsys.readouterr()
    assert status == 1
    found = json.loads(told.out)
    assert found["wrong"] == ["wrong"]
    wrong = found["figures"]["wrong"]
    assert told.err.startswith(f"zones FAILED (seed 1): wrong {wrong}")
