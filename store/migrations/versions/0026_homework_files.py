"""Photos that clients hand in with homework, and a practice's agreement with Slack."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.add_column("practice", sa.Column("slack_agreement", sa.Text(), nullable=True))
    op.create_table(
        "homework_file",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("homework", uuid, nullable=False),
        sa.Column("sealed_source", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_picture", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", instant, nullable=False),
        sa.Column("fetch_at", instant, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("kept_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_homework_file"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_homework_file_practice_client",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "homework"],
            ["homework.practice", "homework.id"],
            name="fk_homework_file_practice_homework",
        ),
    )
    for column in ("client", "homework", "fetch_at"):
        op.create_index(
            f"ix_homework_file_practice_{column}", "homework_file", ["practice", column]
        )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("homework_file")
    op.drop_column("practice", "slack_agreement")
