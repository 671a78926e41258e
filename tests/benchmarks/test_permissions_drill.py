"""The permissions drill: nobody has what is not theirs, and a portal that forgets is found out."""

from tests.benchmarks.drilled import drilled


def test_nobody_gets_what_is_not_theirs():
    found, status = drilled("permissions")

    assert (found["passed"], status) == (True, 0), found
    assert found["figures"]["tried"] == found["figures"]["refused"] > 200
    assert found["figures"]["telephones"] > 0
    assert found["figures"]["rightly_tried"] > 0
    for figure in ("wrongly_accepted", "wrongly_read", "wrongly_refused"):
        assert found["figures"][figure] == 0


def test_a_portal_that_forgets_the_table_is_found_out():
    found, status = drilled("permissions", "--sabotage", "forget-the-table")

    assert (found["passed"], status) == (False, 1)
    assert found["figures"]["wrongly_accepted"] > 0
    assert found["figures"]["wrongly_read"] > 0
