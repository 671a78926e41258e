"""When a client was told of a check-in: what waits quietly is never counted as missed."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    op.add_column("occurrence", sa.Column("told_at", instant, nullable=True))
    # Until now the first check-in of a day counted as told, and a second one as quiet.
    op.execute(
        "UPDATE occurrence SET told_at = opens_at"
        " WHERE state IN ('open', 'missed') AND (slot = 0 OR missed_at IS NOT NULL)"
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("occurrence", "told_at")
