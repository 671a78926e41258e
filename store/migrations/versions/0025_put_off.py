"""Who was put off is found without looking at all that waits."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    only = sa.text("sender IS NOT NULL")
    op.create_index(
        "ix_inbox_sender",
        "inbox",
        ["practice", "sender", "id"],
        sqlite_where=only,
        postgresql_where=only,
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_index("ix_inbox_sender", "inbox")
