"""The written form of the audit: what exactly is hashed and signed.

    text     = length in four bytes, big-endian, then UTF-8; nothing = four bytes of 0xFF
    genesis  = SHA-256("portal audit chain 1\\n" + practice + chain + ring)
    hash     = SHA-256("portal audit entry 1\\n" + hash before + practice + chain + number + at
                       + role + actor + action + kind + object + subject + reason)
    signed   = "portal audit head 1\\n" + practice + chain + ring + number + hash + at

Every value is a text: numbers in decimal, ids in the usual form, instants in UTC with microseconds,
hashes in hexadecimal but for the hash before, which is its 32 bytes. `docs/verify_audit.py` does
the same with nothing of ours, and docs/decisions/0010-audit.md says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from care.audit import Act

CHAIN, ENTRY, HEAD = (f"portal audit {each} 1\n".encode() for each in ("chain", "entry", "head"))
NOTHING = b"\xff\xff\xff\xff"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a chain, all of it texts, and the hash that stands with it."""

    practice: UUID
    chain: UUID
    number: int
    at: datetime
    role: str
    actor: str
    action: str
    kind: str
    object: str | None
    subject: UUID | None
    reason: str | None
    hash: bytes = b""

    def texts(self) -> dict[str, str | None]:
        """What is hashed, in this order, and what an export shows."""
        return {
            "practice": str(self.practice),
            "chain": str(self.chain),
            "number": str(self.number),
            "at": instant_text(self.at),
            "role": self.role,
            "actor": self.actor,
            "action": self.action,
            "kind": self.kind,
            "object": self.object,
            "subject": None if self.subject is None else str(self.subject),
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain, as its process has signed it."""

    practice: UUID
    chain: UUID
    ring: str
    number: int
    hash: bytes
    at: datetime
    signature: bytes = b""

    def signed(self) -> bytes:
        """What the signature is over."""
        return HEAD + encoded(self.texts().values())

    def texts(self) -> dict[str, str]:
        """What is signed, in this order."""
        return {
            "practice": str(self.practice),
            "chain": str(self.chain),
            "ring": self.ring,
            "number": str(self.number),
            "hash": self.hash.hex(),
            "at": instant_text(self.at),
        }

    def as_json(self) -> dict[str, str]:
        """The head as it stands in an export and in an anchor."""
        return {**self.texts(), "signature": self.signature.hex()}


def entry(practice: UUID, chain: UUID, number: int, at: datetime, act: Act) -> Entry:
    """An act in its place, not hashed yet."""
    return Entry(
        practice,
        chain,
        number,
        at,
        act.role.value,
        act.actor,
        act.action.value,
        act.kind.value,
        act.object,
        act.subject,
        act.reason,
    )


def head_of(found: dict[str, Any]) -> Head:
    """A head as `as_json` wrote it; ValueError or KeyError for anything else."""
    return Head(
        UUID(found["practice"]),
        UUID(found["chain"]),
        str(found["ring"]),
        int(found["number"]),
        bytes.fromhex(found["hash"]),
        datetime.fromisoformat(found["at"]),
        bytes.fromhex(found["signature"]),
    )


def encoded(texts: Iterable[str | None]) -> bytes:
    """Texts with their lengths, so that no two different rows of texts are the same bytes."""
    return b"".join(NOTHING if text is None else _with_length(text) for text in texts)


def _with_length(text: str) -> bytes:
    plain = text.encode("utf-8", "surrogatepass")
    return len(plain).to_bytes(4, "big") + plain


def instant_text(at: datetime) -> str:
    """An instant, always written alike."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def genesis(practice: UUID, chain: UUID, ring: str) -> bytes:
    """What stands before the first entry of a chain, so that none can be moved to another."""
    return sha256(CHAIN + encoded((str(practice), str(chain), ring))).digest()


def hash_of(before: bytes, found: Entry) -> bytes:
    """The hash of an entry behind the one before it."""
    return sha256(ENTRY + before + encoded(found.texts().values())).digest()
