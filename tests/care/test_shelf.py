"""The library: what may stand in it, in which words it is refused, and how a file gives it back."""

import pytest

from care.shelf import (
    ABOUT_LIMIT,
    CODE_LIMIT,
    MOST_MINUTES,
    TEXT_LIMIT,
    TITLE_LIMIT,
    NotAResource,
    Resource,
    ResourceKind,
    read_resource,
    write_resource,
)

WALK = {
    "code": "a-short-walk",
    "title": "A short walk",
    "kind": "try",
    "about": "For days indoors.",
    "link": "https://example.org/walk?of=10#begin",
    "text": "Once around the block.\nThen home.",
    "language": "en",
    "minutes": 10,
}


def test_a_resource_is_written_as_it_is_read():
    found = read_resource(WALK)

    assert found.kind is ResourceKind.TRY
    assert write_resource(found) == WALK
    assert read_resource(write_resource(found)) == found


def test_what_is_not_said_is_left_out():
    least = {"code": "tea", "title": "Tea", "text": "Warm the cup first."}

    found = read_resource(least)

    assert found == Resource("tea", "Tea", text="Warm the cup first.")
    assert write_resource(found) == {**least, "kind": "read"}


def test_a_title_is_one_line_however_it_was_typed():
    assert read_resource({**WALK, "title": "  A \n short\twalk "}).title == "A short walk"


@pytest.mark.parametrize("length", [CODE_LIMIT, TITLE_LIMIT])
def test_what_stands_on_buttons_and_in_forms_fits_there(length):
    # Slack takes 75 characters for an option and for its value.
    assert length <= 75


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": ""}, "write small letters, digits and single hyphens"),
        ({"code": "a  walk"}, "write small letters, digits and single hyphens"),
        ({"code": "a--walk"}, "write small letters, digits and single hyphens"),
        ({"code": "Walk"}, "write small letters, as in walk"),
        ({"code": 7}, "code is a text, in quotes"),
        ({"title": ""}, "it needs a title"),
        ({"title": "x" * (TITLE_LIMIT + 1)}, f"title has 61 characters, and {TITLE_LIMIT} fit"),
        ({"about": "x" * (ABOUT_LIMIT + 1)}, f"and {ABOUT_LIMIT} fit"),
        ({"text": "x" * (TEXT_LIMIT + 1)}, f"and {TEXT_LIMIT} fit"),
        ({"text": "a\x00b"}, "a sign that cannot be shown"),
        ({"link": "", "text": " "}, "it needs a link or a text"),
        ({"link": "http://example.org"}, "begins with https://"),
        ({"link": "https://localhost/x"}, "begins with https://"),
        ({"link": "https://example.org/a b"}, "begins with https://"),
        ({"link": "https://[example.org"}, "begins with https://"),
        ({"link": "https://me:secret@example.org"}, "a name or a password"),
        ({"kind": "podcast"}, "There are: read, listen, watch, try, book, place"),
        ({"kind": ["read"]}, "kind ['read'] is not known"),
        ({"language": "en!"}, "language is a tag"),
        ({"minutes": 0}, f"from 1 to {MOST_MINUTES}"),
        ({"minutes": True}, f"from 1 to {MOST_MINUTES}"),
        ({"minutes": "10"}, f"from 1 to {MOST_MINUTES}"),
        ({"author": "x"}, "author is not known. A resource has: code, title"),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence(change, said):
    with pytest.raises(NotAResource) as refused:
        read_resource({**WALK, **change})

    assert said in str(refused.value)
