"""Messages that clients write to their therapist."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "client_message",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", instant, nullable=False),
        sa.Column("told_at", instant, nullable=True),
        sa.Column("opened_at", instant, nullable=True),
        sa.Column("settled_at", instant, nullable=True),
        sa.Column("staff", uuid, nullable=True),
        sa.Column("answer", uuid, nullable=True),
        sa.Column("look_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_client_message"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_client_message_practice_client",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name="fk_client_message_practice_staff",
        ),
    )
    op.create_index(
        "ix_client_message_practice_client_state",
        "client_message",
        ["practice", "client", "state"],
    )
    op.create_index("ix_client_message_practice_look_at", "client_message", ["practice", "look_at"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("client_message")
