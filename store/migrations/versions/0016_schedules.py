"""At what time of the day a plan asks, and when a client wakes."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.add_column("check_in_plan", sa.Column("times", sa.String(48), nullable=True))
    op.add_column("client", sa.Column("wakes_at", sa.String(5), nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("client", "wakes_at")
    op.drop_column("check_in_plan", "times")
