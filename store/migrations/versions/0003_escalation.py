"""Escalation of urgent alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    op.add_column("alert", sa.Column("escalation_level", sa.SmallInteger(), nullable=True))
    op.add_column("alert", sa.Column("asked_at", instant, nullable=True))
    op.create_table(
        "alert_recipient",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("alert", sa.Uuid(), nullable=False),
        sa.Column("staff", sa.Uuid(), nullable=False),
        sa.Column("told_at", instant, nullable=False),
        sa.Column("opened_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "alert"],
            ["alert.practice", "alert.id"],
            name=op.f("fk_alert_recipient_practice_alert"),
        ),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name=op.f("fk_alert_recipient_practice_staff"),
        ),
        sa.PrimaryKeyConstraint("practice", "alert", "staff", name=op.f("pk_alert_recipient")),
    )
    op.create_index(
        op.f("ix_alert_recipient_practice_staff"), "alert_recipient", ["practice", "staff"]
    )
    op.create_table(
        "escalation",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("after_minutes", sa.SmallInteger(), nullable=False),
        sa.Column("tested_at", instant, nullable=True),
        sa.Column("tested_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice"], ["practice.practice"], name=op.f("fk_escalation_practice")
        ),
        sa.PrimaryKeyConstraint("practice", name=op.f("pk_escalation")),
    )
    op.create_table(
        "absence",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("staff", sa.Uuid(), nullable=False),
        sa.Column("until", instant, nullable=False),
        sa.Column("deputy", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name=op.f("fk_absence_practice_staff"),
        ),
        sa.PrimaryKeyConstraint("practice", "staff", name=op.f("pk_absence")),
    )
    op.create_table(
        "chain_test",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("started_at", instant, nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("next_step_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "asked_by"],
            ["staff.practice", "staff.id"],
            name=op.f("fk_chain_test_practice_asked_by"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_chain_test")),
    )
    op.create_index(op.f("ix_chain_test_next_step_at"), "chain_test", ["next_step_at"])
    op.create_table(
        "chain_test_card",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("test", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("staff", sa.Uuid(), nullable=False),
        sa.Column("absent", sa.Boolean(), nullable=False),
        sa.Column("told_at", instant, nullable=True),
        sa.Column("got_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "test"],
            ["chain_test.practice", "chain_test.id"],
            name=op.f("fk_chain_test_card_practice_test"),
        ),
        sa.PrimaryKeyConstraint("practice", "test", "place", name=op.f("pk_chain_test_card")),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("chain_test_card")
    op.drop_table("chain_test")
    op.drop_table("absence")
    op.drop_table("escalation")
    op.drop_table("alert_recipient")
    with op.batch_alter_table("alert") as batch:
        batch.drop_column("asked_at")
        batch.drop_column("escalation_level")
