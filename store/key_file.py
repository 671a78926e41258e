"""The key file: the master keys, kept outside the database, and the plain words when it fails us.

The database holds only data keys that are wrapped; what unwraps them stands here. A thief of the
database alone, or of a backup, reads nothing that a person wrote.
"""

import hashlib
import json
import os
import secrets
import stat
import tomllib
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

KEY_BYTES = 32
FORMAT = 1
OWNER_READS = 0o400
OTHERS = stat.S_IRWXG | stat.S_IRWXO

PREAMBLE = """\
# The keys of this Therapy Progress Portal. Whoever holds this file and the database can read what
# clients wrote; without it nobody can, and losing every copy cannot be undone. Keep it away from
# the database and its backups, readable by the portal's account alone (mode 0400).
"""


class RingName(StrEnum):
    """Whose keys: the group bot is handed its own ring and can open no client's record."""

    CLIENTS = "clients"
    GROUPS = "groups"


class KekState(StrEnum):
    """What a key-encryption key may still do; rotation walks from top to bottom."""

    PRIMARY = "primary"
    DECRYPT_ONLY = "decrypt-only"
    # Nothing in the database is wrapped under it: it stays for backups that are older.
    RETIRED = "retired"
    DESTROYED = "destroyed"


class RingDoesNotFit(ValueError):
    """These keys cannot make a ring: the sentence says which rule they break."""


class KeyFileTrouble(Exception):
    """Something about the key file that a person has to settle; the sentence ends with how."""


class KeyFileMissing(KeyFileTrouble):
    """No file stands where the settings point."""


class KeyFileUnreadable(KeyFileTrouble):
    """A file stands there and the operating system does not let us read it."""


class KeyFileReadableByOthers(KeyFileTrouble):
    """Other accounts of the machine have a permission on it."""


class KeyFileDamaged(KeyFileTrouble):
    """What stands there is not, or is no longer, a key file."""


class KeyFileExists(KeyFileTrouble):
    """A file stands where a new one was to be made."""


class KeyFileNotWritten(KeyFileTrouble):
    """The disk refused a new key file; nothing of it was left behind."""


class SecondCopyNeeded(KeyFileTrouble):
    """A key file without a copy elsewhere is one lost disk away from losing everything."""


@dataclass(frozen=True, slots=True)
class Kek:
    """One key-encryption key; when it is destroyed its number stays and its bytes are gone."""

    version: int
    state: KekState
    # Never in a repr: tracebacks, logs and debuggers print those.
    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if type(self.version) is not int or not 1 <= self.version <= 0xFFFF:
            raise RingDoesNotFit("A key's version is a number from 1 to 65,535.")
        expected = 0 if self.state is KekState.DESTROYED else KEY_BYTES
        if type(self.key) is not bytes or len(self.key) != expected:
            raise RingDoesNotFit(
                f"Key v{self.version} is {self.state} and must be {expected} bytes long."
            )


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys of one audience: KEKs v1..vn, of which one is primary, and a blind-index key."""

    name: RingName
    keks: tuple[Kek, ...]
    index_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        # A number that is skipped or used twice would make "wrapped under v3" ambiguous for ever.
        if [kek.version for kek in self.keks] != list(range(1, len(self.keks) + 1)):
            raise RingDoesNotFit(f"The keys of {self.name} must be numbered 1, 2, 3 in order.")
        if [kek.state for kek in self.keks].count(KekState.PRIMARY) != 1:
            raise RingDoesNotFit(f"Exactly one key of {self.name} must be primary.")
        if type(self.index_key) is not bytes or len(self.index_key) != KEY_BYTES:
            raise RingDoesNotFit(f"The index key of {self.name} must be {KEY_BYTES} bytes long.")

    @property
    def primary(self) -> Kek:
        """The key that wraps what is new."""
        return next(kek for kek in self.keks if kek.state is KekState.PRIMARY)

    def opens(self, version: int) -> bool:
        """Whether what is wrapped under this version can be opened."""
        return any(kek.version == version and kek.key for kek in self.keks)


@dataclass(frozen=True, slots=True)
class Rings:
    """The two rings of a key file."""

    clients: Ring
    groups: Ring

    def __post_init__(self) -> None:
        if (self.clients.name, self.groups.name) != (RingName.CLIENTS, RingName.GROUPS):
            raise RingDoesNotFit("A key file holds the ring of the clients and that of the groups.")
        rings = (self.clients, self.groups)
        keys = [kek.key for ring in rings for kek in ring.keks if kek.key]
        keys += [ring.index_key for ring in rings]
        # One key in two places means that the random source is stuck, or that somebody copied a
        # line: the group bot would then open clients' records.
        if len(set(keys)) != len(keys):
            raise RingDoesNotFit("The same key stands in two places of the key file.")

    def ring(self, name: RingName) -> Ring:
        return self.clients if name is RingName.CLIENTS else self.groups

    def renewed(self, name: RingName, _enough: Callable[[Ring], bool]) -> Ring:
        """Rings by themselves have no place to look again."""
        return self.ring(name)

    def reread(self) -> "Rings":
        """Themselves, for the same reason."""
        return self


def load_key_file(path: Path, forbidden: int = OTHERS) -> Rings:
    """The rings of the file at this path, or a plain word about why they cannot be had."""
    try:
        with path.open("rb") as file:
            # Asked of the open file, so that nobody can exchange it between look and read.
            mode = os.fstat(file.fileno()).st_mode
            content = b"" if mode & forbidden else file.read()
    except (FileNotFoundError, NotADirectoryError):
        raise KeyFileMissing(
            f"There is no key file at {path}. Point PORTAL_KEY_FILE at it or bring back the second "
            "copy; only a portal that has never stored anything may make a new one "
            "(`portal keys create`)."
        ) from None
    except IsADirectoryError:
        raise KeyFileDamaged(
            f"{path} is a folder. Point PORTAL_KEY_FILE at the key file itself."
        ) from None
    except OSError as error:
        raise KeyFileUnreadable(
            f"The key file at {path} cannot be read ({error.strerror}). Make the account that runs "
            f"the portal its owner: chown ACCOUNT {path}"
        ) from None
    if mode & forbidden:
        raise KeyFileReadableByOthers(
            f"Other accounts have a permission on the key file at {path} (mode "
            f"{stat.S_IMODE(mode):04o}). Take it from them: chmod 0400 {path} - and if one of them "
            "may have copied it, count the database as read by them."
        )
    return understood(content, f"The key file at {path}")


def understood(content: bytes, whose: str) -> Rings:
    """The rings of these bytes, wherever they came from; KeyFileDamaged names that place."""
    try:
        return load(content.decode())
    except ValueError as error:
        # `from None` throughout: what a parser quotes or keeps could be a key.
        reason = str(error) if isinstance(error, RingDoesNotFit) else "It is not the text we wrote."
    raise KeyFileDamaged(
        f"{whose} is damaged. {reason} Bring back the second copy; do not make a "
        "new key file, it would open nothing that is stored."
    )


def create_key_file(
    path: Path,
    second_copy: Path | None,
    *,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Rings:
    """New keys in two places, or in none.

    The caller has looked that the database holds no wrapped key: new keys open no old one.
    """
    if second_copy is None or _same_folder(path.parent, second_copy.parent):
        raise SecondCopyNeeded(
            "A key file needs a second copy in another folder, better on another disk: if the only "
            "one is lost, everything that clients wrote is lost with it, and nobody can undo that. "
            "Name a place for the copy."
        )
    for place in (path, second_copy):
        if os.path.lexists(place):
            raise _already_there(place)
    keys = Rings(
        *(
            Ring(name, (Kek(1, KekState.PRIMARY, random(KEY_BYTES)),), random(KEY_BYTES))
            for name in (RingName.CLIENTS, RingName.GROUPS)
        )
    )
    with ExitStack() as undo:
        # The copy first: at whatever instant the power fails, a key file that is there has one.
        for place in (second_copy, path):
            _write_new(place, dump(keys).encode(), undo)
            if load_key_file(place) != keys:
                raise KeyFileNotWritten(f"{place} does not read back as written. Use another disk.")
        undo.pop_all()
    return keys


def dump(keys: Rings) -> str:
    """The text of a key file; readable, so that it can be kept on paper in a safe."""
    rings = "".join(_ring_text(ring) for ring in (keys.clients, keys.groups))
    check = _check(tomllib.loads(f"format = {FORMAT}\n{rings}"))
    return f'{PREAMBLE}\nformat = {FORMAT}\ncheck = "{check}"\n{rings}'


def load(text: str) -> Rings:
    """The rings that a text holds; ValueError for anything that `dump` would not have written."""
    document = tomllib.loads(text)
    if document.get("format") != FORMAT:
        raise RingDoesNotFit(
            f"It is not of format {FORMAT}: it may come from a newer release of the portal."
        )
    check = document.pop("check", None)
    try:
        if check != _check(document):
            # A digit mistyped from paper would be a valid key that opens nothing.
            raise RingDoesNotFit("Its check sum does not match: something in it was changed.")
        return Rings(*(_ring(name, document[name]) for name in (RingName.CLIENTS, RingName.GROUPS)))
    except (KeyError, TypeError, AttributeError):
        raise RingDoesNotFit("A part of it is missing or of another kind.") from None


def _ring_text(ring: Ring) -> str:
    lines = [f"\n[{ring.name}]", f'index_key = "{ring.index_key.hex()}"']
    for kek in ring.keks:
        lines += [f"\n[[{ring.name}.kek]]", f"version = {kek.version}", f'state = "{kek.state}"']
        if kek.key:
            lines.append(f'key = "{kek.key.hex()}"')
    return "\n".join(lines) + "\n"


def _ring(name: RingName, table: dict[str, Any]) -> Ring:
    keks = tuple(
        Kek(kek["version"], KekState(kek["state"]), bytes.fromhex(kek.get("key", "")))
        for kek in table["kek"]
    )
    return Ring(name, keks, bytes.fromhex(table["index_key"]))


def _check(document: dict[str, Any]) -> str:
    """A sum over the values, so that comments and blank lines may change."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(b"portal key file|" + canonical.encode()).hexdigest()


def _same_folder(one: Path, other: Path) -> bool:
    try:
        # Sees through links, mounts and file systems that do not tell A from a.
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def _already_there(place: Path) -> KeyFileExists:
    return KeyFileExists(
        f"There is already a file at {place}, and a key file is never overwritten: what was sealed "
        "under it could not be opened again. Use it, or choose another place."
    )


def replace_key_file(path: Path, keys: Rings) -> None:
    """Other keys in the place of a key file: the old file whole or the new one, never a part.

    Mode and owner stay, so that whoever could read it still can; a link stays a link.
    """
    place = path.resolve()
    new = place.with_name(f".{place.name}.{secrets.token_hex(4)}.new")
    try:
        was = place.stat()
        with ExitStack() as undo:
            _write_new(new, dump(keys).encode(), undo)
            if load_key_file(new) != keys:
                raise KeyFileNotWritten(f"{new} does not read back as written. Use another disk.")
            if (was.st_uid, was.st_gid) != (os.geteuid(), os.getegid()):
                os.chown(new, was.st_uid, was.st_gid)
            new.chmod(stat.S_IMODE(was.st_mode))
            new.replace(place)
            undo.pop_all()
        _sync_folder(place.parent)
    except OSError as error:
        raise KeyFileNotWritten(
            f"The key file at {path} could not be replaced ({error.strerror}), so it is as it was. "
            "Give the account that rotates keys the right to write in its folder, or free some "
            "space, and try again."
        ) from None


def copy_key_file(path: Path, keys: Rings, second_copy: Path) -> None:
    """Brings the second copy up to date, or makes one; another portal's is left alone."""
    if _same_folder(path.parent, second_copy.parent):
        raise SecondCopyNeeded(
            "The second copy belongs into another folder, better on another disk: what takes the "
            "key file away must not take both. Name another place."
        )
    if not os.path.lexists(second_copy):
        with ExitStack() as undo:
            _write_new(second_copy, dump(keys).encode(), undo)
            undo.pop_all()
        return
    earlier = load_key_file(second_copy)
    if any(earlier.ring(each).index_key != keys.ring(each).index_key for each in RingName):
        raise KeyFileExists(
            f"{second_copy} is the key file of another portal, and is left as it is. Name the "
            "place of this portal's second copy."
        )
    if any(_lost(earlier.ring(each), keys.ring(each)) for each in RingName):
        raise KeyFileExists(
            f"{second_copy} holds a version of the keys that {path} does not have, and there may "
            f"be data under it: {path} may be an older copy. Both are left as they are. Look with "
            f"portal keys status --key-file {second_copy}, and put the newer one in place."
        )
    replace_key_file(second_copy, keys)


def _lost(earlier: Ring, ring: Ring) -> bool:
    """Whether a key would be gone that is in the earlier ring, and was not destroyed on purpose."""
    stays = {(kek.version, kek.key) for kek in ring.keks}
    destroyed = {kek.version for kek in ring.keks if kek.state is KekState.DESTROYED}
    return any(
        (kek.version, kek.key) not in stays
        for kek in earlier.keks
        if kek.state is not KekState.DESTROYED and kek.version not in destroyed
    )


def _write_new(place: Path, content: bytes, undo: ExitStack) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with os.fdopen(os.open(place, flags, OWNER_READS), "wb") as file:
            undo.callback(_remove, place)
            os.fchmod(file.fileno(), OWNER_READS)  # Whatever the umask took away.
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(place.parent)
    except FileExistsError:
        raise _already_there(place) from None
    except OSError as error:
        raise KeyFileNotWritten(
            f"No key file could be written to {place} ({error.strerror}), so none was made. Make "
            "the folder, free some space or choose another place, and try again."
        ) from None


def _remove(place: Path) -> None:
    place.unlink(missing_ok=True)
    # The disk may be refusing just this, and the error that brought us here says more.
    with suppress(OSError):
        _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
