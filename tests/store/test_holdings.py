"""The data map says of every column what it is, and nothing that is not so."""

from dataclasses import replace

import pytest

from care.data_map import MAP, DataClass, Keep, Part, entries, of_part
from store.holdings import TABLES, faults


def test_every_column_has_one_entry_and_what_is_sensitive_is_sealed():
    assert faults(MAP, TABLES) == []


def test_a_column_without_an_entry_is_found():
    grown = {**TABLES, "client": [*TABLES["client"], "shoe_size"]}

    assert faults(MAP, grown) == ["client.shoe_size has no entry"]


def test_a_table_without_an_entry_is_found():
    assert faults(MAP, {**TABLES, "diary": ["id"]}) == ["diary.id has no entry"]


def test_an_entry_without_a_column_is_found():
    shrunk = {**TABLES, "absence": [each for each in TABLES["absence"] if each != "deputy"]}

    assert faults(MAP, shrunk) == ["absence.deputy has an entry and is no column"]


@pytest.mark.parametrize("of_class", ["content", "identity"])
def test_what_is_sensitive_and_not_sealed_is_found(of_class):
    def spoilt(each):
        if each.table != "client":
            return each
        meta = tuple(column for column in each.meta if column != "code")
        return replace(each, meta=meta, **{of_class: ("code",)})

    found = faults(tuple(map(spoilt, MAP)), TABLES)

    assert found == ["client.code is of a class that is sealed, and is not"]


def test_an_excuse_that_is_not_needed_is_found():
    spoilt = tuple(
        replace(each, in_the_open={"sealed_text": "because"}) if each.table == "message" else each
        for each in MAP
    )

    assert faults(spoilt, TABLES) == [
        "message.sealed_text is excused from being sealed and need not be"
    ]


def test_nothing_that_is_content_is_ever_in_the_open():
    assert all(each.sealed for each in entries() if each.data_class is DataClass.CONTENT)


def test_every_part_holds_something_and_every_table_says_what_a_thief_learns():
    assert all(of_part(part) for part in Part)
    assert all(each.open_to_thief for each in MAP)


def test_only_what_is_not_a_record_is_deleted_by_age():
    by_age = {each.table for each in MAP if each.keep in (Keep.WEEK, Keep.MONTH, Keep.QUARTER)}

    assert by_age == {
        *("inbox", "outbox", "prompted", "invitation", "talk"),
        *("record_link", "record_visit"),
        "export",
    }
