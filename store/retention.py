"""What is past its retention is deleted, in portions; how long that is, the data map says.

Only what the portal keeps for its own work goes by itself. Records of clients end when the practice
says so (docs/decisions/0012-data-map.md).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, delete, select, tuple_, update

import store.holdings  # noqa: F401 - nothing is deleted by a map that does not fit the tables
from care.data_map import age
from care.groups import MemberState
from store.memory import Memory
from store.tables import (
    chat_message,
    export,
    invitation,
    membership,
    outbox,
    prompted,
    record_link,
    record_visit,
    talk,
    therapy_group,
)

Step: TypeAlias = Callable[[Connection, Memory, datetime, int], int]


def letters(connection: Connection, memory: Memory, now: datetime, limit: int) -> int:
    """Deletes letters that were settled long ago; one that waits is never too old."""
    # A letter's key keeps a cause from being told twice: none outlives this by so long.
    old = outbox.c.settled_at < now - age("outbox")
    return _delete(connection, memory, outbox, outbox.c.settled_at.is_not(None) & old, limit)


def marked_days(connection: Connection, memory: Memory, now: datetime, limit: int) -> int:
    """Deletes the marks that somebody was written to on a day."""
    old = prompted.c.prompted_at < now - age("prompted")
    return _delete(connection, memory, prompted, old, limit)


def talks(connection: Connection, memory: Memory, now: datetime, limit: int) -> int:
    """Deletes talks that nobody went on with; an open check-in goes on from its answers."""
    return _delete(connection, memory, talk, talk.c.touched_at < now - age("talk"), limit)


def invitations(connection: Connection, memory: Memory, now: datetime, limit: int) -> int:
    """Deletes invitations that have expired, used or not."""
    old = invitation.c.expires_at < now - age("invitation")
    return _delete(connection, memory, invitation, old, limit)


def record_links(connection: Connection, memory: Memory, now: datetime, limit: int) -> int:
    """Deletes links to the record page that open nothing any more."""
    old = record_link.c.expires_at < now - age("record_link")
    return _delete(connection, memory, record_link, old, limit)


def record_visits(connection: Connection, memory: Memory, now: datetime, limit: int) -> int:
    """Deletes visits of the record page that are over."""
    old = record_visit.c.ends_at < now - age("record_visit")
    return _delete(connection, memory, record_visit, old, limit)


def exports(connection: Connection, memory: Memory, now: datetime, limit: int) -> int:
    """Deletes what is known of copies that were asked for; their passphrases went before."""
    old = export.c.settled_at < now - age("export")
    return _delete(connection, memory, export, export.c.settled_at.is_not(None) & old, limit)


def group_codes(connection: Connection, memory: Memory, now: datetime, limit: int) -> int:
    """Forgets the codes by which a group was to be linked, once they open nothing any more."""
    of_practice = therapy_group.c.practice == memory.practice
    expired = (
        select(therapy_group.c.id).where(of_practice, therapy_group.c.code_expires_at < now)
    ).limit(limit)
    return connection.execute(
        update(therapy_group)
        .where(of_practice, therapy_group.c.id.in_(expired))
        .values(code_hash=None, code_expires_at=None)
    ).rowcount


HALF_ENTERED = timedelta(hours=1)
"""How long the digits stay of somebody who went away from the keypad."""


def keypads(connection: Connection, memory: Memory, now: datetime, limit: int) -> int:
    """Forgets keypads that were left: the digits entered so far stand in them, sealed."""
    old = (talk.c.flow == "pin") & (talk.c.touched_at < now - HALF_ENTERED)
    return _delete(connection, memory, talk, old, limit)


def chat_messages(connection: Connection, memory: Memory, now: datetime, limit: int) -> int:
    """Forgets the numbers of messages that Telegram lets nobody delete any more."""
    return _delete(
        connection, memory, chat_message, chat_message.c.at < now - age("chat_message"), limit
    )


ENDED_MEMBERSHIPS = timedelta(days=30)
"""So long a case may still be about the code of who is no member any more."""


def memberships(connection: Connection, memory: Memory, now: datetime, limit: int) -> int:
    """Deletes memberships that have ended."""
    is_over = membership.c.state == MemberState.ENDED.value
    old = is_over & (membership.c.moved_at < now - ENDED_MEMBERSHIPS)
    return _delete(connection, memory, membership, old, limit)


def _delete(
    connection: Connection, memory: Memory, table: Table, old: ColumnElement[bool], limit: int
) -> int:
    key = tuple(table.primary_key.columns)
    portion = select(*key).where(table.c.practice == memory.practice, old).limit(limit)
    return connection.execute(
        delete(table).where(table.c.practice == memory.practice, tuple_(*key).in_(portion))
    ).rowcount


STEPS: tuple[Step, ...] = (
    *(letters, marked_days, talks, invitations, group_codes),
    *(record_links, record_visits),
    *(keypads, chat_messages),
    *(exports, memberships),
)
