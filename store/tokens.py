"""Tokens: how each practice's own bots and workspace are reached, sealed like what people write."""

from datetime import datetime
from enum import StrEnum
from uuid import uuid5

from sqlalchemy import Connection, delete, select

from store.dialect import put
from store.memory import Memory
from store.tables import token as table
from store.vault import Field

VALUE = Field("token", "sealed_value")


class TokenKind(StrEnum):
    """What a token opens."""

    CLIENT_BOT = "client-bot"
    GROUP_BOT = "group-bot"
    SLACK_BOT = "slack-bot"
    SLACK_APP = "slack-app"
    SLACK_SIGNING = "slack-signing"


def keep(
    connection: Connection, memory: Memory, kind: TokenKind, value: str, now: datetime
) -> None:
    """Keeps a practice's token; one of this kind that was there before is replaced."""
    memory.open_clients(connection, ())
    row = uuid5(memory.practice, kind)
    put(
        connection,
        table,
        [
            {
                "practice": memory.practice,
                "kind": kind.value,
                "sealed_value": memory.vault.seal_text(memory.house(), VALUE, row, value),
                "kept_at": now,
            }
        ],
    )


def of_practice(connection: Connection, memory: Memory) -> dict[TokenKind, str]:
    """Every token that this practice has of its own."""
    memory.open_clients(connection, ())
    rows = connection.execute(
        select(table.c.kind, table.c.sealed_value).where(table.c.practice == memory.practice)
    )
    return {
        TokenKind(row.kind): memory.vault.open_text(
            memory.house(), VALUE, uuid5(memory.practice, row.kind), row.sealed_value
        )
        for row in rows
    }


def forget(connection: Connection, memory: Memory, kind: TokenKind) -> bool:
    """Forgets a token; False when there was none."""
    gone = delete(table).where(table.c.practice == memory.practice, table.c.kind == kind.value)
    return connection.execute(gone).rowcount == 1
