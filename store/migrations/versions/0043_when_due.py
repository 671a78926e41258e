"""When messages and notes of groups are due is found by an index in all practices at once."""

from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

MESSAGES, NOTES = "client_message", "moderation_case"


def upgrade() -> None:
    """To this version."""
    op.create_index(f"ix_{MESSAGES}_look_at", MESSAGES, ["look_at"])
    op.drop_index(f"ix_{MESSAGES}_practice_look_at", MESSAGES)
    op.create_index(f"ix_{NOTES}_next_step_at", NOTES, ["next_step_at"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_index(f"ix_{NOTES}_next_step_at", NOTES)
    op.create_index(f"ix_{MESSAGES}_practice_look_at", MESSAGES, ["practice", "look_at"])
    op.drop_index(f"ix_{MESSAGES}_look_at", MESSAGES)
