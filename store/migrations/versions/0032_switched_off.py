"""An alert may end because its rule was switched off."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.add_column(
        "alert",
        sa.Column("switched_off", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("alert") as batch:
        batch.drop_column("switched_off")
