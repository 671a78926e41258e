"""start: from the start of the process to ready, beside importing the libraries it needs.

Both are whole processes, started anew in rounds that alternate. Ready is what `portal run` says
once both platforms answer, here two servers on loopback.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.reading import Progress
from benchmarks.result import Figures, Result, result
from benchmarks.surroundings import without_settings
from portal.clock import SystemClock
from portal.sandboxed import open_practice, sandboxed

RATIO = 1.5
RUN = "from portal.cli import main; main()"
SHARED = (
    "alembic.command",
    "aiosqlite",
    "apscheduler.schedulers.asyncio",
    "babel.dates",
    "cryptography.hazmat.primitives.ciphers.aead",
    "fluent.runtime",
    "pydantic_settings",
    "sqlalchemy.ext.asyncio",
    "structlog",
    "typer",
)
ROLES: Mapping[str, tuple[str, ...]] = {
    "clients": ("aiogram", *SHARED),
    "therapists": ("slack_bolt.async_app", "slack_bolt.adapter.socket_mode.aiohttp", *SHARED),
}
EVERY_ROLE = tuple(dict.fromkeys(name for names in ROLES.values() for name in names))


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rounds: int = 7


def measure(seed: int, size: Size, progress: Progress) -> Result:
    """The portal in all its roles and in each, beside the libraries it cannot do without."""
    figures = asyncio.run(_measure(size, progress))
    return result("start", seed, figures, passed=float(figures["ratio"]) <= RATIO)


async def _measure(size: Size, progress: Progress) -> Figures:
    wanted = {"": EVERY_ROLE, **ROLES}
    imports = {role: list[float]() for role in wanted}
    starts = {role: list[float]() for role in wanted}
    with tempfile.TemporaryDirectory(prefix="portal-start-") as folder:
        async with _furnished(Path(folder)) as environment:
            # The first round fills the disk's cache and is not counted.
            for number in range(size.rounds + 1):
                for role, libraries in wanted.items():
                    progress(number / (size.rounds + 1), f"start {role}".strip())
                    took = await asyncio.to_thread(_importing, libraries)
                    started = await asyncio.to_thread(_starting, environment, Path(folder), role)
                    if number:
                        imports[role].append(took)
                        starts[role].append(started)
    progress(1.0, "")
    figures: Figures = {}
    for role in wanted:
        before = f"{role}_" if role else ""
        figures[f"{before}ratio"] = median(starts[role]) / median(imports[role])
        figures[f"{before}start_s"] = median(starts[role])
        figures[f"{before}import_s"] = median(imports[role])
    return figures


@asynccontextmanager
async def _furnished(folder: Path) -> AsyncIterator[dict[str, str]]:
    """A practice that is ready to be served, and the environment that names its two platforms."""
    now = SystemClock().now()
    async with sandboxed(folder, now) as world:
        await open_practice(world)
        settings = world.settings
        assert settings.client_bot_token is not None
        assert settings.slack_bot_token is not None
        assert settings.slack_app_token is not None
        yield {
            "PORTAL_DATABASE_URL": settings.database_url,
            "PORTAL_KEY_FILE": str(settings.key_file),
            "PORTAL_CRISIS_FILE": str(settings.crisis_file),
            "PORTAL_CLIENT_BOT_TOKEN": settings.client_bot_token.get_secret_value(),
            "PORTAL_SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
            "PORTAL_SLACK_APP_TOKEN": settings.slack_app_token.get_secret_value(),
            "PORTAL_TELEGRAM_API_URL": settings.telegram_api_url,
            "PORTAL_SLACK_API_URL": settings.slack_api_url,
        }


def _importing(names: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {', '.join(names)}"], check=True)
    return time.perf_counter() - begun


def _starting(environment: Mapping[str, str], folder: Path, role: str) -> float:
    """Seconds until `portal run` says that it is running; then it is asked to stop."""
    begun = time.perf_counter()
    surroundings = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PYTHONUNBUFFERED": "1"}
    without_settings(surroundings)
    said = []
    with subprocess.Popen(
        [sys.executable, "-c", RUN, "run", *(("--role", role) if role else ())],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env={**surroundings, **environment},
    ) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if "is running" in line:
                    return time.perf_counter() - begun
                said.append(line)
        finally:
            process.terminate()
            process.communicate()
    raise RuntimeError(f"portal run ended before it was ready: {''.join(said[-20:])}")
