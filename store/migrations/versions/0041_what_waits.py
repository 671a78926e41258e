"""Indexes of what waits alone: what is handled, or claimed as it is written, stands in none."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

WAITING = (("inbox", ["practice", "id"]), ("outbox", ["practice", "person"]))
BEFORE = (("inbox", ["state", "id"]), ("outbox", ["practice", "person", "state"]))


PUT_OFF = ("ix_inbox_sender", "inbox", ["practice", "sender", "id"])


def upgrade() -> None:
    """To this version."""
    some = sa.text("state = 'waiting'")
    for table, columns in WAITING:
        name = f"ix_{table}_waiting"
        op.create_index(name, table, columns, sqlite_where=some, postgresql_where=some)
    for table, columns in BEFORE:
        op.drop_index(_name(table, columns), table)
    op.drop_index("ix_inbox_sender", "inbox")
    fewer = sa.text("state = 'waiting' AND sender IS NOT NULL")
    op.create_index(*PUT_OFF, sqlite_where=fewer, postgresql_where=fewer)


def downgrade() -> None:
    """Back to the version before."""
    op.drop_index("ix_inbox_sender", "inbox")
    more = sa.text("sender IS NOT NULL")
    op.create_index(*PUT_OFF, sqlite_where=more, postgresql_where=more)
    for table, columns in BEFORE:
        op.create_index(_name(table, columns), table, columns)
    for table, _ in WAITING:
        op.drop_index(f"ix_{table}_waiting", table)


def _name(table: str, columns: list[str]) -> str:
    return "_".join(("ix", table, *columns))
