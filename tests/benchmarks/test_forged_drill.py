"""The forged drill: nothing that no platform sent is kept, and a door left open is found out."""

import pytest

from tests.benchmarks.drilled import drilled

SMALL = ("--forged", "160", "--replayed", "40")


def test_nothing_forged_is_kept_nothing_is_done_again_and_no_guess_opens_anything():
    found, status = drilled("forged", *SMALL)

    assert (found["passed"], status) == (True, 0), found
    figures = found["figures"]
    assert (figures["forged"], figures["forged_accepted"], figures["forged_kept"]) == (160, 0, 0)
    assert (figures["replayed"], figures["done_again"]) == (80, 0)
    assert (figures["genuine"], figures["genuine_refused"]) == (40, 0)
    assert (figures["links_opened"], figures["opened_beyond_the_limit"]) == (0, 0)
    assert (figures["redemptions"], figures["won"], figures["joined"]) == (200, 1, 1)
    assert figures["answers"] == 1


@pytest.mark.parametrize(
    ("sabotage", "figure"),
    [
        ("any-secret", "forged_kept"),
        ("forget-replays", "done_again"),
        ("endless-tries", "opened_beyond_the_limit"),
    ],
)
def test_a_door_left_open_is_found_out(sabotage, figure):
    found, status = drilled("forged", *SMALL, "--sabotage", sabotage)

    assert (found["passed"], status) == (False, 1)
    assert found["figures"][figure] > 0
