"""The library: what may stand in it, in which words it is refused, and how a file gives it back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.shelf import (
    ABOUT_LIMIT,
    CODE_LIMIT,
    LINK_LIMIT,
    MOST_MINUTES,
    TEXT_LIMIT,
    TITLE_LIMIT,
    NotAResource,
    Resource,
    ResourceKind,
    read_resource,
    write_resource,
)
from care.units import is_seen

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
        ({"title": "🌱" * 31}, f"title has 62 characters, and {TITLE_LIMIT} fit"),
        ({"about": "x" * (ABOUT_LIMIT + 1)}, f"and {ABOUT_LIMIT} fit"),
        ({"text": "x" * (TEXT_LIMIT + 1)}, f"and {TEXT_LIMIT} fit"),
        ({"text": "a\x00b"}, "a sign that cannot be shown"),
        ({"title": "slow\u202egnihtaerb"}, "a sign that cannot be shown"),
        ({"title": "\u200b"}, "it needs a title"),
        ({"link": "", "text": "\u200b"}, "it needs a link or a text"),
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


NAMES = ("code", "title", "kind", "about", "link", "text", "language", "minutes")
SIGNS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cf"])
WORDS = st.text(SIGNS, max_size=30).map(lambda each: " ".join(each.split()))
LINKS = st.text("abcxyz019/?=&%#-._~", max_size=40).map("https://example.org/".__add__)
PARTS = st.text("abcxyz019", min_size=1, max_size=8)
CODES = st.lists(PARTS, min_size=1, max_size=4).map("-".join)
RESOURCES = st.builds(
    Resource,
    CODES,
    WORDS.filter(is_seen),
    st.sampled_from(ResourceKind),
    WORDS,
    LINKS,
    st.text(SIGNS | st.sampled_from("\n\t"), max_size=80).map(str.strip),
    st.sampled_from(["", "en", "pt-BR"]),
    st.none() | st.integers(1, MOST_MINUTES),
)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.binary(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside),
    max_leaves=5,
)


@given(RESOURCES)
def test_every_resource_is_read_as_it_was_written(resource):
    assert read_resource(write_resource(resource)) == resource


def read_or_refused(table):
    """What was read, or the sentence that says why not; nothing else may come of it."""
    try:
        return read_resource(table)
    except NotAResource as refused:
        return str(refused)


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), JUNK | LINKS | WORDS))
def test_junk_is_refused_in_a_sentence_or_read_and_never_anything_else(junk):
    found = read_or_refused(junk)

    if isinstance(found, str):
        assert found.endswith(".")
    else:
        assert read_resource(write_resource(found)) == found


@given(st.sampled_from(NAMES), JUNK | st.text(max_size=LINK_LIMIT))
def test_one_wrong_value_among_right_ones_ends_no_other_way(name, junk):
    found = read_or_refused({**WALK, name: junk})

    if isinstance(found, str):
        assert found.endswith(".")
    else:
        assert read_resource(write_resource(found)) == found


@given(st.text("[]:/@%.?#\\abc\u2100\u212a ", max_size=30).map("https://".__add__))
def test_a_link_of_any_shape_is_kept_as_it_is_or_refused(link):
    found = read_or_refused({**WALK, "link": link})

    if isinstance(found, str):
        assert found.startswith("a-short-walk: ")
    else:
        assert found.link == link.strip()
