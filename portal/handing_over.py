"""Clients go from one therapist to another: who hears of it, and what stands in whose Slack."""

from collections.abc import Collection

from care.alerts import AlertState, Urgency
from care.people import ClientId, StaffId
from conversations.contents import Lane, Line, Sentences
from conversations.flows import answering
from portal import message_cards, therapist_telling
from portal.chain_deeds import card_key, card_slot, tell
from portal.home_deeds import refresh
from portal.scene import Scene
from portal.staff_deeds import ordinary_at
from store import alerts, correspondence, outbox, recipients
from store.alerts import Alert
from store.people import Client


def tell_heir(scene: Scene, clients: Collection[ClientId], heir: StaffId) -> None:
    """What is open about these clients is the colleague's: alerts, and messages that wait."""
    moment = f"{scene.now.timestamp():.6f}"
    for alert in _unresolved(scene, clients, heir):
        if alert.state is AlertState.OPEN:
            # With the moment: who had them before may have them again.
            tell(scene, alert, heir, key=f"{card_key(alert, heir)}:{moment}", fresh=True)
    for client in correspondence.waiting(scene.connection, scene.memory, clients):
        message_cards.post(scene, client, cause=f"moved:{moment}", is_first=True)
    refresh(scene, [heir])


def tell_clients(scene: Scene, clients: Collection[Client]) -> None:
    """Each hears who their therapist is, on a day that has room for it."""
    for each in clients:
        therapist_telling.tell_later(scene, each)


def say_whose(scene: Scene, client: Client, former: StaffId, heir: StaffId) -> None:
    """Both therapists read in Slack whose client it is now."""
    names = scene.names()
    for whom, said in (
        (former, Line("client-moved", {"client": client.code, "name": names[heir]})),
        (heir, Line("client-came", {"client": client.code, "name": names[former]})),
    ):
        scene.post(
            scene.account(whom, staff=True),
            Sentences((said,)),
            key=f"moved:{client.id}:{whom}:{scene.now.timestamp():.6f}",
            lane=Lane.THERAPIST,
            not_before=ordinary_at(scene, whom, Urgency.TODAY),
        )


def take_from(scene: Scene, client: Client, former: StaffId, heir: StaffId) -> None:
    """Cards about the client act for the former therapist no more, and say whose client it is."""
    open_now = _unresolved(scene, [client.id], heir)
    recipients.forget(scene.connection, scene.memory, client.id, former)
    account = scene.account(former, staff=True)
    if account is None:
        return
    refresh(scene, [former])
    said = Line("client-moved", {"client": client.code, "name": scene.names()[heir]})
    for slot in (*(card_slot(each.id) for each in open_now), answering.of(client.id)):
        outbox.collapse(scene.connection, scene.memory.practice, slot, scene.now, person=account.id)
        if scene.place(account.id, slot) is not None:
            scene.post(
                account,
                Sentences((said,)),
                key=f"moved:{slot}:{account.id}:{scene.now.timestamp():.6f}",
                lane=Lane.THERAPIST,
                slot=slot,
            )


def _unresolved(scene: Scene, clients: Collection[ClientId], heir: StaffId) -> list[Alert]:
    found = alerts.unresolved_for(scene.connection, scene.memory, heir, own_only=True)
    return [each for each in found if each.client in clients]
