"""The card that a client has written: one for all that waits, posted when the therapist works."""

from datetime import datetime

from care.alerts import Urgency
from care.people import ClientId, StaffId
from conversations.contents import Lane
from conversations.correspondence import DeputyNote, MessagesOf
from conversations.flows import answering
from conversations.notes import NotesOf
from portal.home_deeds import refresh
from portal.scene import Scene
from portal.staff_deeds import ordinary_at
from store import correspondence, outbox
from store.people import Person


def post(scene: Scene, client: ClientId, *, cause: str, is_first: bool) -> None:
    """Tells the therapist that a client has written; what waited before has the card already."""
    slot = answering.of(client)
    tell_deputy(scene, DeputyNote(client), key=f"{slot}:{cause}")
    post_card(scene, MessagesOf(client), slot, cause=cause, is_first=is_first)


def post_card(
    scene: Scene, card: MessagesOf | NotesOf, slot: str, *, cause: str, is_first: bool
) -> None:
    """Puts a card about a client into the therapist's one message of its kind, in working hours."""
    therapist = scene.client(ClientId(card.client)).therapist
    account = scene.account(therapist, staff=True)
    refresh(scene, [therapist])
    if account is None or outbox.waits(
        scene.connection, scene.memory.practice, account.id, slot, scene.now
    ):
        # Who cannot be written to is told nothing; what is still to leave says all there is then.
        return
    scene.post(
        account,
        card,
        key=f"{slot}:{cause}",
        lane=Lane.THERAPIST,
        slot=slot,
        fresh=is_first,
        not_before=ordinary_at(scene, therapist, Urgency.TODAY),
    )


def tell_deputy(scene: Scene, note: DeputyNote, *, key: str) -> None:
    """Who stands in for a therapist that is away hears in their own hours of what there is."""
    therapist = scene.client(ClientId(note.client)).therapist
    away, hears = scene.away(therapist), stands_in(scene, therapist)
    if away is None or hears is None:
        return
    (account, at), slot = hears, f"deputy:{note.appointment or note.client}"
    if outbox.waits(scene.connection, scene.memory.practice, account.id, slot, scene.now):
        return
    scene.post(
        account,
        note,
        key=f"deputy:{key}",
        lane=Lane.THERAPIST,
        slot=slot,
        fresh=True,
        not_before=at,
        not_after=away.until,
    )


def stands_in(scene: Scene, therapist: StaffId) -> tuple[Person, datetime] | None:
    """Who hears in the place of somebody away, and when; None where nobody does meanwhile."""
    away = scene.away(therapist)
    if away is None or away.deputy is None:
        return None
    account = scene.account(away.deputy, staff=True)
    at = ordinary_at(scene, away.deputy, Urgency.TODAY)
    return None if account is None or at >= away.until else (account, at)


def show_again(scene: Scene, client: ClientId, *, cause: str) -> None:
    """Edits a card that stands in Slack to what is so now."""
    therapist = scene.client(client).therapist
    account, slot = scene.account(therapist, staff=True), answering.of(client)
    refresh(scene, [therapist])
    if account is None or scene.place(account.id, slot) is None:
        return
    key = f"{slot}:{cause}:{scene.now.timestamp():.6f}"
    scene.post(account, MessagesOf(client), key=key, lane=Lane.THERAPIST, slot=slot)


def posts_at(scene: Scene, client: ClientId) -> datetime | None:
    """When the card of what was just written is to leave, if that is later than now."""
    therapist = scene.client(client).therapist
    if scene.account(therapist, staff=True) is None:
        return None
    at = ordinary_at(scene, therapist, Urgency.TODAY)
    return at if at > scene.now else None


def note_opened(scene: Scene, client: ClientId) -> None:
    """The therapist has pressed a button of the card, or looks at the record page."""
    if correspondence.note_opened(scene.connection, scene.memory, client, scene.now):
        show_again(scene, client, cause="opened")
