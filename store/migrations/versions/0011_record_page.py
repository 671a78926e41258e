"""The record page: links, visits, second factors, and how far somebody has read."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "record_link",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=True),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("expires_at", instant, nullable=False),
        sa.Column("used_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_record_link_practice_client"),
        ),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name=op.f("fk_record_link_practice_staff"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_record_link")),
        sa.UniqueConstraint(
            "practice", "secret_hash", name=op.f("uq_record_link_practice_secret_hash")
        ),
    )
    op.create_table(
        "record_visit",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", instant, nullable=False),
        sa.Column("confirmed_at", instant, nullable=True),
        sa.Column("seen_at", instant, nullable=False),
        sa.Column("ends_at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_record_visit_practice_client"),
        ),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name=op.f("fk_record_visit_practice_staff"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_record_visit")),
        sa.UniqueConstraint(
            "practice", "token_hash", name=op.f("uq_record_visit_practice_token_hash")
        ),
    )
    op.create_table(
        "second_factor",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("staff", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", instant, nullable=False),
        sa.Column("confirmed_at", instant, nullable=True),
        sa.Column("last_counter", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("locks", sa.SmallInteger(), nullable=False),
        sa.Column("locked_until", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name=op.f("fk_second_factor_practice_staff"),
        ),
        sa.PrimaryKeyConstraint("practice", "staff", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("staff", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["second_factor.practice", "second_factor.staff"],
            name=op.f("fk_recovery_code_practice_staff"),
        ),
        sa.PrimaryKeyConstraint("practice", "staff", "code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "read_mark",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("staff", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("read_to", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_read_mark_practice_client"),
        ),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name=op.f("fk_read_mark_practice_staff"),
        ),
        sa.PrimaryKeyConstraint("practice", "staff", "client", name=op.f("pk_read_mark")),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("read_mark")
    op.drop_table("recovery_code")
    op.drop_table("second_factor")
    op.drop_table("record_visit")
    op.drop_table("record_link")
