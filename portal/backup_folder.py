"""A backup: a folder with the database, the crisis cards, who was erased, and a manifest.

The key file is never in it: who holds a backup alone reads nothing that a person wrote.
"""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from portal.office import NotPossible

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE, POSTGRESQL = "database.sqlite3", "database.dump"
CARDS, ERASED = "crisis_cards.json", "erased.jsonl"
OWNER_ALONE, ITS_FOLDER = 0o600, 0o700
AT_ONCE = 1 << 20

Told = Callable[[int, int], None]
"""Hears how much is done, of how much."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup, as it was written."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in a backup: when it was made, of which tables, and every file's check sum."""

    made_at: datetime
    engine: str
    version: str
    parts: tuple[Part, ...]

    @property
    def database(self) -> str:
        """The name of the file with the database."""
        return SQLITE if self.engine == "sqlite" else POSTGRESQL


def dump(manifest: Manifest) -> str:
    """The text of the manifest; readable, so that sha256sum can be laid beside it."""
    document = {
        "format": FORMAT,
        "made_at": manifest.made_at.isoformat(),
        "engine": manifest.engine,
        "version": manifest.version,
        "files": [asdict(each) for each in manifest.parts],
    }
    return json.dumps(document, indent=2) + "\n"


def load(folder: Path) -> Manifest:
    """The manifest of this backup, or a plain word about why there is none."""
    path = folder / MANIFEST
    if not folder.is_dir():
        raise NotPossible(
            f"There is no backup at {folder}: a backup is a folder that portal backup has made."
        )
    try:
        told = json.loads(path.read_text("utf-8"))
        if told["format"] != FORMAT:
            raise NotPossible(
                f"The backup at {folder} is of a newer release. Restore it with that."
            )
        parts = tuple(
            Part(str(each["name"]), int(each["bytes"]), str(each["sha256"]))
            for each in told["files"]
        )
        made = Manifest(
            datetime.fromisoformat(told["made_at"]),
            str(told["engine"]),
            str(told["version"]),
            parts,
        )
    except FileNotFoundError:
        raise NotPossible(
            f"{folder} is not a backup, or one that was not finished: {MANIFEST} is missing. Take "
            "another one."
        ) from None
    except OSError as trouble:
        raise NotPossible(f"{path} cannot be read ({trouble.strerror}).") from None
    except (AttributeError, KeyError, TypeError, ValueError):
        raise NotPossible(f"{path} is damaged. Take another backup.") from None
    if any(Path(each.name).name != each.name for each in made.parts) or made.database not in {
        each.name for each in made.parts
    }:
        raise NotPossible(f"{path} is damaged. Take another backup.")
    return made


def part(path: Path, told: Callable[[int], None] = lambda _: None) -> Part:
    """A file's size and check sum."""
    checked = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while some := file.read(AT_ONCE):
            checked.update(some)
            size += len(some)
            told(size)
    return Part(path.name, size, checked.hexdigest())


def check(folder: Path, manifest: Manifest, told: Told) -> None:
    """Passes when every file is as it was written."""
    whole = sum(each.bytes for each in manifest.parts)
    done = 0
    for each in manifest.parts:
        try:
            found = part(folder / each.name, partial(_more, told, done, whole))
        except OSError as trouble:
            raise NotPossible(
                f"{folder / each.name} cannot be read ({trouble.strerror}). Take another backup."
            ) from None
        if found != each:
            raise NotPossible(
                f"{folder / each.name} is not what was written: its check sum differs. Take "
                "another backup, and look after that disk."
            )
        done += each.bytes


def written(path: Path, text: bytes) -> None:
    """A file of the owner's alone, on the disk when this returns."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """A file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _more(told: Told, before: int, whole: int, size: int) -> None:
    told(before + size, whole)
