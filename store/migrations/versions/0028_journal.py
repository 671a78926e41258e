"""The journal: what a client writes, for themselves or shared with the therapist."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "journal_entry",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("sealed_parts", sa.LargeBinary(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("written_at", instant, nullable=False),
        sa.Column("shared_at", instant, nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("look_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_journal_entry"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_journal_entry_practice_client",
        ),
    )
    op.create_index(
        "ix_journal_entry_practice_client_written_at",
        "journal_entry",
        ["practice", "client", "written_at"],
    )
    op.create_index("ix_journal_entry_look_at", "journal_entry", ["look_at"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("journal_entry")
