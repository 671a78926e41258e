"""What a practice asks its new clients beside the pulse."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.add_column("practice", sa.Column("offered", sa.Text, nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("practice", "offered")
