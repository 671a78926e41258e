<%!
    def plain(steps):
        lines = [line for line in steps.splitlines() if "###" not in line]
        return "\n".join(lines).strip() or "pass"
%>"""${message}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    ${plain(upgrades)}


def downgrade() -> None:
    """Back to the version before."""
    ${plain(downgrades)}
