"""Client codes: memorable, kind, and not mistaken for one another."""

import re
from itertools import combinations, pairwise

import pytest

from care.codes import ADJECTIVES, NOUNS, NoSuchCode, code_from, how_many

LISTS = [pytest.param(ADJECTIVES, id="adjectives"), pytest.param(NOUNS, id="nouns")]

UNFIT = re.compile(
    "^pill$|tablet|^ill|sick|pain$|heal|cure|^care|nurse|doctor|hospi|clinic|therap|patient|stable"
    "|mental$|body|^hand$|head|heart|skin|bone$|blood|^hair|^foot$|^palm$|nail|chest$|^fat|thin|slim"
    "|rope$|bridge|knife|blade|razor|train|rail|cliff|drug|needle|wine$|beer"
    "|sad|^mad|cold|dark|bad$|lost|late$|slow|lazy|poor|weak|dead|grave"
)


def sound(word: str) -> str:
    """Roughly what is heard of a word: its consonants, spelled in one way."""
    same = {"ph": "f", "ck": "k", "qu": "kw", "x": "ks", "sch": "sk", "sh": "S", "ch": "S"}
    for written, heard in {**same, "ce": "se", "ci": "si", "cy": "sy", "c": "k", "z": "s"}.items():
        word = word.replace(written, heard)
    first = "a" if word[0] in "aeiouy" else word[0]
    return re.sub(r"(.)\1+", r"\1", first + re.sub("[aeiouyhw]", "", word[1:]))


def typing_errors(one: str, other: str) -> int:
    """How many letters have to be put in, left out or changed to get from one to the other."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        above, row = row, [i]
        for j, right in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (left != right)))
    return row[-1]


def test_the_code_of_our_examples_is_among_them():
    assert "quiet-harbor" in {code_from(number) for number in range(how_many())}


def test_every_number_has_a_code_of_its_own():
    assert len({code_from(number) for number in range(how_many())}) == how_many() >= 200 * 200


def test_neighbouring_numbers_share_no_word():
    codes = [code_from(number).split("-") for number in range(how_many())]

    assert all(not set(one) & set(other) for one, other in pairwise(codes))


@pytest.mark.parametrize("number", [-1, how_many()])
def test_a_number_without_a_code_is_refused(number):
    with pytest.raises(NoSuchCode):
        code_from(number)


@pytest.mark.parametrize("words", LISTS)
def test_words_are_short_plain_and_in_order(words):
    assert len(words) >= 200
    assert list(words) == sorted(set(words))
    assert all(re.fullmatch("[a-z]{4,10}", word) for word in words)


def test_no_word_is_in_both_lists():
    assert not set(ADJECTIVES) & set(NOUNS)


@pytest.mark.parametrize("words", LISTS)
def test_no_two_words_of_a_list_sound_alike(words):
    assert len({sound(word) for word in words}) == len(words)


@pytest.mark.parametrize("words", LISTS)
def test_no_two_words_of_a_list_are_mistyped_for_one_another(words):
    close = [
        pair
        for pair in combinations(words, 2)
        if abs(len(pair[0]) - len(pair[1])) < 3 and typing_errors(*pair) < 3
    ]

    assert close == []


@pytest.mark.parametrize("words", LISTS)
def test_the_first_four_letters_tell_words_of_a_list_apart(words):
    assert len({word[:4] for word in words}) == len(words)


@pytest.mark.parametrize("words", LISTS)
def test_no_word_is_about_health_bodies_or_harm(words):
    assert [word for word in words if UNFIT.search(word)] == []
