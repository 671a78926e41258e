"""The data map says of every column what it is, and nothing that is not so."""

from dataclasses import replace

import pytest

from care.data_map import MAP, DataClass, Keep, Own, Part, Reader, entries, of_part
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


def test_what_holds_for_one_column_alone_stands_beside_what_holds_for_its_table():
    of = {(each.table, each.column): each for each in entries()}

    assert of["export", "sealed_passphrase"].readers == (Reader.CLIENT,)
    assert of["export", "state"].readers == (Reader.PROGRAM,)
    assert of["alert", "next_step_at"].readers == (Reader.PROGRAM,)
    assert of["alert", "raised_at"].readers == next(
        each.readers for each in MAP if each.table == "alert"
    )


def test_something_of_its_own_for_a_column_that_is_not_there_is_found():
    spoilt = tuple(
        replace(each, own={"shoe_size": Own()}) if each.table == "pause" else each for each in MAP
    )

    assert faults(spoilt, TABLES) == [
        "pause.shoe_size has something of its own and is no column of it"
    ]


@pytest.mark.parametrize("part", Part)
def test_no_column_is_read_by_more_people_or_kept_longer_than_its_client_is_told(part):
    told = of_part(part)
    people = {reader for each in told for reader in each.readers}
    own = [each for each in entries(told) if each.column in _owned(each.table)]

    for each in own:
        assert {*each.readers} <= people | {Reader.PROGRAM, *_excused(each)}, each
        assert each.keep in {holding.keep for holding in told}, each


def _owned(table):
    return next(each.own for each in MAP if each.table == table)


def _excused(each):
    # A passphrase is shown to whoever it was made for, and the rest of its row to nobody.
    if each.column == "sealed_passphrase":
        return {Reader.CLIENT}
    # How often a rule was useful is counted for whoever runs the portal, for all clients together.
    return {Reader.ADMINISTRATOR} if each.column.startswith("verdict") else set()
