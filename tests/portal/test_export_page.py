"""The page about the copy comes from the data map, and is up to date."""

from care.own_record import carried, name_of
from portal.export_page import PAGE, page


def test_the_page_is_up_to_date():
    assert PAGE.read_text("utf-8") == page(), "python -m portal.export_page"


def test_the_page_names_every_field():
    _, _, written = page().partition("## `tables`")

    for table, columns in carried().items():
        [line] = [each for each in written.splitlines() if each.startswith(f"| `{table}` |")]
        assert all(f"`{name_of(column)}`" in line for column in columns)
