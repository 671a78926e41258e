"""Anchors: signed ends of audit chains in a file elsewhere, where who holds the database is not.

A chain that is cut back to an earlier signed end looks whole by itself. The anchor shows that it
went on.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import structlog

from store.added_lines import add_lines, read_lines, reason_of
from store.audit_form import Head, head_of

log = structlog.get_logger()


class AnchorTrouble(Exception):
    """The anchors cannot be read or written; the sentence ends with what to do."""


class AnchorFile:
    """The file with a line for every end that was anchored; lines are only ever added."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[UUID, int] | None = None

    def read(self) -> tuple[Head, ...]:
        """Every anchor, the oldest first; none when nothing was anchored yet."""
        try:
            lines = read_lines(self.path)
        except (OSError, UnicodeDecodeError) as trouble:
            raise self._trouble("read", trouble) from None
        return tuple(self._anchor(number, line) for number, line in lines)

    def add(self, heads: Iterable[Head]) -> int:
        """Adds the ends that have moved since they were anchored; tells how many."""
        if self._known is None:
            anchored: dict[UUID, int] = {}
            for each in self.read():
                anchored[each.chain] = max(each.number, anchored.get(each.chain, 0))
            self._known = anchored
        known = self._known
        for each in heads:
            if each.number < known.get(each.chain, 0):
                # Anchoring goes on for the others; `portal audit verify` says all about it.
                log.error("audit.went-back", practice=str(each.practice), chain=str(each.chain))
        moved = [each for each in heads if each.number > known.get(each.chain, 0)]
        if moved:
            try:
                add_lines(self.path, (json.dumps(each.as_json()) for each in moved))
            except OSError as trouble:
                raise self._trouble("written", trouble) from None
            known |= {each.chain: each.number for each in moved}
        return len(moved)

    def _anchor(self, number: int, line: str) -> Head:
        try:
            return head_of(json.loads(line))
        except (AttributeError, KeyError, TypeError, ValueError):
            raise AnchorTrouble(
                f"Line {number} of the anchors at {self.path} is not an anchor. Somebody has "
                "changed the file, or the disk was full: keep it as it is, and look who was there."
            ) from None

    def _trouble(self, done: str, trouble: OSError | UnicodeDecodeError) -> AnchorTrouble:
        return AnchorTrouble(
            f"The anchors at {self.path} cannot be {done} ({reason_of(trouble)}). Look at the disk "
            "that PORTAL_AUDIT_ANCHOR_FILE names."
        )
