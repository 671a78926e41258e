"""Anchors: signed ends of audit chains in a file elsewhere, where who holds the database is not.

A chain that is cut back to an earlier signed end looks whole by itself. The anchor shows that it
went on.
"""

import json
import os
from collections.abc import Iterable
from io import BufferedRandom
from pathlib import Path
from uuid import UUID

import structlog

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
            lines = self.path.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as trouble:
            raise self._trouble("read", trouble) from None
        return tuple(self._anchor(number, line) for number, line in enumerate(lines, 1) if line)

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
            self._append("".join(f"{json.dumps(each.as_json())}\n" for each in moved))
            known |= {each.chain: each.number for each in moved}
        return len(moved)

    def _append(self, lines: str) -> None:
        try:
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
            with os.fdopen(os.open(self.path, flags, 0o600), "ab+") as file:
                if file.tell() and not self._ends_well(file):
                    # A line that was torn off stays by itself: it spoils none that follows.
                    lines = f"\n{lines}"
                file.write(lines.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as trouble:
            raise self._trouble("written", trouble) from None

    @staticmethod
    def _ends_well(file: BufferedRandom) -> bool:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"

    def _anchor(self, number: int, line: str) -> Head:
        try:
            return head_of(json.loads(line))
        except (AttributeError, KeyError, TypeError, ValueError):
            raise AnchorTrouble(
                f"Line {number} of the anchors at {self.path} is not an anchor. Somebody has "
                "changed the file, or the disk was full: keep it as it is, and look who was there."
            ) from None

    def _trouble(self, done: str, trouble: Exception) -> AnchorTrouble:
        why = trouble.strerror if isinstance(trouble, OSError) else "it is not text"
        return AnchorTrouble(
            f"The anchors at {self.path} cannot be {done} ({why}). Look at the disk that "
            "PORTAL_AUDIT_ANCHOR_FILE names."
        )
