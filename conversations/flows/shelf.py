"""The shelf as a client has it: what lies there, one thing of it, and what may be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from care.shelf import Reaction
from conversations.contents import Line
from conversations.pressed import Rows, page_of
from conversations.shelf import ListShelf, ReactToItem, ShowShelfItem, TakeOffOwnShelf
from conversations.turn import Event, Tapped, Toast, Turn

if TYPE_CHECKING:
    from collections.abc import Collection

    from conversations.view import View

SLOT = QUESTION = "shelf"
SHOW = "show"
"""At the end of the chat: from another message, or after the lock."""

OPEN, OFF, UNSAID = "open", "off", "unsaid"
PAGE = "page-"
LINE = "shelf-line"
"""A line of another message, which says how many things are new."""

_SAID = {each.value: each for each in Reaction}

_ROWS = Rows(QUESTION)
question, about = _ROWS.question, _ROWS.about
"""What a button about a thing asks, and which one that is."""


def concerns(event: Event) -> bool:
    """Whether this is about the shelf."""
    match event:
        case Tapped(asked):
            return asked == QUESTION or about(asked) is not None
        case _:
            return False


def listed() -> Turn[None]:
    """The newest page, at the end of the chat."""
    return Turn(None, (ListShelf(fresh=True),))


def line(how_many: int) -> Line:
    """One line of another message about what is new."""
    return Line(LINE, {"things": how_many})


def take_turn(event: Tapped, view: View) -> Turn[None]:
    """A press on a thing, or on the list; the shelf stands in one message and is turned there."""
    item = about(event.question)
    if item is None:
        return Turn(None, (_page(event.choice),))
    return Turn(None, _pressed(item, event.choice, view.shelf))


def _page(choice: str) -> ListShelf:
    page = page_of(choice, PAGE)
    return ListShelf(fresh=True) if page is None else ListShelf(page)


def _pressed(
    item: UUID, choice: str, there: Collection[UUID]
) -> tuple[Toast | ListShelf | ShowShelfItem | ReactToItem | TakeOffOwnShelf, ...]:
    if item not in there:
        return Toast(Line("shelf-gone")), ListShelf()
    match choice:
        case "show":
            return (ShowShelfItem(item, fresh=True),)
        case "open":
            return (ShowShelfItem(item),)
        case "off":
            return TakeOffOwnShelf(item), Toast(Line("shelf-taken-off")), ListShelf()
        case "unsaid":
            return ReactToItem(item, None), Toast(Line("shelf-noted")), ShowShelfItem(item)
        case said if said in _SAID:
            noted = ReactToItem(item, _SAID[said])
            return noted, Toast(Line("shelf-noted")), ShowShelfItem(item)
        case _:
            return Toast(Line("old-button")), ShowShelfItem(item)
