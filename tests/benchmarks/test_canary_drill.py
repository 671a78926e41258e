"""The canary drill: nothing of what people write or are called leaks, and a leak is found."""

import random
from base64 import b64encode
from urllib.parse import quote

import pytest

from benchmarks.drills.canaries import Cage, Sealed
from benchmarks.drills.canary import MADE_BY_THE_PORTAL, places, without_canary
from conversations.channels import Matter
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS
from tests.benchmarks.drilled import drilled

SMALL = ("--canaries", "120")


def test_nothing_that_was_put_in_comes_out_where_it_may_not():
    found, status = drilled("canary", *SMALL)

    assert (found["passed"], status) == (True, 0), found
    assert found["figures"]["canaries"] >= 120
    assert found["figures"]["columns_without"] == 0
    assert found["figures"]["found"] == 0


@pytest.mark.parametrize("leak", ["leak-log", "leak-slack", "leak-database", "leak-temporary-file"])
def test_a_planted_leak_is_found(leak):
    found, status = drilled("canary", *SMALL, "--sabotage", leak)

    assert (found["passed"], status) == (False, 1)
    assert found["figures"]["found"] > 0


@pytest.fixture
def cage():
    return Cage(random.Random(5))


@pytest.mark.parametrize(
    "form",
    [
        str.encode,
        lambda word: word.upper().encode(),
        lambda word: word.encode("utf-16-le"),
        lambda word: word.encode("utf-16-be"),
        lambda word: word.encode().hex().encode(),
        lambda word: quote(f"zwölf {word}").encode(),
        lambda word: "".join(f"%{each:02X}" for each in word.encode()).encode(),
        lambda word: "".join(f"\\u{each:04x}" for each in word.encode()).encode(),
        *(
            lambda word, before=before: b64encode(b"x" * before + word.encode() + b"more")
            for before in range(3)
        ),
    ],
)
def test_a_canary_is_known_in_every_form(cage, form):
    word = cage.word("a place")

    found = list(cage.escapes(b"before " + form(word) + b" after", "a file"))

    assert {each.place for each in found} == {"a place"}


def test_a_canary_may_be_carried_by_whom_the_profile_allows(cage):
    data = cage.word("words of a therapist", Matter.STAFF_WORDS).encode()

    carried = {bot: not list(cage.escapes(data, "a call", bot)) for bot in (CLIENTS, GROUPS)}

    assert carried == {CLIENTS: True, GROUPS: False}
    assert list(cage.escapes(data, "a file")) != []


def test_what_a_client_writes_is_carried_by_nobody(cage):
    data = cage.word("words", Matter.CLIENT_WORDS).encode()

    assert all(list(cage.escapes(data, "a call", bot)) for bot in (CLIENTS, GROUPS, THERAPISTS))


def test_a_number_is_found_where_it_stands_alone(cage):
    cage.number("a number", "700000001", CLIENTS)

    assert list(cage.escapes(b'{"chat": 700000001}', "a call", THERAPISTS))
    assert list(cage.escapes((700_000_001).to_bytes(8, "big"), "a file"))
    assert not list(cage.escapes(b'{"chat": 700000001}', "a call", CLIENTS))
    assert not list(cage.escapes(b"17000000012", "a file"))


def test_a_column_of_words_without_a_canary_is_missed(cage):
    told = [f"{place} {cage.word(place).encode().hex()}" for place in sorted(places())]
    assert without_canary(cage, Sealed.read("\n".join(told))) == []

    told = [line for line in told if not line.startswith("message.sealed_text ")]
    told.append(f"message.sealed_text {b'no canary'.hex()}")

    assert without_canary(cage, Sealed.read("\n".join(told))) == ["message.sealed_text"]


def test_columns_that_nobody_writes_into_are_columns():
    assert places() > MADE_BY_THE_PORTAL
