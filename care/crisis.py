"""Whom a client can call at any hour: crisis contacts, entered and confirmed by the practice."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta

STALE_AFTER = timedelta(days=180)
"""After this long, numbers want to be confirmed again (CLINICAL.md, section 4)."""


class ContactsNotUnderstood(ValueError):
    """Crisis contacts that cannot be used; the text says what to write."""


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """One number that answers, and when."""

    name: str
    number: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class CrisisContacts:
    """What stands on the crisis card."""

    emergency: str
    lines: tuple[CrisisLine, ...]


def dump_contacts(contacts: CrisisContacts | None) -> str:
    """The contacts as JSON text; empty for none."""
    return json.dumps(asdict(contacts)) if contacts else ""


def load_contacts(text: str) -> CrisisContacts | None:
    """The contacts that `dump_contacts` wrote; None when the practice has none."""
    return contacts_from(json.loads(text)) if text else None


def contacts_from(table: Mapping[str, object]) -> CrisisContacts:
    """Contacts from plain data; ContactsNotUnderstood says what is missing."""
    emergency, lines = table.get("emergency"), table.get("lines", ())
    if not isinstance(emergency, str) or not emergency.strip():
        raise ContactsNotUnderstood("the emergency number is missing")
    if not isinstance(lines, list | tuple):
        raise ContactsNotUnderstood("the crisis lines must be a list")
    found = []
    for line in lines:
        if not isinstance(line, Mapping) or not line.get("name") or not line.get("number"):
            raise ContactsNotUnderstood("a crisis line needs a name and a number")
        found.append(CrisisLine(str(line["name"]), str(line["number"]), str(line.get("when", ""))))
    return CrisisContacts(emergency.strip(), tuple(found))


def parse_line(text: str) -> CrisisLine:
    """A line as it is typed: "Crisis line, +49 800 1110111, day and night"."""
    parts = [part.strip() for part in text.split(",", 2)]
    if len(parts) < 2 or not any(digit.isdigit() for digit in parts[1]):
        raise ContactsNotUnderstood(
            f"{text!r} is not a crisis line; write: name, number in international form, hours"
        )
    return CrisisLine(*parts)
