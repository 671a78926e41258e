"""Who is on call on which day, and with whom a chain has begun."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "on_call",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("staff", uuid, nullable=True),
        sa.PrimaryKeyConstraint("practice", "day", name="pk_on_call"),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name="fk_on_call_practice_staff",
        ),
    )
    op.add_column("alert", sa.Column("on_call", uuid, nullable=True))


def downgrade() -> None:
    """Back."""
    op.drop_column("alert", "on_call")
    op.drop_table("on_call")
