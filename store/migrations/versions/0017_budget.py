"""Since when nothing is written to a client who does not answer, and a way to a client's weeks."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
INDEX = "ix_occurrence_practice_client_local_date"


def upgrade() -> None:
    """To this version."""
    op.add_column("client", sa.Column("silent_since", instant, nullable=True))
    op.create_index(INDEX, "occurrence", ["practice", "client", "local_date"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_index(INDEX, "occurrence")
    op.drop_column("client", "silent_since")
