"""The card that a client has answered a note: one for each client, posted when somebody works."""

from care.people import ClientId
from conversations.notes import NotesOf
from portal.message_cards import post_card
from portal.scene import Scene

OF = "notes-of"


def slot(client: ClientId) -> str:
    """The message in Slack that holds what became of a client's notes."""
    return f"{OF}:{client}"


def post(scene: Scene, client: ClientId, *, cause: str, is_first: bool = False) -> None:
    """Tells the therapist what became of a note; what is still to leave says all there is then."""
    post_card(scene, NotesOf(client), slot(client), cause=cause, is_first=is_first)
