"""What a client may ask for: a copy of everything, and an end of everything."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "export",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sealed_passphrase", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", instant, nullable=False),
        sa.Column("settled_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_export"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_export_practice_client",
        ),
    )
    op.create_index(
        "ix_export_practice_client_asked_at", "export", ["practice", "client", "asked_at"]
    )
    op.create_table(
        "erasure",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("account", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_at", instant, nullable=False),
        sa.Column("due_at", instant, nullable=False),
        sa.Column("erased_at", instant, nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=True),
        sa.Column("copies_until", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_erasure"),
        sa.ForeignKeyConstraint(["practice"], ["practice.practice"], name="fk_erasure_practice"),
    )
    op.create_index("ix_erasure_state_due_at", "erasure", ["state", "due_at"])
    op.create_index("ix_erasure_practice_client_state", "erasure", ["practice", "client", "state"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("erasure")
    op.drop_table("export")
