"""One program at a time on one SQLite file: two that write would each undo the other's order."""

import fcntl
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

OWNER_ALONE = 0o600
SERVES = "portal run"
"""What holds the lock for as long as somebody is served."""


class RunLockTrouble(Exception):
    """The lock cannot be had; the sentence says why and what to do."""


class AlreadyRunning(RunLockTrouble):
    """Another command of the portal holds the database."""


class CommandGoesOn(AlreadyRunning):
    """A command holds the database, and lets go of it when it has ended."""


class LockNotPossible(RunLockTrouble):
    """The operating system gives no lock in this place."""


class RunLock:
    """Held from `take` to `release` or to the end of the process, however it ends.

    The operating system drops the lock with the process, so that nobody has to clean up after
    kill -9. The file stays: whoever removed it could remove one that is just being locked.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, database_path: Path, what: str) -> Self:
        """Locks this database for a command such as "portal run"; AlreadyRunning names who has it.

        The real path, so that a link to the database is no second door to it.
        """
        database = database_path.resolve()
        path = database.with_name(f"{database.name}.lock")
        descriptor = _open(path)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.fchmod(descriptor, OWNER_ALONE)  # Also where an older file allowed others more.
            _write(descriptor, {"what": what, "process": os.getpid()})
        except BlockingIOError:
            held = _held(descriptor, database)
            os.close(descriptor)
            raise held from None
        except OSError as error:
            os.close(descriptor)
            raise LockNotPossible(
                f"{path} cannot be locked ({error.strerror}). Keep the database on a disk of this "
                "machine, with some space left on it."
            ) from None
        return cls(path, descriptor)

    def release(self) -> None:
        """Lets the next command in; a second time it does nothing."""
        # Forgotten first: the system gives the number to the next file that is opened.
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, OWNER_ALONE)
    except OSError as error:
        raise LockNotPossible(
            f"{path} cannot be opened ({error.strerror}). Make the folder, or give the account "
            "that runs the portal the right to write there."
        ) from None


def _write(descriptor: int, holder: dict[str, str | int]) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(holder).encode(), 0)


def _held(descriptor: int, database: Path) -> AlreadyRunning:
    """Who has it, in a sentence; what serves keeps it, and any other command has it for a while."""
    # When it was written is when it was taken.
    since = datetime.fromtimestamp(os.fstat(descriptor).st_mtime, UTC)
    what = ""
    try:
        holder = json.loads(os.pread(descriptor, 4096, 0))
        what = str(holder["what"])
        who = f"`{what}` (process {holder['process']})"
    except (ValueError, TypeError, KeyError):
        who = "another command of the portal"
    kind = CommandGoesOn if what not in ("", SERVES) else AlreadyRunning
    return kind(
        f"{database.name} is in use: {who} holds it since {since:%Y-%m-%d %H:%M} UTC. Wait until "
        "that command ends, or stop it with Ctrl-C where it runs, and try again. To run a second "
        "portal beside it, give it a database of its own (PORTAL_DATABASE_URL)."
    )
