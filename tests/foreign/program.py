"""A program in Node that talks to a sandbox server, and what it says of it, a line of JSON each."""

import asyncio
import json
import os
import shutil
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.required import missing

FOLDER = Path(__file__).parent
PATIENCE = 120
"""Seconds; Node alone takes one to start on a busy machine."""


class Program:
    """A program that runs, and everything that it has said so far."""

    def __init__(self, process):
        self.process = process
        self._unheard = []

    async def told(self, what):
        """The next thing of this kind that it says, or has said since the last one."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for said in self._unheard:
                    if said["what"] == what:
                        self._unheard.remove(said)
                        return said
                line = await self.process.stdout.readline()
                if not line:
                    pytest.fail(f"It ended before it said {what}: {await self._complaint()}")
                said = json.loads(line)
                if said["what"] == "fault":
                    pytest.fail(said["message"])
                self._unheard.append(said)

    async def _complaint(self):
        return (await self.process.stderr.read()).decode()[-2000:]


@asynccontextmanager
async def running(name, **environment):
    """A program of this folder, until the block ends."""
    node = shutil.which("node")
    if node is None:
        missing("node", "the tests with clients of others need it")
    if not (FOLDER / "node_modules").is_dir():
        pytest.skip("node: make node brings the clients of others and runs their tests")
    process = await asyncio.create_subprocess_exec(
        node,
        str(FOLDER / name),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=FOLDER,
        env={"PATH": os.environ["PATH"], **environment},
    )
    try:
        yield Program(process)
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                async with asyncio.timeout(5):
                    await process.communicate()
            except TimeoutError:
                process.kill()
                await process.communicate()


async def until(condition):
    """Waits for something to be seen; a client of others tells nobody when it is done."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
