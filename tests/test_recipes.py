"""The recipes of CONTRIBUTING.md, followed word for word in a copy of the house."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
NEW = re.compile(r"New file `([^`]+)`:\n\n```\w+\n(.*?)```", re.S)
AT_THE_END = re.compile(r"At the end of `([^`]+)`:\n\n```\w+\n(.*?)```", re.S)
BEFORE = re.compile(r"In `([^`]+)`, before `([^`]+)`:\n\n```\w+\n(.*?)```", re.S)

COOKED = """
from datetime import date
from importlib.resources import files
from questionnaires.catalogue import every_edition, instrument
from questionnaires.scoring import score
from questionnaires.wording import load_shelf
from care.progress import Day, DailyRecord
from care.rule_settings import DEFAULTS
from care.watching import of_days
from charts.candle import candle
from charts.png import render
from charts.requests import Size
from conversations.turn import Asked
from tests.conversations.test_pausing import active
from conversations.wording import languages, wording

calm = instrument("calm")
words = load_shelf(files("questionnaires") / "wording", every_edition())["calm", "1", "en"]
print("instrument", words.title, score(calm, {1: 2, 2: 1}).total)
[say] = active().does(Asked("breathe"))
print("flow", wording("es").say(say.content.lines[0].key))
on = date(2026, 3, 1)
found = of_days(DailyRecord((Day(on, (("mood", 0),)),)), DEFAULTS)
print("rule", [rule for rule, concern in found.items() if concern is not None])
print("language", "fr" in languages(), wording("fr").say("join-agree-button"))
print("picture", render(candle(5, "#2e7d6b", Size(200, 300, 16)))[:4] == b"\\x89PNG")
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of what the recipes touch, with every step done."""
    made = tmp_path_factory.mktemp("house")
    for name in ("questionnaires", "care", "conversations", "charts", "tests"):
        shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in NEW.findall(TEXT):
        assert not (made / path).exists()
        (made / path).write_text(text, "utf-8")
    for path, anchor, text in BEFORE.findall(TEXT):
        content = (made / path).read_text("utf-8")
        assert content.count(anchor) == 1
        (made / path).write_text(content.replace(anchor, text + anchor), "utf-8")
    for path, text in AT_THE_END.findall(TEXT):
        with (made / path).open("a", encoding="utf-8") as file:
            file.write(text)
    # The recipe for a language is a copy to be translated; one sentence is enough to see it.
    locales = made / "conversations/locales"
    english = (locales / "en.ftl").read_text("utf-8")
    (locales / "fr.ftl").write_text(
        re.sub(r"^join-agree-button = .*$", "join-agree-button = J’accepte", english, flags=re.M),
        "utf-8",
    )
    return made


def said_in(house, program):
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=house,
        env={"PYTHONPATH": str(house), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def told(house):
    """What the house says once everything was added."""
    done = said_in(house, COOKED)
    assert done.returncode == 0, done.stderr
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("recipe", "result"),
    [
        ("instrument", "Calm 3"),
        (
            "flow",
            "Inspire contando hasta cuatro y espire contando hasta seis. Con tres veces basta.",
        ),
        ("rule", "[<Rule.VERY_LOW_MOOD: 'very-low-mood'>]"),
        ("language", "True J’accepte"),
        ("picture", "True"),
    ],
)
def test_what_a_recipe_adds_is_there(told, recipe, result):
    assert told[recipe] == result


def test_each_recipe_has_steps():
    assert {path.split("/")[0] for path, _ in NEW.findall(TEXT)} == {
        "questionnaires",
        "conversations",
        "charts",
    }
    assert len(AT_THE_END.findall(TEXT)) == 3
    assert len(BEFORE.findall(TEXT)) == 5


def test_what_the_map_names_is_there():
    named = re.search(r"## The map of the house\n\n(.*?)\n\n", TEXT, re.S)[1]
    folders = re.findall(r"^    (\w+)/", named, re.M)

    assert set(folders) >= {"portal", "bots", "store", "care", "charts", "conversations"}
    assert [each for each in folders if not (ROOT / each).is_dir()] == []


def test_every_file_that_is_named_is_there():
    made = {path for path, _ in NEW.findall(TEXT)} | {"conversations/locales/fr.ftl"}
    named = set(re.findall(r"`((?:[a-z_]+/)+[\w.]+\.\w+)`", TEXT))

    assert len(named) > 15
    assert [each for each in named - made if not (ROOT / each).exists()] == []
