"""Rotation: whatever the order of steps, kills and stale processes, every key still opens."""

import tempfile
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import create_engine, update

from store import data_keys, rotation
from store.ids import new_id
from store.key_file import (
    Kek,
    KekState,
    KeyFileTrouble,
    Ring,
    RingName,
    Rings,
    copy_key_file,
    create_key_file,
    load_key_file,
    replace_key_file,
)
from store.key_provider import KeyFile, Keys
from store.memory import Memory
from store.rotation import RotationRefused, Step
from store.tables import data_key, metadata
from store.vault import Owner, OwnerKind, PrimaryOutdated, Vault

PRACTICE = UUID(int=1)


def rings():
    def ring(name, seed):
        return Ring(name, (Kek(1, KekState.PRIMARY, bytes([seed]) * 32),), bytes([seed + 1]) * 32)

    return Rings(ring(RingName.CLIENTS, 1), ring(RingName.GROUPS, 3))


def process(place):
    """A process that has read the keys: its vaults, by ring."""
    keys = Keys(KeyFile(place), load_key_file(place), monotonic=iter(range(0, 10**9, 60)).__next__)

    def vault(name):
        return Vault(keys.ring(name), renewed=lambda enough: keys.renewed(name, enough))

    return {name: vault(name) for name in RingName}


def turned(found):
    """Rings after a whole rotation but for the rewrap."""
    return rotation.promote(rotation.add(found))


# --- each step -----------------------------------------------------------------------------------


def test_a_rotation_walks_from_step_to_step_and_begins_again():
    found = rings()
    under_1 = [data_keys.Wrapped(RingName.CLIENTS, OwnerKind.CLIENT, 1, 2)]
    under_2 = [data_keys.Wrapped(RingName.CLIENTS, OwnerKind.CLIENT, 2, 2)]

    assert rotation.next_step(found, under_1) is Step.ADD
    found = rotation.add(found)
    assert rotation.next_step(found, under_1) is Step.PROMOTE
    found = rotation.promote(found)
    assert rotation.next_step(found, under_1) is Step.REWRAP
    assert rotation.next_step(found, under_2) is Step.RETIRE
    found = rotation.retire(found, under_2)
    assert rotation.next_step(found, under_2) is Step.ADD
    found = rotation.destroy(found, 1, under_2)
    assert [kek.state for kek in found.clients.keks] == [KekState.DESTROYED, KekState.PRIMARY]
    assert found.clients.keks[0].key == b""


def test_nothing_is_retired_while_anything_is_wrapped_under_it():
    under_1 = [data_keys.Wrapped(RingName.GROUPS, OwnerKind.GROUP, 1, 3)]

    with pytest.raises(RotationRefused, match=r"3 data keys of groups.*rewrap"):
        rotation.retire(turned(rings()), under_1)


@pytest.mark.parametrize("version", [1, 2])
def test_only_what_is_retired_is_destroyed(version):
    with pytest.raises(RotationRefused, match="only a retired one"):
        rotation.destroy(turned(rings()), version, [])


def test_a_retired_version_that_came_back_with_a_backup_is_not_destroyed():
    retired = rotation.retire(turned(rings()), [])
    restored = [data_keys.Wrapped(RingName.CLIENTS, OwnerKind.CLIENT, 1, 1)]

    assert rotation.next_step(retired, restored) is Step.REWRAP
    with pytest.raises(RotationRefused, match="rewrap"):
        rotation.destroy(retired, 1, restored)


def test_steps_out_of_order_name_the_right_one():
    with pytest.raises(RotationRefused, match="rotate add"):
        rotation.promote(rings())
    with pytest.raises(RotationRefused, match="rotate promote"):
        rotation.add(rotation.add(rings()))
    with pytest.raises(RotationRefused, match="status"):
        rotation.retire(rings(), [])
    with pytest.raises(RotationRefused, match="no master key v9"):
        rotation.destroy(rings(), 9, [])


# --- the file ------------------------------------------------------------------------------------


def test_a_replaced_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    file, link = tmp_path / "portal.key", tmp_path / "link.key"
    create_key_file(file, tmp_path / "elsewhere" / "portal.key")
    file.chmod(0o600)
    link.symlink_to(file)

    replace_key_file(link, rotation.add(load_key_file(file)))

    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(load_key_file(file).clients.keks) == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["elsewhere", "link.key", file.name]


def test_the_copy_of_another_portal_is_left_alone(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    mine = create_key_file(tmp_path / "portal.key", tmp_path / "a" / "portal.key")
    create_key_file(tmp_path / "other.key", tmp_path / "b" / "portal.key")
    before = (tmp_path / "b" / "portal.key").read_bytes()

    with pytest.raises(KeyFileTrouble, match="another portal"):
        copy_key_file(tmp_path / "portal.key", rotation.add(mine), tmp_path / "b" / "portal.key")
    with pytest.raises(KeyFileTrouble, match="another folder"):
        copy_key_file(tmp_path / "portal.key", mine, tmp_path / "copy.key")

    assert (tmp_path / "b" / "portal.key").read_bytes() == before


# --- the database, on both engines ---------------------------------------------------------------


async def test_a_rewrap_in_small_steps_moves_every_key_of_both_rings(database, now, tmp_path):
    place = tmp_path / "portal.key"
    (tmp_path / "copy").mkdir()
    create_key_file(place, tmp_path / "copy" / "portal.key")
    vaults = process(place)

    def fill(connection):
        for name in RingName:
            memory = Memory(PRACTICE, vaults[name], name)
            memory.new_key(connection, memory.house(), now)
            for kind in (memory.client, memory.group, memory.bot):
                memory.new_key(connection, kind(new_id()), now)

    await database.write(fill)
    replace_key_file(place, turned(load_key_file(place)))
    later = process(place)
    for name in RingName:
        moved = [await database.write(data_keys.rewrap_some, later[name], name, 3)]
        [house] = [
            each
            for each in await database.read(data_keys.wrapped)
            if (each.ring, each.kind) == (name, OwnerKind.PRACTICE)
        ]
        assert house.version == 2
        moved += [await database.write(data_keys.rewrap_some, later[name], name, 3)]
        assert moved == [3, 1]
        assert await database.write(data_keys.rewrap_some, later[name], name, 3) == 0

    found = await database.read(data_keys.wrapped)
    assert {each.version for each in found} == {2}
    assert sum(each.number for each in found) == 8


async def test_a_process_that_missed_the_rotation_wraps_under_the_new_version(
    database, now, tmp_path
):
    place = tmp_path / "portal.key"
    (tmp_path / "copy").mkdir()
    create_key_file(place, tmp_path / "copy" / "portal.key")
    stale = process(place)[RingName.CLIENTS]
    memory = Memory(PRACTICE, stale)
    await database.write(memory.new_key, memory.house(), now)
    replace_key_file(place, turned(load_key_file(place)))
    rotated = process(place)[RingName.CLIENTS]
    await database.write(data_keys.rewrap_some, rotated, RingName.CLIENTS, 10)

    await database.write(memory.new_key, memory.client(new_id()), now)

    assert {each.version for each in await database.read(data_keys.wrapped)} == {2}


async def test_a_process_with_an_older_copy_makes_no_key(database, now, tmp_path):
    (tmp_path / "copy").mkdir()
    place, copy = tmp_path / "portal.key", tmp_path / "copy" / "portal.key"
    create_key_file(place, copy)
    memory = Memory(PRACTICE, process(copy)[RingName.CLIENTS])
    await database.write(memory.new_key, memory.house(), now)
    replace_key_file(place, turned(load_key_file(place)))
    rotated = process(place)[RingName.CLIENTS]
    await database.write(data_keys.rewrap_some, rotated, RingName.CLIENTS, 10)

    with pytest.raises(PrimaryOutdated, match="older copy"):
        await database.write(memory.new_key, memory.client(new_id()), now)


async def test_a_process_that_meets_an_unknown_version_reads_the_keys_once_more(
    database, now, tmp_path
):
    place = tmp_path / "portal.key"
    (tmp_path / "copy").mkdir()
    create_key_file(place, tmp_path / "copy" / "portal.key")
    stale = Memory(PRACTICE, process(place)[RingName.CLIENTS])
    replace_key_file(place, turned(load_key_file(place)))
    fresh = Memory(PRACTICE, process(place)[RingName.CLIENTS])
    await database.write(fresh.new_key, fresh.house(), now)

    await database.read(stale.open_clients, ())

    assert stale.vault.is_open(stale.house())


async def test_a_key_that_cannot_be_opened_stops_none_of_the_others(database, now, tmp_path):
    place = tmp_path / "portal.key"
    (tmp_path / "copy").mkdir()
    create_key_file(place, tmp_path / "copy" / "portal.key")
    memory = Memory(PRACTICE, process(place)[RingName.CLIENTS])
    clients = [memory.client(new_id()) for _ in range(4)]
    for owner in (memory.house(), *clients):
        await database.write(memory.new_key, owner, now)
    await database.write(
        lambda connection: connection.execute(
            update(data_key).where(data_key.c.owner == clients[1].id).values(wrapped=b"damaged")
        )
    )
    replace_key_file(place, turned(load_key_file(place)))
    later, refused = process(place)[RingName.CLIENTS], set()

    steps = 0
    while await database.write(data_keys.rewrap_some, later, RingName.CLIENTS, 2, refused):
        steps += 1

    assert steps == 3
    assert refused == {clients[1]}
    left = [
        (each.kind, each.version, each.number) for each in await database.read(data_keys.wrapped)
    ]
    assert sorted(left) == [
        (OwnerKind.CLIENT, 1, 1),
        (OwnerKind.CLIENT, 2, 3),
        (OwnerKind.PRACTICE, 2, 1),
    ]


# --- any order -----------------------------------------------------------------------------------


class AnyOrder(RuleBasedStateMachine):
    """Steps in any order, refused or not, beside processes that know less than the file."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name) / "portal.key"
        (Path(self.folder.name) / "copy").mkdir()
        create_key_file(self.place, Path(self.folder.name) / "copy" / "portal.key")
        self.engine = create_engine("sqlite://")
        metadata.tables["data_key"].create(self.engine)
        self.processes = [process(self.place) for _ in range(3)]
        self.made = {}
        for name in RingName:
            self.make(0, name, OwnerKind.PRACTICE, PRACTICE)

    def make(self, which, name, kind, owner):
        from datetime import UTC, datetime

        vault, who = self.processes[which][name], Owner(PRACTICE, kind, owner)
        with self.engine.begin() as connection:
            data_keys.make(connection, vault, name, who, datetime(2026, 3, 2, tzinfo=UTC))
        self.made[name, who] = vault._open[who.name].data_key
        vault.forget(who)

    def step(self, change):
        with self.engine.begin() as connection:
            wrapped = data_keys.wrapped(connection)
        try:
            replace_key_file(self.place, change(load_key_file(self.place), wrapped))
        except RotationRefused:
            return

    @rule(
        which=st.integers(0, 2),
        name=st.sampled_from(RingName),
        kind=st.sampled_from([OwnerKind.CLIENT, OwnerKind.GROUP, OwnerKind.BOT]),
    )
    def somebody_new(self, which, name, kind):
        self.make(which, name, kind, new_id())

    @rule()
    def add(self):
        self.step(lambda found, _: rotation.add(found))

    @rule()
    def promote(self):
        self.step(lambda found, _: rotation.promote(found))

    @rule()
    def retire(self):
        self.step(rotation.retire)

    @rule(version=st.integers(1, 4))
    def destroy(self, version):
        self.step(lambda found, wrapped: rotation.destroy(found, version, wrapped))

    @rule(name=st.sampled_from(RingName), most=st.integers(1, 5))
    def rewrap(self, name, most):
        with self.engine.begin() as connection:
            data_keys.rewrap_some(connection, process(self.place)[name], name, most)

    @rule(which=st.integers(0, 2))
    def restart(self, which):
        self.processes[which] = process(self.place)

    @invariant()
    def every_key_opens_for_whoever_starts_now_and_whoever_runs(self):
        for vaults in (process(self.place), *self.processes):
            for name, owner in self.made:
                with self.engine.begin() as connection:
                    data_keys.open_for(connection, vaults[name], name, [owner])
                assert vaults[name]._open[owner.name].data_key == self.made[name, owner]
                vaults[name].forget(owner)

    def teardown(self):
        self.engine.dispose()
        self.folder.cleanup()


AnyOrder.TestCase.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
TestAnyOrderOfTheSteps = AnyOrder.TestCase
