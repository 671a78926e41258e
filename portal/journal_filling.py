"""Filling in what is said of the journal: what was written comes from its row here."""

from typing import assert_never

from care.people import ClientId
from conversations import journal_showing
from conversations.envelopes import Shown
from conversations.journal import JournalCard, JournalContent, JournalList
from conversations.journal_showing import PER_PAGE
from conversations.showing import Known
from conversations.wording import Wording
from portal.scene import Scene
from store import journal
from store.people import Person


def shown(
    scene: Scene, account: Person, content: JournalContent, words: Wording, known: Known
) -> Shown:
    """The message about the journal, for the client whose it is."""
    if account.client is None:
        raise LookupError("nobody has a journal but a client")
    match content:
        case JournalList(page):
            return _listed(scene, account.client, page, words, known)
        case JournalCard(wanted, asks):
            entry = journal.get(scene.connection, scene.memory, wanted)
            if entry is None or entry.client != account.client:
                return journal_showing.gone(words, known)
            return journal_showing.card(entry, words, known, asks=asks)
        case _:
            assert_never(content)


def _listed(scene: Scene, client: ClientId, page: int, words: Wording, known: Known) -> Shown:
    """A page; the last one there is where entries of it were deleted meanwhile."""
    connection, memory = scene.connection, scene.memory
    found = journal.of_client(
        connection, memory, client, skip=page * PER_PAGE, at_most=PER_PAGE + 1
    )
    while not found and page > 0:
        page //= 2
        found = journal.of_client(
            connection, memory, client, skip=page * PER_PAGE, at_most=PER_PAGE + 1
        )
    return journal_showing.listed(found, page, words, known)
