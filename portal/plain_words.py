"""Errors in plain words: what the operating system and the database say, told with a next step."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from portal.crisis_file import CrisisFileTrouble
from portal.erased_file import ErasedFileTrouble
from portal.key_place import place_of
from portal.office import NotPossible
from portal.run_lock import RunLockTrouble
from portal.settings import Settings, SettingsTrouble
from store.anchors import AnchorTrouble
from store.database import BadDatabaseUrl, DatabaseTrouble
from store.key_file import KeyFileTrouble
from store.vault import KeyRefused, PrimaryOutdated

SENTENCES = (
    NotPossible,
    CrisisFileTrouble,
    ErasedFileTrouble,
    RunLockTrouble,
    SettingsTrouble,
    BadDatabaseUrl,
    DatabaseTrouble,
    KeyFileTrouble,
    AnchorTrouble,
)
"""What says by itself what is wrong and what to do next."""

_LOCKED = "locked"

_SQLITE = {
    "unable to open": "cannot be opened. Give the account that runs the portal the right to read "
    "and write the file and its folder.",
    "readonly": "cannot be written. Give the account that runs the portal the right to write the "
    "file and its folder.",
    _LOCKED: "is held by another program. Close whatever has it open, and try again.",
    "full": "cannot grow: the disk is full. Free some space, and try again.",
    "disk I/O": "cannot be read or written: the disk refuses. Look after the disk, or bring back a "
    "backup.",
    "malformed": "is damaged. Keep it aside and bring back a backup.",
}

_POSTGRESQL = {
    "28P01": "does not let this account in. Check name and password in PORTAL_DATABASE_URL.",
    "28000": "does not let this account in. Check name and password in PORTAL_DATABASE_URL.",
    "3D000": "has no database of this name. Make it with createdb, or correct PORTAL_DATABASE_URL.",
    "42501": "does not allow this account to do that. Make it the owner of the portal's database.",
    "53300": "has no free connection. Close other programs, or allow more connections.",
    "57P01": "is just stopping. Start it again, and try again.",
    "57P02": "has crashed and is recovering. Try again in a moment.",
    "57P03": "is just starting. Try again in a moment.",
}

_PASSING = frozenset({"53300", "57P01", "57P02", "57P03"})
"""What may be otherwise a little later, without anybody changing a setting."""


class DatabaseSilent(DatabaseTrouble):
    """The database cannot be reached, or refuses to work."""


class DatabaseAway(DatabaseSilent):
    """The database is not there just now; it may come, or come back, by itself."""


@contextmanager
def database_words(settings: Settings, *also: type[Exception]) -> Iterator[None]:
    """Tells what the database does not do by a sentence; also these, where only it can fail."""
    try:
        yield
    except Exception as trouble:
        if not isinstance(trouble, (SQLAlchemyError, KeyRefused, *also)):
            raise
        if isinstance(trouble, PrimaryOutdated):
            raise NotPossible(
                f"{trouble} Point PORTAL_KEY_FILE at the newer one, or bring its second copy back."
            ) from None
        if isinstance(trouble, KeyRefused):
            raise NotPossible(
                f"{_keys(settings)} is not the one under which this database was "
                "sealed. Point PORTAL_KEY_FILE at that one, or bring its second copy back."
            ) from None
        raise _of_database(settings, trouble) from None


def _keys(settings: Settings) -> str:
    words = str(place_of(settings))
    return words[0].upper() + words[1:]


def _of_database(settings: Settings, trouble: Exception) -> DatabaseSilent:
    cause: Any = trouble.orig if isinstance(trouble, DBAPIError) else trouble
    if (path := settings.database_path) is not None:
        said = str(cause)
        for sign, words in _SQLITE.items():
            if sign in said:
                kind = DatabaseAway if sign == _LOCKED else DatabaseSilent
                return kind(f"The database at {path} {words}")
        return DatabaseSilent(
            f"The database at {path} does not do what was asked ({type(cause).__name__}). Nothing "
            "was changed; look after the disk, or bring back a backup."
        )
    url = make_url(settings.database_url)
    server = f"PostgreSQL at {url.host or 'this machine'}:{url.port or 5432}"
    while cause is not None:
        state = getattr(cause, "sqlstate", None) or ""
        if words := _POSTGRESQL.get(state, ""):
            kind = DatabaseAway if state in _PASSING else DatabaseSilent
            return kind(f"{server} {words}")
        if isinstance(cause, OSError | TimeoutError):
            return DatabaseAway(
                f"{server} does not answer. Start it, or correct PORTAL_DATABASE_URL, and try "
                "again."
            )
        trouble, cause = cause, cause.__cause__
    return DatabaseSilent(
        f"{server} does not do what was asked ({type(trouble).__name__}). Nothing was changed; its "
        "own log says why."
    )
