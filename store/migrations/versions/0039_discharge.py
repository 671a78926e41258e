"""An alert may end because its client was discharged."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.add_column(
        "alert",
        sa.Column("discharged", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("alert") as batch:
        batch.drop_column("discharged")
