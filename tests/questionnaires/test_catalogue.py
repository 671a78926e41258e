"""Promises of the catalogue: several versions live side by side, and the newest is offered."""

import pytest

from questionnaires.catalogue import UnknownInstrument, catalogue, instrument, load_editions
from questionnaires.library import shipped
from questionnaires.loading import InstrumentContradicts

newest_version = shipped().newest_version

TRIAL = """
code = "trial"
version = "{version}"
source = "A book"
licence = "Free"
recall = "week"
at_most_every = "week"
score = "sum"
higher_is = "worse"
items = 2
choices = [0, 1]
"""


def shelve(folder, name, version):
    (folder / name).write_text(TRIAL.format(version=version), encoding="utf-8")


def test_versions_of_one_instrument_stand_side_by_side_oldest_first(tmp_path):
    shelve(tmp_path, "trial-1.toml", "1")
    shelve(tmp_path, "trial-2.toml", "2")
    shelve(tmp_path, "trial.toml", "10")
    (tmp_path / "README.md").write_text("Not an instrument.", encoding="utf-8")

    editions = load_editions(tmp_path)

    assert list(editions) == ["trial"]
    assert list(editions["trial"]) == ["1", "2", "10"]


def test_one_version_cannot_exist_twice(tmp_path):
    shelve(tmp_path, "trial-1.toml", "1")
    shelve(tmp_path, "trial.toml", "1")

    with pytest.raises(InstrumentContradicts, match=r"trial\.toml: version: '1' exists already"):
        load_editions(tmp_path)


def test_a_file_is_named_after_its_instrument(tmp_path):
    shelve(tmp_path, "other.toml", "1")

    with pytest.raises(InstrumentContradicts, match=r"other\.toml: code: 'trial' is not its name"):
        load_editions(tmp_path)


def test_the_newest_version_is_the_one_that_is_offered():
    for code, held in catalogue().items():
        assert held is instrument(code)
        assert held is instrument(code, newest_version(code))


@pytest.mark.parametrize(("code", "version"), [("unheard_of", None), ("phq9", "999")])
def test_an_unknown_instrument_or_version_is_an_error_that_names_it(code, version):
    with pytest.raises(UnknownInstrument, match=version or code):
        instrument(code, version)


def test_the_catalogue_cannot_be_changed():
    with pytest.raises(TypeError):
        catalogue()["own"] = instrument("phq9")
