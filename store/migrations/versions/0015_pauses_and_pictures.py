"""When a client paused, and what a client's pictures show and how they look."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    for name in ("dark_pictures", "links_by_therapist"):
        op.add_column(
            "client", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "pause",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("began_at", instant, nullable=False),
        sa.Column("ended_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_pause"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_pause_practice_client",
        ),
    )
    op.create_index("ix_pause_practice_client", "pause", ["practice", "client"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("pause")
    with op.batch_alter_table("client") as batch:
        batch.drop_column("links_by_therapist")
        batch.drop_column("dark_pictures")
