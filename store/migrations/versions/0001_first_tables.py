"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

instant = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "data_key",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("ring", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("kek_version", sa.SmallInteger(), nullable=False),
        sa.Column("key_version", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("practice", "ring", "kind", "owner", name=op.f("pk_data_key")),
    )
    op.create_table(
        "inbox",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("bot", sa.String(length=32), nullable=False),
        sa.Column("update_id", sa.String(length=128), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("sender", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=True),
        sa.Column("arrived_at", instant, nullable=False),
        sa.Column("not_before", instant, nullable=False),
        sa.Column("settled_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("practice", "bot", "update_id", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_settled_at"), "inbox", ["settled_at"], unique=False)
    op.create_index(op.f("ix_inbox_state_id"), "inbox", ["state", "id"], unique=False)
    op.create_table(
        "practice",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("working_hours", sa.Text(), nullable=False),
        sa.Column("urgent_hours", sa.Text(), nullable=False),
        sa.Column("crisis_contacts", sa.Text(), nullable=False),
        sa.Column("crisis_verified_on", sa.Date(), nullable=True),
        sa.Column("crisis_verified_by", sa.Text(), nullable=True),
        sa.Column("created_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("practice", name=op.f("pk_practice")),
        sa.UniqueConstraint("name", name=op.f("uq_practice_name")),
    )
    op.create_table(
        "person",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bot", sa.String(length=32), nullable=False),
        sa.Column("blind_index", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=True),
        sa.Column("staff", sa.Uuid(), nullable=True),
        sa.Column("locale", sa.String(length=16), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice"], ["practice.practice"], name=op.f("fk_person_practice")
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_person")),
        sa.UniqueConstraint(
            "practice", "bot", "blind_index", name=op.f("uq_person_practice_bot_blind_index")
        ),
    )
    op.create_index(
        op.f("ix_person_practice_client"), "person", ["practice", "client"], unique=False
    )
    op.create_index(op.f("ix_person_practice_staff"), "person", ["practice", "staff"], unique=False)
    op.create_table(
        "staff",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice"], ["practice.practice"], name=op.f("fk_staff_practice")
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_staff")),
    )
    op.create_table(
        "client",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("therapist", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("check_in_at", sa.String(length=5), nullable=False),
        sa.Column("picture", sa.String(length=16), nullable=True),
        sa.Column("picture_shown_at", instant, nullable=True),
        sa.Column("bands_for_client", sa.Boolean(), nullable=False),
        sa.Column("bands_by_therapist", sa.Boolean(), nullable=False),
        sa.Column("gentle_until", instant, nullable=True),
        sa.Column("created_at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "therapist"],
            ["staff.practice", "staff.id"],
            name=op.f("fk_client_practice_therapist"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_client")),
        sa.UniqueConstraint("practice", "code", name=op.f("uq_client_practice_code")),
    )
    op.create_table(
        "outbox",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bot", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("slot", sa.String(length=64), nullable=True),
        sa.Column("fresh", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("outcome", sa.String(length=64), nullable=True),
        sa.Column("not_before", instant, nullable=False),
        sa.Column("not_after", instant, nullable=True),
        sa.Column("claimed_by", sa.String(length=64), nullable=True),
        sa.Column("claimed_until", instant, nullable=True),
        sa.Column("written_at", instant, nullable=False),
        sa.Column("settled_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "person"],
            ["person.practice", "person.id"],
            name=op.f("fk_outbox_practice_person"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("practice", "key", name=op.f("uq_outbox_practice_key")),
    )
    op.create_index(
        op.f("ix_outbox_practice_person_state"),
        "outbox",
        ["practice", "person", "state"],
        unique=False,
    )
    op.create_index(op.f("ix_outbox_settled_at"), "outbox", ["settled_at"], unique=False)
    op.create_index(
        op.f("ix_outbox_state_not_before"), "outbox", ["state", "not_before"], unique=False
    )
    op.create_table(
        "posted",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("slot", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.Column("posted_at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "person"],
            ["person.practice", "person.id"],
            name=op.f("fk_posted_practice_person"),
        ),
        sa.PrimaryKeyConstraint("practice", "person", "slot", name=op.f("pk_posted")),
    )
    op.create_table(
        "talk",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("flow", sa.String(length=32), nullable=False),
        sa.Column("sealed_state", sa.LargeBinary(), nullable=False),
        sa.Column("touched_at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "person"],
            ["person.practice", "person.id"],
            name=op.f("fk_talk_practice_person"),
        ),
        sa.PrimaryKeyConstraint("practice", "person", "subject", name=op.f("pk_talk")),
    )
    op.create_table(
        "alert",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("therapist", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=48), nullable=False),
        sa.Column("urgency", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("open_for", sa.String(length=96), nullable=True),
        sa.Column("sealed_facts", sa.LargeBinary(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("times_raised", sa.Integer(), nullable=False),
        sa.Column("raised_at", instant, nullable=False),
        sa.Column("last_raised_at", instant, nullable=False),
        sa.Column("tell_at", instant, nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("taken_at", instant, nullable=True),
        sa.Column("snoozed_until", instant, nullable=True),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", instant, nullable=True),
        sa.Column("next_step_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_alert_practice_client"),
        ),
        sa.ForeignKeyConstraint(
            ["practice", "therapist"],
            ["staff.practice", "staff.id"],
            name=op.f("fk_alert_practice_therapist"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_alert")),
        sa.UniqueConstraint("practice", "open_for", name=op.f("uq_alert_practice_open_for")),
    )
    op.create_index(op.f("ix_alert_next_step_at"), "alert", ["next_step_at"], unique=False)
    op.create_index(op.f("ix_alert_practice_client"), "alert", ["practice", "client"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("starts_at", instant, nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_appointment_practice_client"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_appointment")),
    )
    op.create_index(
        op.f("ix_appointment_practice_client_starts_at"),
        "appointment",
        ["practice", "client", "starts_at"],
        unique=False,
    )
    op.create_table(
        "check_in_plan",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("every", sa.String(length=16), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("planned_to", sa.Date(), nullable=True),
        sa.Column("plan_again_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_check_in_plan_practice_client"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_check_in_plan")),
        sa.UniqueConstraint(
            "practice",
            "client",
            "instrument",
            name=op.f("uq_check_in_plan_practice_client_instrument"),
        ),
    )
    op.create_index(
        op.f("ix_check_in_plan_plan_again_at"), "check_in_plan", ["plan_again_at"], unique=False
    )
    op.create_table(
        "consent",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("given_at", instant, nullable=False),
        sa.Column("revoked_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_consent_practice_client"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_consent")),
    )
    op.create_index(
        op.f("ix_consent_practice_client_purpose"),
        "consent",
        ["practice", "client", "purpose"],
        unique=False,
    )
    op.create_table(
        "daily_record",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("sealed_days", sa.LargeBinary(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_daily_record_practice_client"),
        ),
        sa.PrimaryKeyConstraint("practice", "client", name=op.f("pk_daily_record")),
    )
    op.create_table(
        "episode",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("opened_at", instant, nullable=False),
        sa.Column("closed_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_episode_practice_client"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_episode")),
    )
    op.create_index(
        op.f("ix_episode_practice_client"), "episode", ["practice", "client"], unique=False
    )
    op.create_table(
        "invitation",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("expires_at", instant, nullable=False),
        sa.Column("redeemed_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_invitation_practice_client"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "practice", "secret_hash", name=op.f("uq_invitation_practice_secret_hash")
        ),
    )
    op.create_table(
        "message",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("staff", sa.Uuid(), nullable=False),
        sa.Column("alert", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", instant, nullable=False),
        sa.Column("leaves_at", instant, nullable=False),
        sa.Column("settled_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_message_practice_client"),
        ),
        sa.ForeignKeyConstraint(
            ["practice", "staff"],
            ["staff.practice", "staff.id"],
            name=op.f("fk_message_practice_staff"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_message")),
    )
    op.create_index(
        op.f("ix_message_practice_client"), "message", ["practice", "client"], unique=False
    )
    op.create_table(
        "prompted",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("prompted_at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_prompted_practice_client"),
        ),
        sa.PrimaryKeyConstraint("practice", "client", "local_date", name=op.f("pk_prompted")),
    )
    op.create_table(
        "trajectory",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.String(length=32), nullable=False),
        sa.Column("sealed_points", sa.LargeBinary(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "client"],
            ["client.practice", "client.id"],
            name=op.f("fk_trajectory_practice_client"),
        ),
        sa.PrimaryKeyConstraint("practice", "client", "instrument", name=op.f("pk_trajectory")),
    )
    op.create_table(
        "occurrence",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("token", sa.String(length=16), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opens_at", instant, nullable=False),
        sa.Column("remind_at", instant, nullable=True),
        sa.Column("expires_at", instant, nullable=False),
        sa.Column("due_at", instant, nullable=True),
        sa.Column("finished_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["practice", "plan"],
            ["check_in_plan.practice", "check_in_plan.id"],
            name=op.f("fk_occurrence_practice_plan"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_occurrence")),
        sa.UniqueConstraint(
            "practice",
            "plan",
            "local_date",
            "slot",
            name=op.f("uq_occurrence_practice_plan_local_date_slot"),
        ),
        sa.UniqueConstraint("practice", "token", name=op.f("uq_occurrence_practice_token")),
    )
    op.create_index(op.f("ix_occurrence_due_at"), "occurrence", ["due_at"], unique=False)
    op.create_index(
        op.f("ix_occurrence_practice_client_state"),
        "occurrence",
        ["practice", "client", "state"],
        unique=False,
    )
    op.create_table(
        "answer",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("occurrence", sa.Uuid(), nullable=False),
        sa.Column("item", sa.SmallInteger(), nullable=False),
        sa.Column("sealed_value", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "occurrence"],
            ["occurrence.practice", "occurrence.id"],
            name=op.f("fk_answer_practice_occurrence"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_answer")),
    )
    op.create_index(
        op.f("ix_answer_practice_occurrence"), "answer", ["practice", "occurrence"], unique=False
    )
    op.create_table(
        "response",
        sa.Column("practice", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("episode", sa.Uuid(), nullable=True),
        sa.Column("occurrence", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("sealed_answers", sa.LargeBinary(), nullable=False),
        sa.Column("filed_at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice", "occurrence"],
            ["occurrence.practice", "occurrence.id"],
            name=op.f("fk_response_practice_occurrence"),
        ),
        sa.PrimaryKeyConstraint("practice", "id", name=op.f("pk_response")),
        sa.UniqueConstraint("practice", "occurrence", name=op.f("uq_response_practice_occurrence")),
    )
    op.create_index(
        op.f("ix_response_practice_client_instrument_local_date"),
        "response",
        ["practice", "client", "instrument", "local_date"],
        unique=False,
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_index(op.f("ix_response_practice_client_instrument_local_date"), table_name="response")
    op.drop_table("response")
    op.drop_index(op.f("ix_answer_practice_occurrence"), table_name="answer")
    op.drop_table("answer")
    op.drop_index(op.f("ix_occurrence_practice_client_state"), table_name="occurrence")
    op.drop_index(op.f("ix_occurrence_due_at"), table_name="occurrence")
    op.drop_table("occurrence")
    op.drop_table("trajectory")
    op.drop_table("prompted")
    op.drop_index(op.f("ix_message_practice_client"), table_name="message")
    op.drop_table("message")
    op.drop_table("invitation")
    op.drop_index(op.f("ix_episode_practice_client"), table_name="episode")
    op.drop_table("episode")
    op.drop_table("daily_record")
    op.drop_index(op.f("ix_consent_practice_client_purpose"), table_name="consent")
    op.drop_table("consent")
    op.drop_index(op.f("ix_check_in_plan_plan_again_at"), table_name="check_in_plan")
    op.drop_table("check_in_plan")
    op.drop_index(op.f("ix_appointment_practice_client_starts_at"), table_name="appointment")
    op.drop_table("appointment")
    op.drop_index(op.f("ix_alert_practice_client"), table_name="alert")
    op.drop_index(op.f("ix_alert_next_step_at"), table_name="alert")
    op.drop_table("alert")
    op.drop_table("talk")
    op.drop_table("posted")
    op.drop_index(op.f("ix_outbox_state_not_before"), table_name="outbox")
    op.drop_index(op.f("ix_outbox_settled_at"), table_name="outbox")
    op.drop_index(op.f("ix_outbox_practice_person_state"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_table("client")
    op.drop_table("staff")
    op.drop_index(op.f("ix_person_practice_staff"), table_name="person")
    op.drop_index(op.f("ix_person_practice_client"), table_name="person")
    op.drop_table("person")
    op.drop_table("practice")
    op.drop_index(op.f("ix_inbox_state_id"), table_name="inbox")
    op.drop_index(op.f("ix_inbox_settled_at"), table_name="inbox")
    op.drop_table("inbox")
    op.drop_table("data_key")
