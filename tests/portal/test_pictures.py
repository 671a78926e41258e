"""A client's progress picture for the command line."""

import asyncio
import os
import stat

import pytest

from charts.drawing import Studio
from portal import pictures
from portal.commands import NotPossible
from portal.control import Control, socket_path
from portal.pictures import keep, progress_png
from portal.run_lock import RunLock
from tests.portal.at_terminal import typed

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def engine():
    return "sqlite"


async def answered(world):
    """A client with two pulses and a first PHQ-9."""
    ana = await world.join()
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 3, 6)
    await ana.answer(1, 1, 2, 1, 1, 1, 1, 1, 0)
    await ana.tap("Each time")
    return ana


async def test_the_picture_says_what_the_client_was_told(world):
    ana = await answered(world)

    png, caption = await progress_png(world.sandbox.office, ana.code, "PHQ9", None)

    assert png.startswith(PNG)
    assert "9 of 27" in caption
    assert caption in ana.texts


async def test_the_picture_says_how_many_days_were_a_break(world):
    ana = await answered(world)
    await ana.say("/pause 3d")
    await world.until(5)

    _, caption = await progress_png(world.sandbox.office, ana.code, "phq9", None)

    assert "3 days were a break." in caption


async def test_before_the_first_score_there_is_nothing_to_draw(world):
    ana = await world.join()

    for asked, said in (
        ("phq9", "no score on phq9 yet"),
        ("phq99", "can be drawn of: .*gad7, .*phq9"),
        ("pulse", "can be drawn of: .*gad7, .*phq9"),
    ):
        with pytest.raises(NotPossible, match=said):
            await progress_png(world.sandbox.office, ana.code, asked, None)


async def test_a_picture_can_be_had_while_the_portal_runs(world, tmp_path):
    ana = await answered(world)

    ear = Control(world.sandbox.office, socket_path(tmp_path / "portal.db"))
    with RunLock.take(tmp_path / "portal.db", "portal run"):
        await ear.start()
        try:
            words = ("chart", ana.code, "phq9", "--out", "ana.png", "--json")
            said = await asyncio.to_thread(typed, tmp_path, *words)
        finally:
            await ear.stop()

    assert said.status == 0, said.err
    assert said.json["file"] == "ana.png"
    assert "9 of 27" in said.json["caption"]
    assert (tmp_path / "ana.png").read_bytes().startswith(PNG)


def test_the_file_is_its_owners_alone_also_in_place_of_an_open_one(tmp_path):
    out = tmp_path / "progress.png"
    out.write_bytes(b"before")
    out.chmod(0o644)

    keep(out, PNG)

    assert out.read_bytes() == PNG
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("out", ["", "no/such/folder.png", "a-file/progress.png"])
def test_a_place_that_cannot_be_written_is_told(tmp_path, out):
    (tmp_path / "a-file").touch()

    with pytest.raises(NotPossible, match="--out"):
        keep(tmp_path / out, PNG)


async def test_the_picture_is_drawn_in_a_process_of_its_own_that_ends_with_it(world, monkeypatch):
    ana = await answered(world)
    pids = []

    class Watched(Studio):
        async def close(self):
            pids.append(self.pid)
            await super().close()

    monkeypatch.setattr(pictures, "Studio", Watched)

    png, _ = await progress_png(world.sandbox.office, ana.code, "phq9", None)

    assert png.startswith(PNG)
    [pid] = pids
    assert pid not in (None, os.getpid())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
