"""Indexes of what waits alone: what is handled, or claimed as it is written, stands in none."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

SOME = (
    ("ix_inbox_waiting", "inbox", ["practice", "id"], "state = 'waiting'"),
    ("ix_inbox_quarantined", "inbox", ["practice"], "state = 'quarantined'"),
    ("ix_outbox_waiting", "outbox", ["practice", "person"], "state = 'waiting'"),
)
PUT_OFF = ("ix_inbox_sender", "inbox", ["practice", "sender", "id"])
BEFORE = (("inbox", ["state", "id"]), ("outbox", ["practice", "person", "state"]))


def upgrade() -> None:
    """To this version."""
    for name, table, columns, which in SOME:
        only = sa.text(which)
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)
    for table, columns in BEFORE:
        op.drop_index(_name(table, columns), table)
    _put_off_where("state = 'waiting' AND sender IS NOT NULL")


def downgrade() -> None:
    """Back to the version before."""
    for table, columns in BEFORE:
        op.create_index(_name(table, columns), table, columns)
    for name, table, _, _ in SOME:
        op.drop_index(name, table)
    _put_off_where("sender IS NOT NULL")


def _put_off_where(which: str) -> None:
    only = sa.text(which)
    op.drop_index("ix_inbox_sender", "inbox")
    op.create_index(*PUT_OFF, sqlite_where=only, postgresql_where=only)


def _name(table: str, columns: list[str]) -> str:
    return "_".join(("ix", table, *columns))
