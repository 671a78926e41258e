"""Which answers were brought from another system, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    op.add_column("response", sa.Column("imported_at", instant, nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("response", "imported_at")
