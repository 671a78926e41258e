"""Notes of sessions: every text sealed under the client's key, and where each note stands.

What is final is changed by nothing here: each update asks for the state that it may change.
Beside a digest lies a random salt; the mark of all that a final note says stands in the audit, and
tells nothing of it to whoever cannot open the salt.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from care.audit import Action, Kind
from care.notes import (
    FINAL,
    LEADS_TO,
    REWRITTEN,
    Answer,
    Note,
    NoteState,
    Version,
    Waiting,
    digest,
)
from care.people import ClientId, StaffId
from store import owned
from store.ids import new_id
from store.memory import Memory
from store.tables import audit_entry, note_version
from store.tables import note as table
from store.vault import Field, Refused

TEXT = Field("note_version", "sealed_text")
DIGEST = Field("note_version", "sealed_digest")
ANSWER = Field("note_version", "sealed_words")

SALT_BYTES = 16

IS_SHARED = table.c.state != NoteState.DRAFT.value
IS_VERSION_SHARED = note_version.c.proposed_at.is_not(None)
"""What the client may know of."""

IS_PROPOSED = table.c.state == NoteState.PROPOSED.value
IS_OPEN = table.c.state.not_in([each.value for each in FINAL])
"""What can still be changed."""
_REWRITTEN = table.c.state.in_([each.value for each in REWRITTEN])


def place(note: UUID, version: int) -> str:
    """What a version is called where it is sealed."""
    return f"{note}/{version}"


def draft(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    author: StaffId,
    text: str,
    session_on: date,
    now: datetime,
    named: UUID | None = None,
) -> UUID:
    """Keeps a note that nobody but its author knows of; a form may have named it already."""
    made = named or new_id()
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            state=NoteState.DRAFT.value,
            version=1,
            session_on=session_on,
            row_version=1,
            made_at=now,
            changed_at=now,
        )
    )
    _keep(connection, memory, client, made, 1, author, text)
    return made


def _keep(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    note: UUID,
    number: int,
    author: StaffId,
    text: str,
) -> None:
    """Keeps a working copy in place of the one there may be."""
    memory.open_clients(connection, [client])
    owner, held = memory.client(client), _row_version(connection, memory, note, number)
    version = held + 1
    sealed = memory.vault.seal_text(
        owner, TEXT, place(note, number), text, version=version, pad=True
    )
    values = {"author": author, "sealed_text": sealed, "row_version": version}
    if held:
        connection.execute(
            update(note_version)
            .where(*_is(memory, note, number), note_version.c.proposed_at.is_(None))
            .values(**values)
        )
        return
    connection.execute(
        insert(note_version).values(
            practice=memory.practice, note=note, version=number, client=client, **values
        )
    )


def _row_version(connection: Connection, memory: Memory, note: UUID, number: int) -> int:
    held = connection.execute(
        select(note_version.c.row_version).where(*_is(memory, note, number))
    ).scalar_one_or_none()
    return held or 0


def _is(memory: Memory, note: UUID, number: int) -> tuple[ColumnElement[bool], ...]:
    return (
        note_version.c.practice == memory.practice,
        note_version.c.note == note,
        note_version.c.version == number,
    )


# --- reading --------------------------------------------------------------------------------


def get(
    connection: Connection, memory: Memory, wanted: UUID, author: StaffId | None = None
) -> Note | None:
    """The note of this id as this author may read it, or as anybody else; None: nothing to read."""
    found = _found(connection, memory, table.c.id == wanted, author)
    return found[0] if found else None


def of_client(
    connection: Connection, memory: Memory, client: ClientId, author: StaffId | None = None
) -> tuple[Note, ...]:
    """A client's notes, the newest session first: what was proposed, and this author's drafts."""
    return _found(connection, memory, table.c.client == client, author)


def client_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    """Whose note this is; needs no key."""
    return owned.client_of(connection, memory, table, wanted)


def waiting(
    connection: Connection, memory: Memory, clients: Iterable[ClientId]
) -> Mapping[ClientId, Waiting]:
    """How many notes of each of these wait for an answer, or for other words; needs no key."""
    rows = connection.execute(
        select(table.c.client, table.c.state, func.count())
        .where(
            table.c.practice == memory.practice,
            table.c.client.in_(list(clients)),
            table.c.state.in_([NoteState.PROPOSED.value, NoteState.CHANGE_ASKED.value]),
        )
        .group_by(table.c.client, table.c.state)
    )
    found: dict[ClientId, Waiting] = {}
    for client, state, many in rows:
        held = found.get(ClientId(client), Waiting())
        if state == NoteState.PROPOSED.value:
            found[ClientId(client)] = Waiting(many, held.for_therapist)
        else:
            found[ClientId(client)] = Waiting(held.for_client, many)
    return found


def _found(
    connection: Connection, memory: Memory, wanted: ColumnElement[bool], author: StaffId | None
) -> tuple[Note, ...]:
    rows = connection.execute(
        select(table)
        .where(table.c.practice == memory.practice, wanted)
        .order_by(table.c.session_on.desc(), table.c.id.desc())
    ).all()
    if not rows:
        return ()
    memory.open_clients(connection, {row.client for row in rows})
    versions = _versions(connection, memory, [row.id for row in rows], author)
    marks = _marks(connection, memory, {row.client for row in rows if row.id in versions})
    return tuple(
        _note(memory, row, versions[row.id], marks.get(str(row.id), frozenset()))
        for row in rows
        if row.id in versions
    )


def _versions(
    connection: Connection, memory: Memory, ids: Sequence[UUID], author: StaffId | None
) -> dict[UUID, list[Row[Any]]]:
    """The rows that a reader may see: all that were proposed, and the author's working copy."""
    found: dict[UUID, list[Row[Any]]] = {}
    for row in connection.execute(
        select(note_version)
        .where(
            note_version.c.practice == memory.practice,
            note_version.c.note.in_(ids),
            note_version.c.proposed_at.is_not(None) | (note_version.c.author == author),
        )
        .order_by(note_version.c.version)
    ):
        found.setdefault(row.note, []).append(row)
    return found


def _marks(
    connection: Connection, memory: Memory, clients: Iterable[UUID]
) -> dict[str, frozenset[str]]:
    """The marks that the audit has of these clients' final notes, by note."""
    wanted = list(clients)
    if not wanted:
        return {}
    found: dict[str, frozenset[str]] = {}
    for row in connection.execute(
        select(audit_entry.c.object, audit_entry.c.reason).where(
            audit_entry.c.practice == memory.practice,
            audit_entry.c.subject.in_(wanted),
            audit_entry.c.kind == Kind.NOTE.value,
            audit_entry.c.action == Action.SETTLED.value,
        )
    ):
        found[row.object] = found.get(row.object, frozenset()) | {row.reason}
    return found


@dataclass(frozen=True, slots=True)
class _Opened:
    """A version, and what was kept of it when it was proposed."""

    version: Version
    salt: bytes
    known: bytes

    @property
    def is_whole(self) -> bool:
        """Whether the text is the one that was proposed."""
        return self.version.proposed_at is None or self.known == self.version.digest


def _opened(memory: Memory, row: Row[Any]) -> _Opened:
    return _Opened(_version(memory, row), *salt_and_digest(memory, row))


def _note(
    memory: Memory, row: Row[Any], versions: Sequence[Row[Any]], marks: frozenset[str]
) -> Note:
    held = [_opened(memory, each) for each in versions]
    return Note(
        row.id,
        ClientId(row.client),
        NoteState(row.state),
        row.session_on,
        tuple(each.version for each in held),
        row.answer_by,
        row.row_version,
        row.made_at,
        row.changed_at,
        row.settled_at,
        all(each.is_whole for each in held) and _is_as_settled(row, held, marks),
    )


def _is_as_settled(row: Row[Any], versions: Sequence[_Opened], marks: frozenset[str]) -> bool:
    """Whether the audit knows a final note just so, and of no end of any other."""
    if NoteState(row.state) not in FINAL:
        return not marks
    return marks == {_mark(row, versions)}


def _version(memory: Memory, row: Row[Any]) -> Version:
    text, words = opened(memory, row)
    return Version(
        row.version,
        StaffId(row.author),
        text,
        digest(text),
        row.proposed_at,
        Answer(row.answer) if row.answer else None,
        words,
        row.answered_at,
    )


def opened(memory: Memory, row: Row[Any]) -> tuple[str, str]:
    """The text of a version and the client's words; what somebody has put there is no text."""
    owner, where = memory.client(ClientId(row.client)), place(row.note, row.version)
    text = words = ""
    with suppress(Refused):
        text = memory.vault.open_text(owner, TEXT, where, row.sealed_text, version=row.row_version)
    if row.sealed_words is not None:
        with suppress(Refused):
            words = memory.vault.open_text(owner, ANSWER, where, row.sealed_words)
    return text, words


def salt_and_digest(memory: Memory, row: Row[Any]) -> tuple[bytes, bytes]:
    """What was kept of a version when it was proposed; nothing where that was taken or changed."""
    owner, where, kept = memory.client(ClientId(row.client)), place(row.note, row.version), b""
    with suppress(Refused):
        kept = memory.vault.open(
            owner, DIGEST, where, row.sealed_digest or b"", version=row.row_version
        )
    return kept[:SALT_BYTES], kept[SALT_BYTES:]


def _mark(row: Row[Any], versions: Iterable[_Opened]) -> str:
    """A hash of how a note ended: its day, each text, who wrote it, and what was answered to it."""
    lines = [f"{row.state} {row.session_on.isoformat()}"]
    for each in versions:
        version = each.version
        sums = [kept.hex() for kept in (each.salt, each.known, digest(version.words))]
        said = (str(version.number), str(version.author), version.answer or "-")
        lines.append(" ".join((*said, *sums)))
    return sha256("\n".join(lines).encode()).hexdigest()


def mark(connection: Connection, memory: Memory, wanted: UUID) -> str:
    """What the audit says of a final note: a hash that tells nobody anything of it."""
    row = _row(connection, memory, wanted)
    if row is None:
        raise LookupError("no note has this id")
    memory.open_clients(connection, [row.client])
    versions = connection.execute(
        select(note_version)
        .where(note_version.c.practice == memory.practice, note_version.c.note == wanted)
        .order_by(note_version.c.version)
    )
    return _mark(row, [_opened(memory, each) for each in versions])


# --- the author -----------------------------------------------------------------------------


def rewrite(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    author: StaffId,
    text: str,
    session_on: date,
    row_version: int,
    now: datetime,
) -> bool:
    """Keeps other words for what nobody has to answer now; False when it changed meanwhile.

    What a client has asked to be changed stays as it was: the new words are the next version.
    """
    row = _locked(connection, memory, wanted)
    if row is None:
        return False
    number = row.version
    if row.state == NoteState.CHANGE_ASKED.value and _is_proposed(connection, memory, row):
        number += 1
    values = {"version": number, "session_on": session_on}
    stands = _REWRITTEN & (table.c.row_version == row_version)
    if not _changed(connection, memory, row, now, stands, **values):
        return False
    _keep(connection, memory, ClientId(row.client), wanted, number, author, text)
    return True


def _row(connection: Connection, memory: Memory, wanted: UUID) -> Row[Any] | None:
    return connection.execute(_of(memory, wanted)).one_or_none()


def _locked(connection: Connection, memory: Memory, wanted: UUID) -> Row[Any] | None:
    """The row of a note; until the transaction ends nobody else changes it or its versions."""
    return connection.execute(_of(memory, wanted).with_for_update()).one_or_none()


def _of(memory: Memory, wanted: UUID) -> Select[Any]:
    return select(table).where(table.c.practice == memory.practice, table.c.id == wanted)


def _is_proposed(connection: Connection, memory: Memory, row: Row[Any]) -> bool:
    proposed = select(note_version.c.proposed_at).where(*_is(memory, row.id, row.version))
    return connection.execute(proposed).scalar_one() is not None


def _changed(
    connection: Connection,
    memory: Memory,
    row: Row[Any],
    now: datetime,
    stands: ColumnElement[bool],
    **values: Any,
) -> bool:
    """Changes a note that is still the row that was read."""
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == row.id,
            table.c.row_version == row.row_version,
            stands,
        )
        .values(changed_at=now, row_version=row.row_version + 1, **values)
    )
    return changed.rowcount == 1


def discard(connection: Connection, memory: Memory, wanted: UUID, row_version: int) -> bool:
    """Throws a working copy away; what the client has answered to stays, with its answer."""
    row = _locked(connection, memory, wanted)
    if row is None or row.row_version != row_version or NoteState(row.state) not in REWRITTEN:
        return False
    if _is_proposed(connection, memory, row):
        return False
    if row.state == NoteState.DRAFT.value:
        return _take_away(connection, memory, row)
    before = connection.execute(
        select(func.max(note_version.c.version)).where(
            note_version.c.practice == memory.practice,
            note_version.c.note == wanted,
            note_version.c.proposed_at.is_not(None),
        )
    ).scalar_one()
    if not _changed(connection, memory, row, row.changed_at, _REWRITTEN, version=before):
        return False
    connection.execute(delete(note_version).where(*_is(memory, wanted, row.version)))
    return True


def _take_away(connection: Connection, memory: Memory, row: Row[Any]) -> bool:
    """Takes a draft away, unless it was proposed in the same moment."""
    if not _changed(connection, memory, row, row.changed_at, _REWRITTEN):
        return False
    for gone in (
        delete(note_version).where(
            note_version.c.practice == memory.practice, note_version.c.note == row.id
        ),
        delete(table).where(table.c.practice == memory.practice, table.c.id == row.id),
    ):
        connection.execute(gone)
    return True


def propose(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    digest_seen: bytes,
    answer_by: datetime,
    now: datetime,
) -> bool:
    """Shows the working copy to the client; False when it is not the text that was seen.

    It waits for being told of as well.
    """
    row = _locked(connection, memory, wanted)
    if row is None or NoteState(row.state) not in REWRITTEN:
        return False
    client = ClientId(row.client)
    memory.open_clients(connection, [client])
    held = connection.execute(select(note_version).where(*_is(memory, wanted, row.version))).one()
    if held.proposed_at is not None or _version(memory, held).digest != digest_seen:
        return False
    due = {"answer_by": answer_by, "tell_at": now, "told_at": None}
    state = NoteState.PROPOSED.value
    if not _changed(connection, memory, row, now, _REWRITTEN, state=state, **due):
        return False
    kept, where = secrets.token_bytes(SALT_BYTES) + digest_seen, place(wanted, row.version)
    sealed = memory.vault.seal(memory.client(client), DIGEST, where, kept, version=held.row_version)
    connection.execute(
        update(note_version)
        .where(*_is(memory, wanted, row.version), note_version.c.proposed_at.is_(None))
        .values(proposed_at=now, sealed_digest=sealed)
    )
    return True


def take_back(
    connection: Connection, memory: Memory, wanted: UUID, author: StaffId, now: datetime
) -> bool:
    """Makes a proposal its author's working copy again, under the next number.

    So no button below what was taken back is ever an answer to what comes after it.
    """
    row = _locked(connection, memory, wanted)
    if row is None or row.state != NoteState.PROPOSED.value:
        return False
    client, number = ClientId(row.client), row.version
    memory.open_clients(connection, [client])
    held = connection.execute(select(note_version).where(*_is(memory, wanted, number))).one()
    asked = connection.execute(
        select(func.count())
        .select_from(note_version)
        .where(
            note_version.c.practice == memory.practice,
            note_version.c.note == wanted,
            note_version.c.answer.is_not(None),
        )
    ).scalar_one()
    state = NoteState.CHANGE_ASKED if asked else NoteState.DRAFT
    # Who was told of it learns that it was taken back.
    tell_at = now if row.told_at is not None else None
    due = {"answer_by": None, "tell_at": tell_at}
    values = {"state": state.value, "version": number + 1, **due}
    if not _changed(connection, memory, row, now, IS_PROPOSED, **values):
        return False
    connection.execute(delete(note_version).where(*_is(memory, wanted, number)))
    _keep(connection, memory, client, wanted, number + 1, author, _version(memory, held).text)
    return True


def drop_drafts(
    connection: Connection, memory: Memory, author: StaffId, client: ClientId | None = None
) -> None:
    """Throws away what only this author could read, of one client or of all.

    The clients are somebody else's by now; what they know of stays.
    """
    mine = [
        note_version.c.practice == memory.practice,
        note_version.c.author == author,
        note_version.c.proposed_at.is_(None),
    ]
    if client is not None:
        mine.append(table.c.client == client)
    rows = connection.execute(
        select(table.c.id, table.c.row_version)
        .join(
            note_version,
            (note_version.c.practice == table.c.practice) & (note_version.c.note == table.c.id),
        )
        .where(*mine)
    ).all()
    for row in rows:
        discard(connection, memory, row.id, row.row_version)


# --- the client -----------------------------------------------------------------------------


def answer(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    version: int,
    digest_seen: bytes,
    kind: Answer,
    words: str,
    now: datetime,
) -> bool:
    """Keeps what the client says to the text that was shown; False when that is not what stands."""
    row = _locked(connection, memory, wanted)
    if row is None or row.state != NoteState.PROPOSED.value or row.version != version:
        return False
    client, where = ClientId(row.client), place(wanted, version)
    memory.open_clients(connection, [client])
    held = connection.execute(select(note_version).where(*_is(memory, wanted, version))).one()
    seen = _opened(memory, held)
    if not seen.is_whole or seen.known != digest_seen:
        return False
    state = LEADS_TO[kind]
    # On the date itself the round may not have been here yet: too late is too late.
    stands = IS_PROPOSED & (table.c.answer_by > now)
    if not _changed(connection, memory, row, now, stands, **_settled(state, now)):
        return False
    sealed = None
    if words:
        sealed = memory.vault.seal_text(memory.client(client), ANSWER, where, words, pad=True)
    connection.execute(
        update(note_version)
        .where(*_is(memory, wanted, version), note_version.c.answer.is_(None))
        .values(answer=kind.value, answered_at=now, sealed_words=sealed)
    )
    return True


def _settled(state: NoteState, now: datetime) -> dict[str, Any]:
    return {
        "state": state.value,
        "settled_at": now if state in FINAL else None,
        "answer_by": None,
        "tell_at": None,
    }


def expire(connection: Connection, memory: Memory, wanted: UUID, now: datetime) -> bool:
    """Keeps that a note was not answered by its date; False when it was, or its date is later."""
    row = _locked(connection, memory, wanted)
    stands = IS_PROPOSED & (table.c.answer_by <= now)
    return row is not None and _changed(
        connection, memory, row, now, stands, **_settled(NoteState.UNANSWERED, now)
    )


def is_proposed(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Whether a note waits for an answer; needs no key."""
    row = _row(connection, memory, wanted)
    return row is not None and row.state == NoteState.PROPOSED.value
