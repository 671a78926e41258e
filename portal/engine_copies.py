"""The database into a file and out of it: SQLite by its own backup, PostgreSQL by its programs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from portal.backup_folder import OWNER_ALONE, Told, sync
from portal.office import NotPossible
from store.database import write_anew

PAGES_AT_ONCE = 1024
DEBIAN = "/usr/lib/postgresql"
HANDED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PGSSLROOTCERT", "PGPASSFILE")


def save_sqlite(database: Path, to: Path, told: Told) -> None:
    """One moment of the database, whoever writes meanwhile."""
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE))
    address = f"{database.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as of, closing(sqlite3.connect(to)) as copy:
        # Holds the moment: else the backup would begin anew with every write of the portal.
        of.execute("BEGIN")
        of.execute("SELECT count(*) FROM sqlite_master").fetchone()
        of.backup(
            copy,
            pages=PAGES_AT_ONCE,
            progress=lambda _status, left, whole: told(whole - left, whole),
        )
        # One file: the log that SQLite would leave beside it belongs to nobody's backup.
        copy.execute("PRAGMA journal_mode=DELETE")
        # Nor does what was deleted before and still stood in a gap of some page.
        copy.isolation_level = None
        write_anew(to.absolute().parent, copy)
    sync(to)


def whole_sqlite(database: Path) -> None:
    """Passes when SQLite finds nothing wrong in any page or index."""
    try:
        with closing(sqlite3.connect(database)) as copy:
            [first, *_] = copy.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.DatabaseError:
        first = ("unreadable",)
    if first != ("ok",):
        raise NotPossible("The database in this backup is damaged. Take another backup.")


def save_postgresql(url: str, to: Path) -> None:
    """One moment of the database, by pg_dump in its own packed form."""
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE))
    _run("pg_dump", ["--format=custom", "--no-owner", "--no-acl", f"--file={to}"], url)


def bring_postgresql(url: str, of: Path) -> None:
    """Into an empty database, all of it or nothing."""
    words = ["--no-owner", "--no-acl", "--single-transaction", "--exit-on-error"]
    parsed = make_url(url)
    _run("pg_restore", [*words, f"--dbname={parsed.database}", str(of)], url)


def _run(program: str, words: list[str], url: str) -> None:
    found = _program(program)
    # The words are ours, and no shell reads them. What it says may quote what it reads.
    done = subprocess.run(  # noqa: S603
        [found, *words], env=_of(url), capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode == 0:
        return
    if b"server version mismatch" in done.stderr or b"unsupported version" in done.stderr:
        raise NotPossible(
            f"{program} is older than the PostgreSQL that it should read. Install the client "
            "programs of the server's version."
        )
    raise NotPossible(
        f"{program} could not do its work (exit status {done.returncode}). Look whether the "
        "database of PORTAL_DATABASE_URL answers (portal check) and its account owns the tables; "
        "the log of the server says the rest."
    )


def _program(name: str) -> str:
    """Where the program is: the newest that Debian keeps, else on the path."""
    kept = sorted(
        Path(DEBIAN).glob(f"*/bin/{name}"),
        key=lambda found: int("0" + found.parts[-3].partition(".")[0]),
    )
    found = str(kept[-1]) if kept else shutil.which(name)
    if found is None:
        raise NotPossible(
            f"{name} is not on this machine. Install the client programs of PostgreSQL, in the "
            "version of the server or a newer one."
        )
    return found


def _of(url: str) -> dict[str, str]:
    """The address for PostgreSQL's programs; as an argument everybody would see its password."""
    parsed = make_url(url)
    ssl = parsed.query.get("sslmode") or parsed.query.get("ssl")
    given = {
        "PGHOST": parsed.host,
        "PGPORT": parsed.port,
        "PGUSER": parsed.username,
        "PGPASSWORD": parsed.password,
        "PGDATABASE": parsed.database,
        "PGSSLMODE": ssl if isinstance(ssl, str) else None,
    }
    kept = {name: each for name in HANDED_ON if (each := os.environ.get(name)) is not None}
    return {**kept, **{name: str(each) for name, each in given.items() if each is not None}}
