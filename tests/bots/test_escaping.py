"""In every channel words are read as the words that they are, whoever wrote them.

`TEXTS=200000 pytest tests/bots/test_escaping.py` tries as many as a release asks for.
"""

import csv
import io
import os
import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.record_page.html import element
from bots.slack_therapists.hearing import _unescaped as read_from_slack
from bots.slack_therapists.texts import escaped as for_slack
from bots.telegram_clients.paragraphs import escaped as for_telegram
from bots.telegram_groups.paragraphs import marked as for_a_group
from conversations.contents import Style
from conversations.envelopes import ShownLine
from portal.export.csv_text import FORMULA, harmless, table
from sandbox.telegram.markup import parse_html

MANY = int(os.environ.get("TEXTS", "300"))
MARKS = st.sampled_from(
    [
        *(
            "<b>",
            "</b>",
            "<a href='tg://user?id=1'>",
            "<tg-spoiler>",
            "<",
            ">",
            "&",
            "&amp;",
            "&lt",
        ),
        *("&#60;", "&#x3c;", "<!--", "]]>", "<script>", "</script>", '"', "'", "`", "*", "_", "~"),
        *("<@U0MIRA>", "<!channel>", "<https://example.org|here>", "@here", ":tada:", "|", "\\"),
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r", "\n", ",", ";", "\u202e", "\u0000", "😀"),
        *("＝1", " ", "\ud83d", "\ufeff", "e\u0301"),
    ]
)
TEXTS = st.lists(MARKS | st.text(max_size=8), max_size=14).map("".join)
trying = settings(max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def whole(text):
    """As a platform takes it: no halves of characters, nothing that it cuts away by itself."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text).strip()


@trying
@given(TEXTS)
def test_a_strict_parser_reads_the_very_words_out_of_telegrams_html(text):
    said = whole(text)

    read = parse_html(for_telegram(said))

    assert (read.text, read.entities) == (said, ())


@trying
@given(TEXTS.filter(whole), st.sampled_from(Style))
def test_in_a_group_too_a_strict_parser_reads_the_very_words(text, style):
    read = parse_html(for_a_group([ShownLine(text, style)]))

    assert read.text == whole(text)
    assert len(read.entities) == (style is not Style.BODY)


@trying
@given(TEXTS.filter(lambda text: text.strip()))
def test_slack_reads_the_very_words(text):
    told = for_slack(text, 100_000)

    assert not re.search(r"[<>]", told)
    assert not re.search(r"&(?!(?:amp|lt|gt);)", told)
    assert read_from_slack(told) == text.strip()


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.tags, self.values = "", [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data):
        self.words += data

    def handle_comment(self, data):
        self.tags.append("comment")


@trying
@given(TEXTS)
def test_a_browser_reads_the_very_words_in_text_and_attribute(text):
    page = str(element("p", text, title=text))
    reader = Reader()
    reader.feed(page)
    reader.close()

    assert reader.tags == ["p"]
    # What no document may hold, and what would turn the text around it, became another sign.
    assert len(reader.words) == len(text)
    assert reader.values == [reader.words]
    assert [a for a, b in zip(text, reader.words, strict=True) if b not in (a, "\ufffd")] == []
    assert unescape(page.partition(">")[2].removesuffix("</p>")) == reader.words


@trying
@given(TEXTS)
def test_a_spreadsheet_shows_the_very_words_and_runs_none(text):
    said = re.sub("[\ud800-\udfff]", "\ufffd", text)

    rows = list(csv.reader(io.StringIO(table(["a", "b"], [[said, 1]]), newline="")))

    shown = rows[1][0]
    assert rows[1][1] == "1"
    assert not shown.startswith(FORMULA)
    assert shown in (said, f"'{said}")
    assert harmless(shown) == shown
