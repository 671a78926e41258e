"""Looking whether the audit is whole: every link, every signed end, every anchor."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection

from care.people import PracticeId
from store import audit
from store.audit_form import Entry, Head, genesis, hash_of
from store.signing import is_signed

Link = Callable[[bytes, Entry], bytes]


class What(StrEnum):
    """What is wrong; the words of `docs/verify_audit.py` as well."""

    NUMBER = "number"
    HASH = "hash"
    HEAD_MISSING = "head-missing"
    HEAD_DIFFERS = "head-differs"
    SIGNATURE = "signature"
    ANCHOR_MISSING = "anchor-missing"
    ANCHOR_DIFFERS = "anchor-differs"
    ANCHOR_SIGNATURE = "anchor-signature"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where."""

    practice: UUID
    chain: UUID
    number: int
    what: What


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check looked at, and everything it found."""

    chains: int
    entries: int
    anchors: int
    faults: tuple[Fault, ...]


def check(
    connection: Connection,
    practice: PracticeId,
    keys: Mapping[str, bytes],
    anchors: Sequence[Head] = (),
    link: Link = hash_of,
) -> Checked:
    """Looks at every chain of a practice, and at every anchor of it."""
    mine = [each for each in anchors if each.practice == practice]
    of_chain: dict[UUID, list[Head]] = defaultdict(list)
    faults = []
    for anchor in mine:
        if _is_signed(keys, anchor):
            of_chain[anchor.chain].append(anchor)
        else:
            fault = Fault(practice, anchor.chain, anchor.number, What.ANCHOR_SIGNATURE)
            faults.append(fault)
    heads = audit.heads(connection, practice)
    known = audit.chains(connection, practice)
    looked_at = 0
    for chain in sorted({*known, *of_chain}):
        found = audit.entries(connection, practice, chain)
        walk = _Walk(practice, chain, keys, of_chain.get(chain, ()), link)
        if chain in known:
            walk.along(found, heads.get(chain))
        faults += walk.end()
        looked_at += walk.entries
    return Checked(len(known), looked_at, len(mine), tuple(faults))


def _is_signed(keys: Mapping[str, bytes], head: Head) -> bool:
    public = keys.get(head.ring)
    return public is not None and is_signed(public, head.signature, head.signed())


class _Walk:
    """One chain from its beginning to its end."""

    def __init__(
        self,
        practice: UUID,
        chain: UUID,
        keys: Mapping[str, bytes],
        anchors: Iterable[Head],
        link: Link,
    ) -> None:
        self.entries = 0
        self._practice, self._chain, self._keys, self._link = practice, chain, keys, link
        self._faults: list[Fault] = []
        self._anchors: dict[int, list[Head]] = defaultdict(list)
        for each in anchors:
            self._anchors[each.number].append(each)

    def along(self, found: Iterable[Entry], head: Head | None) -> None:
        ring = head.ring if head else ""
        number, last = 0, genesis(self._practice, self._chain, ring)
        for each in found:
            self.entries += 1
            if each.number != number + 1:
                self._note(What.NUMBER, each.number)
            # Without its end nobody knows in which ring a chain began, and that is told below.
            if (head or number) and self._link(last, each) != each.hash:
                self._note(What.HASH, each.number)
            for anchor in self._anchors.pop(each.number, ()):
                if anchor.hash != each.hash:
                    self._note(What.ANCHOR_DIFFERS, anchor.number)
            number, last = each.number, each.hash
        if head is None:
            self._note(What.HEAD_MISSING, number)
            return
        if not _is_signed(self._keys, head):
            self._note(What.SIGNATURE, head.number)
        if (head.number, head.hash) != (number, last):
            self._note(What.HEAD_DIFFERS, head.number)

    def end(self) -> list[Fault]:
        """Everything that was found; what an anchor names and the chain has not is missing."""
        for number, anchors in self._anchors.items():
            for _ in anchors:
                self._note(What.ANCHOR_MISSING, number)
        return self._faults

    def _note(self, what: What, number: int) -> None:
        self._faults.append(Fault(self._practice, self._chain, number, what))
