"""What was read of people and practices, for as long as nobody has changed it.

Every tap asks whose account it is, how that client and the practice have arranged things, what the
client agrees to and who the therapist is, and each of that changes once in weeks. SQLite has one
writer, and says itself of which tables a row has changed, whoever changed it: a trigger that lives
as long as the connection.

On PostgreSQL others write as well, and triggers of its own add a row to `people_change` with every
statement that touches these tables. How many such rows a transaction sees, and which is the newest
of them, says which changes it sees: one question instead of five, and nobody waits for anybody. A
transaction that has itself changed people remembers nothing, and is remembered by nobody.

Over connections that only read everything is asked.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

K = TypeVar("K")
V = TypeVar("V")

TABLES = ("practice", "staff", "person", "client", "consent")
MOST = 8192
"""So many rows of a practice's table are remembered; then it begins anew."""

_EVENTS = ("INSERT", "UPDATE", "DELETE")
_AS_OF = (
    "PRAGMA data_version",
    "PRAGMA schema_version",
    "SELECT count(*) FROM temp.sqlite_master WHERE type = 'trigger'",
)

_CHANGES = """SELECT 'people_change'::regclass::oid, coalesce(sum(times), 0), max(stamp),
       coalesce(bool_or(transaction = txid_current_if_assigned()), false),
       (SELECT CASE count(*) WHEN 20 THEN max(xmin::text::bigint) END FROM pg_trigger
        WHERE tgrelid IN ('practice'::regclass, 'staff'::regclass, 'person'::regclass,
                          'client'::regclass, 'consent'::regclass)
        AND starts_with(tgname, 'people_changed_') AND tgenabled = 'O')
FROM people_change WHERE practice = $1"""
"""Which changes a transaction sees, whether one is its own, and since when each of the tables has
its four triggers; null where one is missing or switched off."""

_CHANGES_NOTHING = ("SELECT", "SAVEPOINT", "RELEASE")
_LOCKS = re.compile(r"FOR (?:NO KEY )?UPDATE|FOR (?:KEY )?SHARE")

_IN_TRANSACTION = "people"


class _Rows(Protocol):
    """Where rows are remembered."""

    def of(self, connection: Connection, practice: UUID, table: str) -> dict[Any, Any] | None:
        """What holds of this table in the present transaction; None where nothing is known."""

    def keep(self, practice: UUID, table: str, rows: Iterable[tuple[Any, Any]]) -> None:
        """Remembers what was just read."""


class _KnownOfPractice:
    """What was read of the people of one practice, and up to which of their changes it holds."""

    def __init__(self) -> None:
        self.as_of: Sequence[Any] | None = None
        self.kept: dict[str, dict[Any, Any]] = {table: {} for table in TABLES}


class KnownPeople:
    """What this process has read of a server's people."""

    def __init__(self) -> None:
        self._practices: defaultdict[UUID, _KnownOfPractice] = defaultdict(_KnownOfPractice)

    def watch(self, engine: Engine) -> None:
        """Has transactions ask again after each statement that may have changed something.

        A server that comes back may have lost the newest changes, and count others as it did those.
        """
        event.listen(engine, "before_cursor_execute", _after_changes)
        event.listen(engine, "connect", lambda *_: self._practices.clear())

    @contextmanager
    def in_transaction(self, connection: Connection) -> Iterator[None]:
        """For as long as a transaction writes, and sees what others have committed."""
        connection.info[_IN_TRANSACTION] = _Transaction(self._practices)
        try:
            yield
        finally:
            if not connection.invalidated:
                connection.info.pop(_IN_TRANSACTION, None)


class _Transaction:
    """One transaction, and up to which changes it sees people."""

    def __init__(self, practices: defaultdict[UUID, _KnownOfPractice]) -> None:
        self._practices = practices
        self._as_of: dict[UUID, Sequence[Any]] = {}
        """What was asked, and not changed here since."""

    def doubt(self) -> None:
        """Something may be changed here."""
        self._as_of.clear()

    def of(self, connection: Connection, practice: UUID, table: str) -> dict[Any, Any] | None:
        if practice not in self._as_of:
            self._ask(connection, practice)
        remembered = self._practices[practice]
        if self._as_of[practice] != remembered.as_of:
            return None
        kept = remembered.kept[table]
        if len(kept) >= MOST:
            kept.clear()
        return kept

    def keep(self, practice: UUID, table: str, rows: Iterable[tuple[Any, Any]]) -> None:
        # What was read since the question is at least as new as what it told. Whoever else has
        # asked meanwhile may know of a change that came after these rows were read.
        remembered = self._practices[practice]
        if self._as_of.get(practice) == remembered.as_of:
            remembered.kept[table].update(rows)

    def _ask(self, connection: Connection, practice: UUID) -> None:
        as_of = self._as_of[practice] = connection.exec_driver_sql(_CHANGES, (practice,)).one()
        *_, is_own, watched_since = as_of
        remembered = self._practices[practice]
        if watched_since is not None and not is_own and as_of != remembered.as_of:
            remembered.as_of = as_of
            for kept in remembered.kept.values():
                kept.clear()


def _after_changes(connection: Connection, _: Any, statement: str, *__: Any) -> None:
    transaction: _Transaction | None = connection.info.get(_IN_TRANSACTION)
    if transaction is None:
        return
    # Who waits for a lock is to see what its holder has left there.
    if not statement.startswith(_CHANGES_NOTHING) or _LOCKS.search(statement):
        transaction.doubt()


class Remembered:
    """What one connection has read of these tables, and what tells it that they have changed.

    A table that is made anew in the midst of a transaction is watched from the next one on.
    """

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._driver = driver
        self._kept: dict[str, defaultdict[UUID, dict[Any, Any]]] = {
            table: defaultdict(dict) for table in TABLES
        }
        self._as_of: list[Any] | None = None
        """Changes of others, of the tables themselves and of who watches, up to which it holds."""
        self._is_sure = False
        """Whether that was asked in the present transaction."""
        driver.create_function("somebody_changed", 1, self._changed)

    def begin(self) -> None:
        """A transaction begins: before it others may have written."""
        self._is_sure = False

    def forget(self) -> None:
        """Nothing is known any more: what was read, or who watches, may have been undone."""
        self._as_of = None
        self._is_sure = False
        for kept in self._kept.values():
            kept.clear()

    def of(self, connection: Connection, practice: UUID, table: str) -> dict[Any, Any]:
        """What holds of this table in the present transaction."""
        if not self._is_sure:
            try:
                self._make_sure()
            except sqlite3.Error as trouble:
                raise DBAPIError.instance(
                    *(None, None, trouble, sqlite3.Error),
                    hide_parameters=True,
                    dialect=connection.dialect,
                ) from trouble
        kept = self._kept[table][practice]
        if len(kept) >= MOST:
            kept.clear()
        return kept

    def keep(self, practice: UUID, table: str, rows: Iterable[tuple[Any, Any]]) -> None:
        """Remembers what was just read."""
        self._kept[table][practice].update(rows)

    def _make_sure(self) -> None:
        if self._as_of is None or self._stands() != self._as_of:
            self.forget()
            self._watch()
            self._as_of = self._stands()
        self._is_sure = True

    def _stands(self) -> list[Any]:
        return [self._driver.execute(each).fetchone()[0] for each in _AS_OF]

    def _watch(self) -> None:
        for table in TABLES:
            for happened in _EVENTS:
                self._driver.execute(
                    f"CREATE TEMP TRIGGER IF NOT EXISTS {table}_{happened} AFTER {happened} "
                    f"ON main.{table} BEGIN SELECT somebody_changed('{table}'); END"
                ).close()

    def _changed(self, table: str) -> None:
        self._kept[table].clear()


def look(
    connection: Connection,
    practice: UUID,
    table: str,
    wanted: Iterable[K],
    key: Callable[[K], Any],
    read: Callable[[list[K]], dict[K, V]],
) -> dict[K, V]:
    """What is found of these in a table, in any order; only what is not known is read.

    key: what a row is remembered by; its hash is quick.
    """
    remembered = _remembered(connection)
    if remembered is None or (kept := remembered.of(connection, practice, table)) is None:
        return read(list(wanted))
    found, missing = {}, []
    for each in wanted:
        held = kept.get(key(each))
        if held is None:
            missing.append(each)
        else:
            found[each] = held
    if missing:
        read_now = read(missing)
        remembered.keep(practice, table, [(key(each), value) for each, value in read_now.items()])
        found |= read_now
    return found


def _remembered(connection: Connection) -> _Rows | None:
    found: _Rows | None
    if connection.dialect.name == "sqlite":
        found = getattr(connection.connection.driver_connection, "remembered", None)
    else:
        found = connection.info.get(_IN_TRANSACTION)
    return found
