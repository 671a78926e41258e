"""What is set about rules, what they find in the shadow, and what becomes of an alert by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.add_column("practice", sa.Column("rules", uuid, nullable=True))
    op.add_column(
        "alert", sa.Column("ended", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("alert", sa.Column("verdict", sa.String(16), nullable=True))
    op.add_column("alert", sa.Column("verdict_by", uuid, nullable=True))
    op.add_column("alert", sa.Column("verdict_at", instant, nullable=True))
    op.create_index(
        "ix_alert_practice_therapist_tell_at", "alert", ["practice", "therapist", "tell_at"]
    )
    op.create_table(
        "rule_setting",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("about", uuid, nullable=False),
        sa.Column("rule", sa.String(48), nullable=False),
        sa.Column("parameter", sa.String(32), nullable=False),
        sa.Column("client", uuid, nullable=True),
        sa.Column("value", sa.String(32), nullable=False),
        sa.Column("decided_at", instant, nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "practice", "level", "about", "rule", "parameter", name="pk_rule_setting"
        ),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_rule_setting_practice_client",
        ),
    )
    op.create_index("ix_rule_setting_practice_client", "rule_setting", ["practice", "client"])
    op.create_table(
        "shadow_alert",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("rule", sa.String(48), nullable=False),
        sa.Column("found_at", instant, nullable=False),
        sa.Column("ended_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "client", "rule", "found_at", name="pk_shadow_alert"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_shadow_alert_practice_client",
        ),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("shadow_alert")
    op.drop_table("rule_setting")
    op.drop_index("ix_alert_practice_therapist_tell_at", "alert")
    op.drop_column("alert", "verdict_at")
    op.drop_column("alert", "verdict_by")
    op.drop_column("alert", "verdict")
    op.drop_column("alert", "ended")
    op.drop_column("practice", "rules")
