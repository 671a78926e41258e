"""What people wrote and are called is in no byte of the disk and in no line of the logs."""

import pytest
from sqlalchemy import text

from portal import logs
from portal.sandboxed import BOT
from tests.logging_back import logging_as_it_was
from tests.world import MONDAY, spoken
from tests.world import world as made

SUPPORT = "Kanarienvogel im Bergwerk"
THERAPIST = "Zephyrine Quastenflosser"
FIRST_NAME = "Xanthippelina"
WORDS = "Pfefferminzschatulle"
CHANGED = "Wunderkerzenglanz"
CITY = "Quetzaltenango"
CAPTION = "Sommersprossenfoto"
STRANGER = "Fremdlingsgruesse"
THERAPIST_WORDS = "Zimtsternduft"
MEMBER = "U0MIRA"


@pytest.fixture
def log_file(tmp_path):
    """Every log line of the process, as `portal run` would write it."""
    with logging_as_it_was(), (tmp_path / "portal.log").open("w") as stream:
        logs.configure("debug", "json", lambda: MONDAY, stream)
        yield tmp_path / "portal.log"


def found_in(folder, secrets):
    """Which of these strings stand in which file, in any encoding a leak would have."""
    found = set()
    for file in folder.rglob("*"):
        if file.is_file() and "key" not in file.name:
            data = file.read_bytes()
            for secret in secrets:
                shapes = {secret.encode(), secret.encode("utf-16-le"), secret.lower().encode()}
                if secret.isdecimal():
                    shapes |= {int(secret).to_bytes(8, order) for order in ("big", "little")}
                if any(shape in data for shape in shapes):
                    found.add((file.name, secret))
    return found


async def a_life(world):
    """Everything that a person can write or be called, said once."""
    ana = await world.join(FIRST_NAME)
    await ana.pulse(7, 3, 6)
    await ana.say(WORDS)
    written = ana.person.say(BOT, f"{WORDS} again")
    await world.settle()
    ana.person.edit(BOT, written.message_id, CHANGED)
    await world.settle()
    await ana.say("/settings")
    await ana.tap("Change the place")
    await ana.say(CITY)
    # A chat takes no more than a few messages at once.
    await world.pass_time(seconds=10)
    await ana.tap("Help now", "Tell my therapist")
    somebody = world.sandbox.telegram.add_person(STRANGER)
    somebody.say(BOT, STRANGER)
    await world.mira.say(THERAPIST_WORDS)
    await world.settle()
    await world.support(world.card("asked for you"), SUPPORT)
    await world.pass_time(seconds=30)
    # Also what goes wrong leaves a trace, and the trace says nothing.
    world.sandbox.telegram.inject(BOT, {"message": {"text": WORDS, "date": CHANGED}})
    await world.settle()
    return ana, somebody


async def test_nothing_that_a_person_wrote_or_is_called_is_readable(tmp_path, log_file):
    async with made(tmp_path, therapist=THERAPIST) as world:
        ana, somebody = await a_life(world)
        secret = ana.link.rpartition("=")[2]
        names = (SUPPORT, THERAPIST, FIRST_NAME, WORDS, CHANGED, CITY, STRANGER, THERAPIST_WORDS)
        ids = (MEMBER, secret, str(ana.person.id), str(somebody.id))

        assert ana.told(SUPPORT) == 1
        assert THERAPIST in spoken(world.card("Taken by"))
        assert (tmp_path / "portal.db-wal").exists()
        assert found_in(tmp_path, (*names, *ids)) == set()

        await world.sandbox.stop()

    assert found_in(tmp_path, (*names, *ids)) == set()
    assert "desk.unreadable" in log_file.read_text()


async def test_answers_are_not_readable_in_the_tables(tmp_path):
    async with made(tmp_path) as world:
        await (await world.join()).pulse(7, 3, 6)

        def sealed(connection):
            rows = connection.execute(text("select sealed_value from answer")).scalars()
            return [bytes(each) for each in rows]

        values = await world.database.read(sealed)

        assert len(values) == 3
        assert len({len(each) for each in values}) == 1
        assert all(len(each) > 16 for each in values)


async def test_a_planted_leak_is_found(tmp_path, log_file):
    async with made(tmp_path, therapist=THERAPIST) as world:
        ana = await world.join(FIRST_NAME)

        def leak(connection):
            connection.execute(text("update outbox set outcome = :words"), {"words": WORDS})

        await world.database.write(leak)
        log_file.write_text(f"a line about {ana.person.id}\n")

        leaks = {secret for _, secret in found_in(tmp_path, (WORDS, str(ana.person.id), SUPPORT))}
        assert leaks == {WORDS, str(ana.person.id)}


def test_a_number_is_found_in_its_bytes_too(tmp_path):
    (tmp_path / "some.db").write_bytes(b"..." + (700_000_001).to_bytes(8, "big") + b"...")

    assert found_in(tmp_path, ("700000001",)) == {("some.db", "700000001")}
