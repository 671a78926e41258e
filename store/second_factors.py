"""Second factors: a secret shared with a telephone, and codes for who has lost it.

What may be tried is counted before it is looked at, and whatever is used is used by a conditional
update: of any number of tries at once, none is free, and no code is good twice.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from care.people import StaffId
from care.visits import TRIES, locked_for
from store import one_time_codes
from store.ids import new_id
from store.memory import Memory
from store.tables import recovery_code
from store.tables import second_factor as table
from store.vault import Field

SECRET = Field("second_factor", "sealed_secret")

RECOVERY_CODES = 10
RECOVERY_BYTES = 10
_DIGITS = re.compile(rf"[0-9]{{{one_time_codes.DIGITS}}}", re.ASCII)


class Tried(StrEnum):
    """What became of a code."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try, and what is to be said about it."""

    tried: Tried
    locked_until: datetime | None = None
    locks_now: bool = False
    """This very try was the one too many."""
    by_recovery_code: bool = False
    left: int = 0
    """Recovery codes that are left."""


def is_set_up(connection: Connection, memory: Memory, staff: StaffId) -> bool:
    """Whether this member of staff has a second factor that was confirmed with a first code."""
    found = _row(connection, memory, staff)
    return found is not None and found.confirmed_at is not None


def begin(connection: Connection, memory: Memory, staff: StaffId, now: datetime) -> None:
    """A new secret to be set up, in place of one that was never confirmed.

    A confirmed one stays: only an administrator takes it away.
    """
    memory.open_clients(connection, ())
    connection.execute(
        delete(table).where(*_of(memory, staff), table.c.confirmed_at.is_(None)),
    )
    if is_set_up(connection, memory, staff):
        return
    made = new_id()
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            staff=staff,
            id=made,
            sealed_secret=memory.vault.seal(
                memory.house(), SECRET, made, one_time_codes.new_secret()
            ),
            made_at=now,
            tries=0,
            locks=0,
        )
    )


def to_set_up(connection: Connection, memory: Memory, staff: StaffId) -> bytes | None:
    """The secret that waits to be confirmed; None when there is none, or no more."""
    found = _row(connection, memory, staff)
    if found is None or found.confirmed_at is not None:
        return None
    return _secret(connection, memory, found)


def confirm(
    connection: Connection, memory: Memory, staff: StaffId, given: str, now: datetime
) -> tuple[Attempt, Sequence[str]]:
    """Sets the second factor up by its first code; the recovery codes are told this once."""
    attempt = _try(connection, memory, staff, given, now, confirmed=False)
    if attempt.tried is not Tried.RIGHT:
        return attempt, ()
    connection.execute(update(table).where(*_of(memory, staff)).values(confirmed_at=now))
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    rows = [
        {"practice": memory.practice, "staff": staff, "code_hash": _hash(each)} for each in codes
    ]
    connection.execute(insert(recovery_code), rows)
    return attempt, codes


def check(
    connection: Connection, memory: Memory, staff: StaffId, given: str, now: datetime
) -> Attempt:
    """Whether this is the code of now, or a recovery code that was not used yet."""
    return _try(connection, memory, staff, given, now, confirmed=True)


def reset(connection: Connection, memory: Memory, staff: StaffId) -> bool:
    """Takes a second factor away, to be set up anew; False when there was none."""
    connection.execute(
        delete(recovery_code).where(
            recovery_code.c.practice == memory.practice, recovery_code.c.staff == staff
        )
    )
    return connection.execute(delete(table).where(*_of(memory, staff))).rowcount == 1


def _try(
    connection: Connection,
    memory: Memory,
    staff: StaffId,
    given: str,
    now: datetime,
    *,
    confirmed: bool,
) -> Attempt:
    set_up = table.c.confirmed_at.is_not(None) if confirmed else table.c.confirmed_at.is_(None)
    counted = connection.execute(
        update(table)
        .where(
            *_of(memory, staff),
            set_up,
            or_(table.c.locked_until.is_(None), table.c.locked_until <= now),
        )
        .values(
            tries=case((table.c.locked_until.is_(None), table.c.tries + 1), else_=1),
            locked_until=None,
        )
    )
    found = _row(connection, memory, staff)
    if found is None:
        return Attempt(Tried.WRONG)
    if counted.rowcount != 1:
        return Attempt(Tried.LOCKED, found.locked_until)
    plain = "".join(given.split()).replace("-", "").lower()
    by_recovery_code = confirmed and not _DIGITS.fullmatch(plain)
    if by_recovery_code:
        is_right = _used_up(connection, memory, staff, plain, now)
    else:
        is_right = _is_of_now(connection, memory, found, plain, now)
    if is_right:
        connection.execute(update(table).where(*_of(memory, staff)).values(tries=0, locks=0))
        left = _left(connection, memory, staff)
        return Attempt(Tried.RIGHT, by_recovery_code=by_recovery_code, left=left)
    if found.tries < TRIES:
        return Attempt(Tried.WRONG)
    until = now + locked_for(found.locks)
    connection.execute(
        update(table)
        .where(*_of(memory, staff))
        .values(tries=0, locks=table.c.locks + 1, locked_until=until)
    )
    return Attempt(Tried.LOCKED, until, locks_now=True)


def _is_of_now(
    connection: Connection, memory: Memory, found: Row[Any], given: str, now: datetime
) -> bool:
    """Whether this is the code of a step near now that no code was taken of yet."""
    counter = one_time_codes.counter_of(_secret(connection, memory, found), given, now)
    if counter is None:
        return False
    taken = connection.execute(
        update(table)
        .where(
            *_of(memory, StaffId(found.staff)),
            or_(table.c.last_counter.is_(None), table.c.last_counter < counter),
        )
        .values(last_counter=counter)
    )
    return taken.rowcount == 1


def _used_up(
    connection: Connection, memory: Memory, staff: StaffId, given: str, now: datetime
) -> bool:
    used = connection.execute(
        update(recovery_code)
        .where(
            recovery_code.c.practice == memory.practice,
            recovery_code.c.staff == staff,
            recovery_code.c.code_hash == _hash(given),
            recovery_code.c.used_at.is_(None),
        )
        .values(used_at=now)
    )
    return used.rowcount == 1


def _left(connection: Connection, memory: Memory, staff: StaffId) -> int:
    return connection.execute(
        select(func.count()).where(
            recovery_code.c.practice == memory.practice,
            recovery_code.c.staff == staff,
            recovery_code.c.used_at.is_(None),
        )
    ).scalar_one()


def _of(memory: Memory, staff: StaffId) -> tuple[Any, Any]:
    return table.c.practice == memory.practice, table.c.staff == staff


def _row(connection: Connection, memory: Memory, staff: StaffId) -> Row[Any] | None:
    return connection.execute(select(table).where(*_of(memory, staff))).first()


def _secret(connection: Connection, memory: Memory, found: Row[Any]) -> bytes:
    memory.open_clients(connection, ())
    return memory.vault.open(memory.house(), SECRET, found.id, found.sealed_secret)


def _recovery_code() -> str:
    """Sixteen letters and digits in four groups: as hard to guess as it is to count to 2^80."""
    drawn = base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode().lower()
    return "-".join(drawn[start : start + 4] for start in range(0, len(drawn), 4))


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.replace("-", "").encode()).digest()
