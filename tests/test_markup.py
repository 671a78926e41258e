"""Words become markup in one place for each channel, and nowhere else in the source."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = (
    *("portal", "bots", "scheduler", "store", "charts"),
    *("conversations", "care", "questionnaires"),
)
MAKERS = {
    "bots/telegram_clients/paragraphs.py": "a client's chat",
    "bots/telegram_groups/paragraphs.py": "a group's chat",
    "bots/slack_therapists/texts.py": "Slack",
    "bots/record_page/html.py": "the record page",
    "portal/instruments_page.py": "docs/instruments.md, of nothing that anybody typed",
}
READERS = {"bots/slack_therapists/hearing.py": "what Slack escaped in what people wrote"}
LIBRARIES = {"html", "markupsafe", "jinja2", "xml.sax.saxutils", "bleach"}

MARKUP = re.compile(
    r"""
    &(?:amp|lt|gt|quot|apos|nbsp|\#x?[0-9a-f]+);   # an escape
    | </?(?:a|b|i|u|s|em|strong|code|pre|p|br|div|span|table|tr|td|img|script|style|blockquote
        |tg-spoiler|tg-time|html|head|body)[\s/>]   # a tag
    | <!doctype
    | <(?:[@\#]|!(?:here|channel|everyone|subteam|date)|https?:)   # what Slack reads
    """,
    re.VERBOSE | re.IGNORECASE,
)


def makes_markup(source):
    """Whether a module holds markup or what makes it; what stands in a docstring makes none."""
    tree = ast.parse(source)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in said and MARKUP.search(text):
                return True
            case ast.Import(names=names) if LIBRARIES & {each.name for each in names}:
                return True
            case ast.ImportFrom(module=str(module)) if module in LIBRARIES:
                return True
    return False


def modules():
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def test_markup_is_made_in_these_places_and_nowhere_else():
    found = {
        path.relative_to(ROOT).as_posix()
        for path in modules()
        if makes_markup(path.read_text("utf-8"))
    }

    assert found == {*MAKERS, *READERS}


@pytest.mark.parametrize(
    "line",
    [
        "text = f'<b>{name}</b>'",
        "text = name.replace('<', '&lt;')",
        "import html",
        "from html import escape",
        "text = f'<@{person}> wrote'",
        "text = f'<https://example.org|{name}>'",
        "text = '<a href=\"' + url + '\">'",
    ],
)
def test_markup_anywhere_would_be_noticed(line):
    assert makes_markup(line)


@pytest.mark.parametrize("line", ['"""Words such as <b>."""', "x = 'a < b'", "y = '<int>' < z"])
def test_what_makes_no_markup_is_left_alone(line):
    assert not makes_markup(line)


@pytest.mark.parametrize("locale", ["en", "es"])
def test_no_sentence_brings_markup_of_its_own(locale):
    text = (ROOT / "conversations" / "locales" / f"{locale}.ftl").read_text("utf-8")
    sentences = "\n".join(line for line in text.splitlines() if not line.startswith("#"))

    assert not MARKUP.search(sentences)
    assert "parse_mode" not in sentences
