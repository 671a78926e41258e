"""The power drill: what was promised is there after a cut, and the drill would notice if not."""

import pytest

from benchmarks.drills import power

SOME = 60


def test_nothing_that_was_called_lasting_is_lost_at_a_cut_and_nothing_is_damaged():
    found = power.run(SOME, seed=1)

    assert found.passed
    assert [found.figures[each] for each in ("cuts", "lost", "corrupt", "astray")] == [
        SOME,
        0,
        0,
        0,
    ]
    assert min(found.figures[each] for each in ("lasting", "ahead", "soon", "behind_soon")) > 5


@pytest.mark.parametrize(
    ("sabotage", "wrong"),
    [
        ("never-wait", "lost"),
        ("never-awaited", "lost"),
        ("no-log", "corrupt"),
        ("nothing-lasts", "astray"),
    ],
)
def test_a_disk_that_is_not_waited_for_is_found_out(sabotage, wrong):
    found = power.run(SOME, seed=1, sabotage=sabotage)

    assert not found.passed
    assert found.figures[wrong] > 0
