"""HTML becomes text and entities, counted as Telegram counts; what is wrong is refused."""

from html import escape

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.telegram.entities import (
    Entity,
    Formatted,
    trimmed,
    utf16_length,
    utf16_slice,
    with_found,
)
from sandbox.telegram.markup import CannotParse, parse_html

TAGS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "tg-spoiler": "spoiler"}

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12) | st.sampled_from(
    ["😀", "👩‍👩‍👧", "é", "a<b & c>d", '"', "&amp;", "\U0001f9e0 x"]
)
pieces = st.lists(st.tuples(st.sampled_from(["", *TAGS]), texts), max_size=8)


@settings(deadline=None)
@given(pieces)
def test_every_entity_covers_exactly_the_text_between_its_tags(parts):
    markup = "".join(
        f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text) for tag, text in parts
    )

    parsed = parse_html(markup)

    assert parsed.text == "".join(text for _, text in parts)
    covered = [
        (one.type, utf16_slice(parsed.text, one.offset, one.length)) for one in parsed.entities
    ]
    assert covered == [(TAGS[tag], text) for tag, text in parts if tag]


@settings(deadline=None)
@given(pieces)
def test_aiogram_finds_the_same_words_under_an_entity(parts):
    markup = "".join(f"<b>{escape(text)}</b>" for _, text in parts)

    parsed = parse_html(markup)

    found = [MessageEntity(**one.json()).extract_from(parsed.text) for one in parsed.entities]
    assert found == [text for _, text in parts]


@settings(deadline=None)
@given(texts, texts, texts)
def test_what_aiogram_writes_is_read_back_as_it_was(before, inner, after):
    text = before + inner + after
    bold = Entity("bold", 0, utf16_length(before + inner))
    italic = Entity("italic", utf16_length(before), utf16_length(inner))
    entities = [MessageEntity(**one.json()) for one in (bold, italic)]

    parsed = parse_html(html_decoration.unparse(text, entities))

    assert parsed.text == text
    assert set(parsed.entities) == {bold, italic}


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("<>&/=\"' abipre;#x", max_size=40))
def test_any_text_is_either_read_or_refused(markup):
    try:
        parsed = parse_html(markup)
    except CannotParse:
        return

    total = utf16_length(parsed.text)
    assert all(0 <= one.offset < one.end <= total for one in parsed.entities)


@settings(deadline=None)
@given(texts, texts, st.text(" \n\t", max_size=4))
def test_trimming_keeps_every_mark_on_its_words(first, second, space):
    parsed = parse_html(f"{space}{escape(first)}<b>{escape(second)}</b>{space}")

    kept = trimmed(parsed)

    assert kept.text == parsed.text.strip()
    assert all(
        utf16_slice(kept.text, one.offset, one.length) in parsed.text for one in kept.entities
    )


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("é<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x_y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<tg-emoji emoji-id='?'>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("<tg-time unix='1' format='?'>x</tg-time>", "Invalid date format used"),
    ],
)
def test_wrong_markup_is_refused_with_the_place(markup, reason):
    with pytest.raises(CannotParse) as refused:
        parse_html(markup)

    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [Entity("pre", 0, 1, language="python")],
        ),
        ('<code class="language-python">x</code>', "x", [Entity("code", 0, 1)]),
        ("<b><code>x</code></b>", "x", [Entity("code", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [Entity("expandable_blockquote", 0, 1)]),
        (
            '<a href="https://x.org/?a=1&amp;b=2">y</a>',
            "y",
            [Entity("text_link", 0, 1, "https://x.org/?a=1&b=2")],
        ),
        ("<a href='tg://user?id=5'>Ana</a>", "Ana", [Entity("text_mention", 0, 3, user_id=5)]),
        ('<a href="nowhere">y</a>', "y", []),
        ("<SPAN class='tg-spoiler'>x</span>", "x", [Entity("spoiler", 0, 1)]),
        (
            "<tg-time unix='9' format='wDT'>x</tg-time>",
            "x",
            [Entity("date_time", 0, 1, unix_time=9, date_time_format="wDT")],
        ),
        ("<b></b>x&#128512;&nbsp;&lt", "x😀&nbsp;<", []),
        ("<b>x</>", "x", [Entity("bold", 0, 1)]),
    ],
)
def test_markup_is_read_as_telegram_reads_it(markup, text, entities):
    parsed = parse_html(markup)

    assert (parsed.text, list(parsed.entities)) == (text, entities)


def test_commands_links_and_mentions_are_found_but_not_in_code():
    text = "😀 /help @care_bot #calm https://x.org/a. me@x.org a/b"

    found = with_found(Formatted(text)).entities

    assert [(one.type, utf16_slice(text, one.offset, one.length)) for one in found] == [
        ("bot_command", "/help"),
        ("mention", "@care_bot"),
        ("hashtag", "#calm"),
        ("url", "https://x.org/a"),
        ("email", "me@x.org"),
    ]
    assert with_found(parse_html("<code>/help</code>")).entities == (Entity("code", 0, 5),)
