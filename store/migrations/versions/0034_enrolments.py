"""Which membership of a group is a client's; Slack carries no client's words, with no agreement."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "enrolment",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("sealed_membership", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_enrolment"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_enrolment_practice_client",
        ),
    )
    op.create_index("ix_enrolment_practice_client", "enrolment", ["practice", "client"])
    op.drop_column("practice", "slack_agreement")


def downgrade() -> None:
    """Back to the version before."""
    op.add_column("practice", sa.Column("slack_agreement", sa.Text(), nullable=True))
    op.drop_table("enrolment")
