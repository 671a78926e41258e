"""Consent by purpose, and pauses.

Until now one yes stood for everything that is asked for part by part from here on. What somebody
had agreed to stays in force under the version of that time, until they are asked.
"""

import sqlalchemy as sa
from alembic import op

from store.ids import new_id

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")

PARTS = ("sharing", "messages", "groups")
"""What belonged to the notes about a client, and has a purpose of its own now."""

consent = sa.table(
    "consent",
    sa.column("practice", sa.Uuid()),
    sa.column("id", sa.Uuid()),
    sa.column("client", sa.Uuid()),
    sa.column("purpose", sa.String()),
    sa.column("version", sa.SmallInteger()),
    sa.column("given_at", instant),
    sa.column("revoked_at", instant),
    sa.column("ended", sa.String()),
)


def upgrade() -> None:
    """To this version."""
    with op.batch_alter_table("client") as batch:
        batch.add_column(sa.Column("paused_until", instant, nullable=True))
        batch.add_column(sa.Column("resumed_at", instant, nullable=True))
        batch.add_column(sa.Column("asked_version", sa.SmallInteger(), nullable=True))
        batch.create_index(batch.f("ix_client_paused_until"), ["paused_until"])
    with op.batch_alter_table("consent") as batch:
        batch.add_column(sa.Column("ended", sa.String(length=16), nullable=True))
    connection = op.get_bind()
    # Nothing but a stop ended a consent before.
    connection.execute(
        sa.update(consent).where(consent.c.revoked_at.is_not(None)).values(ended="stopped")
    )
    rows = connection.execute(sa.select(consent).where(consent.c.purpose == "alerts")).mappings()
    parts = [{**row, "id": new_id(), "purpose": part} for row in rows.all() for part in PARTS]
    if parts:
        connection.execute(sa.insert(consent), parts)


def downgrade() -> None:
    """Back to the version before."""
    op.get_bind().execute(sa.delete(consent).where(consent.c.purpose.in_(PARTS)))
    with op.batch_alter_table("consent") as batch:
        batch.drop_column("ended")
    with op.batch_alter_table("client") as batch:
        batch.drop_index(batch.f("ix_client_paused_until"))
        batch.drop_column("asked_version")
        batch.drop_column("resumed_at")
        batch.drop_column("paused_until")
