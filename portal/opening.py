"""Opening the portal for a command: settings, lock, database, keys; and closing it again."""

import asyncio
import os
import signal
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from care.crisis import STALE_AFTER
from care.local_time import instant, local_date, zone
from care.people import Role
from portal import control, logs
from portal.clock import Clock, SystemClock
from portal.commands import COMMANDS, NotPossible, Office
from portal.run_lock import AlreadyRunning, RunLock
from portal.settings import Settings, load
from store import data_keys, people, practices
from store import migrate as migrations
from store.database import Database, DatabaseTrouble
from store.key_file import KeyFileTrouble, create_key_file, load_key_file

SOUND_SQLITE = (3, 51, 3)
"""From this version on SQLite is free of a fault that needs two writers; we have one."""


def settings() -> Settings:
    """The settings of this environment, with logging set up accordingly."""
    found = load(os.environ)
    logs.configure(found.log_level, found.log_format, SystemClock().now)
    return found


@asynccontextmanager
async def office(found: Settings, what: str, clock: Clock | None = None) -> AsyncIterator[Office]:
    """Everything a command works with, this process being the one that writes."""
    path = found.database_path
    lock = RunLock.take(path, what) if path is not None else None
    database = Database(found.database_url)
    try:
        await database.write(_ready)
        keys = load_key_file(found.key_file)
        yield Office(
            database, keys, clock or SystemClock(), found.crisis_file, lambda: _username(found)
        )
    finally:
        await database.close()
        if lock is not None:
            lock.release()


def _ready(connection: Any) -> None:
    """A new database gets its tables; one of another release is refused with the next step."""
    if migrations.current(connection) is None:
        migrations.upgrade(connection)
    migrations.check(connection)


async def _username(found: Settings) -> str:
    from portal.wiring import bot_username

    return await bot_username(found)


async def carry_out(command: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Carries a command out: by the running portal if there is one, else here and now."""
    found = settings()
    try:
        async with office(found, f"portal {command}") as opened:
            return await COMMANDS[command](opened, **arguments)
    except AlreadyRunning:
        path = found.database_path
        if path is None or not control.is_listening(control.socket_path(path)):
            raise
        return await control.ask(control.socket_path(path), command, arguments)


async def create_keys(second_copy: Path) -> Path:
    """Makes the key file; refused when the database holds anything sealed under another."""
    found = settings()
    database = Database(found.database_url)
    path = found.database_path
    try:
        if path is None or path.exists():
            with suppress(DatabaseTrouble):
                if await database.read(migrations.current) is not None and await database.read(
                    data_keys.any_wrapped
                ):
                    raise NotPossible(
                        "The database holds data sealed under a key file that is not here. A new "
                        f"one would open nothing of it: bring {found.key_file} or its second copy "
                        "back."
                    )
    finally:
        await database.close()
    create_key_file(found.key_file, second_copy)
    return found.key_file


async def migrate() -> str:
    """Brings the database to this release's tables; tells what was done."""
    found = settings()
    path = found.database_path
    lock = RunLock.take(path, "portal migrate") if path is not None else None
    database = Database(found.database_url)
    try:
        before = await database.read(migrations.current)
        await database.write(migrations.upgrade)
        now = await database.read(migrations.current)
    finally:
        await database.close()
        if lock is not None:
            lock.release()
    if before == now:
        return f"The database is at version {now} already."
    return f"The database is at version {now} now (it was {before or 'empty'})."


async def draw_chart(code: str, instrument: str, out: Path, practice: str | None) -> str:
    """Draws a progress picture into a file of the owner's alone; tells its caption."""
    from portal.pictures import progress_png

    found = settings()
    async with office(found, "portal chart") as opened:
        png, caption = await progress_png(opened, code, instrument, practice)
    descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(png)
    return caption


async def run() -> None:
    """Serves until it is told to stop, or until a part that must run cannot."""
    found = settings()
    if found.client_bot_token is None and found.slack_bot_token is None:
        raise NotPossible(
            "No platform has a token, so there is nothing to serve. Set PORTAL_CLIENT_BOT_TOKEN "
            "and the two Slack tokens (.env.example says where they come from), or try the portal "
            "without any: portal sandbox"
        )
    from portal.wiring import Portal

    logs.hear_the_uncaught()
    async with office(found, "portal run") as opened:
        portal = await Portal.assemble(found, opened, opened.clock)
        path = found.database_path
        ear = control.Control(opened, control.socket_path(path)) if path is not None else None
        try:
            await portal.start()
            if ear is not None:
                await ear.start()
            await _until_stopped(portal.failed())
        finally:
            if ear is not None:
                await ear.stop()
            await portal.close()


async def _until_stopped(failed: Any) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stopped.set)
    failing = asyncio.ensure_future(failed)
    stopping = asyncio.ensure_future(stopped.wait())
    done, rest = await asyncio.wait([failing, stopping], return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    for task in done:
        task.result()


async def open_sandbox(host: str, port: int, say: Callable[[str], None]) -> None:
    """The two local servers, the portal between them, and the page to play with."""
    from portal.sandbox_page import page
    from portal.sandboxed import furnish, sandboxed

    settings()
    starts = SystemClock().now()
    here = zone("Europe/Berlin")
    morning = instant(local_date(starts, here), datetime.min.time().replace(hour=9), here)
    with tempfile.TemporaryDirectory(prefix="portal-sandbox-") as folder:
        async with sandboxed(Path(folder), morning) as world:
            link = await furnish(world)
            await world.start(ticking=True)
            async with page(world, link, host, port) as url:
                say(f"The sandbox is open: {url}\nEverybody in it is made up. Ctrl-C closes it.")
                await _until_stopped(_portal_of(world).failed())


def _portal_of(world: Any) -> Any:
    if world.portal is None:
        raise RuntimeError("the portal was not started")
    return world.portal


# --- portal check -------------------------------------------------------------------------------


async def check() -> dict[str, Any]:
    """What is set, missing or old, nothing of it secret; ready: whether `portal run` would serve."""
    found = settings()
    findings: list[dict[str, str]] = []

    def note(weight: str, what: str) -> None:
        findings.append({"weight": weight, "what": what})

    _check_machine(note)
    _check_tokens(found, note)
    try:
        load_key_file(found.key_file)
        note("good", f"key file {found.key_file}")
    except KeyFileTrouble as trouble:
        note("missing", str(trouble))
    else:
        await _check_database(found, note)
    ready = all(each["weight"] != "missing" for each in findings)
    return {"ready": ready, "findings": findings}


def _check_machine(note: Callable[[str, str], None]) -> None:
    note("good", f"Python {sys.version_info.major}.{sys.version_info.minor}")
    sound = sqlite3.sqlite_version_info >= SOUND_SQLITE
    reason = "" if sound else "; before 3.51.3 a second writer could harm the file, we allow none"
    note("good", f"SQLite {sqlite3.sqlite_version}{reason}")


def _check_tokens(found: Settings, note: Callable[[str, str], None]) -> None:
    if found.client_bot_token is None and found.slack_bot_token is None:
        note("missing", "no platform has a token; without any there is: portal sandbox")
        return
    for name, token in (
        ("clients in Telegram", found.client_bot_token),
        ("therapists in Slack", found.slack_bot_token),
    ):
        note("good" if token else "warning", f"{name}: {'set' if token else 'no token'}")


async def _check_database(found: Settings, note: Callable[[str, str], None]) -> None:
    database = Database(found.database_url)
    path = found.database_path
    try:
        if path is not None and not path.exists():
            note("missing", "there is no database yet; make a practice: portal practice create")
            return
        await database.read(migrations.check)
        note("good", f"database at version {migrations.head()}")
        for practice in await database.read(practices.every):
            opened = Office(
                database,
                load_key_file(found.key_file),
                SystemClock(),
                found.crisis_file,
                lambda: _username(found),
            )
            await _check_practice(opened, practice, note)
        if not await database.read(practices.every):
            note("missing", "there is no practice yet; make one: portal practice create")
    except DatabaseTrouble as trouble:
        note("missing", str(trouble))
    finally:
        await database.close()


async def _check_practice(opened: Office, practice: Any, note: Callable[[str, str], None]) -> None:
    if practice.contacts is None:
        note("missing", f"{practice.name} has no crisis contacts: portal practice set --emergency")
    else:
        verified = practice.contacts_verified_on
        age = local_date(opened.clock.now(), zone(practice.zone)) - verified
        weight = "warning" if age > STALE_AFTER else "good"
        note(
            weight,
            f"{practice.name}: crisis contacts checked on {verified} by "
            f"{practice.contacts_verified_by}",
        )
    staff = await opened.database.read(people.members, opened.memory(practice.id))
    therapists = sum(Role.THERAPIST in each.roles for each in staff)
    note(
        "good" if therapists else "missing",
        f"{practice.name}: therapists: {therapists}"
        + ("" if therapists else "; add one: portal therapist add"),
    )
    open_hours = _weekly_hours(practice)
    if open_hours < timedelta(days=7):
        note(
            "warning",
            f"{practice.name}: nobody takes urgent cards outside of {practice.urgent_hours.text}",
        )


def _weekly_hours(practice: Any) -> timedelta:
    here = zone(practice.zone)
    monday = datetime(2026, 1, 5, tzinfo=UTC).date()
    spans = [
        span
        for ahead in range(7)
        for span in practice.urgent_hours.on(monday + timedelta(days=ahead), here)
    ]
    return sum((closes - opens for opens, closes in spans), timedelta())
