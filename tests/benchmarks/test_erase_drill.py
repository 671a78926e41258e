"""The erase drill: what it promises, and that it would notice when that were broken."""

import pytest

from tests.benchmarks.drilled import drilled

SMALL = ("--kills", "3", "--clients", "20")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_of_who_is_erased_nothing_is_left_and_everybody_else_is_whole(engine):
    found, status = drilled("erase", *SMALL, "--database", engine)

    assert (found["passed"], status) == (True, 0), found
    figures = found["figures"]
    assert figures["erased"] == figures["receipts"] == 8
    assert figures["rows_left"] == figures["canaries"] == figures["remains"] == 0


def test_a_log_that_is_not_emptied_is_found_out():
    found, status = drilled("erase", *SMALL, "--sabotage", "leave-log")

    assert (found["passed"], status) == (False, 1)
    assert found["figures"]["remains"] > 0


def test_a_key_that_is_kept_is_found_out():
    found, status = drilled("erase", *SMALL, "--sabotage", "keep-key")

    assert (found["passed"], status) == (False, 1)
    assert found["figures"]["rows_left"] > 0
