"""The record page's HTML: whatever words are on it, they stay words."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bots.record_page.html import document, element, escaped, together
from bots.record_page.pages import written
from bots.record_page.qr import qr
from bots.record_page.style import stylesheet
from conversations.envelopes import ShownLine
from conversations.record_pages import (
    Badge,
    CaseloadPage,
    Figure,
    Frame,
    NotePage,
    ReadingList,
    RecordPage,
    ShownAnswer,
    ShownCaseload,
    ShownDrawing,
    ShownEntry,
    ShownField,
    ShownKey,
    ShownNews,
    ShownNote,
    ShownOption,
    ShownPart,
    ShownPress,
    ShownRecord,
    ShownRow,
    ShownScale,
    ShownSelect,
    ShownSending,
    ShownStep,
    ShownTable,
    ShownText,
    ShownWriting,
    Tab,
    Tone,
    Way,
)

ATTACKS = (
    "</p><script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "&lt;b&gt; &amp;amp; &#x3c;",
    "<!-- ]]> -->",
    "\x00\x08\x1b\x85\u202e\u2066\ufffe\ud800",
    "javascript:alert(1)",
)


class Outline(HTMLParser):
    """Tags, attributes and words as a browser reads them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.words = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.tags.append("comment")


def attacked(test):
    for each in ATTACKS:
        test = example(each)(test)
    return given(st.text())(test)


def readable(text):
    """The text as it may be read: what no document may hold is a mark."""
    return Outline(f"<p>{escaped(text)}</p>").words


@attacked
def test_words_between_tags_stay_words(text):
    outline = Outline(str(element("p", text)))

    assert outline.tags == ["p"]
    assert "".join(outline.words).count("<") == text.count("<")


@attacked
def test_words_in_an_attribute_stay_its_value(text):
    outline = Outline(str(element("img", alt=text)))

    assert outline.tags == ["img"]
    [(name, value)] = outline.attributes
    assert name == "alt"
    assert value == "".join(readable(text))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"])))
def test_what_can_be_read_is_read_as_it_was_written(text):
    assert "".join(Outline(str(element("p", text))).words) == text


@attacked
def test_nothing_that_turns_or_hides_the_text_around_it_is_left(text):
    assert not set(escaped(text)) & set("<>\"'\x00\x1b\u202a\u202e\u2066\u2069\ufffe")
    escaped(text).encode("utf-8")


def page_of(text):
    """Every kind of page with these words in every place."""
    frame = Frame("en", text, text, text, text, text, text)
    answer = ShownAnswer(text, text, text)
    opened = ShownRow((text, text, text), (text,), (answer,))
    plain = ShownRow((text, text), (text,))
    scales = (
        ShownScale(
            "phq9",
            text,
            (Figure(text, text, text),),
            text,
            (ShownDrawing("phq9", text),),
            ShownTable(text, (text, text, text), (opened,), (opened,), text),
        ),
        ShownScale("pulse", text, table=ShownTable(text, (text, text), (plain,), (plain,), text)),
    )
    texts = (ShownText(text, text), ShownText(text, text, is_folded=True))
    ways = (Way(text, "notes/new"),)
    entry = ShownEntry(
        *(text, Badge(text, Tone.URGENT), text, (text,), (text,), text), texts=texts, ways=ways
    )
    parts = (ShownPart("answers", text, scales, (entry,), text), ShownPart("x", text, empty=text))
    record = ShownRecord("a-b", (Badge(text),), (text,), text, parts, (Way(text, "2026-01-01"),))
    step = ShownStep(
        frame,
        text,
        (ShownLine(text),),
        text,
        ShownField(text, text, text),
        ShownKey("otpauth://totp/x", "ABCD", text, text, text),
        (text,),
        text,
    )
    return (
        step,
        RecordPage(frame, record),
        ReadingList(frame, text, (text,), (ShownNews(record, text, text, "now"),), Way(text, "1")),
        NotePage(
            frame,
            ShownNote(
                *("a-b", text, text, (Badge(text),), (text,), (text,), ways, texts),
                (
                    ShownSending(
                        "notes/1",
                        (ShownPress(text, text), ShownPress(text, is_quiet=True)),
                        (("base", text),),
                        (
                            ShownSelect(
                                "day",
                                text,
                                (ShownOption(text, text, True), ShownOption(text, text)),
                            ),
                        ),
                        ShownWriting("text", text, text, text),
                    ),
                    ShownSending("notes/1/discard", (ShownPress(text),)),
                ),
                texts,
            ),
        ),
        CaseloadPage(
            frame,
            ShownCaseload(
                text,
                (text,),
                text,
                (Tab(text, text, is_here=True), Tab(text, text, is_here=False)),
                ShownDrawing("phq9", text),
                text,
                ShownTable(text, (text, text), (plain,)),
                1,
                (Way(text, "0"),),
            ),
        ),
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_page_lets_words_become_markup(attack):
    for hostile, plain in zip(page_of(attack), page_of("words"), strict=True):
        found, expected = (Outline(written(each, "/r", "f")) for each in (hostile, plain))
        assert found.tags == expected.tags
        assert [name for name, _ in found.attributes] == [name for name, _ in expected.attributes]


def test_no_page_has_a_script_a_style_of_its_own_or_an_address_elsewhere():
    for page in page_of("words"):
        outline = Outline(written(page, "/r", "f"))
        assert not {"script", "style", "iframe", "object", "base"} & set(outline.tags)
        for name, value in outline.attributes:
            assert not name.startswith("on")
            assert name != "style"
            if name in ("href", "src", "srcset", "action"):
                assert value.startswith(("/r/", "#", "otpauth:"))


def test_every_field_and_every_picture_has_words_and_every_id_is_there_once():
    for page in page_of("words"):
        outline = Outline(written(page, "/r", "f"))
        ids = [value for name, value in outline.attributes if name == "id"]
        assert len(ids) == len(set(ids))
        pointed = {"for", "aria-describedby", "aria-labelledby"}
        for name, value in outline.attributes:
            assert name not in pointed or set(value.split()) <= set(ids)
            assert name != "alt" or value


def test_attributes_that_are_not_meant_are_left_out():
    made = element("input", "not shown", required=True, autofocus=False, class_=None, for_="x")

    assert str(made) == '<input required for="x">'


def test_nothing_nowhere_and_lists_go_together():
    assert str(together(None, "a", [element("b"), None, "<"])) == "a<b></b>&lt;"


def test_a_document_says_its_language_and_asks_for_nothing_else():
    text = document("es", "Título", "/style.css", element("body"))

    assert text.startswith('<!doctype html><html lang="es">')
    assert "://" not in text


def test_the_square_code_is_drawn_in_black_with_words_and_without_an_address():
    drawn = str(qr("otpauth://totp/Practice:Mira?secret=ABC", 'A "code"'))

    assert drawn.startswith('<div role="img" aria-label="A &quot;code&quot;"><svg')
    assert "style=" not in drawn
    assert "http" not in drawn


@pytest.mark.parametrize(
    ("colour", "upon"),
    [
        ("#ffffff", "#000000"),
        ("#000000", "#ffffff"),
        ("#2f6f6f", "#ffffff"),
        ("#ffd54f", "#000000"),
    ],
)
def test_words_on_the_colour_of_the_practice_can_be_read(colour, upon):
    assert f"--accent:{colour};--on-accent:{upon}" in stylesheet(colour)


def test_the_stylesheet_asks_for_nothing_else():
    assert "url(" not in stylesheet("#000000")
    assert "@import" not in stylesheet("#000000")
