"""Groups and what guards them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "therapy_group",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("facilitator", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("code_expires_at", instant, nullable=True),
        sa.Column("chat", sa.Uuid(), nullable=True),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("sealed_door", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "facilitator"],
            ["staff.practice", "staff.id"],
            name=op.f("fk_therapy_group_practice_facilitator"),
        ),
        sa.ForeignKeyConstraint(
            ["practice", "chat"],
            ["person.practice", "person.id"],
            name=op.f("fk_therapy_group_practice_chat"),
        ),
        sa.UniqueConstraint(
            "practice", "code_hash", name=op.f("uq_therapy_group_practice_code_hash")
        ),
        sa.UniqueConstraint("practice", "chat", name=op.f("uq_therapy_group_practice_chat")),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_therapy_group")),
    )
    op.create_table(
        "membership",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group", sa.Uuid(), nullable=False),
        sa.Column("blind_index", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("name_index", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("enrolled_at", instant, nullable=False),
        sa.Column("agreed_at", instant, nullable=True),
        sa.Column("moved_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "group"],
            ["therapy_group.practice", "therapy_group.id"],
            name=op.f("fk_membership_practice_group"),
        ),
        sa.UniqueConstraint(
            "practice",
            "group",
            "blind_index",
            name=op.f("uq_membership_practice_group_blind_index"),
        ),
        sa.UniqueConstraint(
            "practice", "group", "code", name=op.f("uq_membership_practice_group_code")
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_membership")),
    )
    op.create_table(
        "moderation_case",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.Uuid(), nullable=True),
        sa.Column("reporter", sa.Uuid(), nullable=True),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("opened_at", instant, nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "group"],
            ["therapy_group.practice", "therapy_group.id"],
            name=op.f("fk_moderation_case_practice_group"),
        ),
        sa.ForeignKeyConstraint(
            ["practice", "author"],
            ["person.practice", "person.id"],
            name=op.f("fk_moderation_case_practice_author"),
        ),
        sa.UniqueConstraint(
            "practice",
            "group",
            "kind",
            "message",
            name=op.f("uq_moderation_case_practice_group_kind_message"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_moderation_case")),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("moderation_case")
    op.drop_table("membership")
    op.drop_table("therapy_group")
