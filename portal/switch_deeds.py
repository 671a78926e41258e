"""What a therapist lets a client see: kept, audited, and shown as it stands."""

from care.audit import Action, Kind
from care.people import ClientId, Shown
from conversations.flows import shown
from portal.scene import Actor, Scene

COLUMNS = {Shown.BANDS: "bands_by_therapist", Shown.LINKS: "links_by_therapist"}


def switch(scene: Scene, actor: Actor, client: ClientId, what: Shown, *, on: bool) -> None:
    """Turns one switch over."""
    if actor.person.staff is None:
        return
    scene.change_client(client, **{COLUMNS[what]: on})
    scene.note(actor.person.staff, Action.CONFIGURED, Kind.CLIENT, client, subject=client)


def show(scene: Scene, actor: Actor, client_id: ClientId, *, fresh: bool) -> None:
    """Posts both switches; after a press the message with them changes."""
    client = scene.client(client_id)
    are_on = frozenset(each for each, column in COLUMNS.items() if getattr(client, column))
    said = shown.switches(client_id, client.code, are_on)
    slot = shown.slot(client_id)
    scene.post(actor.person, said, key=actor.next_key(), slot=slot, fresh=fresh)
