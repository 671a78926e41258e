"""Commands while the portal runs: through a socket of the owner's alone."""

import asyncio
import json
import os
import stat
from contextlib import suppress
from dataclasses import replace

import pytest

from portal import control
from portal.commands import COMMANDS, NotPossible, client_list
from portal.control import Control, ask, is_listening, socket_path
from tests.portal.at_terminal import office_in

CREATE = {"name": "Práctica Ñandú", "zone_name": "Europe/Madrid"}


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
def office(database, ring, tmp_path, now):
    return office_in(tmp_path, database, ring, now)


@pytest.fixture
def path(tmp_path):
    return socket_path(tmp_path / "portal.db")


@pytest.fixture
async def ear(office, path):
    made = Control(office, path)
    await made.start()
    yield made
    await made.stop()


async def spoken(path, line):
    """What comes back for a line that somebody writes by hand."""
    reader, writer = await asyncio.open_unix_connection(str(path))
    writer.write(line)
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    return json.loads(answer) if answer else None


async def test_a_command_is_carried_out_by_the_running_portal(ear, office, path):
    done = await ask(path, "practice create", CREATE)

    assert done["practice"] == "Práctica Ñandú"
    assert await client_list(office) == {"practice": "Práctica Ñandú", "clients": []}


async def test_a_refusal_is_the_one_that_would_be_told_here(ear, path):
    with pytest.raises(NotPossible, match="Did you mean Europe/Berlin"):
        await ask(path, "practice create", {"name": "Harbour", "zone_name": "Europe/Berln"})


async def test_the_crisis_cards_that_cannot_be_written_are_told_in_their_sentence(
    office, path, tmp_path
):
    ear = Control(replace(office, crisis_cards=tmp_path / "no" / "cards.json"), path)
    await ear.start()

    with pytest.raises(NotPossible, match="PORTAL_CRISIS_FILE"):
        await ask(path, "practice create", CREATE)
    await ear.stop()


async def test_nobody_else_on_the_machine_can_give_commands(ear, path):
    mode = path.lstat().st_mode

    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600


async def test_making_the_socket_leaves_the_umask_as_it_was(office, path):
    before = os.umask(0o022)
    os.umask(before)

    ear = Control(office, path)
    await ear.start()
    await ear.stop()

    assert os.umask(before) == before


@pytest.mark.parametrize(
    "line",
    [
        b'{"command": "practice erase", "arguments": {}}\n',
        b'{"command": "practice show", "arguments": {"of_tomorrow": 1}}\n',
        b'{"command": "practice create", "arguments": {"name": "Harbour"}}\n',
        b'{"command": "practice show"}\n',
        b'["practice show"]\n',
        b"practice show\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
    ],
)
async def test_what_is_not_understood_asks_for_a_restart(ear, path, line):
    answer = await spoken(path, line)

    assert "another release" in answer["refused"]


@pytest.mark.parametrize("line", [b"", b"x" * (control.LONGEST + 10)])
async def test_who_says_nothing_or_too_much_stops_nobody(ear, path, line):
    with suppress(ConnectionError):
        assert await spoken(path, line) is None

    assert (await ask(path, "practice create", CREATE))["practice"] == "Práctica Ñandú"


async def test_a_fault_is_answered_and_told_to_the_log_without_its_words(
    ear, path, monkeypatch, caplog
):
    async def broken(_office):
        raise RuntimeError("what a client wrote")

    monkeypatch.setattr(control, "COMMANDS", {**COMMANDS, "practice show": broken})

    with pytest.raises(NotPossible, match="its log says why"):
        await ask(path, "practice show", {})


async def test_how_far_a_long_command_is_is_told_meanwhile(ear, path, monkeypatch):
    async def long(office):
        for done in (1, 2, 3):
            # As a back-test does, which is worked out aside.
            await asyncio.to_thread(office.progress, done, 3)
        return {"made": True}

    monkeypatch.setattr(control, "TOLD_EVERY", 0)
    monkeypatch.setitem(COMMANDS, "long", long)
    told = []

    done = await ask(path, "long", {}, lambda *far: told.append(far))

    assert done == {"made": True}
    assert told == [(1, 3), (2, 3), (3, 3)]


async def test_a_socket_left_by_a_killed_portal_is_taken_over(office, path):
    killed = Control(office, path)
    await killed.start()
    killed._server.close()
    path.touch()
    assert not is_listening(path)

    ear = Control(office, path)
    await ear.start()

    assert is_listening(path)
    await ear.stop()


async def test_after_the_end_nobody_listens_and_nothing_is_left(office, path):
    ear = Control(office, path)
    await ear.start()
    assert is_listening(path)

    await ear.stop()
    await ear.stop()

    assert not path.exists()
    assert not is_listening(path)
    with pytest.raises(NotPossible, match="did not answer"):
        await ask(path, "practice show", {})


async def test_the_end_does_not_wait_for_a_command_that_hangs(office, path, monkeypatch):
    begun = asyncio.Event()

    async def hanging(_office):
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(control, "COMMANDS", {"practice show": hanging})
    ear = Control(office, path)
    await ear.start()
    asked = asyncio.create_task(ask(path, "practice show", {}))
    silent = await asyncio.open_unix_connection(str(path))
    await begun.wait()

    async with asyncio.timeout(20):
        await ear.stop()

    with pytest.raises(NotPossible, match="did not answer"):
        await asked
    silent[1].close()


async def test_a_link_to_the_database_leads_to_the_same_socket(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "link.db").symlink_to(tmp_path / "portal.db")

    assert socket_path(tmp_path / "elsewhere" / "link.db") == socket_path(tmp_path / "portal.db")


async def test_a_folder_far_down_is_reached_from_where_the_portal_was_started(
    office, tmp_path, monkeypatch
):
    deep = tmp_path / ("a-long-name-" * 10) / ("and-another-" * 10)
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)

    ear = Control(office, socket_path(deep / "portal.db"))
    await ear.start()

    assert (await ask(socket_path(deep / "portal.db"), "practice create", CREATE))["zone"]
    await ear.stop()


async def test_where_there_can_be_no_socket_the_portal_runs_without(office, tmp_path, monkeypatch):
    monkeypatch.chdir("/")
    deep = tmp_path / ("a-long-name-" * 10) / ("and-another-" * 10)
    deep.mkdir(parents=True)

    ear = Control(office, socket_path(deep / "portal.db"))
    await ear.start()

    assert not is_listening(socket_path(deep / "portal.db"))
    await ear.stop()
