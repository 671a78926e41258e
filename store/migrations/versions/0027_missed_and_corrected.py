"""When a check-in first counted as missed, and when filed answers were corrected last."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    op.add_column("occurrence", sa.Column("missed_at", instant, nullable=True))
    op.add_column("response", sa.Column("corrected_at", instant, nullable=True))
    op.execute(
        "UPDATE occurrence SET missed_at = coalesce(finished_at, expires_at) WHERE state = 'missed'"
    )
    # Of what was answered after its end it is known no better than that.
    op.execute(
        "UPDATE occurrence SET missed_at = expires_at WHERE state = 'done' AND EXISTS"
        " (SELECT 1 FROM response WHERE response.practice = occurrence.practice"
        " AND response.occurrence = occurrence.id AND response.late)"
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("response", "corrected_at")
    op.drop_column("occurrence", "missed_at")
