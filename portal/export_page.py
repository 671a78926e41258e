"""`docs/export.md`: the files of a copy and every field of its JSON, from the data map."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from care.data_map import MAP
from care.own_record import FORM, FORM_VERSION, LEFT_OUT, LEFT_OUT_TABLES, carried, name_of

PAGE = Path(__file__).parent.parent / "docs" / "export.md"

FILES = {
    "record.pdf": "to be read: settings, answers, pictures, messages, homework, the shelf, "
    "key moments, goals, notes of sessions, appointments, notes to the therapist, consents, "
    "who read what",
    "csv/*.csv": "one table for each kind of thing, UTF-8 with a byte order mark; a text that a "
    "spreadsheet would run begins with `'`",
    "record.json": "every row, opened; the fields are below",
    "fhir-bundle.json": "FHIR R4: a Bundle with a Patient without a name, Questionnaires, "
    "QuestionnaireResponses, and an Observation for each total or single item; a Goal for each "
    "goal, with its smaller steps as notes, and an Observation for each time it was rated; an "
    "Appointment for each appointment; an EpisodeOfCare for each course of therapy, finished when "
    "it ended",
}

FIELDS = {
    "form": f"`{FORM}`",
    "form_version": f"`{FORM_VERSION}`",
    "made_at": "the instant of which everything in it is true",
    "practice": "the practice's name",
    "client": "the client's code",
    "language": "the language in which the client reads",
    "time_zone": "where the client's days begin",
    "staff": "the names of those of the staff who stand in it, by id",
    "resources": "what lies on the shelf, or lay there, as the practice's library has it now",
    "tables": "the rows by table, as below",
    "who_read": "the audit about the client: `at`, `role`, `who`, `action`, `what`, `reason`",
    "left_out": "tables of which nothing is in it, and why",
}

BEGINNING = """# What is in a copy

`/export` in the client's chat, or `portal client export CODE --to FILE`: one ZIP, encrypted with
AES-256, with everything that is kept about one client. This page is made by
`python -m portal.export_page`.
"""

NAMES = """
Instants are ISO 8601 in UTC, days ISO dates, ids UUIDs. `client`, `plan`, `occurrence`, `episode`
and `alert` name rows of other tables; `staff`, `therapist`, `taken_by` and `resolved_by` name the
staff.
"""

OPENED = """
What was sealed is opened: `answer.value` is the number that was tapped, `response.answers` the
numbers by item, `trajectory.points` pairs of day and score, `daily_record.days` the last 35 days
item by item, `goal.words` what is wanted, `goal_rating.value` how near it was from 0 to 10,
`goal_step.words` a smaller step, `note_version.text` a note of a session as it was proposed,
`note_version.digest` what it is known by with a random salt, `note_version.words` what you
wrote to it, `alert.facts` what a rule had found, `message.text` the words,
`appointment.place` where you meet, `appointment_entry.words` what was written about it,
`person.address` the id of the account in Telegram, `talk.state` where a conversation stands.
"""


def page() -> str:
    """The whole page."""
    return "\n".join((BEGINNING, *_said(), OPENED, *_left_out())) + "\n"


def _said() -> Iterator[str]:
    yield from _table("file", "what it is", FILES)
    yield "\n## `record.json`\n"
    yield from _table("field", "meaning", FIELDS)
    yield f"{NAMES}\n## `tables`\n"
    yield from _tables()


def _table(first: str, second: str, rows: Mapping[str, str]) -> Iterator[str]:
    yield f"| {first} | {second} |"
    yield "| --- | --- |"
    for name, means in rows.items():
        yield f"| `{name}` | {means} |"


def _tables() -> Iterator[str]:
    yield "| table | its fields |"
    yield "| --- | --- |"
    for table, columns in carried().items():
        fields = ", ".join(f"`{name_of(each)}`" for each in columns)
        yield f"| `{table}` | {fields} |"


def _left_out() -> Iterator[str]:
    yield "## Left out, and why"
    yield ""
    for table, why in LEFT_OUT_TABLES.items():
        yield f"- `{table}`: {why}."
    for (table, column), why in LEFT_OUT.items():
        yield f"- `{table}.{name_of(column)}`: {why}."
    shared = {column for each in MAP for column, _ in each.columns} & {"practice", "row_version"}
    yield f"- {' and '.join(f'`{each}`' for each in sorted(shared))} everywhere: the practice is"
    yield "  named once, and a counter of writes is the portal's own."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
