"""A file to which lines are only ever added, each on the disk when it was added."""

import os
from collections.abc import Iterable
from io import BufferedRandom
from pathlib import Path

OWNER_ALONE = 0o600


def read_lines(path: Path) -> tuple[tuple[int, str], ...]:
    """Every line with its number, the oldest first; none of a file that is not there yet.

    Raises OSError, or UnicodeDecodeError for what is not text.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return ()
    return tuple((number, line) for number, line in enumerate(lines, 1) if line)


def add_lines(path: Path, added: Iterable[str]) -> None:
    """Adds these lines, and makes the file where there is none; raises OSError."""
    lines = "".join(f"{each}\n" for each in added)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    with os.fdopen(os.open(path, flags, OWNER_ALONE), "ab+") as file:
        if file.tell() and not _ends_well(file):
            # A line that was torn off stays by itself: it spoils none that follows.
            lines = f"\n{lines}"
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())


def reason_of(trouble: OSError | UnicodeDecodeError) -> str:
    """Why a file could not be read or written, in a word or two."""
    return trouble.strerror or "" if isinstance(trouble, OSError) else "it is not text"


def _ends_well(file: BufferedRandom) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
