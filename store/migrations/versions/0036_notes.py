"""Notes of sessions: proposed by the therapist, answered by the client, final."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "note",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("session_on", sa.Date(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("made_at", instant, nullable=False),
        sa.Column("changed_at", instant, nullable=False),
        sa.Column("answer_by", instant, nullable=True),
        sa.Column("tell_at", instant, nullable=True),
        sa.Column("told_at", instant, nullable=True),
        sa.Column("settled_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_note"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_note_practice_client",
        ),
    )
    op.create_index("ix_note_practice_client", "note", ["practice", "client"])
    op.create_index("ix_note_answer_by", "note", ["answer_by"])
    op.create_index("ix_note_tell_at", "note", ["tell_at"])
    op.create_table(
        "note_version",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("note", uuid, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("author", uuid, nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_digest", sa.LargeBinary(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("proposed_at", instant, nullable=True),
        sa.Column("answer", sa.String(16), nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "note", "version", name="pk_note_version"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_note_version_practice_client",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "note"],
            ["note.practice", "note.id"],
            name="fk_note_version_practice_note",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "author"],
            ["staff.practice", "staff.id"],
            name="fk_note_version_practice_author",
        ),
    )
    op.create_index("ix_note_version_practice_client", "note_version", ["practice", "client"])
    op.create_index("ix_note_version_practice_author", "note_version", ["practice", "author"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("note_version")
    op.drop_table("note")
