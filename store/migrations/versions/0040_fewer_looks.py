"""Indexes in which a tap finds what it asks for, and leaves less behind."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

WIDER = (
    ("consent", ["practice", "client", "purpose"], ["practice", "client", "revoked_at", "purpose"]),
    ("answer", ["practice", "occurrence"], ["practice", "occurrence", "item"]),
)
SETTLED = {"ix_inbox_settled_at": "inbox", "ix_outbox_settled_at": "outbox"}


def upgrade() -> None:
    """To this version."""
    for table, before, after in WIDER:
        op.create_index(_name(table, after), table, after)
        op.drop_index(_name(table, before), table)
    some = sa.text("settled_at IS NOT NULL")
    for name, table in SETTLED.items():
        op.drop_index(name, table)
        op.create_index(name, table, ["settled_at"], sqlite_where=some, postgresql_where=some)


def downgrade() -> None:
    """Back to the version before."""
    for name, table in SETTLED.items():
        op.drop_index(name, table)
        op.create_index(name, table, ["settled_at"])
    for table, before, after in WIDER:
        op.create_index(_name(table, before), table, before)
        op.drop_index(_name(table, after), table)


def _name(table: str, columns: list[str]) -> str:
    return "_".join(("ix", table, *columns))
