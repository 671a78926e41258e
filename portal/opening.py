"""Opening the portal for a command: settings, lock, database, keys; and closing it again."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection

from care.people import PracticeId
from portal import control, logs
from portal.clock import Clock, SystemClock
from portal.commands import COMMANDS, instrument_list, shipped_list
from portal.commands.instrument_export import exported, instrument_export
from portal.credentials import credentials
from portal.erased_file import ErasedFile
from portal.key_place import place_of
from portal.office import NotPossible, Office
from portal.plain_words import database_words
from portal.run_lock import AlreadyRunning, RunLock
from portal.settings import LogLevel, Settings, load
from questionnaires.library import shipped
from store import data_keys, practices
from store import migrate as migrations
from store.anchors import AnchorFile
from store.database import Database
from store.key_file import KeyFileMissing, KeyFileTrouble, create_key_file
from store.key_provider import KeyFile, Keys
from store.tokens import TokenKind

FIRST_ANSWER = 15
"""Seconds within which a database answers at all."""

R = TypeVar("R")

TRIES, BETWEEN_TRIES = 25, 0.2
"""Commands are over in a moment, and a portal that is just starting listens in a moment."""


def settings(*, serving: bool = False) -> Settings:
    """The settings of this environment, with logging set up accordingly.

    A command answers in a sentence; only what serves, or is looked into, writes log lines as well.
    """
    found = load(os.environ)
    quiet = not serving and found.log_level is not LogLevel.DEBUG
    level = LogLevel.ERROR if quiet else found.log_level
    logs.configure(level, found.log_format, SystemClock().now)
    return found


@asynccontextmanager
async def office(found: Settings, what: str, clock: Clock | None = None) -> AsyncIterator[Office]:
    """Everything a command works with, this process being the one that writes."""
    _no_folder(found)
    keys = await keys_of(found)
    path = found.database_path
    lock = RunLock.take(path, what) if path is not None else None
    try:
        if path is not None:
            _closed_to_others(path)
        async with opened(found) as database:
            await answering(found, database.write(_ready))
            made = _office(found, database, keys, clock)
            await answering(found, _keys_fit(made))
            with database_words(found):
                yield made
    finally:
        if lock is not None:
            lock.release()


@asynccontextmanager
async def reading(found: Settings, clock: Clock | None = None) -> AsyncIterator[Office]:
    """What a command works with that only reads: it needs no lock, whoever writes."""
    _no_folder(found)
    path = found.database_path
    if path is not None and not path.exists():
        raise NotPossible("There is no database yet. Make a practice: portal practice create")
    keys = await keys_of(found)
    async with opened(found) as database:
        await answering(found, database.read(migrations.check))
        made = _office(found, database, keys, clock)
        await answering(found, _keys_fit(made))
        with database_words(found):
            yield made


@asynccontextmanager
async def opened(found: Settings) -> AsyncIterator[Database]:
    """The database, closed afterwards."""
    database = Database(found.database_url)
    try:
        yield database
    finally:
        await database.close()


async def answering(found: Settings, work: Awaitable[R]) -> R:
    """What the database answers; a sentence when it does not, or takes too long."""
    with database_words(found, OSError, TimeoutError):
        async with asyncio.timeout(FIRST_ANSWER):
            return await work


def _office(found: Settings, database: Database, keys: Keys, clock: Clock | None) -> Office:
    async def username(practice: PracticeId) -> str:
        return await username_of(made, found, practice)

    async def group_username(practice: PracticeId) -> str | None:
        return await group_username_of(made, found, practice)

    made = Office(
        database,
        keys,
        clock or SystemClock(),
        found.crisis_file,
        username,
        group_username,
        anchors_of(found),
        copies_kept_of(found),
        ErasedFile(found.erased_file),
    )
    return made


def anchors_of(found: Settings) -> AnchorFile | None:
    """Where the audit is anchored, if the settings name a place."""
    return None if found.audit_anchor_file is None else AnchorFile(found.audit_anchor_file)


def copies_kept_of(found: Settings) -> timedelta | None:
    """For how long copies of the database are kept, if the settings say it."""
    days = found.copies_kept_days
    return None if days is None else timedelta(days=days)


async def username_of(made: Office, found: Settings, practice: PracticeId) -> str:
    """The username of a practice's client bot, asked of Telegram."""
    from portal.posts import bot_username

    _, tokens = await credentials(made, found)
    return await bot_username(tokens[practice].get(TokenKind.CLIENT_BOT), found.telegram_api_url)


async def group_username_of(made: Office, found: Settings, practice: PracticeId) -> str | None:
    """The username of a practice's groups' bot, asked of Telegram; None without a token."""
    from portal.group_wiring import group_bot_username

    _, tokens = await credentials(made, found)
    token = tokens[practice].get(TokenKind.GROUP_BOT)
    return None if token is None else await group_bot_username(token, found.telegram_api_url)


def _ready(connection: Connection) -> None:
    """A new database gets its tables; one of another release is refused with the next step."""
    if migrations.current(connection) is None:
        migrations.upgrade(connection)
    migrations.check(connection)


async def _keys_fit(made: Office) -> None:
    """Passes when these keys open every practice; else nothing may begin."""

    def look(connection: Connection) -> None:
        for practice in practices.every(connection):
            made.memory(practice.id).open_clients(connection, ())

    await made.database.read(look)


async def keys_of(found: Settings) -> Keys:
    place = place_of(found)
    try:
        return Keys(place, place.read())
    except KeyFileMissing:
        if not isinstance(place, KeyFile):
            raise
        if await _holds_keys(found):
            raise _sealed_under_another(found) from None
        raise KeyFileMissing(
            f"There is no key file at {found.key_file} yet. Make it, with a second copy on another "
            f"disk: portal keys create --second-copy /another/disk/{found.key_file.name}"
        ) from None


async def _holds_keys(found: Settings) -> bool:
    """Whether the database holds anything that only its own key file opens."""
    path = found.database_path
    if path is not None and not path.exists():
        return False

    def look(connection: Connection) -> bool:
        return migrations.current(connection) is not None and data_keys.any_wrapped(connection)

    async with opened(found) as database:
        return await answering(found, database.read(look))


def _sealed_under_another(found: Settings) -> NotPossible:
    return NotPossible(
        "The database holds data sealed under a key file that is not here, and a new one would "
        f"open nothing of it. Bring {found.key_file} or its second copy back."
    )


def _closed_to_others(path: Path) -> None:
    """A new file is born readable by its owner alone; SQLite would ask the umask."""
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _no_folder(found: Settings) -> None:
    path = found.database_path
    if path is not None and path.is_dir():
        raise NotPossible(
            f"{path} is a folder. PORTAL_DATABASE_URL must name a file in it: "
            f"sqlite:///{path / 'portal.db'}"
        )


# --- commands ------------------------------------------------------------------------------------


async def carry_out(
    command: str,
    arguments: dict[str, Any],
    found: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Carries a command out: by the running portal if there is one, else here and now."""
    found = found or settings()
    tries = 0
    while True:
        try:
            async with office(found, f"portal {command}") as made:
                watched = made if progress is None else replace(made, progress=progress)
                return await COMMANDS[command](watched, **arguments)
        except AlreadyRunning:
            tries += 1
            ear = control.socket_path(found.database_path or Path())
            if control.is_listening(ear):
                return await control.ask(ear, command, arguments, progress)
            if tries == TRIES:
                raise
        except KeyFileTrouble:
            # A credential is handed to the running portal and not to a shell.
            ear = control.socket_path(found.database_path or Path())
            if found.database_path is None or not control.is_listening(ear):
                raise
            return await control.ask(ear, command, arguments, progress)
        await asyncio.sleep(BETWEEN_TRIES)


async def look(command: Callable[..., Awaitable[R]], **arguments: Any) -> R:
    """Carries out a command that only reads, whoever writes meanwhile."""
    found = settings()
    async with reading(found) as made:
        return await command(made, **arguments)


def _is_new() -> bool:
    """Whether there is no database yet, where the settings name a file."""
    found = settings()
    _no_folder(found)
    path = found.database_path
    return path is not None and not path.exists()


async def instruments(practice: str | None) -> dict[str, Any]:
    """The instruments of the practice; before there is a database, those of the portal."""
    if practice is None and _is_new():
        return shipped_list()
    return await look(instrument_list, practice=practice)


async def export_instrument(given: dict[str, Any], practice: str | None) -> dict[str, Any]:
    """An instrument as a file for others, also before there is a database."""
    if practice is None and _is_new():
        return exported(shipped(), **given)
    return await look(instrument_export, **given, practice=practice)


async def create_keys(second_copy: Path) -> dict[str, Any]:
    """Makes the key file; refused when the database holds anything sealed under another."""
    found = settings()
    _no_folder(found)
    place = place_of(found)
    if not isinstance(place, KeyFile):
        raise NotPossible(
            f"The settings take the keys from {place}. To make new ones, set PORTAL_KEY_FILE "
            "alone; then put the file where they are taken from."
        )
    if not found.key_file.exists() and await _holds_keys(found):
        raise _sealed_under_another(found)
    second_copy = file_in(second_copy, found.key_file.name)
    create_key_file(found.key_file, second_copy)
    return {"key_file": str(found.key_file.resolve()), "second_copy": str(second_copy.resolve())}


def file_in(place: Path, name: str) -> Path:
    """A file of this name where a folder is named, else the place itself."""
    return place / name if place.is_dir() else place


async def migrate() -> dict[str, Any]:
    """Brings the database to this release's tables; tells what was done."""
    found = settings()
    _no_folder(found)
    path = found.database_path
    lock = RunLock.take(path, "portal migrate") if path is not None else None
    try:
        if path is not None:
            _closed_to_others(path)
        async with opened(found) as database:
            before = await answering(found, database.read(migrations.current))
            with database_words(found):
                await database.write(migrations.upgrade)
                now = await database.read(migrations.current)
    finally:
        if lock is not None:
            lock.release()
    return {"before": before, "version": now}


def hang_gallery(folder: Path, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Draws every chart with made-up numbers; nothing of anybody is read for it."""
    from portal.gallery_pictures import hang

    return {"folder": str(folder), "files": hang(folder, progress)}


async def draw_chart(
    code: str | None, instrument: str | None, out: Path, practice: str | None
) -> dict[str, Any]:
    """Draws a progress picture into a file of the owner's alone; tells its caption."""
    from portal.pictures import keep, progress_png

    if code is None or instrument is None:
        raise NotPossible(
            "Say of whom and of what: portal chart quiet-harbor phq9. All charts with made-up "
            "numbers: portal chart --gallery FOLDER"
        )
    found = settings()
    async with reading(found) as made:
        png, caption = await progress_png(made, code, instrument, practice)
    # Nobody has seen it yet: first it is noted that somebody will.
    await carry_out("audit note", {"what": "chart", "client": code, "practice": practice})
    keep(out, png)
    return {"file": str(out), "caption": caption}


async def export_client(
    code: str, to: Path, passphrase: str, again: str, practice: str | None
) -> dict[str, Any]:
    """Writes everything about a client into an encrypted file of the owner's alone."""
    from portal.export.by_hand import checked, copied
    from portal.pictures import keep

    secret = checked(passphrase, again)
    found = settings()
    async with reading(found) as made:
        client, data = await copied(made, code, secret, practice)
    # Nobody has it yet: first it is noted that somebody will.
    await carry_out("audit note", {"what": "record", "client": client, "practice": practice})
    keep(to, data, "copy", "--to")
    return {"client": client, "file": str(to)}
