"""The crisis cards: whole or not there, and readable by a person."""

import json
import os
import resource
import stat
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.crisis import CrisisContacts, CrisisLine
from care.people import PracticeId
from portal import crisis_file
from portal.crisis_file import (
    CrisisEntry,
    CrisisFileDamaged,
    CrisisFileMissing,
    CrisisFileNotWritten,
    CrisisFileTrouble,
    CrisisFileUnreadable,
)

HARBOR = PracticeId(UUID(int=1))
CONTACTS = CrisisContacts("112", (CrisisLine("Línea de crisis", "+00 800 000 000", "24 h"),))
CARDS = {HARBOR: CrisisEntry("Harbor", "es", CONTACTS)}

words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
filled = words.filter(str.strip)
contacts = st.builds(
    CrisisContacts,
    filled.map(str.strip),
    st.lists(st.builds(CrisisLine, filled, filled, words), max_size=3).map(tuple),
)
cards = st.dictionaries(
    st.uuids().map(PracticeId), st.builds(CrisisEntry, words, filled, contacts), max_size=3
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "crisis_cards.json"


@given(entries=cards)
def test_what_is_written_is_read_back(entries):
    assert crisis_file.read(crisis_file.dump(entries)) == entries


def test_cards_survive_on_the_disk(path):
    crisis_file.write(path, CARDS)

    assert crisis_file.load(path) == CARDS


def test_a_person_can_read_the_numbers_in_the_file(path):
    crisis_file.write(path, CARDS)

    text = path.read_text(encoding="utf-8")

    assert '"emergency": "112"' in text
    assert '"name": "Línea de crisis"' in text


def test_everybody_on_the_machine_may_read_it_whatever_the_umask(path):
    before = os.umask(0o077)
    try:
        crisis_file.write(path, CARDS)
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_new_file_takes_the_place_of_the_one_before_and_leaves_nothing_beside_it(path):
    crisis_file.write(path, {})
    crisis_file.write(path, CARDS)

    assert crisis_file.load(path) == CARDS
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_reader_that_has_opened_the_file_before_reads_the_cards_of_before(path):
    crisis_file.write(path, CARDS)
    with path.open(encoding="utf-8") as reader:
        crisis_file.write(path, {})

        assert crisis_file.read(reader.read()) == CARDS


def test_a_full_disk_leaves_the_cards_of_before(path):
    crisis_file.write(path, CARDS)
    many = {PracticeId(UUID(int=n)): CARDS[HARBOR] for n in range(100)}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(CrisisFileNotWritten, match="free some space"):
            crisis_file.write(path, many)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert crisis_file.load(path) == CARDS
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CrisisFileNotWritten, match="Make the folder"):
        crisis_file.write(tmp_path / "nowhere" / "cards.json", CARDS)


def test_a_missing_file_is_named_with_the_next_step(path):
    with pytest.raises(CrisisFileMissing, match="`portal practice set`") as missing:
        crisis_file.load(path)

    assert str(path) in str(missing.value)


def test_a_folder_in_its_place_is_unreadable(tmp_path):
    with pytest.raises(CrisisFileUnreadable):
        crisis_file.load(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"format": 2, "practices": {}}',
        '{"format": 1}',
        '{"format": 1, "practices": []}',
        '{"format": 1, "practices": {"harbor": {}}}',
        f'{{"format": 1, "practices": {{"{HARBOR}": []}}}}',
        f'{{"format": 1, "practices": {{"{HARBOR}": {{"name": "Harbor"}}}}}}',
        f'{{"format": 1, "practices": {{"{HARBOR}": {{"name": "H", "locale": "en"}}}}}}',
        json.dumps(
            {
                "format": 1,
                "practices": {
                    str(HARBOR): {"name": "H", "locale": "en", "contacts": {"emergency": " "}}
                },
            }
        ),
    ],
)
def test_a_damaged_file_is_refused_with_the_next_step(text, path):
    path.write_text(text)

    with pytest.raises(CrisisFileDamaged, match="`portal practice set`"):
        crisis_file.load(path)


def test_a_file_that_breaks_off_anywhere_is_damaged(path):
    text = crisis_file.dump(CARDS).rstrip()
    for end in range(len(text)):
        path.write_text(text[:end], encoding="utf-8")
        with pytest.raises(CrisisFileDamaged):
            crisis_file.load(path)


@given(noise=st.binary(max_size=200))
def test_no_noise_ends_in_anything_but_a_named_trouble(noise, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "noise.json"
    path.write_bytes(noise)

    with pytest.raises(CrisisFileTrouble):
        crisis_file.load(path)
