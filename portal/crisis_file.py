"""The crisis cards: every practice's crisis contacts in a file of their own.

Read at start and kept in memory, so that "Help now" needs no database and no key. Nothing in it is
about a client, so that anybody on the machine may read it.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from care.crisis import ContactsNotUnderstood, CrisisContacts, contacts_from
from care.people import PracticeId

FORMAT = 1
EVERYBODY_READS = 0o644
WRITE_IT_ANEW = "`portal practice set` with the crisis contacts writes it anew."


class CrisisFileTrouble(Exception):
    """Something about the crisis cards that a person has to settle; the sentence ends with how."""


class CrisisFileMissing(CrisisFileTrouble):
    """No file stands where the settings point."""


class CrisisFileUnreadable(CrisisFileTrouble):
    """A file stands there and the operating system does not let us read it."""


class CrisisFileDamaged(CrisisFileTrouble):
    """What stands there is not what we wrote, so that none of its numbers can be trusted."""


class CrisisFileNotWritten(CrisisFileTrouble):
    """The disk refused the new file; the one before is still there."""


@dataclass(frozen=True, slots=True)
class CrisisEntry:
    """What the crisis card of one practice needs."""

    name: str
    locale: str
    contacts: CrisisContacts


def write(path: Path, entries: Mapping[PracticeId, CrisisEntry]) -> None:
    """Puts the cards of all practices in place of the file before, wholly or not at all."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(dump(entries))
                file.flush()
                os.fchmod(descriptor, EVERYBODY_READS)
                os.fsync(descriptor)
            beside.replace(path)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise CrisisFileNotWritten(
            f"The crisis cards could not be written to {path} ({error.strerror}). Make the folder, "
            "free some space or point PORTAL_CRISIS_FILE elsewhere, and try again."
        ) from None


def load(path: Path) -> Mapping[PracticeId, CrisisEntry]:
    """The cards of all practices, or a plain word about why they cannot be had."""
    try:
        return read(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise CrisisFileMissing(
            f"There are no crisis cards at {path}, and without them no client is served. Point "
            f"PORTAL_CRISIS_FILE at the file; {WRITE_IT_ANEW}"
        ) from None
    except OSError as error:
        raise CrisisFileUnreadable(
            f"The crisis cards at {path} cannot be read ({error.strerror}). Let the account that "
            f"runs the portal read the file: chmod 0644 {path}"
        ) from None
    except ValueError as error:
        reason = str(error) if isinstance(error, ContactsNotUnderstood) else "not what we wrote"
        raise CrisisFileDamaged(
            f"The crisis cards at {path} are damaged: {reason}. {WRITE_IT_ANEW}"
        ) from None


def dump(entries: Mapping[PracticeId, CrisisEntry]) -> str:
    """The text of the file; readable, so that a person can check the numbers in it."""
    cards = {str(practice): asdict(entry) for practice, entry in entries.items()}
    document = {"format": FORMAT, "practices": cards}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read(text: str) -> Mapping[PracticeId, CrisisEntry]:
    """What `dump` wrote; ValueError for anything it would not have written."""
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ContactsNotUnderstood(
            f"it is not of format {FORMAT}, and may come from a newer release of the portal"
        )
    cards = document.get("practices")
    if not isinstance(cards, dict):
        raise ContactsNotUnderstood("the practices are missing")
    return {PracticeId(UUID(practice)): _entry(card) for practice, card in cards.items()}


def _entry(card: object) -> CrisisEntry:
    if not isinstance(card, dict):
        raise ContactsNotUnderstood("a practice is not a table")
    name, locale, contacts = card.get("name"), card.get("locale"), card.get("contacts")
    if not isinstance(name, str) or not isinstance(locale, str) or not locale:
        raise ContactsNotUnderstood("the name or the language of a practice is missing")
    if not isinstance(contacts, dict):
        raise ContactsNotUnderstood("the crisis contacts of a practice are missing")
    return CrisisEntry(name, locale, contacts_from(contacts))


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
