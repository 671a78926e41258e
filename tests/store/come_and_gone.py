"""Rows of every length that come and go, so that SQLite moves them from page to page."""

from pathlib import Path
from random import Random

from sqlalchemy import Connection, text

TABLE = "CREATE TABLE kept (id BLOB PRIMARY KEY, sealed BLOB)"
TIMES, COME, GO = 60, 40, 30
LEFT = TIMES * (COME - GO)
INSERT = text("INSERT INTO kept VALUES (:id, :sealed)")
DELETE = text("DELETE FROM kept WHERE id = :id")


class Rows:
    """What was kept, and what was deleted.

    With seeds 0 and 2 SQLite 3.40 leaves a copy of something deleted in a gap of a page.
    """

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self._kept: dict[bytes, bytes] = {}
        self.gone: list[bytes] = []

    def come_and_go(self, connection: Connection) -> None:
        """Inserts some rows and deletes fewer: `TIMES` of that leave `LEFT` rows."""
        for _ in range(COME):
            new, length = self._chance.randbytes(16), self._chance.randrange(40, 1200)
            self._kept[new] = self._chance.randbytes(length)
            connection.execute(INSERT, {"id": new, "sealed": self._kept[new]})
        for each in self._chance.sample(sorted(self._kept), GO):
            connection.execute(DELETE, {"id": each})
            self.gone.append(self._kept.pop(each))

    def left_in(self, folder: Path) -> int:
        """How many of those deleted stand in some file of the database."""
        files = [each.read_bytes() for each in folder.glob("portal.db*")]
        return sum(any(gone in file for file in files) for gone in self.gone)
