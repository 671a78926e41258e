"""The client's phone: a PIN, discreet mode, and which messages of a chat can be deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    # Not in a batch, which would make SQLite's tables anew because of the defaults: rows of other
    # tables point at them.
    for table, name in (
        ("client", "discreet"),
        ("practice", "delete_typed"),
        ("practice", "discreet"),
    ):
        op.add_column(
            table, sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.add_column("client", sa.Column("lock_after", sa.SmallInteger(), nullable=True))
    op.add_column("client", sa.Column("unlocked_until", instant, nullable=True))
    op.create_table(
        "pin",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("sealed_hash", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_given", sa.LargeBinary(), nullable=True),
        sa.Column("given_for", sa.String(8), nullable=True),
        sa.Column("given_at", instant, nullable=True),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("wait_until", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "client", name="pk_pin"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_pin_practice_client",
        ),
    )
    op.create_table(
        "chat_message",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("message", sa.String(64), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.PrimaryKeyConstraint("practice", "person", "message", name="pk_chat_message"),
        sa.ForeignKeyConstraint(
            ["practice", "person"],
            ["person.practice", "person.id"],
            name="fk_chat_message_practice_person",
        ),
    )
    op.create_index("ix_chat_message_practice_at", "chat_message", ["practice", "at"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("chat_message")
    op.drop_table("pin")
    with op.batch_alter_table("practice") as batch:
        batch.drop_column("discreet")
        batch.drop_column("delete_typed")
    with op.batch_alter_table("client") as batch:
        batch.drop_column("unlocked_until")
        batch.drop_column("lock_after")
        batch.drop_column("discreet")
