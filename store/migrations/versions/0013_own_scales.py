"""A practice's own scales, words and thresholds, and of which version scores are."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.add_column("practice", sa.Column("scales", uuid, nullable=True))
    # Until now every scale had one version, and so have the scores of each.
    op.add_column(
        "trajectory", sa.Column("version", sa.String(16), nullable=False, server_default="1")
    )
    op.create_table(
        "own_instrument",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("imported_at", instant, nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice", "code", "version", name="pk_own_instrument"),
    )
    op.create_table(
        "own_wording",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("imported_at", instant, nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice", "code", "version", "language", name="pk_own_wording"),
    )
    op.create_table(
        "instrument_setting",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("course", sa.String(32), nullable=False),
        sa.Column("choice", sa.String(16), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("decided_at", instant, nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "practice", "course", "choice", "name", name="pk_instrument_setting"
        ),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("instrument_setting")
    op.drop_table("own_wording")
    op.drop_table("own_instrument")
    op.drop_column("trajectory", "version")
    op.drop_column("practice", "scales")
