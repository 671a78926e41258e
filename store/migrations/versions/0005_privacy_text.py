"""What a practice itself says about privacy."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.add_column("practice", sa.Column("privacy_text", sa.Text(), nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("practice", "privacy_text")
