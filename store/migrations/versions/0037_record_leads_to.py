"""Where a link to the record page leads: to the record, or on to a note."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.add_column("record_link", sa.Column("leads_to", sa.String(16), nullable=True))
    op.add_column("record_visit", sa.Column("leads_to", sa.String(16), nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("record_visit", "leads_to")
    op.drop_column("record_link", "leads_to")
