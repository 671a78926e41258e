"""Workflows of a practice, for whom they are switched, what they did, and whose first week ends."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.add_column("practice", sa.Column("workflows", uuid, nullable=True))
    op.create_table(
        "workflow",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("name", sa.String(48), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decided_at", instant, nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice", "name", name="pk_workflow"),
        sa.ForeignKeyConstraint(["practice"], ["practice.practice"], name="fk_workflow_practice"),
    )
    op.create_table(
        "workflow_switch",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("workflow", sa.String(48), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("decided_at", instant, nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice", "client", "workflow", name="pk_workflow_switch"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_workflow_switch_practice_client",
        ),
    )
    op.create_table(
        "workflow_run",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("workflow", sa.String(48), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(64), nullable=False),
        sa.Column("ran_at", instant, nullable=False),
        sa.Column("sealed_facts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_workflow_run"),
        sa.UniqueConstraint(
            "practice",
            "workflow",
            "client",
            "cause",
            name="uq_workflow_run_practice_workflow_client_cause",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_workflow_run_practice_client",
        ),
    )
    op.create_index("ix_workflow_run_practice_client", "workflow_run", ["practice", "client"])
    op.create_index("ix_workflow_run_practice_ran_at", "workflow_run", ["practice", "ran_at"])
    op.create_table(
        "workflow_due",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("due_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "client", name="pk_workflow_due"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_workflow_due_practice_client",
        ),
    )
    op.create_index("ix_workflow_due_due_at", "workflow_due", ["due_at"])


def downgrade() -> None:
    """Back to the version before."""
    for table in ("workflow_due", "workflow_run", "workflow_switch", "workflow"):
        op.drop_table(table)
    op.drop_column("practice", "workflows")
