"""The joins drill: nobody comes in wrongly, and a portal that errs either way is found out."""

import pytest

from tests.benchmarks.drilled import drilled

FEW = ("--joins", "26")
"""One visit of each kind."""

NEVER = ("wrong_admissions", "wrong_refusals", "unanswered", "let_in_again", "listed_wrongly")


def test_nobody_is_let_in_wrongly_and_nobody_is_kept_out():
    found, status = drilled("joins", *FEW)

    assert (found["passed"], status) == (True, 0), found
    figures = found["figures"]
    assert [figures[each] for each in NEVER] == [0] * len(NEVER)
    assert figures["joins"] >= figures["visitors"] >= 26
    assert figures["let_in"] >= figures["inside"] > 5
    assert figures["turned_away"] > 5
    assert figures["answers"] == 1


@pytest.mark.parametrize(
    ("sabotage", "found_by"),
    [
        ("open-door", "wrong_admissions"),
        ("forget-endings", "wrong_admissions"),
        ("shut-door", "wrong_refusals"),
    ],
)
def test_a_portal_that_admits_wrongly_or_nobody_is_found_out(sabotage, found_by):
    found, status = drilled("joins", *FEW, "--sabotage", sabotage)

    assert (found["passed"], status) == (False, 1)
    assert found["figures"][found_by] > 0
