"""The vault: seals what people wrote, each person's under a key of their own.

    KEK of the ring -wraps-> data key of one owner -HKDF-> key of one column -seals-> value

A key of their own, so that erasing one person means destroying one key. A key per column, so that
no key sees more values than random nonces allow and none opens another column.
The associated data names the place of a value, so that a ciphertext which was moved or brought
back from an old backup is refused instead of being believed.

Synchronous, without input and output, for one thread: the one that holds the connection.
"""

import os
import struct
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar
from uuid import UUID
from weakref import WeakSet

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from store.key_file import KEY_BYTES, KekState, Ring
from store.signing import signing_key

# Each stored form begins with what a later release needs to read it, or to refuse it in words.
AES_256_GCM = 1
AS_IS = 1
PADDED = 2
WRAPPED = 1
SEALED_HEADER = struct.Struct(">BBH")  # format, algorithm, data-key version
WRAPPED_HEADER = struct.Struct(">BBHH")  # format, algorithm, KEK version, data-key version

NONCE_BYTES = 12
TAG_BYTES = 16
SHORTEST_SEALED = SEALED_HEADER.size + NONCE_BYTES + TAG_BYTES
WRAPPED_BYTES = WRAPPED_HEADER.size + NONCE_BYTES + KEY_BYTES + TAG_BYTES
INDEX_BYTES = 16

SMALLEST_BUCKET = 64
BUCKET_GROWTH = 4
END_OF_DATA = b"\x80"

# A kept cipher takes 2.4 kB, most of it the expanded key: four for each owner are 40 MB at most.
CIPHERS_PER_OWNER = 4


class Refused(Exception):
    """A sealed value that is not what was sealed in this place."""


class KeyRefused(Refused):
    """A wrapped key that is not this owner's, or that no key of this ring opens."""


class PrimaryOutdated(KeyRefused):
    """The database is further in a rotation than the key file that this process can read."""


class KeyNotOpen(LookupError):
    """The owner's data key is not in the cache: `open_key` comes first."""


def _joined(*parts: bytes) -> bytes:
    """Parts with their lengths, so that ("ab", "c") and ("a", "bc") are not the same bytes."""
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])


def _utf8(text: str) -> bytes:
    # Half a surrogate pair can reach us in a platform's JSON; what a person wrote is kept anyway.
    return text.encode("utf-8", "surrogatepass")


class OwnerKind(StrEnum):
    """What an owner is; part of every name, so that equal ids of two kinds stay apart."""

    PRACTICE = "practice"
    CLIENT = "client"
    STAFF = "staff"
    BOT = "bot"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose data key: one for each client, group, bot, member of staff and practice."""

    practice: UUID
    kind: OwnerKind
    id: UUID
    # Hashing bytes that remember their hash is ten times faster than hashing two UUIDs.
    name: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        name = _joined(_utf8(self.kind), self.practice.bytes, self.id.bytes)
        object.__setattr__(self, "name", name)


@dataclass(frozen=True, slots=True)
class Field:
    """A column that is kept sealed."""

    table: str
    column: str
    name: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", _joined(_utf8(self.table), _utf8(self.column)))


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key as it is stored, and what rotation and retention ask about it."""

    wrapped: bytes = field(repr=False)
    kek_version: int
    key_version: int


@dataclass(frozen=True, slots=True, repr=False)
class _FieldCipher:
    """A column's cipher for one owner, and what of its associated data never changes."""

    aead: AESGCM
    as_is: bytes
    padded: bytes
    place: bytes


@dataclass(frozen=True, slots=True, repr=False)
class _OpenKey:
    """An owner's data key in memory, and the ciphers made from it so far."""

    data_key: bytes
    version: int
    ciphers: dict[bytes, _FieldCipher] = field(default_factory=dict)


class Vault:
    """Opens and seals under one ring; a desk is handed the vault of its own audience and no other.

    The least recently used keys leave the cache, so a caller opens at most `cached_owners` keys,
    then seals and opens under them.
    """

    living: ClassVar["WeakSet[Vault]"] = WeakSet()
    """Every vault of this process: who is erased is forgotten by all of them."""

    def __init__(
        self,
        ring: Ring,
        *,
        renewed: Callable[[Callable[[Ring], bool]], Ring] | None = None,
        random: Callable[[int], bytes] = os.urandom,
        cached_owners: int = 4096,
    ) -> None:
        if cached_owners < 1:
            raise ValueError("A vault holds at least one open key.")
        self._renewed = renewed
        self._random = random
        self._take_up(ring)
        self._index = HMAC(ring.index_key, SHA256())
        self._indexes: dict[tuple[UUID, str], HMAC] = {}
        """Begun for a practice and a kind: only the value is left to be hashed."""
        self._open: OrderedDict[bytes, _OpenKey] = OrderedDict()
        self._cached_owners = cached_owners
        self._kept_ciphers = 0
        Vault.living.add(self)

    def __repr__(self) -> str:
        return f"Vault({self._ring.name}, {len(self._open)} keys open)"

    # Data keys

    @property
    def primary_version(self) -> int:
        """The KEK version under which what is new is wrapped."""
        return self._ring.primary.version

    def wrap_at_least_under(self, version: int) -> None:
        """Passes when what is new is wrapped under this version or a newer one.

        Another process may have rotated meanwhile: then the keys are read again.
        """
        if self.primary_version < version:
            self._renew(lambda ring: ring.primary.version >= version)
        if self.primary_version < version:
            raise PrimaryOutdated(
                f"The database is wrapped under master key v{version} of {self._ring.name} "
                f"already, and the key file still names v{self.primary_version} as primary: it is "
                "an older copy."
            )

    def new_data_key(self, owner: Owner) -> WrappedKey:
        """A fresh key, open already; a caller whose transaction fails must `forget` it.

        Else the cache would seal under a key that no row remembers.
        """
        data_key = self._random(KEY_BYTES)
        wrapped = self._wrap(owner, data_key, key_version=1)
        self._hold(owner, data_key, version=1)
        return wrapped

    def open_key(self, owner: Owner, wrapped: bytes) -> None:
        """Unwrap into the cache; KeyRefused when the key is not this owner's."""
        data_key, _, version = self._unwrap(owner, wrapped)
        held = self._open.get(owner.name)
        if held is not None and (held.data_key, held.version) == (data_key, version):
            self._open.move_to_end(owner.name)
            return
        self._hold(owner, data_key, version)

    def rewrap(self, owner: Owner, wrapped: bytes) -> WrappedKey:
        """The same data key under the primary KEK; a rotation that is repeated changes nothing.

        What is sealed stays as it is: rotation costs one small write for each owner.
        """
        data_key, kek_version, key_version = self._unwrap(owner, wrapped)
        if kek_version == self._ring.primary.version:
            return WrappedKey(wrapped, kek_version, key_version)
        return self._wrap(owner, data_key, key_version)

    def closed(self, owners: Iterable[Owner]) -> set[Owner]:
        """Those of whom no value can be sealed now; asking counts as use.

        So the keys that a batch found open are not the ones that leave while it opens the others.
        """
        found = set()
        held = self._open
        for owner in owners:
            if owner.name in held:
                held.move_to_end(owner.name)
            else:
                found.add(owner)
        return found

    def is_open(self, owner: Owner) -> bool:
        """Whether a value of this owner can be sealed now; asking counts as use."""
        return not self.closed([owner])

    def forget(self, owner: Owner) -> None:
        """Drop the key from memory: after erasure, and after a transaction that failed."""
        held = self._open.pop(owner.name, None)
        if held is not None:
            self._kept_ciphers -= len(held.ciphers)

    # Values

    def seal(
        self,
        owner: Owner,
        field: Field,
        row: str | UUID,
        data: bytes,
        *,
        version: int = 1,
        pad: bool = False,
    ) -> bytes:
        """The value as it may be stored, good for this place and this row version only.

        Padding hides how much somebody wrote, which says a lot about a journal.
        """
        cipher = self._cipher(owner, field)
        header = cipher.as_is
        if pad:
            header, data = cipher.padded, _padded(data)
        # Drawn for each value and never in advance: a stock would be shared by a forked process,
        # and a nonce that is used twice opens both values.
        nonce = self._random(NONCE_BYTES)
        place = header + cipher.place + _row_name(row, version)
        return header + nonce + cipher.aead.encrypt(nonce, data, place)

    def open(
        self, owner: Owner, field: Field, row: str | UUID, sealed: bytes, *, version: int = 1
    ) -> bytes:
        """What was sealed; Refused when it was moved, rolled back or damaged."""
        cipher = self._cipher(owner, field)
        header = sealed[: SEALED_HEADER.size]
        if len(sealed) < SHORTEST_SEALED or header not in (cipher.as_is, cipher.padded):
            raise Refused(f"{_column(field)} cannot be opened: {_why_not(sealed)}")
        nonce = sealed[SEALED_HEADER.size : SEALED_HEADER.size + NONCE_BYTES]
        ciphertext = sealed[SEALED_HEADER.size + NONCE_BYTES :]
        place = header + cipher.place + _row_name(row, version)
        try:
            data = cipher.aead.decrypt(nonce, ciphertext, place)
        except InvalidTag:
            raise Refused(
                f"{_column(field)} cannot be opened: it was moved, rolled back or damaged."
            ) from None
        return _unpadded(data) if header == cipher.padded else data

    def seal_text(
        self,
        owner: Owner,
        field: Field,
        row: str | UUID,
        text: str,
        *,
        version: int = 1,
        pad: bool = False,
    ) -> bytes:
        """Text as it may be stored; journal entries and messages are padded."""
        return self.seal(owner, field, row, _utf8(text), version=version, pad=pad)

    def open_text(
        self, owner: Owner, field: Field, row: str | UUID, sealed: bytes, *, version: int = 1
    ) -> str:
        """The text that was sealed."""
        data = self.open(owner, field, row, sealed, version=version)
        try:
            return data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            # The original error carries the plaintext along, and errors are printed.
            pass
        raise Refused(f"{_column(field)} holds bytes, not text.")

    def sign(self, signed: bytes) -> bytes:
        """The signature of this ring's audit under these bytes."""
        return signing_key(self._ring).sign(signed)

    def blind_index(self, practice: UUID, kind: str, value: str) -> bytes:
        """Finds a row by a value that is stored sealed, such as a platform id.

        Keyed, because ids are few enough to try them all; named by ring, practice and kind, because
        equal entries would tell that two practices know the same person.
        """
        begun = self._indexes.get((practice, kind))
        if begun is None:
            begun = self._indexes[practice, kind] = self._index.copy()
            named = _joined(b"blind index", _utf8(self._ring.name), practice.bytes, _utf8(kind))
            begun.update(named)
        index = begun.copy()
        index.update(_joined(_utf8(value)))
        return index.finalize()[:INDEX_BYTES]

    # How it is done

    def _take_up(self, ring: Ring) -> None:
        self._ring = ring
        self._keks = {kek.version: AESGCM(kek.key) for kek in ring.keks if kek.key}

    def _renew(self, enough: Callable[[Ring], bool]) -> None:
        if self._renewed is not None:
            ring = self._renewed(enough)
            if ring != self._ring:
                self._take_up(ring)

    def _wrap(self, owner: Owner, data_key: bytes, key_version: int) -> WrappedKey:
        kek_version = self._ring.primary.version
        header = WRAPPED_HEADER.pack(WRAPPED, AES_256_GCM, kek_version, key_version)
        nonce = self._random(NONCE_BYTES)
        sealed = self._keks[kek_version].encrypt(nonce, data_key, self._belongs(owner, header))
        return WrappedKey(header + nonce + sealed, kek_version, key_version)

    def _unwrap(self, owner: Owner, wrapped: bytes) -> tuple[bytes, int, int]:
        """Data key, KEK version, data-key version."""
        whose = f"The key of {owner.kind} {owner.id}"
        if len(wrapped) != WRAPPED_BYTES:
            raise KeyRefused(f"{whose} is damaged: it has not the length of a wrapped key.")
        form, algorithm, kek_version, key_version = WRAPPED_HEADER.unpack_from(wrapped)
        if (form, algorithm) != (WRAPPED, AES_256_GCM):
            raise KeyRefused(
                f"{whose} is of format {form} with algorithm {algorithm}, which this release of "
                "the portal does not know."
            )
        if kek_version not in self._keks:
            # Rotated by another process: its key file may say more by now.
            self._renew(lambda ring: ring.opens(kek_version))
        if kek_version not in self._keks:
            raise KeyRefused(f"{whose} cannot be opened: {self._what_became_of(kek_version)}")
        header = wrapped[: WRAPPED_HEADER.size]
        nonce = wrapped[WRAPPED_HEADER.size : WRAPPED_HEADER.size + NONCE_BYTES]
        sealed = wrapped[WRAPPED_HEADER.size + NONCE_BYTES :]
        try:
            data_key = self._keks[kek_version].decrypt(nonce, sealed, self._belongs(owner, header))
        except InvalidTag:
            raise KeyRefused(
                f"{whose} cannot be opened: it is another owner's, it is damaged, or the key file "
                "is not the one it was made with."
            ) from None
        return data_key, kek_version, key_version

    def _what_became_of(self, kek_version: int) -> str:
        for kek in self._ring.keks:
            if kek.version == kek_version and kek.state is KekState.DESTROYED:
                return f"master key v{kek_version} of {self._ring.name} was destroyed."
        return (
            f"the key file has no master key v{kek_version} for {self._ring.name}. It may be "
            "an older copy."
        )

    def _belongs(self, owner: Owner, header: bytes) -> bytes:
        """Binds a wrapped key to its owner, ring and versions: another's does not open here."""
        return _joined(b"data key", _utf8(self._ring.name), owner.name, header)

    def _hold(self, owner: Owner, data_key: bytes, version: int) -> None:
        self.forget(owner)
        self._open[owner.name] = _OpenKey(data_key, version)
        if len(self._open) > self._cached_owners:
            _, leaving = self._open.popitem(last=False)
            self._kept_ciphers -= len(leaving.ciphers)

    def _cipher(self, owner: Owner, field: Field) -> _FieldCipher:
        held = self._open.get(owner.name)
        if held is None:
            raise KeyNotOpen(
                f"The key of {owner.kind} {owner.id} is not open: give its wrapped form to "
                "open_key first."
            )
        self._open.move_to_end(owner.name)
        cipher = held.ciphers.get(field.name)
        if cipher is None:
            self._make_room()
            cipher = _field_cipher(owner, field, held)
            held.ciphers[field.name] = cipher
            self._kept_ciphers += 1
        return cipher

    def _make_room(self) -> None:
        """Lets go of the ciphers, not the keys, of those who were served longest ago."""
        most = CIPHERS_PER_OWNER * self._cached_owners
        if self._kept_ciphers < most:
            return
        for held in self._open.values():
            self._kept_ciphers -= len(held.ciphers)
            held.ciphers.clear()
            # A quarter at a time, so that the search is not repeated for every new cipher.
            if self._kept_ciphers <= most * 3 // 4:
                return


def _field_cipher(owner: Owner, field: Field, held: _OpenKey) -> _FieldCipher:
    info = _joined(b"field", field.name)
    # No salt: the data key is uniformly random already, HKDF only parts it by column.
    key = HKDF(SHA256(), KEY_BYTES, None, info).derive(held.data_key)
    return _FieldCipher(
        AESGCM(key),
        as_is=SEALED_HEADER.pack(AS_IS, AES_256_GCM, held.version),
        padded=SEALED_HEADER.pack(PADDED, AES_256_GCM, held.version),
        place=_joined(field.name, owner.name),
    )


_FIRST = (1).to_bytes(8, "big")


def _row_name(row: str | UUID, version: int) -> bytes:
    """Ends the associated data, so the row needs no length; an id and its text are two rows."""
    number = _FIRST if version == 1 else version.to_bytes(8, "big")
    if isinstance(row, str):
        return number + b"t" + _utf8(row)
    return number + b"u" + row.int.to_bytes(16, "big")


def _padded(data: bytes) -> bytes:
    """Data, a mark, zeros up to the bucket: the mark tells data that end in zeros from padding."""
    bucket = SMALLEST_BUCKET
    while bucket <= len(data):
        bucket *= BUCKET_GROWTH
    return (data + END_OF_DATA).ljust(bucket, b"\0")


def _unpadded(data: bytes) -> bytes:
    marked = data.rstrip(b"\0")
    if not marked.endswith(END_OF_DATA):
        raise Refused("A padded value has no end mark.")
    return marked[:-1]


def _column(field: Field) -> str:
    return f"A value of {field.table}.{field.column}"


def _why_not(sealed: bytes) -> str:
    if len(sealed) < SHORTEST_SEALED:
        return "it is cut short."
    form, algorithm, key_version = SEALED_HEADER.unpack_from(sealed)
    if form not in (AS_IS, PADDED) or algorithm != AES_256_GCM:
        return (
            f"it is of format {form} with algorithm {algorithm}, which this release of the portal "
            "does not know."
        )
    return f"it was sealed under version {key_version} of the data key, and another is open."
