"""Tables as spreadsheets write them: understood, or asked for in a sentence with its line."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.client_rows import Rows, day, read_rows

PAST = "client,instrument,date,answers\n"


def complaints(text):
    return [(each.line, each.sentence) for each in read_rows(text).mistakes]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_is_read_whatever_separates_its_cells(separator, mark):
    lines = ("Client,Therapist,Language", "Jo Doe,Mira Winter,es", ",,", "")
    text = mark + "\r\n".join(lines).replace(",", separator)

    [client] = read_rows(text).clients

    assert (client.line, client.label, client.therapist, client.language) == (
        *(2, "Jo Doe", "Mira Winter", "es"),
    )


def test_answers_stand_in_one_column_or_in_many():
    one = read_rows("client,instrument,date,answers\nquiet-harbor,PHQ9,2026-09-01,1 2 0\n")
    many = read_rows("client;instrument;date;1;Item 2;3\nquiet-harbor;PHQ9;1.9.2026;1;2,0;0\n")

    assert dict(one.past[0].answers) == dict(many.past[0].answers) == {1: 1, 2: 2, 3: 0}
    assert one.past[0].instrument == many.past[0].instrument == "phq9"
    assert one.past[0].on == many.past[0].on == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2026-11-02", date(2026, 11, 2)),
        ("2026-11-02 10:30", date(2026, 11, 2)),
        ("02.11.2026", date(2026, 11, 2)),
        ("25/11/2026", date(2026, 11, 25)),
        ("11/25/2026", date(2026, 11, 25)),
        ("05/05/2026", date(2026, 5, 5)),
    ],
)
def test_the_usual_ways_to_write_a_day_are_understood(cell, found):
    assert day(cell) == found


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("03/04/2026", "two different days"),
        ("2026-02-30", "no day"),
        ("45291", "is no day"),
        ("last May", "is no day"),
        ("", "column date"),
    ],
)
def test_a_day_that_is_none_or_could_be_two_is_asked_for(cell, words):
    assert words in day(cell)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "empty"),
        ("name,therapist\nJo,Mira\n", 1, "client"),
        ("client,terapist\nJo,Mira\n", 1, "Did you mean therapist"),
        ("client,client\nJo,Jo\n", 1, "twice"),
        ("client\n\nJo\n\njo\n", 5, "line 3 already"),
        ("client,zone\n,Europe/Berlin\n", 2, "Nobody is named"),
        ("client,zone\nJo,Europe/Berlin,more\n", 2, "3 cells"),
        ("client,date\nJo,2026-01-01\n", 2, "column instrument"),
        (PAST + "a-b,phq9,2026-01-01,\n", 2, "total alone"),
        (PAST + "a-b,phq9,2026-01-01,1 2,5\n", 2, "5 cells"),
        (PAST + 'a-b,phq9,2026-01-01,"1 x"\n', 2, "is no number"),
        (PAST + 'a-b,phq9,2026-01-01,"1 1.5"\n', 2, "whole number"),
        (PAST + "a-b,phq9,1.1.2026,1\na-b,PHQ9,2026-01-01,2\n", 3, "line 2 already"),
    ],
)
def test_a_mistake_is_told_with_its_line(text, line, words):
    [(at, sentence)] = complaints(text)

    assert at == line
    assert words in sentence


@given(st.text(max_size=80))
@settings(max_examples=80, deadline=None)
def test_whatever_a_file_holds_it_is_rows_or_sentences(text):
    assert isinstance(read_rows(f"client,date\n{text}"), Rows)
    assert isinstance(read_rows(text), Rows)
