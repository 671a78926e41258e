"""What is kept of a practice's scale is read back as what it was."""

import pytest

from questionnaires.catalogue import every_edition
from questionnaires.describing import described, worded
from questionnaires.loading import load_instrument
from questionnaires.wording import every_wording, load_wording

EVERY = [each for held in every_edition().values() for each in held.values()]


@pytest.mark.parametrize("each", EVERY, ids=lambda each: f"{each.code}-{each.version}")
def test_an_instrument_that_was_written_down_is_the_same_again(each):
    assert load_instrument(described(each), "text") == each


@pytest.mark.parametrize("each", every_wording().values(), ids=lambda each: f"{each.code}")
def test_words_that_were_written_down_are_the_same_again(each):
    assert load_wording(worded(each), "text", each.language, every_edition()) == (each,)


def test_an_instrument_with_everything_in_it_is_the_same_again():
    full = load_instrument(FULL, "full.toml")

    again = load_instrument(described(full), "text")

    assert again == full
    assert described(again) == described(full)


FULL = """
code = "full"
version = "2.1"
source = 'Written "here", with a \\\\ in it'
licence = "Our own"
recall = "month"
at_most_every = "month"
score = "sum"
higher_is = "better"
times = 2
choices = [0, 1, 2]
bands = { low = 0, high = 5 }

[[items]]
code = "calm"
[[items]]
reversed = true
[[items]]
choices = [0, 4]
[[items]]
functional = true

[[critical]]
item = 2
at_least = 2

[cut_offs.caseness]
at = 4
source = "Counted"

[reliable_change]
percent = 30
source = "Counted"

[subscales.first]
items = [1, 2]
bands = { little = 0, much = 2.5 }
[subscales.first.cut_offs.caseness]
at = 2
source = "Counted"
[subscales.first.reliable_change]
points = 2.5
source = "Counted"
"""
