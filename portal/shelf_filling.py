"""Filling in what is said of a shelf: titles, texts and reasons come from their rows here."""

from typing import assert_never

from care.consent import Purpose
from care.shelf import ShelfItem
from conversations import shelf_showing
from conversations.contents import Lane
from conversations.envelopes import Shown
from conversations.shelf import OwnShelf, ShelfCard, ShelfList, ShelfNews
from conversations.showing import Known
from conversations.wording import Wording
from portal.agreed import agrees
from portal.scene import Scene
from store import shelves
from store.people import Person


def shown(
    scene: Scene, account: Person, content: OwnShelf, lane: Lane, words: Wording, known: Known
) -> Shown | None:
    """The message; None for what the client does not agree to be written, and has not asked for."""
    client = account.client
    if client is None or (lane is not Lane.REPLY and not agrees(scene, client, Purpose.MESSAGES)):
        return None
    there = shelves.of_client(scene.connection, scene.memory, client)
    match content:
        case ShelfList(page):
            return shelf_showing.listed(there, page, words, known)
        case ShelfCard(item):
            place = next((at for at, each in enumerate(there) if each.id == item), None)
            if place is None:
                return shelf_showing.gone(words, known)
            found = there[place]
            return shelf_showing.card(found, words, _given(scene, found, words, known), place)
        case ShelfNews(items):
            new = [each for each in there if each.id in items]
            return shelf_showing.news(new, words, known) if new else None
        case _:
            assert_never(content)


def _given(scene: Scene, item: ShelfItem, words: Wording, known: Known) -> Known:
    """Whoever put it there is named, who need not be the client's therapist any more."""
    if item.staff is None or words.discreet:
        return known
    return {**known, "therapist": scene.member(item.staff).name}
