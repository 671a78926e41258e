"""What the start of a portal waits for, and what ends it: nobody may be there after a power cut."""

import pytest

from portal import waiting
from portal.office import NotPossible
from portal.plain_words import DatabaseAway, DatabaseSilent
from portal.run_lock import CommandGoesOn
from portal.waiting import as_soon_as_it_can
from store.key_file import KeyFileMissing
from store.key_provider import KeyCommandFailed, KeyCommandSilent


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(waiting, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(waiting, "LONGEST_PAUSE", 0.002)


def served_after(*troubles):
    """What a start meets one time after the other; then it serves."""
    left = list(troubles)

    async def serve(say_once):
        say_once("Connecting.")
        if left:
            raise left.pop(0)

    return serve


async def test_what_comes_by_itself_is_waited_for_and_said_once():
    said = []
    away, held = DatabaseAway("No PostgreSQL yet."), CommandGoesOn("A backup is made.")

    await as_soon_as_it_can(
        served_after(away, away, away, held, KeyCommandSilent("No KMS yet.")), said.append
    )

    assert [each.partition("\n")[0] for each in said] == [
        *("Connecting.", "No PostgreSQL yet.", "A backup is made.", "No KMS yet.")
    ]
    assert all("goes on trying by itself" in each for each in said[1:])


async def test_trouble_after_a_long_while_is_said_anew(monkeypatch):
    monkeypatch.setattr(waiting, "SERVED_A_WHILE", -1)
    said = []
    away = DatabaseAway("No PostgreSQL.")

    await as_soon_as_it_can(served_after(away, away), said.append)

    assert len(said) == 5


@pytest.mark.parametrize(
    "trouble",
    [
        NotPossible("Telegram does not accept the token."),
        DatabaseSilent("No such database."),
        KeyFileMissing("There is no key file."),
        KeyCommandFailed("There is no such program."),
    ],
)
async def test_what_a_person_must_settle_ends_the_start(trouble):
    said = []

    with pytest.raises(type(trouble)):
        await as_soon_as_it_can(served_after(trouble), said.append)

    assert said == ["Connecting."]
