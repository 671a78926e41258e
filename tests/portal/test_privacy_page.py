"""The page about privacy and what is said of a thief come from the data map, and are up to date."""

import json

from care.data_map import MAP, entries
from portal.explaining import explain, explanation
from portal.privacy_page import PAGE, page


def test_the_page_is_up_to_date():
    assert PAGE.read_text("utf-8") == page(), "python -m portal.privacy_page"


def test_the_page_names_every_column():
    written = page()

    assert all(f"| `{each.table}` | `{each.column}` |" in written for each in entries())


def test_a_thief_learns_what_is_not_sealed_and_nothing_else():
    found = explain()
    learned = {
        (each["table"], column) for each in found["thief_learns"] for column in each["columns"]
    }
    kept = {
        (each["table"], column)
        for each in found["thief_does_not_learn"]
        for column in each["columns"]
    }

    assert learned == {(each.table, each.column) for each in entries() if not each.sealed}
    assert kept == {(each.table, each.column) for each in entries() if each.sealed}


def test_it_is_said_in_plain_words_and_for_programs():
    told = "\n".join(explanation())

    assert all(each.open_to_thief in told for each in MAP)
    assert json.loads(json.dumps(explain())) == explain()
