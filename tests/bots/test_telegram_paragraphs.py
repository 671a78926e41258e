"""Whatever a person wrote is shown as exactly that, marked where it should be, and it fits."""

from hypothesis import given
from hypothesis import strategies as st

from bots.telegram_clients.paragraphs import marked, plain, split, tidy
from care.units import utf16_length
from conversations.contents import Style
from conversations.envelopes import ShownLine
from sandbox.telegram.entities import utf16_slice
from sandbox.telegram.markup import parse_html

TITLE, BODY, NOTE, QUOTE = Style.TITLE, Style.BODY, Style.NOTE, Style.QUOTE
ENTITIES = {TITLE: "bold", NOTE: "italic", QUOTE: "blockquote", Style.HIDDEN: "spoiler"}

WORDS = st.text(max_size=60) | st.lists(
    st.sampled_from(["<b>", "</b>", "&amp;", "&", "<", ">", '"', "&#60;", "😀", " ", "\n", "*_`["]),
    max_size=12,
).map("".join)
LINES = st.lists(st.builds(ShownLine, WORDS, st.sampled_from(Style)), max_size=6)


def lines(*given):
    return tuple(ShownLine(text, style) for text, style in given)


@given(LINES)
def test_markup_says_exactly_the_words_and_marks_exactly_the_styled_ones(given_lines):
    shown = tidy(given_lines)

    read = parse_html(marked(shown))

    assert read.text == plain(shown)
    assert [
        (entity.type, utf16_slice(read.text, entity.offset, entity.length))
        for entity in read.entities
    ] == [(ENTITIES[line.style], line.text) for line in shown if line.style is not BODY]


def test_half_a_character_is_replaced_and_empty_paragraphs_are_left_out():
    shown = tidy([ShownLine(" a\ud800b "), ShownLine(" \n"), ShownLine("c\n")])

    assert [line.text for line in shown] == ["a\ufffdb", "c"]


def test_paragraphs_have_a_blank_line_between_them():
    shown = lines(("Title", TITLE), ("A sentence that is longer than one line of a phone.", BODY))

    assert plain(shown) == "Title\n\nA sentence that is longer than one line of a phone."


def test_notes_and_short_lines_stand_together():
    shown = lines(("112", BODY), ("0800 111", BODY), ("not read", NOTE), ("nor kept", NOTE))

    assert plain(shown) == "112\n0800 111\n\nnot read\nnor kept"


@given(LINES, st.integers(min_value=20, max_value=90))
def test_parts_fit_and_lose_no_word(given_lines, limit):
    shown = tidy(given_lines)

    parts = list(split(shown, limit))

    assert all(0 < utf16_length(plain(part)) <= limit for part in parts)
    assert without_space(plain([line for part in parts for line in part])) == without_space(
        plain(shown)
    )


def without_space(text):
    return "".join(text.split())


def test_a_long_text_is_parted_between_paragraphs():
    shown = lines(("a" * 60, BODY), ("b" * 30, BODY), ("c" * 60, BODY))

    parts = list(split(shown, 100))

    assert parts == [shown[:2], shown[2:]]


def test_a_giant_paragraph_is_parted_between_words_and_keeps_its_style():
    [first, second] = split(lines(("word " * 30, NOTE)), 100)

    assert plain(first) == " ".join(["word"] * 20)
    assert {line.style for part in (first, second) for line in part} == {NOTE}


def test_a_giant_word_is_never_parted_within_a_character():
    parts = list(split(lines(("😀" * 40, BODY)), 25))

    assert [utf16_length(plain(part)) for part in parts] == [24, 24, 24, 8]
