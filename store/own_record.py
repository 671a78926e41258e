"""Everything that is kept about one client, row by row, opened: what a copy is made from."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Table, select

from care.data_map import is_sealed
from care.own_record import carried, name_of
from care.people import ClientId
from care.progress import load_days, load_points
from store import belongings, journal, notes
from store.alerts import FACTS
from store.appointments import PLACE as APPOINTMENT_PLACE
from store.appointments import WORDS as APPOINTMENT_WORDS
from store.check_ins import ANSWERS, DAYS, POINTS, VALUE, VALUE_FORM
from store.correspondence import TEXT as WRITTEN
from store.enrolments import MEMBERSHIP
from store.goals import (
    RATING,
    RATING_FORM,
    STEP,
)
from store.goals import (
    WORDS as GOAL,
)
from store.homework import TASK, TITLE, WORDS
from store.known_answers import ANSWER as KNOWN
from store.known_answers import PLAN
from store.memory import Memory
from store.messages import TEXT
from store.moments import TITLE as MOMENT
from store.people import ADDRESS
from store.shelves import REACTION, RESOURCE, WHY
from store.tables import metadata
from store.talks import STATE
from store.vault import Field, Owner, Refused
from store.workflows import RAN

Value: TypeAlias = Any
"""What JSON knows: texts, numbers, yes and no, nothing, lists and tables of them."""

Rows: TypeAlias = Mapping[str, tuple[Mapping[str, Value], ...]]
"""The rows of each table, the oldest first, by the names that a copy gives to the columns."""

Opener: TypeAlias = Callable[[Memory, Owner, Row[Any]], Value]


PHOTOS = "photos"
"""The folder of a copy in which photos lie."""


class NoOpener(LookupError):
    """A sealed column of a client's that a copy carries and that nothing here opens."""


def _answer(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    return VALUE_FORM.unpack(memory.vault.open(owner, VALUE, row.id, row.sealed_value))[0]


def _answers(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    return json.loads(memory.vault.open(owner, ANSWERS, row.id, row.sealed_answers))


def _points(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    place = f"{row.client}/{row.instrument}"
    packed = memory.vault.open(owner, POINTS, place, row.sealed_points, version=row.row_version)
    return [[point.on.isoformat(), point.score] for point in load_points(packed)]


def _days(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    packed = memory.vault.open(owner, DAYS, row.client, row.sealed_days, version=row.row_version)
    return [{"on": day.on.isoformat(), **dict(day.values)} for day in load_days(packed).days]


def _facts(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    sealed = row.sealed_facts
    return json.loads(memory.vault.open(owner, FACTS, row.id, sealed, version=row.row_version))


def _ran(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    return json.loads(memory.vault.open(owner, RAN, row.id, row.sealed_facts))


def _moment(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    sealed, version = row.sealed_title, row.row_version
    return tidy(memory.vault.open_text(owner, MOMENT, row.id, sealed, version=version))


def _journal(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    parts = journal.opened(memory, owner, row)
    return [{"asked": each.prompt.value, "words": tidy(each.words)} for each in parts]


def _goal(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    sealed, version = row.sealed_words, row.row_version
    return tidy(memory.vault.open_text(owner, GOAL, row.id, sealed, version=version))


def _note_text(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    return tidy(notes.opened(memory, row)[0])


def _note_answer(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    return tidy(notes.opened(memory, row)[1])


def _note_digest(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    salt, found = notes.salt_and_digest(memory, row)
    return {"salt": salt.hex(), "sha256": found.hex()}


def _rating(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    return RATING_FORM.unpack(memory.vault.open(owner, RATING, row.id, row.sealed_value))[0]


def _text(field: Field) -> Opener:
    def opened(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
        return tidy(memory.vault.open_text(owner, field, row.id, getattr(row, field.column)))

    return opened


def _photo(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    # The picture itself is a file of the copy; this is its name there.
    return f"{PHOTOS}/{row.id}.jpg"


def _known(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    return json.loads(memory.vault.open_text(owner, KNOWN, row.id, row.sealed_answer))


def tidy(text: str) -> str:
    """A text that every file can hold: half a character, as platforms may send, is marked."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _state(memory: Memory, owner: Owner, row: Row[Any]) -> Value:
    # What was said before the consent is under the practice's key: nobody was a client yet.
    whose = memory.house() if row.flow == "joining" else owner
    place = f"{row.person}/{row.subject}"
    try:
        return json.loads(memory.vault.open(whose, STATE, place, row.sealed_state))
    except Refused:
        # A talk that cannot be read is over, here as in the chat.
        return None


OPENERS: Mapping[tuple[str, str], Opener] = {
    ("answer", "sealed_value"): _answer,
    ("response", "sealed_answers"): _answers,
    ("trajectory", "sealed_points"): _points,
    ("daily_record", "sealed_days"): _days,
    ("alert", "sealed_facts"): _facts,
    ("workflow_run", "sealed_facts"): _ran,
    ("message", "sealed_text"): _text(TEXT),
    ("client_message", "sealed_text"): _text(WRITTEN),
    ("homework", "sealed_title"): _text(TITLE),
    ("homework", "sealed_task"): _text(TASK),
    ("homework_entry", "sealed_words"): _text(WORDS),
    ("homework_file", "sealed_picture"): _photo,
    ("shelf_item", "sealed_resource"): _text(RESOURCE),
    ("shelf_item", "sealed_why"): _text(WHY),
    ("shelf_item", "sealed_reaction"): _text(REACTION),
    ("key_moment", "sealed_title"): _moment,
    ("journal_entry", "sealed_parts"): _journal,
    ("appointment", "sealed_place"): _text(APPOINTMENT_PLACE),
    ("appointment_entry", "sealed_words"): _text(APPOINTMENT_WORDS),
    ("note_version", "sealed_text"): _note_text,
    ("note_version", "sealed_digest"): _note_digest,
    ("note_version", "sealed_words"): _note_answer,
    ("goal", "sealed_words"): _goal,
    ("goal_rating", "sealed_value"): _rating,
    ("goal_step", "sealed_words"): _text(STEP),
    ("known_answer", "sealed_answer"): _known,
    ("known_answer", "sealed_plan"): _text(PLAN),
    ("enrolment", "sealed_membership"): _text(MEMBERSHIP),
    ("person", "sealed_address"): _text(ADDRESS),
    ("talk", "sealed_state"): _state,
}


_SHARED_WITH_THEM: Mapping[str, ColumnElement[bool]] = {
    "note": notes.IS_SHARED,
    "note_version": notes.IS_VERSION_SHARED,
}
"""What a copy has of a table that also holds drafts: those are their author's alone."""


def of_client(connection: Connection, memory: Memory, client: ClientId) -> Rows:
    """Every row of this client's that a copy carries; KeyMissing when the client was erased."""
    memory.open_clients(connection, [client])
    whose = belongings.of_client(connection, memory, client)
    if whose is None:
        return {}
    owner = memory.client(client)
    return {
        name: _rows(connection, memory, owner, metadata.tables[name], columns, whose)
        for name, columns in carried().items()
    }


def _rows(
    connection: Connection,
    memory: Memory,
    owner: Owner,
    table: Table,
    columns: tuple[str, ...],
    whose: belongings.Belongings,
) -> tuple[Mapping[str, Value], ...]:
    found = belongings.rows_of(table, memory, whose)
    if found is None:
        return ()
    if table.name in _SHARED_WITH_THEM:
        found &= _SHARED_WITH_THEM[table.name]
    rows = connection.execute(select(table).where(found).order_by(*table.primary_key.columns))
    return tuple(
        {name_of(each): _value(memory, owner, table.name, each, row) for each in columns}
        for row in rows
    )


def _value(memory: Memory, owner: Owner, table: str, column: str, row: Row[Any]) -> Value:
    value = getattr(row, column)
    if not is_sealed(column):
        return plain(value)
    if value is None:
        return None
    opener = OPENERS.get((table, column))
    if opener is None:
        raise NoOpener(f"nothing opens {table}.{column} for a copy")
    return opener(memory, owner, row)


def plain(value: object) -> Value:
    """A value of a column as JSON has it."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes():
            return value.hex()
        case _:
            return value
