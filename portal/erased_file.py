"""Who was erased, by ids that lead to nobody, in a file outside the database.

A backup that is older than an erasure still holds the client. With this file `portal restore`
erases again who was erased since, before anything is served.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from care.erasure import AskedBy
from care.people import ClientId, PracticeId
from store.added_lines import add_lines, read_lines, reason_of
from store.erasures import Tombstone


class ErasedFileTrouble(Exception):
    """The file cannot be read or written; the sentence ends with what to do."""


class ErasedFile:
    """A line for every erasure; lines are only ever added."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: set[UUID] | None = None

    def read(self) -> tuple[Tombstone, ...]:
        """Every erasure, the oldest first; none when nobody was erased yet."""
        try:
            lines = read_lines(self.path)
        except (OSError, UnicodeDecodeError) as trouble:
            raise self._trouble("read", trouble) from None
        return tuple(self._tombstone(number, line) for number, line in lines)

    def add(self, found: Iterable[Tombstone]) -> int:
        """Adds those that are not in the file yet; tells how many."""
        if self._known is None or not self.path.exists():
            self._known = {each.receipt for each in self.read()}
        new = [each for each in found if each.receipt not in self._known]
        # Also when there is nobody: a file that is there says that nobody was.
        if new or not self.path.exists():
            try:
                add_lines(self.path, (json.dumps(_as_json(each)) for each in new))
            except OSError as trouble:
                raise self._trouble("written", trouble) from None
            self._known |= {each.receipt for each in new}
        return len(new)

    def _tombstone(self, number: int, line: str) -> Tombstone:
        try:
            told = json.loads(line)
            return Tombstone(
                PracticeId(UUID(told["practice"])),
                ClientId(UUID(told["client"])),
                UUID(told["receipt"]),
                AskedBy(told["asked_by"]),
                datetime.fromisoformat(told["asked_at"]),
                datetime.fromisoformat(told["erased_at"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            raise ErasedFileTrouble(
                f"Line {number} of {self.path} does not say who was erased. Bring the file back "
                "from where it is copied to: without it a backup would bring erased clients back."
            ) from None

    def _trouble(self, done: str, trouble: OSError | UnicodeDecodeError) -> ErasedFileTrouble:
        return ErasedFileTrouble(
            f"The file {self.path}, which says who was erased, cannot be {done} "
            f"({reason_of(trouble)}). Give the account that runs the portal the right to read and "
            "write it, or point PORTAL_ERASED_FILE elsewhere."
        )


def _as_json(found: Tombstone) -> dict[str, Any]:
    return {
        "practice": str(found.practice),
        "client": str(found.client),
        "receipt": str(found.receipt),
        "asked_by": found.asked_by.value,
        "asked_at": found.asked_at.isoformat(),
        "erased_at": found.erased_at.isoformat(),
    }
