"""Every table of the portal. Practice first in every key; what people wrote is sealed bytes.

Sealed columns are named `sealed...` and hold what `store.vault` made; the rest can be asked for:
states, kinds, due times, zones and languages. `docs/privacy.md` says what a thief would learn.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
)

from store.columns import Instant, Uuid

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _index_of_some(name: str, *columns: Column[Any], where: ColumnElement[bool]) -> None:
    """An index that holds the rows alone of which this is so, on both databases."""
    Index(name, *columns, sqlite_where=where, postgresql_where=where)


practice = Table(
    "practice",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("locale", String(16), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("colour", String(7), nullable=False),
    Column("working_hours", Text, nullable=False),
    Column("urgent_hours", Text, nullable=False),
    Column("crisis_contacts", Text, nullable=False),
    Column("crisis_verified_on", Date),
    Column("crisis_verified_by", Text),
    Column("privacy_text", Text),
    Column("created_at", Instant, nullable=False),
    Column("delete_typed", Boolean, nullable=False, server_default=false()),
    Column("discreet", Boolean, nullable=False, server_default=false()),
    Column("scales", Uuid),
    Column("offered", Text),
    Column("rules", Uuid),
    Column("workflows", Uuid),
    PrimaryKeyConstraint("practice"),
    UniqueConstraint("name"),
)

own_instrument = Table(
    "own_instrument",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("code", String(16), nullable=False),
    Column("version", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("imported_at", Instant, nullable=False),
    Column("imported_by", Text, nullable=False),
    PrimaryKeyConstraint("practice", "code", "version"),
)

own_wording = Table(
    "own_wording",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("code", String(16), nullable=False),
    Column("version", String(16), nullable=False),
    Column("language", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("imported_at", Instant, nullable=False),
    Column("imported_by", Text, nullable=False),
    PrimaryKeyConstraint("practice", "code", "version", "language"),
)

instrument_setting = Table(
    "instrument_setting",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("course", String(32), nullable=False),
    Column("choice", String(16), nullable=False),
    Column("name", String(32), nullable=False),
    Column("value", Double),
    Column("source", Text, nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("decided_by", Text, nullable=False),
    PrimaryKeyConstraint("practice", "course", "choice", "name"),
)

data_key = Table(
    "data_key",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("ring", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("owner", Uuid, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("kek_version", SmallInteger, nullable=False),
    Column("key_version", SmallInteger, nullable=False),
    Column("created_at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "ring", "kind", "owner"),
)

token = Table(
    "token",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("sealed_value", LargeBinary, nullable=False),
    Column("kept_at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "kind"),
    ForeignKeyConstraint(["practice"], ["practice.practice"]),
)

staff = Table(
    "staff",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("roles", Text, nullable=False),
    Column("locale", String(16), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("sealed_name", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice"], ["practice.practice"]),
)

client = Table(
    "client",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("code", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("therapist", Uuid, nullable=False),
    Column("locale", String(16), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("check_in_at", String(5), nullable=False),
    Column("picture", String(16)),
    Column("picture_shown_at", Instant),
    Column("bands_for_client", Boolean, nullable=False),
    Column("bands_by_therapist", Boolean, nullable=False),
    Column("gentle_until", Instant),
    Column("created_at", Instant, nullable=False),
    Column("discreet", Boolean, nullable=False, server_default=false()),
    Column("lock_after", SmallInteger),
    Column("unlocked_until", Instant),
    Column("paused_until", Instant),
    Column("resumed_at", Instant),
    Column("asked_version", SmallInteger),
    Column("dark_pictures", Boolean, nullable=False, server_default=false()),
    Column("links_by_therapist", Boolean, nullable=False, server_default=false()),
    Column("wakes_at", String(5)),
    Column("silent_since", Instant),
    Column("new_therapist_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "therapist"], ["staff.practice", "staff.id"]),
    UniqueConstraint("practice", "code"),
    Index(None, "paused_until"),
    Index(None, "new_therapist_at"),
)

pause = Table(
    "pause",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("ended_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    Index(None, "practice", "client"),
)

person = Table(
    "person",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("bot", String(32), nullable=False),
    Column("blind_index", LargeBinary, nullable=False),
    Column("sealed_address", LargeBinary, nullable=False),
    Column("client", Uuid),
    Column("staff", Uuid),
    Column("locale", String(16)),
    Column("reachable", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("wrong_links", SmallInteger),
    Column("wrong_links_since", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice"], ["practice.practice"]),
    UniqueConstraint("practice", "bot", "blind_index"),
    Index(None, "practice", "client"),
    Index(None, "practice", "staff"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("redeemed_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    UniqueConstraint("practice", "secret_hash"),
)

episode = Table(
    "episode",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    Index(None, "practice", "client"),
)

consent = Table(
    "consent",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("purpose", String(32), nullable=False),
    Column("version", SmallInteger, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("ended", String(16)),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    # Every tap asks what holds now, and finds all of it in here.
    Index(None, "practice", "client", "revoked_at", "purpose"),
)

# PostgreSQL adds a row with every statement that changes a practice, its staff, or who stands in
# the three tables above; see `store.remembered`. On SQLite nothing stands here.
people_change = Table(
    "people_change",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("stamp", BigInteger, nullable=False),
    Column("times", BigInteger, nullable=False),
    Column("transaction", BigInteger, nullable=False),
    PrimaryKeyConstraint("practice", "stamp"),
)

check_in_plan = Table(
    "check_in_plan",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("instrument", String(32), nullable=False),
    Column("version", String(16), nullable=False),
    Column("every", String(16), nullable=False),
    Column("starts", Date, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("planned_to", Date),
    Column("plan_again_at", Instant),
    Column("times", String(48)),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    UniqueConstraint("practice", "client", "instrument"),
    Index(None, "plan_again_at"),
)

occurrence = Table(
    "occurrence",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("plan", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("instrument", String(32), nullable=False),
    Column("version", String(16), nullable=False),
    Column("token", String(16), nullable=False),
    Column("local_date", Date, nullable=False),
    Column("slot", SmallInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("opens_at", Instant, nullable=False),
    Column("remind_at", Instant),
    Column("expires_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("finished_at", Instant),
    # When it first counted as missed; a late answer leaves it.
    Column("missed_at", Instant),
    # When the client was told of it; none while it waits quietly.
    Column("told_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "plan"], ["check_in_plan.practice", "check_in_plan.id"]),
    UniqueConstraint("practice", "plan", "local_date", "slot"),
    UniqueConstraint("practice", "token"),
    Index(None, "due_at"),
    Index(None, "practice", "client", "state"),
    Index(None, "practice", "client", "local_date"),
)

answer = Table(
    "answer",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("occurrence", Uuid, nullable=False),
    Column("item", SmallInteger, nullable=False),
    Column("sealed_value", LargeBinary, nullable=False),
    Column("answered_at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "occurrence"], ["occurrence.practice", "occurrence.id"]),
    # The highest item of a check-in is the last one in here.
    Index(None, "practice", "occurrence", "item"),
)

response = Table(
    "response",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("episode", Uuid),
    Column("occurrence", Uuid, nullable=False),
    Column("instrument", String(32), nullable=False),
    Column("version", String(16), nullable=False),
    Column("local_date", Date, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("sealed_answers", LargeBinary, nullable=False),
    Column("filed_at", Instant, nullable=False),
    Column("imported_at", Instant),
    # When an answer was last changed after it was filed; the earlier answers stay in their table.
    Column("corrected_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "occurrence"], ["occurrence.practice", "occurrence.id"]),
    UniqueConstraint("practice", "occurrence"),
    Index(None, "practice", "client", "instrument", "local_date"),
)

trajectory = Table(
    "trajectory",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("instrument", String(32), nullable=False),
    Column("sealed_points", LargeBinary, nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("version", String(16), nullable=False, server_default="1"),
    PrimaryKeyConstraint("practice", "client", "instrument"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
)

daily_record = Table(
    "daily_record",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("sealed_days", LargeBinary, nullable=False),
    Column("row_version", Integer, nullable=False),
    PrimaryKeyConstraint("practice", "client"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
)

prompted = Table(
    "prompted",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("prompted_at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "client", "local_date"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
)

alert = Table(
    "alert",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("therapist", Uuid, nullable=False),
    Column("rule", String(48), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("open_for", String(96)),
    Column("sealed_facts", LargeBinary, nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("times_raised", Integer, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("last_raised_at", Instant, nullable=False),
    Column("tell_at", Instant, nullable=False),
    Column("taken_by", Uuid),
    Column("taken_at", Instant),
    Column("snoozed_until", Instant),
    Column("resolved_by", Uuid),
    Column("resolved_at", Instant),
    Column("next_step_at", Instant),
    Column("escalation_level", SmallInteger),
    Column("asked_at", Instant),
    Column("on_call", Uuid),
    Column("ended", Boolean, nullable=False, server_default=false()),
    Column("switched_off", Boolean, nullable=False, server_default=false()),
    Column("discharged", Boolean, nullable=False, server_default=false()),
    Column("verdict", String(16)),
    Column("verdict_by", Uuid),
    Column("verdict_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "therapist"], ["staff.practice", "staff.id"]),
    UniqueConstraint("practice", "open_for"),
    Index(None, "practice", "client"),
    Index(None, "next_step_at"),
    Index(None, "practice", "therapist", "tell_at"),
)

rule_setting = Table(
    "rule_setting",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("level", String(16), nullable=False),
    Column("about", Uuid, nullable=False),
    Column("rule", String(48), nullable=False),
    Column("parameter", String(32), nullable=False),
    Column("client", Uuid),
    Column("value", String(32), nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("decided_by", Text, nullable=False),
    PrimaryKeyConstraint("practice", "level", "about", "rule", "parameter"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    Index(None, "practice", "client"),
)

known_answer = Table(
    "known_answer",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("sealed_answer", LargeBinary, nullable=False),
    Column("sealed_plan", LargeBinary, nullable=False),
    Column("marked_at", Instant, nullable=False),
    Column("marked_by", Uuid, nullable=False),
    Column("until", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", Uuid),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "marked_by"], ["staff.practice", "staff.id"]),
    Index(None, "practice", "client"),
)
shadow_alert = Table(
    "shadow_alert",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("rule", String(48), nullable=False),
    Column("found_at", Instant, nullable=False),
    Column("ended_at", Instant),
    PrimaryKeyConstraint("practice", "client", "rule", "found_at"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
)

alert_recipient = Table(
    "alert_recipient",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("alert", Uuid, nullable=False),
    Column("staff", Uuid, nullable=False),
    Column("told_at", Instant, nullable=False),
    Column("opened_at", Instant),
    PrimaryKeyConstraint("practice", "alert", "staff"),
    ForeignKeyConstraint(["practice", "alert"], ["alert.practice", "alert.id"]),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
    Index(None, "practice", "staff"),
)

escalation = Table(
    "escalation",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("chain", Text, nullable=False),
    Column("after_minutes", SmallInteger, nullable=False),
    Column("tested_at", Instant),
    Column("tested_by", Uuid),
    PrimaryKeyConstraint("practice"),
    ForeignKeyConstraint(["practice"], ["practice.practice"]),
)

absence = Table(
    "absence",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("staff", Uuid, nullable=False),
    Column("until", Instant, nullable=False),
    Column("deputy", Uuid),
    PrimaryKeyConstraint("practice", "staff"),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
)

on_call = Table(
    "on_call",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("day", String(10), nullable=False),
    Column("staff", Uuid),
    PrimaryKeyConstraint("practice", "day"),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
)

chain_test = Table(
    "chain_test",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("asked_by", Uuid, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("place", SmallInteger, nullable=False),
    Column("next_step_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "asked_by"], ["staff.practice", "staff.id"]),
    Index(None, "next_step_at"),
)

chain_test_card = Table(
    "chain_test_card",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("test", Uuid, nullable=False),
    Column("place", SmallInteger, nullable=False),
    Column("staff", Uuid, nullable=False),
    Column("absent", Boolean, nullable=False),
    Column("told_at", Instant),
    Column("got_at", Instant),
    PrimaryKeyConstraint("practice", "test", "place"),
    ForeignKeyConstraint(["practice", "test"], ["chain_test.practice", "chain_test.id"]),
)

appointment = Table(
    "appointment",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("minutes", SmallInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("how", String(8)),
    Column("sealed_place", LargeBinary),
    Column("moves", SmallInteger, nullable=False, server_default="0"),
    Column("told_at", Instant),
    Column("confirmed_at", Instant),
    Column("requested_at", Instant),
    Column("tell_at", Instant),
    Column("remind_at", Instant),
    Column("look_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    Index(None, "practice", "client", "starts_at"),
    Index(None, "tell_at"),
    Index(None, "remind_at"),
    Index(None, "look_at"),
)

appointment_entry = Table(
    "appointment_entry",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("appointment", Uuid, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("staff", Uuid),
    Column("sealed_words", LargeBinary),
    Column("starts_at", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "appointment"], ["appointment.practice", "appointment.id"]),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
    Index(None, "practice", "client"),
    Index(None, "practice", "appointment"),
)

message = Table(
    "message",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("staff", Uuid, nullable=False),
    Column("alert", Uuid),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("sealed_text", LargeBinary, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("leaves_at", Instant, nullable=False),
    Column("settled_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
    Index(None, "practice", "client"),
)

client_message = Table(
    "client_message",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("state", String(16), nullable=False),
    Column("sealed_text", LargeBinary, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("opened_at", Instant),
    Column("settled_at", Instant),
    Column("staff", Uuid),
    Column("answer", Uuid),
    Column("look_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
    Index(None, "practice", "client", "state"),
    Index(None, "look_at"),
)

talk = Table(
    "talk",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("person", Uuid, nullable=False),
    Column("subject", String(32), nullable=False),
    Column("flow", String(32), nullable=False),
    Column("sealed_state", LargeBinary, nullable=False),
    Column("touched_at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "person", "subject"),
    ForeignKeyConstraint(["practice", "person"], ["person.practice", "person.id"]),
)

inbox = Table(
    "inbox",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("bot", String(32), nullable=False),
    Column("update_id", String(128), nullable=False),
    Column("id", Uuid, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", SmallInteger, nullable=False),
    Column("sender", LargeBinary),
    Column("sealed_body", LargeBinary),
    Column("arrived_at", Instant, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("settled_at", Instant),
    PrimaryKeyConstraint("practice", "bot", "update_id"),
)
# What waits is little beside the ids that are kept.
_index_of_some(
    "ix_inbox_waiting",
    inbox.c.practice,
    inbox.c.id,
    where=inbox.c.state == "waiting",
)
# What is new is not settled: it stands here when it is.
_index_of_some(
    "ix_inbox_settled_at",
    inbox.c.settled_at,
    where=inbox.c.settled_at.is_not(None),
)
# What could not be handled is counted with every look at the numbers, and there is hardly any.
_index_of_some(
    "ix_inbox_quarantined",
    inbox.c.practice,
    where=inbox.c.state == "quarantined",
)
# Only who was put off has a sender here: few of the many. With every batch it is asked whether
# anything is put off at all, so what was handled since does not stand here either.
_PUT_OFF = and_(inbox.c.state == "waiting", inbox.c.sender.is_not(None))
_index_of_some(
    "ix_inbox_sender",
    inbox.c.practice,
    inbox.c.sender,
    inbox.c.id,
    where=_PUT_OFF,
)

outbox = Table(
    "outbox",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("bot", String(32), nullable=False),
    Column("person", Uuid, nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("key", String(128), nullable=False),
    Column("slot", String(64)),
    Column("fresh", Boolean, nullable=False),
    Column("content", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", SmallInteger, nullable=False),
    Column("outcome", String(64)),
    Column("not_before", Instant, nullable=False),
    Column("not_after", Instant),
    Column("claimed_by", String(64)),
    Column("claimed_until", Instant),
    Column("written_at", Instant, nullable=False),
    Column("settled_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "person"], ["person.practice", "person.id"]),
    UniqueConstraint("practice", "key"),
    Index(None, "state", "not_before"),
)
# Most letters are claimed as they are written, and never stand here.
_index_of_some(
    "ix_outbox_waiting",
    outbox.c.practice,
    outbox.c.person,
    where=outbox.c.state == "waiting",
)
_index_of_some(
    "ix_outbox_settled_at",
    outbox.c.settled_at,
    where=outbox.c.settled_at.is_not(None),
)

posted = Table(
    "posted",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("person", Uuid, nullable=False),
    Column("slot", String(64), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("message", String(64), nullable=False),
    Column("posted_at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "person", "slot"),
    ForeignKeyConstraint(["practice", "person"], ["person.practice", "person.id"]),
)

# --- the phone ----------------------------------------------------------------------------

pin = Table(
    "pin",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("sealed_hash", LargeBinary),
    Column("sealed_given", LargeBinary),
    Column("given_for", String(8)),
    Column("given_at", Instant),
    Column("tries", SmallInteger, nullable=False),
    Column("wait_until", Instant),
    PrimaryKeyConstraint("practice", "client"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
)

chat_message = Table(
    "chat_message",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("person", Uuid, nullable=False),
    Column("message", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "person", "message"),
    ForeignKeyConstraint(["practice", "person"], ["person.practice", "person.id"]),
    Index(None, "practice", "at"),
)

# --- groups -------------------------------------------------------------------------------

therapy_group = Table(
    "therapy_group",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("facilitator", Uuid, nullable=False),
    Column("locale", String(16), nullable=False),
    Column("sealed_name", LargeBinary, nullable=False),
    Column("code_hash", LargeBinary),
    Column("code_expires_at", Instant),
    Column("chat", Uuid),
    Column("missing", Text, nullable=False),
    Column("sealed_door", LargeBinary),
    Column("created_at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "facilitator"], ["staff.practice", "staff.id"]),
    ForeignKeyConstraint(["practice", "chat"], ["person.practice", "person.id"]),
    UniqueConstraint("practice", "code_hash"),
    UniqueConstraint("practice", "chat"),
)

membership = Table(
    "membership",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("group", Uuid, nullable=False),
    Column("blind_index", LargeBinary, nullable=False),
    Column("code", String(64)),
    Column("name_index", LargeBinary),
    Column("state", String(16), nullable=False),
    Column("enrolled_at", Instant, nullable=False),
    Column("agreed_at", Instant),
    Column("moved_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "group"], ["therapy_group.practice", "therapy_group.id"]),
    UniqueConstraint("practice", "group", "blind_index"),
    UniqueConstraint("practice", "group", "code"),
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("sealed_membership", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    Index(None, "practice", "client"),
)

moderation_case = Table(
    "moderation_case",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("group", Uuid, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("message", BigInteger, nullable=False),
    Column("author", Uuid),
    Column("reporter", Uuid),
    Column("why", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("times", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("settled_by", Uuid),
    Column("settled_at", Instant),
    # The chain of an urgent note: who has been told, how far it is, and when it goes on.
    Column("told", Text),
    Column("escalation_level", Integer),
    Column("next_step_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "group"], ["therapy_group.practice", "therapy_group.id"]),
    ForeignKeyConstraint(["practice", "author"], ["person.practice", "person.id"]),
    UniqueConstraint("practice", "group", "kind", "message"),
    Index(None, "next_step_at"),
)

# --- the client's rights --------------------------------------------------------------------

export = Table(
    "export",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("state", String(16), nullable=False),
    Column("sealed_passphrase", LargeBinary),
    Column("asked_at", Instant, nullable=False),
    Column("settled_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    Index(None, "practice", "client", "asked_at"),
)

# No key leads from an erasure to its client: it stays when nothing else of the client does.
erasure = Table(
    "erasure",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("account", Uuid),
    Column("asked_by", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("erased_at", Instant),
    Column("row_count", Integer),
    Column("copies_until", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice"], ["practice.practice"]),
    Index(None, "state", "due_at"),
    Index(None, "practice", "client", "state"),
)

# --- audit --------------------------------------------------------------------------------

audit_chain = Table(
    "audit_chain",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("ring", String(16), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice"], ["practice.practice"]),
)

# No key leads from an entry to its chain: entries whose chain was taken away are to be found.
audit_entry = Table(
    "audit_entry",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("chain", Uuid, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("role", String(16), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(32), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("object", Text),
    Column("subject", Uuid),
    Column("reason", Text),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("practice", "chain", "number"),
    Index(None, "practice", "subject"),
)

# --- the record page ----------------------------------------------------------------------

record_link = Table(
    "record_link",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("staff", Uuid, nullable=False),
    Column("client", Uuid),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("leads_to", String(16)),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    UniqueConstraint("practice", "secret_hash"),
)

record_visit = Table(
    "record_visit",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("staff", Uuid, nullable=False),
    Column("client", Uuid),
    Column("token_hash", LargeBinary, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("confirmed_at", Instant),
    Column("seen_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("leads_to", String(16)),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    UniqueConstraint("practice", "token_hash"),
)

second_factor = Table(
    "second_factor",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("staff", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("sealed_secret", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("confirmed_at", Instant),
    Column("last_counter", BigInteger),
    Column("tries", SmallInteger, nullable=False),
    Column("locks", SmallInteger, nullable=False),
    Column("locked_until", Instant),
    PrimaryKeyConstraint("practice", "staff"),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
)

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("staff", Uuid, nullable=False),
    Column("code_hash", LargeBinary, nullable=False),
    Column("used_at", Instant),
    PrimaryKeyConstraint("practice", "staff", "code_hash"),
    ForeignKeyConstraint(["practice", "staff"], ["second_factor.practice", "second_factor.staff"]),
)

read_mark = Table(
    "read_mark",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("staff", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("read_to", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "staff", "client"),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
)

homework = Table(
    "homework",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("staff", Uuid),
    Column("state", String(16), nullable=False),
    Column("sealed_title", LargeBinary, nullable=False),
    Column("sealed_task", LargeBinary, nullable=False),
    Column("due_on", Date),
    Column("assigned_at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("answered_at", Instant),
    Column("reviewed_at", Instant),
    Column("tell_at", Instant),
    Column("look_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
    Index(None, "practice", "client"),
    Index(None, "tell_at"),
    Index(None, "look_at"),
)

homework_entry = Table(
    "homework_entry",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("homework", Uuid, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("staff", Uuid),
    Column("sealed_words", LargeBinary),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "homework"], ["homework.practice", "homework.id"]),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
    Index(None, "practice", "client"),
    Index(None, "practice", "homework"),
)

homework_file = Table(
    "homework_file",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("homework", Uuid, nullable=False),
    Column("sealed_source", LargeBinary),
    Column("sealed_picture", LargeBinary),
    Column("sent_at", Instant, nullable=False),
    Column("fetch_at", Instant),
    Column("tries", Integer, nullable=False),
    Column("kept_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "homework"], ["homework.practice", "homework.id"]),
    Index(None, "practice", "client"),
    Index(None, "practice", "homework"),
    Index(None, "practice", "fetch_at"),
)

resource = Table(
    "resource",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("code", String(48), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(12), nullable=False),
    Column("minutes", Integer),
    Column("added_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("retired_at", Instant),
    PrimaryKeyConstraint("practice", "code"),
    ForeignKeyConstraint(["practice"], ["practice.practice"]),
)

shelf_item = Table(
    "shelf_item",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("resource_index", LargeBinary, nullable=False),
    Column("sealed_resource", LargeBinary, nullable=False),
    Column("staff", Uuid),
    Column("sealed_why", LargeBinary, nullable=False),
    Column("sealed_reaction", LargeBinary),
    Column("put_at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("opened_at", Instant),
    Column("reacted_at", Instant),
    Column("removed_at", Instant),
    Column("tell_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    UniqueConstraint("practice", "client", "resource_index"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
    Index(None, "tell_at"),
)

key_moment = Table(
    "key_moment",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("staff", Uuid),
    Column("local_date", Date, nullable=False),
    Column("sealed_title", LargeBinary, nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("marked_at", Instant, nullable=False),
    Column("shared_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "staff"], ["staff.practice", "staff.id"]),
    Index(None, "practice", "client", "local_date"),
)

journal_entry = Table(
    "journal_entry",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("sealed_parts", LargeBinary, nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("shared_at", Instant),
    Column("counts", Boolean, nullable=False),
    Column("look_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    Index(None, "practice", "client", "written_at"),
    Index(None, "look_at"),
)

goal = Table(
    "goal",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("state", String(16), nullable=False),
    Column("sealed_words", LargeBinary, nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("shared_at", Instant),
    Column("closed_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    Index(None, "practice", "client"),
)

goal_rating = Table(
    "goal_rating",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("goal", Uuid, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("sealed_value", LargeBinary, nullable=False),
    Column("rated_at", Instant, nullable=False),
    PrimaryKeyConstraint("practice", "id"),
    UniqueConstraint("practice", "goal", "local_date"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "goal"], ["goal.practice", "goal.id"]),
    Index(None, "practice", "client"),
)

goal_step = Table(
    "goal_step",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("goal", Uuid, nullable=False),
    Column("sealed_words", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("done_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "goal"], ["goal.practice", "goal.id"]),
    Index(None, "practice", "client"),
    Index(None, "practice", "goal"),
)

note = Table(
    "note",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("session_on", Date, nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("answer_by", Instant),
    Column("tell_at", Instant),
    Column("told_at", Instant),
    Column("settled_at", Instant),
    PrimaryKeyConstraint("practice", "id"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    Index(None, "practice", "client"),
    Index(None, "answer_by"),
    Index(None, "tell_at"),
)

note_version = Table(
    "note_version",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("note", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("author", Uuid, nullable=False),
    Column("sealed_text", LargeBinary, nullable=False),
    Column("sealed_digest", LargeBinary),
    Column("row_version", Integer, nullable=False),
    Column("proposed_at", Instant),
    Column("answer", String(16)),
    Column("sealed_words", LargeBinary),
    Column("answered_at", Instant),
    PrimaryKeyConstraint("practice", "note", "version"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    ForeignKeyConstraint(["practice", "note"], ["note.practice", "note.id"]),
    ForeignKeyConstraint(["practice", "author"], ["staff.practice", "staff.id"]),
    Index(None, "practice", "client"),
    Index(None, "practice", "author"),
)

workflow = Table(
    "workflow",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("name", String(48), nullable=False),
    Column("version", Integer, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("decided_by", Text, nullable=False),
    PrimaryKeyConstraint("practice", "name"),
    ForeignKeyConstraint(["practice"], ["practice.practice"]),
)

workflow_switch = Table(
    "workflow_switch",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("workflow", String(48), nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("decided_by", Text, nullable=False),
    PrimaryKeyConstraint("practice", "client", "workflow"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
)

workflow_run = Table(
    "workflow_run",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("workflow", String(48), nullable=False),
    Column("version", Integer, nullable=False),
    Column("cause", String(64), nullable=False),
    Column("ran_at", Instant, nullable=False),
    Column("sealed_facts", LargeBinary, nullable=False),
    PrimaryKeyConstraint("practice", "id"),
    UniqueConstraint("practice", "workflow", "client", "cause"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    Index(None, "practice", "client"),
    Index(None, "practice", "ran_at"),
)

workflow_due = Table(
    "workflow_due",
    metadata,
    Column("practice", Uuid, nullable=False),
    Column("client", Uuid, nullable=False),
    Column("due_at", Instant),
    PrimaryKeyConstraint("practice", "client"),
    ForeignKeyConstraint(["practice", "client"], ["client.practice", "client.id"]),
    Index(None, "due_at"),
)
