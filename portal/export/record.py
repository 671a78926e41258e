"""What a copy is made from: plain values, handed to a process that holds no keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from care.shelf import Resource
from charts.requests import Picture
from questionnaires.library import Library
from store.own_record import Rows


@dataclass(frozen=True, slots=True)
class Course:
    """The picture of one score or daily item over time, with the same said in words."""

    instrument: str
    picture: Picture
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of the audit about this client, or of a list on which they stood."""

    at: datetime
    role: str
    who: str
    action: str
    kind: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """Everything that is kept about one client, opened, at one instant."""

    client: UUID
    code: str
    practice: str
    colour: str
    therapist: str
    locale: str
    zone: str
    made_at: datetime
    ranges_named: bool
    """Whether the client has chosen to see the names of score ranges, and may."""
    rows: Rows = field(repr=False)
    courses: tuple[Course, ...] = field(repr=False)
    seen: tuple[Seen, ...] = field(repr=False)
    staff: Mapping[str, str] = field(repr=False)
    """The names of the staff, by id."""
    library: Library = field(repr=False)
    """What the practice can ask, in every version."""
    photos: Mapping[str, bytes] = field(repr=False)
    """Photos that the client handed in, by their names in the copy."""
    resources: Mapping[str, Resource] = field(repr=False)
    """What lies on the client's shelf, or lay there, by its code in the practice's library."""
    altered: frozenset[str] = field(default=frozenset(), repr=False)
    """Notes of sessions that somebody changed outside of the portal, by id."""

    def name_of(self, staff: object) -> str:
        """A member of staff by name; empty for one who is not known any more."""
        return self.staff.get(str(staff), "")

    def stands(self, note: Mapping[str, object]) -> str:
        """How a note of a session stands; nothing else is said of one that was altered."""
        return "torn" if note["id"] in self.altered else str(note["state"])

    @property
    def staff_named(self) -> Mapping[str, str]:
        """The names of those of the staff who stand somewhere in this record, by id."""
        ids = {str(value) for rows in self.rows.values() for row in rows for value in row.values()}
        return {each: name for each, name in self.staff.items() if each in ids}


@dataclass(frozen=True, slots=True)
class CopyRequest:
    """What is asked of the process that makes copies."""

    record: OwnRecord
    passphrase: str = field(repr=False)

    @property
    def file_name(self) -> str:
        """What the archive is called: nothing that others would understand."""
        return f"copy-{self.record.made_at:%Y-%m-%d}.zip"
