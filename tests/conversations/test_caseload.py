"""The caseload in words: the same facts for whoever cannot see the picture, and never too long."""

from datetime import date, timedelta

import pytest

from care.codes import ADJECTIVES, NOUNS
from care.progress import Point, Trajectory
from charts.requests import CASELOAD_MOST
from conversations.caseload import LONGEST, Beside, CaseloadFacts, alternative, caseload, change
from conversations.wording import languages, wording
from questionnaires.catalogue import instrument

MONDAY = date(2026, 9, 7)
ENGLISH = wording("en", "Europe/Berlin")


def course(*scores, missed=(), code="phq9"):
    points = tuple(
        Point(MONDAY + timedelta(weeks=week), score) for week, score in enumerate(scores)
    )
    return Trajectory(instrument(code), points, missed)


def facts(*shown, clients=None, **more):
    how_many = clients or len(shown)
    return CaseloadFacts(how_many, (("phq9", how_many),), "phq9", shown, **more)


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ((17, 8), "9 lower, more than chance"),
        ((9, 11), "2 higher, can be chance"),
        ((9, 9), "same as the first"),
        ((9,), "first score"),
    ],
)
def test_a_change_is_told_with_whether_it_can_be_chance_and_without_a_judgement(scores, said):
    assert change(course(*scores), ENGLISH) == said


@pytest.mark.parametrize("locale", languages())
def test_the_words_for_a_picture_stay_within_their_limit_and_leave_no_client_out(locale):
    words = wording(locale, "Europe/Berlin")
    longest = [
        f"{one}-{other}"
        for one, other in zip(
            sorted(ADJECTIVES, key=len)[-CASELOAD_MOST:],
            sorted(NOUNS, key=len)[-CASELOAD_MOST:],
            strict=True,
        )
    ]
    shown = [Beside(code, course(27, 27)) for code in longest]

    said = alternative(facts(*shown, clients=999, before=900, page=37, pages=42), words)

    assert len(said.encode("utf-16-le")) // 2 <= LONGEST
    assert all(code in said for code in longest)
    assert said.count("27") == CASELOAD_MOST or said.count("27") == 2 * CASELOAD_MOST


def test_the_table_has_what_the_picture_shows():
    missed = (MONDAY + timedelta(days=3),)
    shown = caseload(
        facts(Beside("quiet-harbor", course(17, 8, missed=missed)), Beside("airy-abacus", None)),
        ENGLISH,
    )

    rows = [row.cells for row in shown.table.rows]
    assert rows[0] == (
        "quiet-harbor",
        "8 of 27, Mon 14 Sept 2026",
        "17 of 27, Mon 7 Sept 2026",
        "9 lower, more than chance",
        "1",
    )
    assert rows[1] == ("airy-abacus", "No scores yet", "–", "–", "–")
