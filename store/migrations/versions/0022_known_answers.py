"""Critical answers that a therapist has marked as known, with a plan, for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "known_answer",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("sealed_answer", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_plan", sa.LargeBinary(), nullable=False),
        sa.Column("marked_at", instant, nullable=False),
        sa.Column("marked_by", uuid, nullable=False),
        sa.Column("until", instant, nullable=False),
        sa.Column("ended_at", instant, nullable=True),
        sa.Column("ended_by", uuid, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_known_answer"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_known_answer_practice_client",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "marked_by"],
            ["staff.practice", "staff.id"],
            name="fk_known_answer_practice_marked_by",
        ),
    )
    op.create_index("ix_known_answer_practice_client", "known_answer", ["practice", "client"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("known_answer")
