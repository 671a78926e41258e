"""Filling in what is said of notes: their text comes from its row here."""

from collections.abc import Iterable
from datetime import timedelta
from typing import assert_never
from uuid import UUID

from care.consent import Purpose
from care.notes import Note
from care.people import ClientId
from conversations import note_showing
from conversations.contents import Lane
from conversations.envelopes import Shown
from conversations.note_showing import NotesFacts
from conversations.notes import NoteCard, NoteContent, NoteList, NotesOf, NotesWait
from conversations.showing import Known
from conversations.wording import Wording
from portal import note_deeds
from portal.agreed import agrees, may_be_written_to
from portal.scene import Scene
from store import notes
from store.people import Person

LATELY = timedelta(days=14)
"""For so long the card in Slack speaks of what a client has settled."""


def shown(
    scene: Scene, account: Person, content: NoteContent, lane: Lane, words: Wording, known: Known
) -> Shown | None:
    """The message about notes; None for what is not so any more."""
    if isinstance(content, NotesOf):
        return _of_client(scene, account, ClientId(content.client), words)
    client = account.client
    if client is None:
        raise LookupError("nobody reads a note here but the client whom it is about")
    match content:
        case NotesWait():
            waits = notes.waiting(scene.connection, scene.memory, [client]).get(client)
            is_told = lane is Lane.REPLY or may_be_written_to(scene, client)
            if waits is None or not waits.for_client or not is_told:
                return None
            return note_showing.wait(waits.for_client, words, known)
        case NoteList(page):
            found = notes.of_client(scene.connection, scene.memory, client)
            return note_showing.listed(_readable(scene, client, found), page, words, known)
        case NoteCard(wanted, page):
            return _card(scene, client, wanted, page, words, known)
        case _:
            assert_never(content)


def _readable(scene: Scene, client: ClientId, found: Iterable[Note]) -> tuple[Note, ...]:
    """Those of a client's own notes that are shown: what waits is, to who wants notes here."""
    wants = agrees(scene, client, Purpose.NOTES)
    return tuple(each for each in found if each.client == client and (wants or not each.is_waiting))


def _card(
    scene: Scene, client: ClientId, wanted: UUID, page: int, words: Wording, known: Known
) -> Shown:
    found = notes.get(scene.connection, scene.memory, wanted)
    if found is None or not _readable(scene, client, [found]):
        return note_showing.gone(words, known)
    names = {} if words.discreet else scene.names()
    return note_showing.card(found, page, names, words, known)


def _of_client(scene: Scene, account: Person, client: ClientId, words: Wording) -> Shown:
    if account.staff is None:
        raise LookupError("what became of a client's notes is told to staff alone")
    since = scene.now - LATELY
    found = [
        each
        for each in notes.of_client(scene.connection, scene.memory, client)
        if each.settled_at is None or each.settled_at > since
    ]
    kept = scene.client(client)
    is_declined = not note_deeds.may_be_proposed_to(scene, client)
    facts = NotesFacts(client, kept.code, found, is_declined, kept.zone)
    return note_showing.of_client(facts, words)
