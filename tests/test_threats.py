"""docs/threats.md: every threat has what shows that it is answered, and all of that exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "threats.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+)\n((?:(?!^## ).*\n)*)", PAGE, re.MULTILINE))
NAMED = re.compile(r"^- `([^`]+)`$", re.MULTILINE)
TESTS = sorted({name for name in NAMED.findall(PAGE) if name.startswith("tests/")})
DRILLS = sorted({name for name in NAMED.findall(PAGE) if name.startswith("drills ")})
DRILL_NAMES = re.search(
    r"^NAMES = \((.*?)\)$",
    (ROOT / "benchmarks" / "drills" / "__main__.py").read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)
THREATS = (
    *("What a client wrote leaks", "The database, or a copy of it, is stolen"),
    *("A bot's token is stolen", "A request or a press is forged or sent again"),
    *("An invitation is guessed, passed on or used twice",),
    *("An impostor, somebody who left, a colleague, a stranger",),
    *("A telephone lies open, or a family is curious", "Somebody's words are read as markup"),
    *("Pictures that hold more than a picture",),
    *("A sealed value is moved, or an older one put in its place", "The audit is changed"),
    *("Outsiders in a group, and collectors of contacts", "One person floods"),
    *("Data that run as code", "A library turns bad"),
)
"""The threats that the portal was built against, as the page calls them."""


def functions(path):
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def test_no_threat_is_missing():
    assert [each for each in THREATS if each not in SECTIONS] == []


@pytest.mark.parametrize("title", SECTIONS)
def test_every_threat_is_answered_by_something_that_shows_it(title):
    assert NAMED.findall(SECTIONS[title]), title


@pytest.mark.parametrize("named", TESTS)
def test_every_named_test_exists(named):
    path, _, name = named.partition("::")

    assert name in functions(path)


@pytest.mark.parametrize("named", DRILLS)
def test_every_named_drill_exists(named):
    assert DRILL_NAMES is not None
    assert f'"{named.removeprefix("drills ")}"' in DRILL_NAMES[1]


def test_whatever_is_named_is_a_test_or_a_drill():
    assert set(NAMED.findall(PAGE)) == {*TESTS, *DRILLS}
