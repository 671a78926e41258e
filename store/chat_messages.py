"""The messages of a client's chat by their numbers, for as long as Telegram lets us delete them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select

from care.data_map import age
from store.dialect import insert_new
from store.memory import Memory
from store.tables import chat_message as table

DELETABLE = age("chat_message")


def note(
    connection: Connection, memory: Memory, noted: Iterable[tuple[UUID, str]], now: datetime
) -> None:
    """Remembers messages that stand in a chat: by account, and the platform's number."""
    rows = [
        {"practice": memory.practice, "person": person, "message": number, "at": now}
        for person, number in noted
    ]
    insert_new(connection, table, rows)


def deletable(
    connection: Connection, memory: Memory, person: UUID, now: datetime
) -> tuple[str, ...]:
    """What can still be deleted from this chat, the oldest first."""
    rows = connection.execute(
        select(table.c.message)
        .where(
            table.c.practice == memory.practice,
            table.c.person == person,
            table.c.at > now - DELETABLE,
        )
        .order_by(table.c.at, table.c.message)
    )
    return tuple(rows.scalars())


_GONE = delete(table).where(
    table.c.practice == bindparam("in_practice"),
    table.c.person == bindparam("of_person"),
    table.c.message == bindparam("number"),
)


def forget(connection: Connection, memory: Memory, person: UUID, gone: Iterable[str]) -> None:
    """These messages stand in the chat no more."""
    rows = [
        {"in_practice": memory.practice, "of_person": person, "number": number} for number in gone
    ]
    if rows:
        connection.execute(_GONE, rows)
