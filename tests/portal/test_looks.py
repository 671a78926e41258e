"""What somebody taps is found by an index, not by going through all that a practice has ever kept.

SQLite is asked how it goes about every statement, in a file that knows nothing yet of how much is
in its tables: that is where it goes wrong.
"""

import re

import pytest

from store import inbox, one_hop, outbox
from store.ids import new_id

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

GROWING = {
    *("answer", "consent", "inbox", "occurrence", "outbox", "person", "posted", "response"),
    *("talk", "trajectory"),
}
"""Tables with rows for each person and each day."""

FEW = r"\(practice=\?(?: AND (?:bot|state)=\?)?\)$"
NOT_WAITING = r"(?!ix_inbox_waiting |ix_inbox_sender |ix_inbox_quarantined )\w+"
"""In those stands what the desk has to look at anyway, or hardly anything."""
WHOLE = re.compile(rf"SCAN (\w+)|SEARCH (\w+) USING (?:COVERING )?INDEX {NOT_WAITING} {FEW}")


@pytest.fixture
def looks(monkeypatch):
    """Each statement that is run, with how SQLite goes about it."""
    found = {}
    run = one_hop._all

    def noting(cursor, sql, parameters):
        if sql not in found and sql.startswith(("SELECT", "UPDATE", "DELETE")):
            asked = cursor.connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
            found[sql] = [row[3] for row in asked.fetchall()]
        return run(cursor, sql, parameters)

    monkeypatch.setattr(one_hop, "_all", noting)
    return found


def through_everything(looks):
    """The statements that look at all rows of a table which grows, and how."""
    found = []
    for sql, ways in looks.items():
        for way in ways:
            whole = WHOLE.match(way)
            if whole and GROWING.intersection(whole.groups()):
                found.append(f"{way}: {sql[:60]} {sql[sql.find(' WHERE ') :][:200]}")
    return found


async def test_a_day_s_answers_are_found_by_their_indexes(world, looks):
    ana = await world.join()
    await world.until(0)
    looks.clear()
    await ana.pulse(6, 3, 7)
    await world.settle()

    assert len(looks) > 10
    assert through_everything(looks) == []


@pytest.mark.parametrize(
    "command",
    ["/menu", "/progress", "/journal", "/shelf", "/homework", "/goals", "/settings", "/message hm"],
)
async def test_so_is_whatever_else_a_client_asks_for(world, looks, command):
    ana = await world.join()
    looks.clear()
    await ana.say(command)
    await world.settle()

    assert len(looks) > 7
    assert through_everything(looks) == []


async def test_so_is_whether_something_is_still_to_leave_and_how_much_waits(world, looks):
    await world.join()
    practice, nobody = world.memory.practice, new_id()
    # So that nobody asks anything else meanwhile.
    await world.sandbox.stop()
    looks.clear()
    await world.database.read_briefly(outbox.is_unsent, practice, nobody, "somewhere")
    await world.database.read_briefly(inbox.unhandled)

    assert len(looks) == 4
    assert through_everything(looks) == []
