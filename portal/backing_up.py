"""`portal backup`: everything into one folder, also while the portal runs; and a look at it."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from care.people import PracticeId
from portal import crisis_file
from portal.backup_folder import (
    CARDS,
    ERASED,
    ITS_FOLDER,
    MANIFEST,
    POSTGRESQL,
    SQLITE,
    Manifest,
    Told,
    check,
    dump,
    load,
    part,
    sync,
    written,
)
from portal.clock import SystemClock
from portal.crisis_file import CrisisEntry
from portal.engine_copies import save_postgresql, save_sqlite
from portal.erased_file import ErasedFile
from portal.key_place import place_of
from portal.office import NotPossible, Office, write_erased
from portal.opening import reading, settings
from portal.restoring import brought, looked_at
from portal.settings import Settings
from store import migrate as migrations
from store.key_provider import KeyFile


async def backup(to: Path, told: Told, *, forget_old: bool = False) -> dict[str, Any]:
    """Makes a new backup in this folder, and tells what is in it."""
    found = settings()
    now = SystemClock().now()
    if forget_old and found.copies_kept_days is None:
        raise NotPossible(
            "PORTAL_COPIES_KEPT_DAYS does not say for how long backups are kept. Set it, and "
            "--forget-old deletes those that are older."
        )
    _keys_elsewhere(found, to)
    async with reading(found) as made:
        try:
            folder = await _made(made, found, to, now, told)
        except OSError as trouble:
            raise NotPossible(
                f"The backup could not be written to {to} ({trouble.strerror}). Choose another "
                "place with --to, or free some space. Nothing was left behind."
            ) from None
    kept = load(folder)
    return {
        "backup": str(folder),
        "made_at": kept.made_at.isoformat(timespec="seconds"),
        "bytes": sum(each.bytes for each in kept.parts),
        "keys": str(place_of(found)),
        "forgotten": _forget_old(found, to, now) if forget_old else [],
    }


def _keys_elsewhere(found: Settings, to: Path) -> None:
    place = place_of(found)
    if isinstance(place, KeyFile) and place.path.resolve().is_relative_to(to.resolve()):
        raise NotPossible(
            f"The key file lies in {to}, and whoever gets hold of both could read everything. "
            "Name a folder of its own with --to, best on another disk."
        )


async def _made(made: Office, found: Settings, to: Path, now: datetime, told: Told) -> Path:
    beside, folder = _place(to, now)
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, beside, ignore_errors=True)
        await _filled(made, found, beside, now, told)
        os.rename(beside, folder)
        undo.pop_all()
    sync(to)
    return folder


def _place(to: Path, now: datetime) -> tuple[Path, Path]:
    """Where a backup is made, and its name once it is whole: what has that name is a backup."""
    to.mkdir(mode=ITS_FOLDER, parents=True, exist_ok=True)
    folder = to / f"portal-{now.astimezone(UTC):%Y-%m-%d-%H%M%S}"
    if folder.exists():
        raise NotPossible(f"There is a backup of this very second already: {folder}")
    return Path(tempfile.mkdtemp(prefix=".portal-", dir=to)), folder


async def _filled(made: Office, found: Settings, beside: Path, now: datetime, told: Told) -> None:
    path = found.database_path
    if path is not None:
        save_sqlite(path, beside / SQLITE, told)
    else:
        save_postgresql(found.database_url, beside / POSTGRESQL)
        told(1, 1)
    written(beside / CARDS, crisis_file.dump(_cards(found)).encode())
    # Beside all backups too: whoever restores an older one learns from it who was erased since.
    for place in (found.erased_file, beside / ERASED, beside.parent / ERASED):
        await write_erased(_with(made, place))
    names = sorted(os.listdir(beside))
    engine = "sqlite" if path is not None else "postgresql"
    parts = tuple(part(beside / name) for name in names)
    written(beside / MANIFEST, dump(Manifest(now, engine, migrations.head(), parts)).encode())
    sync(beside)


def _with(made: Office, place: Path) -> Office:
    return replace(made, erased=ErasedFile(place))


def _cards(found: Settings) -> Mapping[PracticeId, CrisisEntry]:
    try:
        return crisis_file.load(found.crisis_file)
    except crisis_file.CrisisFileMissing:
        return {}


def _forget_old(found: Settings, to: Path, now: datetime) -> list[str]:
    """Deletes backups that are older than clients are told they are kept."""
    since = now - timedelta(days=found.copies_kept_days or 0)
    forgotten = []
    for each in sorted(to.glob("portal-*")):
        try:
            old = load(each).made_at < since
        except NotPossible:
            continue
        if old:
            shutil.rmtree(each)
            forgotten.append(each.name)
    return forgotten


async def verify(folder: Path, told: Told) -> dict[str, Any]:
    """Everything that a restore would look at, done on a copy that is thrown away."""
    found = settings()
    manifest = load(folder)
    check(folder, manifest, told)
    if manifest.engine != "sqlite":
        return {
            "backup": str(folder),
            "made_at": manifest.made_at.isoformat(timespec="seconds"),
            "files": len(manifest.parts),
            "opened": False,
        }
    try:
        with tempfile.TemporaryDirectory(prefix=".portal-look-") as room:
            copy = Path(room) / SQLITE
            shutil.copyfile(folder / manifest.database, copy)
            os.chmod(copy, 0o600)
            looked = await looked_at(await brought(found, copy))
    except OSError as trouble:
        raise NotPossible(
            f"There is no room to look into the backup ({trouble.strerror}). Point TMPDIR at a "
            "disk with some space."
        ) from None
    return {
        "backup": str(folder),
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "files": len(manifest.parts),
        "opened": True,
        **looked,
    }
