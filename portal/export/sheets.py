"""The tables of a copy: one file for each kind of thing, with names of columns that stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.export.answered import answered, words_of
from portal.export.record import OwnRecord

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its file, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def sheets(record: OwnRecord) -> tuple[Sheet, ...]:
    """Every table, also those without a row: one can see that nothing of that kind is kept."""
    return (
        Sheet("about_you", ("what", "value"), tuple(_about(record))),
        Sheet(
            "check_ins",
            ("date", "questionnaire", "version", "total", "range", "late", "filed_at"),
            tuple(
                (
                    *(each.filled.on.isoformat(), each.filled.instrument.code),
                    *(each.filled.instrument.version, each.total, each.band, each.late),
                    each.filled.filed_at.isoformat(),
                )
                for each in answered(record)
            ),
        ),
        Sheet(
            "answers",
            (
                *("date", "questionnaire", "version", "item", "question", "value", "answer"),
                "answered_at",
            ),
            tuple(_answers(record)),
        ),
        Sheet(
            "planned_check_ins",
            ("date", "questionnaire", "version", "state", "opens_at", "expires_at", "finished_at"),
            tuple(
                (
                    *(row["local_date"], row["instrument"], row["version"], row["state"]),
                    *(row["opens_at"], row["expires_at"], row["finished_at"]),
                )
                for row in record.rows["occurrence"]
            ),
        ),
        Sheet(
            "messages",
            ("written_at", "from", "state", "settled_at", "text"),
            tuple(
                (
                    *(row["written_at"], record.name_of(row["staff"]), row["state"]),
                    *(row["settled_at"], row["text"]),
                )
                for row in record.rows["message"]
            ),
        ),
        Sheet(
            "messages_of_yours",
            ("written_at", "state", "told_at", "opened_at", "settled_at", "text"),
            tuple(
                (
                    *(row["written_at"], row["state"], row["told_at"], row["opened_at"]),
                    *(row["settled_at"], row["text"]),
                )
                for row in record.rows["client_message"]
            ),
        ),
        Sheet(
            "homework",
            ("assigned_at", "from", "title", "task", "due_on", "state", "answered_at"),
            tuple(
                (
                    *(row["assigned_at"], record.name_of(row["staff"]), row["title"], row["task"]),
                    *(row["due_on"], row["state"], row["answered_at"]),
                )
                for row in record.rows["homework"]
            ),
        ),
        Sheet(
            "homework_entries",
            ("at", "title", "who", "what", "text"),
            tuple(_entries(record)),
        ),
        Sheet(
            "shelf",
            (
                *("put_at", "from", "code", "title", "about", "link", "text", "why"),
                *("opened_at", "reaction", "reacted_at", "removed_at"),
            ),
            tuple(_lying(record)),
        ),
        Sheet(
            "key_moments",
            ("date", "title", "from", "marked_at", "therapist_may_see_it_since"),
            tuple(
                (
                    *(row["local_date"], row["title"], record.name_of(row["staff"])),
                    *(row["marked_at"], row["shared_at"]),
                )
                for row in record.rows["key_moment"]
            ),
        ),
        Sheet(
            "journal",
            ("written_at", "asked", "text", "therapist_may_read_it_since"),
            tuple(
                (row["written_at"], part["asked"], part["words"], row["shared_at"])
                for row in record.rows["journal_entry"]
                for part in row["parts"]
            ),
        ),
        Sheet(
            "goals",
            ("goal", "state", "begun_at", "closed_at", "therapist_may_see_it_since"),
            tuple(
                (row["words"], row["state"], row["begun_at"], row["closed_at"], row["shared_at"])
                for row in record.rows["goal"]
            ),
        ),
        Sheet(
            "goal_ratings",
            ("date", "goal", "value", "rated_at"),
            tuple(
                (row["local_date"], _wanted(record, row["goal"]), row["value"], row["rated_at"])
                for row in record.rows["goal_rating"]
            ),
        ),
        Sheet(
            "goal_steps",
            ("goal", "step", "made_at", "done_at"),
            tuple(
                (_wanted(record, row["goal"]), row["words"], row["made_at"], row["done_at"])
                for row in record.rows["goal_step"]
            ),
        ),
        Sheet(
            "session_notes",
            (
                *("session", "state", "version", "from", "proposed_at", "text"),
                *("answer", "answered_at", "your_words"),
            ),
            tuple(_proposed(record)),
        ),
        Sheet(
            "appointments",
            ("starts_at", "minutes", "how", "where", "state", "confirmed_at", "requested_at"),
            tuple(
                (
                    *(row["starts_at"], row["minutes"], row["how"], row["place"], row["state"]),
                    *(row["confirmed_at"], row["requested_at"]),
                )
                for row in record.rows["appointment"]
            ),
        ),
        Sheet(
            "appointment_entries",
            ("at", "appointment", "who", "what", "text"),
            tuple(
                (
                    *(row["at"], row["starts_at"], record.name_of(row["staff"])),
                    *(row["kind"], row["words"]),
                )
                for row in sorted(
                    record.rows["appointment_entry"], key=lambda each: (each["at"], each["id"])
                )
            ),
        ),
        Sheet(
            "notes",
            (
                *("raised_at", "last_raised_at", "times_raised", "kind", "urgency", "state"),
                *("taken_by", "taken_at", "resolved_by", "resolved_at"),
            ),
            tuple(
                (
                    *(row["raised_at"], row["last_raised_at"], row["times_raised"], row["rule"]),
                    *(row["urgency"], row["state"], record.name_of(row["taken_by"])),
                    *(row["taken_at"], record.name_of(row["resolved_by"]), row["resolved_at"]),
                )
                for row in record.rows["alert"]
            ),
        ),
        Sheet("consents", *_every(record, "consent", ("purpose", "version", "given_at"))),
        Sheet(
            "who_read",
            ("at", "role", "who", "action", "what", "reason"),
            tuple(
                (each.at.isoformat(), each.role, each.who, each.action, each.kind, each.reason)
                for each in record.seen
            ),
        ),
    )


def _lying(record: OwnRecord) -> Iterator[Row]:
    """What lies on the shelf, or lay there, each with what the library says of it."""
    for row in record.rows["shelf_item"]:
        found = record.resources[row["resource"]]
        yield (
            *(row["put_at"], record.name_of(row["staff"]), found.code, found.title),
            *(found.about, found.link, found.text, row["why"]),
            *(row["opened_at"], row["reaction"], row["reacted_at"], row["removed_at"]),
        )


def _entries(record: OwnRecord) -> Iterator[Row]:
    """Everything that was said about homework, in its order."""
    titles = {row["id"]: row["title"] for row in record.rows["homework"]}
    for row in sorted(record.rows["homework_entry"], key=lambda each: (each["at"], each["id"])):
        by = record.name_of(row["staff"])
        yield (row["at"], titles.get(row["homework"], ""), by, row["kind"], row["words"])


def _about(record: OwnRecord) -> Iterator[Row]:
    for name, value in (row for each in record.rows["client"] for row in each.items()):
        yield (name, record.name_of(value) if name == "therapist" else value)
    for account in record.rows["person"]:
        yield ("account", account["address"])
    for episode in record.rows["episode"]:
        yield ("therapy_opened_at", episode["opened_at"])
        yield ("therapy_closed_at", episode["closed_at"])


def _answers(record: OwnRecord) -> Iterator[Row]:
    """Every tap, in the order it was made: also what was changed, or never finished."""
    asked = {row["id"]: row for row in record.rows["occurrence"]}
    for row in sorted(record.rows["answer"], key=lambda each: (each["answered_at"], each["id"])):
        of = asked.get(row["occurrence"], {})
        question, choice = _words(record, of, row["item"], row["value"])
        yield (
            *(of.get("local_date"), of.get("instrument"), of.get("version"), row["item"]),
            *(question, row["value"], choice, row["answered_at"]),
        )


def _words(record: OwnRecord, of: Any, number: int, value: int) -> tuple[str, str]:
    known = words_of(record, of.get("instrument", ""), of.get("version", ""))
    if known is None or known[1] is None or not 1 <= number <= len(known[1].items):
        return "", ""
    item = known[1].item(number)
    return item.text, item.choices.get(value, "")


def _every(
    record: OwnRecord, table: str, first: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """All columns of a table but ids, these first."""
    rows = record.rows[table]
    others = [name for row in rows[:1] for name in row if name not in (*first, "id", "client")]
    columns = (*first, *others)
    return columns, tuple(tuple(row[name] for name in columns) for row in rows)


def _proposed(record: OwnRecord) -> Iterator[Row]:
    """Every text of a note that was proposed, and what the client said to it."""
    of = {row["id"]: row for row in record.rows["note"]}
    for row in record.rows["note_version"]:
        note = of[row["note"]]
        yield (
            *(note["session_on"], "altered" if note["id"] in record.altered else note["state"]),
            *(row["version"], record.name_of(row["author"])),
            *(row["proposed_at"], row["text"], row["answer"], row["answered_at"]),
            row["words"],
        )


def _wanted(record: OwnRecord, goal: str) -> str:
    """What this goal is, in the client's words."""
    return next(str(row["words"]) for row in record.rows["goal"] if row["id"] == goal)
