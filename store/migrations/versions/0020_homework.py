"""Homework that was assigned, and everything that was answered about it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "homework",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("staff", uuid, nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sealed_title", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_task", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("assigned_at", instant, nullable=False),
        sa.Column("told_at", instant, nullable=True),
        sa.Column("answered_at", instant, nullable=True),
        sa.Column("reviewed_at", instant, nullable=True),
        sa.Column("tell_at", instant, nullable=True),
        sa.Column("look_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_homework"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_homework_practice_client",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name="fk_homework_practice_staff",
        ),
    )
    op.create_index("ix_homework_practice_client", "homework", ["practice", "client"])
    op.create_index("ix_homework_tell_at", "homework", ["tell_at"])
    op.create_index("ix_homework_look_at", "homework", ["look_at"])
    op.create_table(
        "homework_entry",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("homework", uuid, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("staff", uuid, nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.Column("at", instant, nullable=False),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_homework_entry"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_homework_entry_practice_client",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "homework"],
            ["homework.practice", "homework.id"],
            name="fk_homework_entry_practice_homework",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name="fk_homework_entry_practice_staff",
        ),
    )
    op.create_index("ix_homework_entry_practice_client", "homework_entry", ["practice", "client"])
    op.create_index(
        "ix_homework_entry_practice_homework", "homework_entry", ["practice", "homework"]
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("homework_entry")
    op.drop_table("homework")
