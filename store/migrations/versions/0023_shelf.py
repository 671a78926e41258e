"""The practice's library, and what of it lies on the shelf of each client."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "resource",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("code", sa.String(48), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("added_at", instant, nullable=False),
        sa.Column("changed_at", instant, nullable=False),
        sa.Column("retired_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "code", name="pk_resource"),
        sa.ForeignKeyConstraint(["practice"], ["practice.practice"], name="fk_resource_practice"),
    )
    op.create_table(
        "shelf_item",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("resource_index", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_resource", sa.LargeBinary(), nullable=False),
        sa.Column("staff", uuid, nullable=True),
        sa.Column("sealed_why", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_reaction", sa.LargeBinary(), nullable=True),
        sa.Column("put_at", instant, nullable=False),
        sa.Column("told_at", instant, nullable=True),
        sa.Column("opened_at", instant, nullable=True),
        sa.Column("reacted_at", instant, nullable=True),
        sa.Column("removed_at", instant, nullable=True),
        sa.Column("tell_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_shelf_item"),
        sa.UniqueConstraint(
            "practice",
            "client",
            "resource_index",
            name="uq_shelf_item_practice_client_resource_index",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_shelf_item_practice_client",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name="fk_shelf_item_practice_staff",
        ),
    )
    op.create_index("ix_shelf_item_tell_at", "shelf_item", ["tell_at"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("shelf_item")
    op.drop_table("resource")
