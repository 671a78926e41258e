"""`portal check` says plainly which letters pictures on this machine cannot show."""

import pytest

from charts import fonts
from portal.checking import Weight, _fonts


@pytest.fixture
def only(monkeypatch):
    """A machine with these fonts and no others."""

    def have(*files):
        monkeypatch.setattr(fonts, "lettering", lambda _: files)

    return have


def test_without_a_font_for_a_script_it_is_named_and_so_is_what_helps(only):
    only(fonts.lettering(False)[0])

    [finding] = _fonts()

    assert "Pictures show these letters: Latin, Greek and Cyrillic." in finding.what
    assert "There is no font for Arabic, Chinese and Japanese, Korean on this machine" in (
        finding.what
    )
    assert "Noto Sans CJK" in finding.what
    # Nothing is wrong where nobody writes so.
    assert finding.weight is Weight.GOOD


def test_arabic_comes_with_the_drawing_library(only):
    only(fonts.lettering(False)[0], str(fonts.font()))

    [finding] = _fonts()

    assert "Cyrillic, Arabic." in finding.what
    assert "There is no font for Chinese and Japanese, Korean on" in finding.what
