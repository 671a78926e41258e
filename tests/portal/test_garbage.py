"""What was there when the portal began is looked through for garbage no more."""

import gc

import pytest

from portal import garbage


@pytest.fixture
def restored():
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)
    if frozen:
        # What was read in for all tests stays as it was left.
        gc.freeze()


def test_what_is_there_is_set_aside_and_what_comes_later_is_still_looked_through(restored):
    garbage.set_aside()

    assert gc.get_freeze_count() > 10_000
    ring = []
    ring.append(ring)
    del ring
    assert gc.collect() > 0


def test_nothing_is_looked_through_while_a_transaction_is_under_way():
    with garbage.put_off():
        assert not gc.isenabled()
        with garbage.put_off():
            assert not gc.isenabled()
        assert not gc.isenabled()

    assert gc.isenabled()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_transactions_that_overlap_and_fail_leave_the_collector_at_work(order):
    under_way = garbage.put_off(), garbage.put_off()
    for each in under_way:
        each.__enter__()
    for ended in order:
        failed = ValueError()
        assert not under_way[ended].__exit__(ValueError, failed, None)
        assert gc.isenabled() is (ended == 0 or order == (0, 1))


def test_a_collector_that_somebody_has_switched_off_stays_so():
    gc.disable()
    try:
        with garbage.put_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
