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
