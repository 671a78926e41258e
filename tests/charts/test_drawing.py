"""The studio: pictures from a process of their own, which may die without anybody noticing."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
import pytest_asyncio

from charts.drawing import PATIENCE, NotDrawn, Studio, draw
from charts.requests import EvidencePicture, ProgressPicture
from tests.charts.pictures import ENGLISH, MONDAY, MOOD, weekly

PROGRESS = ProgressPicture(weekly(15, None, 9), ENGLISH, "#2e7d6b", bands_named=True, today=MONDAY)
EVIDENCE = EvidencePicture(
    ((MONDAY, 4),), frozenset({MONDAY}), MOOD, low=0, high=10, accent="#2e7d6b", today=MONDAY
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def studio():
    it = Studio()
    yield it
    await it.close()


async def test_nothing_is_started_before_the_first_picture(studio):
    assert studio.pid is None


async def test_a_picture_is_drawn_in_another_process_as_it_would_be_here(studio):
    await studio.warm()

    pictures = await asyncio.gather(studio.draw(PROGRESS), studio.draw(EVIDENCE))

    assert studio.pid not in (None, os.getpid())
    assert pictures == [draw(PROGRESS), draw(EVIDENCE)]


async def test_the_same_picture_is_not_drawn_twice(studio):
    first = await studio.draw(PROGRESS)

    assert await studio.draw(replace(PROGRESS)) is first


async def test_a_killed_process_is_replaced_and_the_picture_drawn(studio):
    await studio.warm()
    killed = studio.pid
    os.kill(killed, signal.SIGKILL)

    file = await studio.draw(replace(PROGRESS, dark=True))

    assert file.startswith(b"\x89PNG")
    assert studio.pid != killed


class Hasty(Studio):
    """Has its patience anew as soon as it has lost it: what comes then may take its time."""

    def _stop(self):
        super()._stop()
        self._patience = PATIENCE


async def test_a_process_that_stands_still_is_replaced_and_the_picture_drawn():
    studio = Hasty()
    await studio.warm()
    stopped = studio.pid
    os.kill(stopped, signal.SIGSTOP)
    studio._patience = 0.5

    file = await studio.draw(EVIDENCE)

    assert file.startswith(b"\x89PNG")
    assert studio.pid != stopped
    assert _ended(stopped)
    await studio.close()


async def test_a_picture_that_cannot_be_drawn_says_so_and_harms_no_other(studio):
    await studio.warm()
    before = studio.pid

    with pytest.raises(ValueError, match="no colour"):
        await studio.draw(replace(EVIDENCE, accent="no colour"))

    assert (await studio.draw(replace(EVIDENCE, dark=True))).startswith(b"\x89PNG")
    assert studio.pid == before


async def test_a_closed_studio_leaves_no_process_and_draws_no_more(studio):
    await studio.warm()
    pid = studio.pid

    await studio.close()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(NotDrawn):
        await studio.draw(EVIDENCE)


PARENT = """
import asyncio, os, signal
from charts.drawing import Studio

async def main():
    studio = Studio()
    await studio.warm()
    print(studio.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_the_process_ends_when_its_parent_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)

    done = subprocess.run(  # noqa: ASYNC221
        [sys.executable, str(script)], capture_output=True, text=True, env=_path(), check=False
    )

    assert done.returncode == -signal.SIGKILL
    assert _ended(int(done.stdout))


async def test_asking_for_pictures_loads_no_drawing_library():
    code = "import sys, charts.drawing; print('matplotlib' in sys.modules, 'PIL' in sys.modules)"

    done = subprocess.run(  # noqa: ASYNC221
        [sys.executable, "-c", code], capture_output=True, text=True, env=_path(), check=True
    )

    assert done.stdout.split() == ["False", "False"]


def _path() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def _ended(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
