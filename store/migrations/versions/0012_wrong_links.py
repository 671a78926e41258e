"""How often somebody came with a link that opens nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    op.add_column("person", sa.Column("wrong_links", sa.SmallInteger(), nullable=True))
    op.add_column("person", sa.Column("wrong_links_since", instant, nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("person", "wrong_links_since")
    op.drop_column("person", "wrong_links")
