"""A client erased: asked for, taken back, carried out when it is time, and told of."""

from datetime import datetime, timedelta
from uuid import UUID

from care.audit import Act, Action, ActorRole, Kind
from care.erasure import AskedBy, ErasureState
from care.people import ClientId, StaffId
from conversations.contents import Lane, Line, Receipt, Sentences
from portal import membership_deeds
from portal.chain_deeds import card_slot
from portal.home_deeds import refresh
from portal.scene import Actor, Scene
from store import belongings, erasures, outbox, people
from store.erasures import Erasure


def ask(scene: Scene, actor: Actor, days: int) -> None:
    """Keeps when the client who acts is to be erased: the next round that finds it due does it."""
    client = actor.person.client
    if client is None:
        return
    due_at = scene.now + timedelta(days=days)
    made = erasures.ask(scene.connection, scene.memory, client, AskedBy.CLIENT, scene.now, due_at)
    _note(scene, client, Action.DECIDED, made)


def take_back(scene: Scene, actor: Actor) -> None:
    """The client who acts stays."""
    client = actor.person.client
    if client is None:
        return
    taken = erasures.take_back(scene.connection, scene.memory, client, scene.now)
    if taken is not None:
        _note(scene, client, Action.WITHDRAWN, taken)


def _note(scene: Scene, client: ClientId, action: Action, about: UUID) -> None:
    act = Act(ActorRole.CLIENT, str(client), action, Kind.ERASURE, str(about), client)
    scene.acts.append(act)


def erase(scene: Scene, asked: Erasure, copies_until: datetime | None) -> None:
    """Destroys the key and deletes every row, and tells the staff; the receipt comes later."""
    connection, memory = scene.connection, scene.memory
    whose = belongings.of_client(connection, memory, asked.client)
    if whose is None:
        # Erased meanwhile, by another word.
        erasures.take_back(connection, memory, asked.client, scene.now)
        return
    therapist = scene.client(asked.client).therapist
    urgent = erasures.open_urgent(connection, memory, asked.client)
    cards = [
        (holder, card_slot(each))
        for each in whose.alerts
        for holder in outbox.holders(connection, memory.practice, card_slot(each))
    ]
    membership_deeds.end(scene, asked.client)
    erasures.destroy(connection, memory, asked, whose, scene.now, copies_until)
    _tell_staff(scene, asked, whose.code, therapist, urgent)
    for number, (holder, slot) in enumerate(cards):
        # What stands in Slack about the client is replaced, numbers and all.
        account, _ = people.address_of(connection, memory, holder)
        gone = Sentences((Line("erased-card"),))
        scene.post(account, gone, key=f"erased:{asked.id}:{number}", lane=Lane.DIGEST, slot=slot)
    refresh(scene, [therapist, *urgent])
    if asked.asked_by is AskedBy.CLIENT:
        _note(scene, asked.client, Action.ERASED, asked.id)


def _tell_staff(
    scene: Scene,
    asked: Erasure,
    code: str,
    therapist: StaffId,
    urgent: tuple[StaffId, ...],
) -> None:
    key = "erased-note" if asked.asked_by is AskedBy.CLIENT else "erased-note-practice"
    said = Line(key, {"client": code, "at": scene.now, "receipt": str(asked.id)})
    for each in dict.fromkeys((therapist, *urgent)):
        open_note = (Line("erased-note-urgent", {"client": code}),) if each in urgent else ()
        scene.post(
            scene.account(each, staff=True),
            Sentences((said, *open_note)),
            key=f"erased:{asked.id}:{each}",
            lane=Lane.CRISIS if open_note else Lane.THERAPIST,
        )


def conclude(scene: Scene, erased: Erasure) -> None:
    """The log of the database is empty as well: the receipt goes to who was erased."""
    if erasures.conclude(scene.connection, scene.memory, erased.id) and erased.account is not None:
        account, _ = people.address_of(scene.connection, scene.memory, erased.account)
        scene.post(account, Receipt(erased.id), key=f"receipt:{erased.id}")


def due(scene: Scene, state: ErasureState, limit: int) -> tuple[Erasure, ...]:
    """The erasures that are to be gone on with now."""
    return erasures.due(scene.connection, scene.memory, state, scene.now, limit)
