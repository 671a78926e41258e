"""Appointments are confirmed, moved and cancelled, and the client is reminded of them."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
uuid = sa.Uuid()

INSTANTS = ("told_at", "confirmed_at", "requested_at", "tell_at", "remind_at", "look_at")
HOUR = 3_600_000_000
"""As SQLite has it here, in microseconds."""

DUE = ("tell_at", "remind_at", "look_at")


def upgrade() -> None:
    """To this version."""
    op.add_column("appointment", sa.Column("how", sa.String(8), nullable=True))
    op.add_column("appointment", sa.Column("sealed_place", sa.LargeBinary(), nullable=True))
    op.add_column(
        "appointment",
        sa.Column("moves", sa.SmallInteger(), nullable=False, server_default="0"),
    )
    for name in INSTANTS:
        op.add_column("appointment", sa.Column(name, instant, nullable=True))
    for name in DUE:
        op.create_index(f"ix_appointment_{name}", "appointment", [name])
    op.create_table(
        "appointment_entry",
        sa.Column("practice", uuid, nullable=False),
        sa.Column("id", uuid, nullable=False),
        sa.Column("client", uuid, nullable=False),
        sa.Column("appointment", uuid, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("staff", uuid, nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.Column("starts_at", instant, nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.PrimaryKeyConstraint("practice", "id", name="pk_appointment_entry"),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name="fk_appointment_entry_practice_client",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "appointment"],
            ["appointment.practice", "appointment.id"],
            name="fk_appointment_entry_practice_appointment",
        ),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name="fk_appointment_entry_practice_staff",
        ),
    )
    op.create_index(
        "ix_appointment_entry_practice_client", "appointment_entry", ["practice", "client"]
    )
    op.create_index(
        "ix_appointment_entry_practice_appointment",
        "appointment_entry",
        ["practice", "appointment"],
    )
    # Those that were entered before are due as well; the rounds pass over what is over.
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for name, hours in (("tell_at", 24), ("remind_at", 1), ("look_at", 168)):
        earlier = sa.text(f"INTERVAL '{hours} hours'" if on_postgresql else f"{hours * HOUR}")
        due = sa.table("appointment", sa.column(name, instant))
        op.execute(sa.update(due).values({name: sa.literal_column("starts_at") - earlier}))


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("appointment_entry")
    for name in DUE:
        op.drop_index(f"ix_appointment_{name}", "appointment")
    for name in (*INSTANTS, "moves", "sealed_place", "how"):
        op.drop_column("appointment", name)
