"""Several practices with bots of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "token",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("sealed_value", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice"], ["practice.practice"], name=op.f("fk_token_practice")
        ),
        sa.PrimaryKeyConstraint("practice", "kind", name=op.f("pk_token")),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("token")
