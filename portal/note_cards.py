"""The card that a client has answered a note: one for each client, posted when somebody works."""

from care.alerts import Urgency
from care.people import ClientId
from conversations.contents import Lane
from conversations.notes import NotesOf
from portal.home_deeds import refresh
from portal.scene import Scene
from portal.staff_deeds import ordinary_at
from store import outbox

OF = "notes-of"


def slot(client: ClientId) -> str:
    """The message in Slack that holds what became of a client's notes."""
    return f"{OF}:{client}"


def post(scene: Scene, client: ClientId, *, cause: str, is_first: bool = False) -> None:
    """Tells the therapist what became of a note; what is still to leave says all there is then."""
    therapist = scene.client(client).therapist
    account, held = scene.account(therapist, staff=True), slot(client)
    refresh(scene, [therapist])
    if account is None or outbox.waits(
        scene.connection, scene.memory.practice, account.id, held, scene.now
    ):
        return
    scene.post(
        account,
        NotesOf(client),
        key=f"{held}:{cause}",
        lane=Lane.THERAPIST,
        slot=held,
        fresh=is_first,
        not_before=ordinary_at(scene, therapist, Urgency.TODAY),
    )
