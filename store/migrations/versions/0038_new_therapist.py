"""When a client is to be told that somebody else is their therapist now."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    op.add_column("client", sa.Column("new_therapist_at", instant, nullable=True))
    op.create_index("ix_client_new_therapist_at", "client", ["new_therapist_at"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_index("ix_client_new_therapist_at", "client")
    op.drop_column("client", "new_therapist_at")
