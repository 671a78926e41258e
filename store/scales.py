"""A practice's own scales, words and decisions about scales; read anew only when they changed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from care.people import ClientId
from questionnaires.library import Choice, Library, Setting
from questionnaires.library import library as library_of
from questionnaires.loading import load_instrument
from questionnaires.wording import load_wording
from store import practices
from store.check_ins import CheckInState
from store.dialect import put
from store.ids import new_id
from store.memory import Memory
from store.tables import (
    check_in_plan,
    client,
    instrument_setting,
    occurrence,
    own_instrument,
    own_wording,
    practice,
)


def library(connection: Connection, memory: Memory, changed: UUID | None) -> Library:
    """What the practice can ask, as of this change, which its row names."""
    held = memory.scales
    if held.changed == changed:
        return held.library
    found = read(connection, memory)
    if practices.is_as_of(connection, memory.practice, practice.c.scales, changed):
        held.library, held.changed = found, changed
    return found


def read(connection: Connection, memory: Memory) -> Library:
    """What the practice can ask, as the rows have it."""
    own = [
        load_instrument(row.text, f"{row.code} {row.version}")
        for row in connection.execute(
            select(own_instrument).where(own_instrument.c.practice == memory.practice)
        )
    ]
    # Words are read with what they are for: the portal's scales, or the practice's own.
    bare = library_of(own, ())
    rows = connection.execute(select(own_wording).where(own_wording.c.practice == memory.practice))
    words = [
        each
        for row in rows
        for each in load_wording(row.text, row.code, row.language, bare.editions)
    ]
    return library_of(own, words, settings(connection, memory))


def settings(connection: Connection, memory: Memory) -> tuple[Setting, ...]:
    """What the practice has decided about scales."""
    rows = connection.execute(
        select(instrument_setting)
        .where(instrument_setting.c.practice == memory.practice)
        .order_by(
            instrument_setting.c.course, instrument_setting.c.choice, instrument_setting.c.name
        )
    )
    return tuple(
        Setting(row.course, Choice(row.choice), row.name, row.value, row.source) for row in rows
    )


def texts(connection: Connection, memory: Memory, code: str) -> dict[tuple[str, str], str]:
    """What is kept of a scale of the practice's: by version, and by language or "" for itself."""
    scale = select(own_instrument.c.version, own_instrument.c.text).where(
        own_instrument.c.practice == memory.practice, own_instrument.c.code == code
    )
    words = select(own_wording.c.version, own_wording.c.language, own_wording.c.text).where(
        own_wording.c.practice == memory.practice, own_wording.c.code == code
    )
    found = {(row.version, ""): row.text for row in connection.execute(scale)}
    return found | {(row.version, row.language): row.text for row in connection.execute(words)}


def keep_scale(
    connection: Connection,
    memory: Memory,
    key: tuple[str, str],
    text: str,
    by: str,
    now: datetime,
) -> None:
    """Keeps a scale of the practice's, by its code and version, for good."""
    code, version = key
    connection.execute(
        insert(own_instrument).values(
            practice=memory.practice,
            code=code,
            version=version,
            text=text,
            imported_at=now,
            imported_by=by,
        )
    )


def keep_words(
    connection: Connection,
    memory: Memory,
    key: tuple[str, str, str],
    text: str,
    by: str,
    now: datetime,
) -> None:
    """Keeps the words of a scale, by its code, version and language."""
    code, version, language = key
    row = {
        "practice": memory.practice,
        "code": code,
        "version": version,
        "language": language,
        "text": text,
        "imported_at": now,
        "imported_by": by,
    }
    put(connection, own_wording, [row])


def is_asked(connection: Connection, memory: Memory, code: str, version: str) -> bool:
    """Whether anybody was asked this version yet."""
    found = connection.execute(
        select(occurrence.c.id)
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.instrument == code,
            occurrence.c.version == version,
            occurrence.c.state != CheckInState.PLANNED.value,
        )
        .limit(1)
    )
    return found.first() is not None


def decide(
    connection: Connection, memory: Memory, setting: Setting, by: str, now: datetime
) -> None:
    """Keeps a decision in the place of the one before."""
    row = {
        "practice": memory.practice,
        "course": setting.course,
        "choice": setting.choice.value,
        "name": setting.name,
        "value": setting.value,
        "source": setting.source,
        "decided_at": now,
        "decided_by": by,
    }
    put(connection, instrument_setting, [row])


def forget(connection: Connection, memory: Memory, setting: Setting) -> None:
    """Takes a decision back: what comes with the scale holds again."""
    connection.execute(
        delete(instrument_setting).where(
            instrument_setting.c.practice == memory.practice,
            instrument_setting.c.course == setting.course,
            instrument_setting.c.choice == setting.choice.value,
            instrument_setting.c.name == setting.name,
        )
    )


def note_change(connection: Connection, memory: Memory) -> None:
    """Marks the practice's row, so that every process reads its scales anew."""
    connection.execute(
        update(practice).where(practice.c.practice == memory.practice).values(scales=new_id())
    )


def asked(connection: Connection, memory: Memory, code: str) -> tuple[tuple[ClientId, str], ...]:
    """The clients with a plan for this scale, and the version that each is asked."""
    rows = connection.execute(
        select(check_in_plan.c.client, check_in_plan.c.version)
        .join(
            client,
            (client.c.practice == check_in_plan.c.practice)
            & (client.c.id == check_in_plan.c.client),
        )
        .where(check_in_plan.c.practice == memory.practice, check_in_plan.c.instrument == code)
        .order_by(client.c.code)
    )
    return tuple((ClientId(row.client), row.version) for row in rows)


def move_plans(
    connection: Connection, memory: Memory, code: str, version: str, languages: frozenset[str]
) -> int:
    """Asks this version from now on of clients in whose language it is; tells how many those are.

    A check-in that is open already keeps the version it was begun with.
    """
    speakers = select(client.c.id).where(
        client.c.practice == memory.practice, client.c.locale.in_(sorted(languages))
    )
    plans = connection.execute(
        update(check_in_plan)
        .where(
            check_in_plan.c.practice == memory.practice,
            check_in_plan.c.instrument == code,
            check_in_plan.c.version != version,
            check_in_plan.c.client.in_(speakers),
        )
        .values(version=version)
    )
    connection.execute(
        update(occurrence)
        .where(
            occurrence.c.practice == memory.practice,
            occurrence.c.instrument == code,
            occurrence.c.state == CheckInState.PLANNED.value,
            occurrence.c.client.in_(speakers),
        )
        .values(version=version)
    )
    return plans.rowcount
