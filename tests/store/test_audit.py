"""The audit's chains: written with what they tell of, one behind the other, and signed."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from care.audit import Act, Action, ActorRole, Kind
from care.people import ClientId
from store import audit
from store.anchors import AnchorFile, AnchorTrouble
from store.audit_check import What, check
from store.audit_form import Head, encoded, entry, genesis, hash_of, head_of
from store.ids import new_id
from store.memory import Memory
from store.signing import public_key
from store.tables import audit_chain, audit_entry

CLIENT = ClientId(UUID(int=77))
SEEN = Act(ActorRole.STAFF, "s-1", Action.VIEWED, Kind.ALERT, "a-1", CLIENT, "told")
TAKEN = replace(SEEN, action=Action.ACKNOWLEDGED, reason=None)


@pytest.fixture
def keys(ring):
    return {"clients": public_key(ring)}


async def written(database, memory, now, times=3):
    for number in range(times):
        await database.write(audit.append, memory, [SEEN, TAKEN], now + timedelta(minutes=number))


async def whats(database, memory, keys, anchors=()):
    checked = await database.read(check, memory.practice, keys, anchors)
    return {each.what for each in checked.faults}


async def of_chain(database, memory):
    def look(connection):
        return tuple(audit.entries(connection, memory.practice, memory.chain))

    return await database.read(look)


async def test_what_was_done_stands_in_order_behind_what_was_done_before(database, memory, now):
    await written(database, memory, now, times=2)

    found = await of_chain(database, memory)

    assert [(each.number, each.action) for each in found] == [
        *((1, "viewed"), (2, "acknowledged"), (3, "viewed"), (4, "acknowledged"))
    ]
    last = genesis(memory.practice, memory.chain, "clients")
    for each in found:
        assert hash_of(last, each) == each.hash
        last = each.hash


async def test_a_chain_that_nobody_has_touched_is_whole(database, memory, keys, now):
    await written(database, memory, now)

    checked = await database.read(check, memory.practice, keys)

    assert (checked.chains, checked.entries, checked.faults) == (1, 6, ())


async def test_of_what_is_rolled_back_nothing_stands_in_the_audit(database, memory, keys, now):
    await written(database, memory, now, times=1)

    def fail(connection):
        audit.append(connection, memory, [SEEN], now)
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(fail)
    await written(database, memory, now, times=1)

    assert [each.number for each in await of_chain(database, memory)] == [1, 2, 3, 4]
    assert await whats(database, memory, keys) == set()


async def test_connections_of_one_process_write_one_behind_the_other(database, memory, keys, now):
    await asyncio.gather(*(database.write(audit.append, memory, [SEEN], now) for _ in range(20)))

    assert [each.number for each in await of_chain(database, memory)] == list(range(1, 21))
    assert await whats(database, memory, keys) == set()


async def test_every_process_has_a_chain_of_its_own(database, memory, keys, now):
    other = Memory(memory.practice, memory.vault)

    await asyncio.gather(
        *(database.write(audit.append, each, [SEEN], now) for each in (memory, other) * 5)
    )

    checked = await database.read(check, memory.practice, keys)
    assert (checked.chains, checked.entries, checked.faults) == (2, 10, ())


CHANGED = {
    "edited": (update(audit_entry).where(audit_entry.c.number == 3).values(actor="x"), What.HASH),
    "made nobody's": (
        update(audit_entry).where(audit_entry.c.number == 6).values(subject=None),
        What.HASH,
    ),
    "taken out": (delete(audit_entry).where(audit_entry.c.number == 3), What.NUMBER),
    "taken from the beginning": (delete(audit_entry).where(audit_entry.c.number == 1), What.NUMBER),
    "cut off": (delete(audit_entry).where(audit_entry.c.number > 4), What.HEAD_DIFFERS),
    "all cut off": (delete(audit_entry), What.HEAD_DIFFERS),
    "without an end": (delete(audit_chain), What.HEAD_MISSING),
    "given another end": (update(audit_chain).values(number=4), What.SIGNATURE),
    "given another ring": (update(audit_chain).values(ring="groups"), What.SIGNATURE),
}


@pytest.mark.parametrize("name", CHANGED)
async def test_what_was_changed_is_found(database, memory, keys, now, name):
    await written(database, memory, now)
    change, what = CHANGED[name]

    await database.write(lambda connection: connection.execute(change))

    assert what in await whats(database, memory, keys)


async def test_entries_that_change_places_are_found(database, memory, keys, now):
    await written(database, memory, now)

    def swap(connection):
        for before, after in ((2, 99), (3, 2), (99, 3)):
            move = update(audit_entry).where(audit_entry.c.number == before)
            connection.execute(move.values(number=after))

    await database.write(swap)

    assert What.HASH in await whats(database, memory, keys)


async def test_a_chain_that_is_made_anew_without_the_key_is_found(database, memory, keys, now):
    await written(database, memory, now)

    def forge(connection):
        last = genesis(memory.practice, memory.chain, "clients")
        for each in list(audit.entries(connection, memory.practice, memory.chain)):
            forged = replace(each, actor="somebody else")
            last = hash_of(last, forged)
            row = update(audit_entry).where(audit_entry.c.number == each.number)
            connection.execute(row.values(actor=forged.actor, hash=last))
        connection.execute(update(audit_chain).values(hash=last))

    await database.write(forge)

    assert await whats(database, memory, keys) == {What.SIGNATURE}


async def test_an_older_signed_end_is_found_by_the_anchor(database, memory, keys, now):
    await written(database, memory, now, times=1)
    older = await database.read(lambda connection: connection.execute(select(audit_chain)).one())
    await written(database, memory, now, times=2)
    anchors = tuple((await database.read(audit.heads, memory.practice)).values())

    def cut(connection):
        connection.execute(delete(audit_entry).where(audit_entry.c.number > 2))
        connection.execute(update(audit_chain).values(**older._asdict()))

    await database.write(cut)

    assert await whats(database, memory, keys) == set()
    assert await whats(database, memory, keys, anchors) == {What.ANCHOR_MISSING}


async def test_a_whole_chain_that_was_taken_away_is_found_by_the_anchor(
    database, memory, keys, now
):
    await written(database, memory, now)
    anchors = tuple((await database.read(audit.heads, memory.practice)).values())

    def take_away(connection):
        connection.execute(delete(audit_entry))
        connection.execute(delete(audit_chain))

    await database.write(take_away)

    assert await whats(database, memory, keys, anchors) == {What.ANCHOR_MISSING}


async def test_an_anchor_that_was_changed_is_found(database, memory, keys, now):
    await written(database, memory, now)
    [anchor] = (await database.read(audit.heads, memory.practice)).values()

    forged = replace(anchor, number=anchor.number - 1)

    assert await whats(database, memory, keys, [forged]) == {What.ANCHOR_SIGNATURE}


# --- anchors -------------------------------------------------------------------------------------


async def test_an_end_is_anchored_once_until_it_moves(database, memory, now, tmp_path):
    place = tmp_path / "anchors.jsonl"
    await written(database, memory, now, times=1)
    heads = (await database.read(audit.heads, memory.practice)).values()

    assert AnchorFile(place).add(heads) == 1
    assert AnchorFile(place).add(heads) == 0
    await written(database, memory, now, times=1)
    moved = (await database.read(audit.heads, memory.practice)).values()
    assert AnchorFile(place).add(moved) == 1

    assert AnchorFile(place).read() == (*heads, *moved)
    assert place.stat().st_mode & 0o777 == 0o600


def test_a_line_that_is_no_anchor_is_told(tmp_path):
    place = tmp_path / "anchors.jsonl"
    place.write_text('{"practice": 7}\n')

    with pytest.raises(AnchorTrouble, match=r"Line 1 .* is not an anchor"):
        AnchorFile(place).read()


async def test_a_signed_end_survives_being_written_down(database, memory, now):
    await written(database, memory, now, times=1)
    [head] = (await database.read(audit.heads, memory.practice)).values()

    assert head_of(head.as_json()) == head


# --- the written form ----------------------------------------------------------------------------

texts = st.none() | st.text(max_size=8)
rows = st.lists(texts, min_size=4, max_size=4)
acts = st.builds(
    Act,
    st.sampled_from(ActorRole),
    st.text(max_size=5),
    st.sampled_from(Action),
    st.sampled_from(Kind),
    texts,
    st.none() | st.uuids(),
    texts,
)


@given(rows, rows)
def test_two_different_rows_of_texts_are_never_written_alike(one, other):
    assert (encoded(one) == encoded(other)) == (one == other)


@given(rows, st.integers(0, 3), st.integers(0, 8))
def test_no_letter_moves_unnoticed_from_one_text_to_the_next(row, place, cut):
    word = row[place] or ""
    moved = [*row[:place], word[:cut], word[cut:], *row[place + 1 :]]

    assert encoded(moved) != encoded(row)


@given(acts, acts, st.integers(1, 9), st.integers(1, 9))
def test_two_different_entries_never_have_one_hash(one, other, first, second):
    when = datetime(2026, 3, 2, tzinfo=UTC)
    ids = (UUID(int=1), UUID(int=2))
    a, b = entry(*ids, first, when, one), entry(*ids, second, when, other)

    assert (hash_of(b"", a) == hash_of(b"", b)) == (a == b)


def test_nothing_is_another_text_than_an_empty_one():
    assert encoded([None]) != encoded([""])


def test_equal_entries_of_two_chains_have_other_hashes():
    practice, one, other = UUID(int=1), new_id(), new_id()

    assert genesis(practice, one, "clients") != genesis(practice, other, "clients")
    assert genesis(practice, one, "clients") != genesis(UUID(int=2), one, "clients")


def test_a_line_that_was_torn_off_spoils_none_that_follows(tmp_path):
    path = tmp_path / "anchors"
    path.write_bytes(b'{"torn')
    anchors = AnchorFile(path)
    anchors._known = {}
    head = Head(uuid4(), uuid4(), "clients", 3, b"h" * 32, datetime(2026, 3, 1, tzinfo=UTC), b"s")

    anchors.add([head])

    torn, whole = path.read_bytes().splitlines()
    assert torn == b'{"torn'
    assert json.loads(whole) == head.as_json()


def test_anchors_that_cannot_be_read_are_not_taken_for_none(tmp_path):
    path = tmp_path / "anchors"
    path.write_bytes(b'{"torn\n')
    anchors = AnchorFile(path)

    for _ in range(2):
        with pytest.raises(AnchorTrouble):
            anchors.add([])
