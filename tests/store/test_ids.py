"""Ids are later than those before, and are what Python's own are."""

import copy
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.ids import new_id, of_number


def test_each_id_is_later_than_every_one_before():
    made = [new_id() for _ in range(20_000)]

    assert made == sorted(set(made))
    assert {each.version for each in made} == {7}


@given(st.integers(0, 2**128 - 1))
def test_an_id_made_of_its_number_is_the_one_that_python_makes(number):
    made, theirs = of_number(number), UUID(int=number)

    assert type(made) is UUID
    assert (made, hash(made), str(made), made.bytes) == (
        theirs,
        hash(theirs),
        str(theirs),
        theirs.bytes,
    )
    assert made.is_safe is theirs.is_safe
    assert copy.deepcopy(made) == copy.copy(made) == theirs


def test_an_id_cannot_be_changed():
    with pytest.raises(TypeError):
        new_id().int = 1
