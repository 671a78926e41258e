"""Key moments: days that a client or a therapist calls important."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "key_moment",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("staff", uuid, nullable=True),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("sealed_title", sa.LargeBinary(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("marked_at", instant, nullable=False),
        sa.Column("shared_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_key_moment"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_key_moment_practice_client",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name="fk_key_moment_practice_staff",
        ),
    )
    op.create_index(
        "ix_key_moment_practice_client_local_date",
        "key_moment",
        ["practice", "client", "local_date"],
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("key_moment")
