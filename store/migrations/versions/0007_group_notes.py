"""Urgent notes of groups on their way through the chain."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    with op.batch_alter_table("moderation_case") as batch:
        batch.add_column(sa.Column("told", sa.Text(), nullable=True))
        batch.add_column(sa.Column("escalation_level", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("next_step_at", instant, nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("moderation_case") as batch:
        batch.drop_column("next_step_at")
        batch.drop_column("escalation_level")
        batch.drop_column("told")
