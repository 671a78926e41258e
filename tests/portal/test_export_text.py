"""The files of a copy: tables that a spreadsheet only shows, and nothing left out unsaid."""

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from care.data_map import MAP
from care.erasure import RULES, Goes
from care.own_record import LEFT_OUT, LEFT_OUT_TABLES, carried, reason
from portal.export.csv_text import BYTE_ORDER_MARK, FORMULA, cell, harmless, table
from portal.export_deeds import new_passphrase
from store.own_record import OPENERS

texts = st.text(max_size=40) | st.builds(
    str.__add__, st.sampled_from(FORMULA), st.text(max_size=20)
)


def read(text):
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


@settings(max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts, min_size=2, max_size=4))
def test_no_cell_begins_as_a_formula_and_every_word_comes_back(row):
    written = table(["a"] * len(row), [row])

    [_, *found] = read(written)

    assert list(found) in ([[harmless(each) for each in row]], [])
    for cells in found:
        assert not any(each.startswith(FORMULA) for each in cells)
        for each, original in zip(cells, row, strict=True):
            assert each in (original, f"'{original}")


@given(st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_stay_numbers(number):
    assert float(cell(number)) == float(number)


def test_nothing_is_empty_and_a_truth_is_a_word():
    assert cell(None) == ""
    assert (cell(True), cell(False)) == ("yes", "no")


def test_every_column_of_a_clients_is_carried_or_left_out_with_a_reason():
    theirs = [each for each in MAP if RULES[each.table] is not Goes.STAYS]

    silent = [
        f"{each.table}.{column}"
        for each in theirs
        for column, _ in each.columns
        if column not in carried().get(each.table, ()) and not reason(each.table, column)
    ]

    assert silent == []
    assert set(carried()) | set(LEFT_OUT_TABLES) == {each.table for each in theirs}


def test_nothing_is_excused_that_is_no_column_of_a_clients():
    columns = {(each.table, column) for each in MAP for column, _ in each.columns}

    assert set(LEFT_OUT) <= columns
    assert set(LEFT_OUT_TABLES) <= {each.table for each in MAP}


def test_whatever_is_sealed_and_carried_can_be_opened():
    sealed = {
        (name, column)
        for name, columns in carried().items()
        for column in columns
        if column.startswith("sealed_")
    }

    assert sealed == set(OPENERS)


def test_no_passphrase_comes_twice_and_each_has_six_groups():
    made = {new_passphrase() for _ in range(1000)}

    assert len(made) == 1000
    assert all(len(each.split("-")) == 6 for each in made)
