"""Goals, how near they were on which day, and smaller steps."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "goal",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("begun_at", instant, nullable=False),
        sa.Column("shared_at", instant, nullable=True),
        sa.Column("closed_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_goal"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_goal_practice_client",
        ),
    )
    op.create_index("ix_goal_practice_client", "goal", ["practice", "client"])
    op.create_table(
        "goal_rating",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("goal", uuid, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("sealed_value", sa.LargeBinary(), nullable=False),
        sa.Column("rated_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_goal_rating"),
        sa.UniqueConstraint(
            "practice", "goal", "local_date", name="uq_goal_rating_practice_goal_local_date"
        ),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_goal_rating_practice_client",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "goal"],
            ["goal.practice", "goal.id"],
            name="fk_goal_rating_practice_goal",
        ),
    )
    op.create_index("ix_goal_rating_practice_client", "goal_rating", ["practice", "client"])
    op.create_table(
        "goal_step",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("goal", uuid, nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", instant, nullable=False),
        sa.Column("done_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_goal_step"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_goal_step_practice_client",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "goal"],
            ["goal.practice", "goal.id"],
            name="fk_goal_step_practice_goal",
        ),
    )
    op.create_index("ix_goal_step_practice_client", "goal_step", ["practice", "client"])
    op.create_index("ix_goal_step_practice_goal", "goal_step", ["practice", "goal"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("goal_step")
    op.drop_table("goal_rating")
    op.drop_table("goal")
