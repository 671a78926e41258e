"""A practice as a file: read kindly, written completely, and taken in once."""

import shutil
import tomllib
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.practice import Practice
from portal.commands import (
    NotPossible,
    client_invite,
    practice_export,
    practice_import,
    practice_on_call,
    practice_show,
    rule_list,
    rule_set,
    therapist_add,
)
from portal.practice_sheet import SECTIONS, Sheet, SheetNotUnderstood, read_sheet, write_sheet
from portal.sandboxed import sandboxed
from tests.world import MONDAY

EXAMPLES = sorted((Path(__file__).parents[2] / "docs/practice/examples").glob("*.toml"))
PAIN = next(each for each in EXAMPLES if "pain" in each.name).read_text(encoding="utf-8")
SMALL = '[practice]\nname = "Quay"\nzone = "Europe/Berlin"\n'


@pytest.fixture
async def office(tmp_path, sqlite_template):
    """An empty database with its keys."""
    shutil.copy(sqlite_template, tmp_path / "portal.db")
    async with sandboxed(tmp_path, MONDAY, running=False) as world:
        yield world.office


async def taken(office, text, **options):
    return await practice_import(office, text=text, place="own.toml", **options)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.stem)
async def test_an_example_is_taken_in_written_again_and_changes_nothing(example, office):
    text = example.read_text(encoding="utf-8")

    first = await taken(office, text, keep=True)
    written = (await practice_export(office))["text"]
    again = await taken(office, written, keep=True)

    assert first["is_new"]
    assert first["served"]
    assert first["changes"]
    assert again["changes"] == []
    assert tomllib.loads(written)["scale"]
    assert tomllib.loads(written)["library"]
    assert (await practice_export(office))["text"] == written


async def test_what_was_written_makes_the_same_practice_in_an_empty_database(office, tmp_path):
    await taken(office, PAIN, keep=True)
    written = (await practice_export(office))["text"]
    (tmp_path / "other").mkdir()

    async with sandboxed(tmp_path / "other", MONDAY, running=False) as other:
        await taken(other.office, written, keep=True)

        assert (await practice_export(other.office))["text"] == written


IN_FILE = {
    "name": "practice.name",
    "locale": "practice.language",
    "zone": "practice.zone",
    "colour": "practice.colour",
    "working_hours": "hours.working",
    "urgent_hours": "hours.urgent",
    "contacts": "crisis.lines",
    "contacts_verified_on": "crisis.verified_on",
    "contacts_verified_by": "crisis.verified_by",
    "privacy_text": "texts.privacy",
    "delete_typed": "chat.delete_typed",
    "discreet": "chat.discreet",
    "offered": "schedule.instruments",
    "rules": "rules.settings",
}
IN_LISTS = {"scales", "workflows"}
NOT_IN_FILE = {"id"}
"""An id is the practice's own wherever the file is read."""


def test_everything_that_a_practice_chooses_has_its_place_in_the_file():
    chosen = {each.name for each in fields(Practice)}
    places = {f"{section.name}.{key.name}" for section in SECTIONS for key in section.keys}

    assert chosen == {*IN_FILE, *IN_LISTS, *NOT_IN_FILE}
    assert set(IN_FILE.values()) <= places


async def test_a_look_tells_what_would_change_and_changes_nothing(office):
    looked = await taken(office, PAIN)
    with pytest.raises(NotPossible, match="no practice yet"):
        await practice_show(office)
    await taken(office, PAIN, keep=True)
    before = (await practice_export(office))["text"]

    changed = await taken(office, before.replace("#7a4a5e", "#112233"))

    assert looked["is_new"]
    assert not looked["kept"]
    assert changed["changes"] == [
        {"what": "practice.colour", "before": "#7a4a5e", "now": "#112233"}
    ]
    assert (await practice_export(office))["text"] == before


async def test_a_white_label_is_one_changed_name(office):
    await taken(office, PAIN, keep=True)
    renamed = (await practice_export(office))["text"].replace("Still Water Pain Clinic", "Ease")

    with pytest.raises(NotPossible, match='--practice "Still Water Pain Clinic"'):
        await taken(office, renamed, keep=True)
    await taken(office, renamed, keep=True, practice="Still Water Pain Clinic")

    assert (await practice_show(office))["practice"] == "Ease"


async def test_new_clients_are_asked_what_the_file_says(office):
    await taken(office, PAIN, keep=True)
    await therapist_add(office, name="Mira Winter", slack_user="U0MIRA")

    invited = await _invited(office)

    assert invited["instruments"] == [
        *("pulse", "pain", "pain_in_the_way", "painweek", "sitting", "phq9")
    ]


async def test_a_schedule_as_people_say_it_is_kept_as_it_is_said(office):
    said = ["gad7:every two weeks at 18:00"]
    text = SMALL + f'[schedule]\ninstruments = ["{said[0]}"]\n'
    await taken(office, text, keep=True)
    await therapist_add(office, name="Mira Winter", slack_user="U0MIRA")

    written = tomllib.loads((await practice_export(office))["text"])

    assert written["schedule"]["instruments"] == said
    assert (await _invited(office))["instruments"] == ["pulse", "gad7"]


async def test_rules_of_the_practice_are_what_the_file_says_and_go_behind_nearer_ones(office):
    await taken(office, PAIN, keep=True)
    await therapist_add(office, name="Mira Winter", slack_user="U0MIRA")
    await rule_set(office, settings=["below-own-baseline.days=2"], therapist="Mira Winter")
    shorter = (
        SMALL.replace("Quay", "Still Water Pain Clinic").replace("Berlin", "Lisbon")
        + '[rules]\nsettings = ["missed-check-ins=off"]\n'
    )

    told = await taken(office, shorter, keep=True)

    [change] = [each for each in told["changes"] if each["what"] == "rules.settings"]
    assert change["now"] == "missed-check-ins=off"
    assert await _set(office, "missed-check-ins") == {"state": "off"}
    assert await _set(office, "below-own-baseline") == {}
    assert await _set(office, "below-own-baseline", therapist="Mira Winter") == {"days": 2}
    assert (await taken(office, shorter, keep=True))["changes"] == []


async def _set(office, rule, **of):
    [found] = [each for each in (await rule_list(office, **of))["rules"] if each["rule"] == rule]
    return {name: found["set"][name] for name in found["differs"]}


async def _invited(office):
    async def username(_):
        return "some_bot"

    return await client_invite(replace(office, bot_username=username))


async def test_who_is_not_there_cannot_stand_in_the_chain_and_is_named(office):
    chain = SMALL + '[chain]\norder = ["Mira Winter", "Jonas Vale"]\n'
    await taken(office, SMALL, keep=True)
    await therapist_add(office, name="Mira Winter", slack_user="U0MIRA")

    told = await taken(office, chain, keep=True)

    assert "Jonas Vale" in told["notes"][0]
    assert (await practice_show(office))["urgent_chain"] == ["Mira Winter"]


async def test_the_week_on_call_is_in_the_file_and_comes_back_from_it(office):
    week = SMALL + '[chain]\non_call = ["mon-fri: Mira Winter", "sat sun: Jonas Vale"]\n'
    await taken(office, SMALL, keep=True)
    await therapist_add(office, name="Mira Winter", slack_user="U0MIRA")

    told = await taken(office, week, keep=True)
    found = await practice_on_call(office)

    assert "Jonas Vale cannot be on call before they are here" in told["notes"][0]
    assert found["week"] == {"Mira Winter": "mon-fri"}
    assert 'on_call = ["mon-fri: Mira Winter"]' in (await practice_export(office))["text"]


MISTAKES = {
    "no one on call": (SMALL + '[chain]\non_call = ["mon-fri"]\n', "chain.on_call.*name"),
    "no TOML": ('[practice]\nname = "Quay\n', r"line 2.*name = .Quay"),
    "an unknown section": ("[brand]\n", "no section called 'brand'"),
    "a slip": ('[practice]\ncolor = "#123456"\n', "Did you mean colour"),
    "a wrong kind": (SMALL + "[chat]\ndiscreet = 'on'\n", "chat.discreet is true or false"),
    "a wrong list": (SMALL + "[crisis]\nlines = 'x'\n", "crisis.lines is a list"),
    "no zone": ('[practice]\nname = "Quay"\n', "practice.zone"),
    "a wrong zone": ('[practice]\nname = "Q"\nzone = "Berlin/X"\n', "no time zone called"),
    "wrong hours": (SMALL + '[hours]\nworking = "mornings"\n', "hours.working"),
    "an unchecked number": (SMALL + '[crisis]\nemergency = "112"\n', "crisis.verified_by"),
    "a day to come": (
        SMALL + '[crisis]\nemergency = "112"\nverified_by = "Mira"\nverified_on = 2030-01-01\n',
        "still to come",
    ),
    "lines alone": (SMALL + '[crisis]\nlines = ["A, +49 1, always"]\n', "crisis.emergency"),
    "an unknown scale": (SMALL + '[schedule]\ninstruments = ["nope"]\n', "schedule.instruments"),
    "a bad scale": (SMALL + '[[scale]]\ncode = "own"\n', "scale own"),
    "a scale that is no list": (SMALL + '[scale]\ncode = "own"\n', "scale"),
    "a number without source": (
        SMALL + '[[threshold]]\ncourse = "phq9"\nchoice = "reliable-points"\nvalue = 5\n',
        "source",
    ),
    "an unknown choice": (SMALL + '[[threshold]]\ncourse = "phq9"\nchoice = "x"\n', "one of"),
    "an unknown rule": (
        SMALL + '[rules]\nsettings = ["sad=on"]\n',
        "rules.settings.*no rule 'sad'",
    ),
    "a number out of bounds": (
        SMALL + '[rules]\nsettings = ["declining-mood.falls=1"]\n',
        "rules.settings: declining-mood.falls is a whole number from 2 to 14",
    ),
    "a rule that is fixed": (
        SMALL + '[rules]\nsettings = ["critical-item=off"]\n',
        "cannot be switched off",
    ),
    "a rule set twice": (
        SMALL + '[rules]\nsettings = ["declining-mood=on", "declining-mood=off"]\n',
        "more than once",
    ),
    "a score that is not there": (
        SMALL + '[rules]\nsettings = ["score-threshold.instrument=nope"]\n',
        "no score 'nope'",
    ),
    "too long a wait": (SMALL + "[chain]\nescalate_after_minutes = 0\n", "chain"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
async def test_a_mistake_is_named_with_its_key_and_nothing_of_the_file_is_kept(mistake, office):
    text, words = MISTAKES[mistake]

    with pytest.raises(NotPossible, match=words):
        await taken(office, text, keep=True)

    with pytest.raises(NotPossible, match="no practice yet"):
        await practice_show(office)


KINDS = {
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    bool: st.booleans(),
    int: st.integers(-5, 99),
    list: st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), max_size=3),
}
VALUES = st.fixed_dictionaries(
    {},
    optional={
        section.name: st.fixed_dictionaries(
            {}, optional={key.name: KINDS.get(key.kind, st.dates()) for key in section.keys}
        )
        for section in SECTIONS
    },
)


@given(VALUES)
@settings(max_examples=60, deadline=None)
def test_what_is_written_reads_as_the_same(values):
    read = read_sheet(write_sheet(Sheet(values)), "own.toml")

    assert {name: dict(table) for name, table in read.values.items() if table} == {
        name: table for name, table in values.items() if table
    }


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_a_file_holds_is_read_or_refused_in_a_sentence(text):
    with suppress(SheetNotUnderstood):
        read_sheet(text, "own.toml")
