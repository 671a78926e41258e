"""A therapist's Home: published when it is opened, and again when something on it has changed."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from care.access import Capability, Relation, Who, may, to_client
from care.caseload import Discharged, Noted, Standing, by_attention, foremost
from care.consent import AT_JOINING, Purpose
from care.correspondence import Waiting
from care.homework import Count
from care.local_time import local_date, zone
from care.notes import Waiting as Noting
from care.people import ClientId, ClientStatus, StaffId
from conversations.contents import HomePage, Lane, Listing, Overview
from conversations.home import HomeFacts
from portal import auditing
from portal.agreed import agreed
from portal.chain_deeds import chain_of
from portal.clock import Clock
from portal.rota import coming as coming_on_call
from portal.scene import Actor, Scene
from store import (
    alerts,
    appointments,
    check_ins,
    correspondence,
    episodes,
    escalation,
    homework,
    journal,
    notes,
    outbox,
    people,
)
from store.alerts import Alert
from store.database import Database
from store.memory import Memory
from store.people import Client, Person

SLOT = "home"

ON_CALL_DAYS = 3
"""Days whose on-call stands on Home."""

SETTLES = timedelta(seconds=2)
"""So long a Home waits for what else changes: one page says all of it."""

OPEN_LONG = timedelta(hours=12)
"""A check-in that has been open for longer stands on the list."""


def show_home(scene: Scene, actor: Actor, page: int) -> None:
    """Publishes the Home of the one who acts, at once."""
    account = actor.person
    outbox.collapse(scene.connection, scene.memory.practice, SLOT, scene.now, person=account.id)
    scene.post(account, HomePage(page, asked=True), key=actor.next_key(), slot=SLOT)


def show_overview(scene: Scene, actor: Actor, listing: Listing) -> None:
    """Lists clients or alerts in the chat."""
    scene.post(actor.person, Overview(listing), key=actor.next_key())


def refresh(scene: Scene, staff: Iterable[StaffId]) -> None:
    """Publishes these Homes anew, as soon as nothing else changes; unsent ones become one."""
    for each in dict.fromkeys(staff):
        account = scene.account(each, staff=True)
        if account is not None and _was_opened(scene, account):
            _post(scene, account)


def _was_opened(scene: Scene, account: Person) -> bool:
    """Whether this Home was ever opened: until then it need not be anywhere."""
    return scene.place(account.id, SLOT) is not None


def _post(scene: Scene, account: Person) -> None:
    if any(each.slot == SLOT and each.person == account.id for each in scene.letters):
        return
    practice = scene.memory.practice
    before = outbox.collapse(scene.connection, practice, SLOT, scene.now, person=account.id)
    at = scene.now + SETTLES
    scene.post(
        account,
        HomePage(),
        key=f"home:{account.id}:{scene.now.timestamp():.6f}",
        lane=Lane.THERAPIST,
        slot=SLOT,
        # What keeps changing does not put it off again and again.
        not_before=at if before is None else min(before, at),
    )


async def republish(database: Database, memory: Memory, clock: Clock) -> None:
    """Publishes every Home anew: after the connection was away, a press may have been lost."""

    def post(connection: Connection) -> None:
        scene = Scene.begin(connection, memory, clock.now())
        for person in outbox.holders(connection, memory.practice, SLOT):
            account, _ = people.address_of(connection, memory, person)
            if account.staff is not None:
                _post(scene, account)
        auditing.post(scene, None)

    await database.write(post)


def facts_of(scene: Scene, staff: StaffId) -> HomeFacts:
    """Everything on one Home; whoever may see no lists has none."""
    connection, memory = scene.connection, scene.memory
    who = scene.who(staff)
    names = scene.names()
    today = _today(scene)
    away = scene.away(staff)
    chosen = escalation.of_practice(connection, memory)
    clients = people.clients(connection, memory)
    return HomeFacts(
        scene.now,
        today,
        scene.practice.name,
        standings_of(scene, staff, clients),
        tuple(names[each] for each in chain_of(scene, staff).members if _is_in(who, each, staff)),
        chosen.tested_at,
        who,
        away.until if away else None,
        names.get(away.deputy, "") if away and away.deputy else "",
        coming_on_call(scene, ON_CALL_DAYS),
        _discharged(scene, staff, clients),
    )


def standings_of(
    scene: Scene, staff: StaffId, clients: Mapping[ClientId, Client] | None = None
) -> tuple[Standing, ...]:
    """The clients on somebody's list, who needs attention first; nobody who was discharged."""
    known = people.clients(scene.connection, scene.memory) if clients is None else clients
    return tuple(by_attention(_standings(scene, staff, scene.names(), known), _today(scene)))


def _discharged(
    scene: Scene, staff: StaffId, clients: Mapping[ClientId, Client]
) -> tuple[Discharged, ...]:
    """Whose therapy has ended, of those this one may list; the newest end first."""
    over = {
        each: client
        for each, client in clients.items()
        if client.status is ClientStatus.DISCHARGED and _is_listed(scene, staff, client)
    }
    if not over:
        return ()
    ended = episodes.ended(scene.connection, scene.memory, over)
    found = [
        Discharged(client.code, local_date(ended[each], zone(client.zone)))
        for each, client in over.items()
        if each in ended
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.code), reverse=True))


def _is_listed(scene: Scene, staff: StaffId, client: Client) -> bool:
    relation = to_client(is_own=client.therapist == staff, handed_over=False)
    return may(scene.who(staff), Capability.LIST_CLIENT, relation)


def _today(scene: Scene) -> date:
    return local_date(scene.now, zone(scene.practice.zone))


def _is_in(who: frozenset[Who], each: StaffId, staff: StaffId) -> bool:
    """Whether this one gets cards: the reader does who may test the chain."""
    return each != staff or may(who, Capability.TEST_CHAIN, Relation.SELF)


def _standings(
    scene: Scene,
    staff: StaffId,
    names: Mapping[StaffId, str],
    known: Mapping[ClientId, Client],
) -> list[Standing]:
    connection, memory, who = scene.connection, scene.memory, scene.who(staff)
    found: dict[ClientId, list[Noted]] = {}
    told = alerts.told(connection, memory, staff)
    for alert in _alerts(scene, staff):
        relation = to_client(is_own=alert.therapist == staff, handed_over=alert.id in told)
        if may(who, Capability.READ_ALERT, relation):
            may_act = may(who, Capability.ACT_ON_ALERT, relation)
            may_open = may(who, Capability.READ_RECORD, relation)
            noted = _noted(alert, names, may_act=may_act, may_open=may_open)
            found.setdefault(alert.client, []).append(noted)
    clients = {
        each: client
        for each, client in known.items()
        if each in found
        or (client.status is not ClientStatus.DISCHARGED and _is_listed(scene, staff, client))
    }
    last = check_ins.last_filed(connection, memory, clients)
    waiting = check_ins.left_open(connection, memory, clients, scene.now - OPEN_LONG)
    consents = agreed(scene, clients)
    pieces = homework.counts(connection, memory, clients)
    entries = journal.new_to(connection, memory, staff, _readable(clients, who, staff))
    written = correspondence.waiting(connection, memory, clients)
    coming = appointments.next_of(connection, memory, clients, scene.now)
    asked = notes.waiting(connection, memory, clients)
    return [
        Standing(
            each,
            client.code,
            client.status,
            foremost(found.get(each, [])),
            last.get(each),
            local_date(client.created_at, zone(client.zone)),
            each in waiting and client.status is not ClientStatus.PAUSED,
            "" if client.therapist == staff else names[client.therapist],
            client.paused_until if client.status is ClientStatus.PAUSED else None,
            local_date(client.resumed_at, zone(client.zone)) if client.resumed_at else None,
            _switched_off(client, consents[each]),
            pieces.get(each, Count()),
            entries.get(each, 0),
            written.get(each, Waiting()).messages,
            coming.get(each),
            asked.get(each, Noting()).for_therapist,
            may(
                who,
                Capability.WRITE_NOTE,
                to_client(is_own=client.therapist == staff, handed_over=False),
            ),
        )
        for each, client in clients.items()
    ]


def _readable(
    clients: Mapping[ClientId, Client], who: frozenset[Who], staff: StaffId
) -> list[ClientId]:
    """Of whom this one may read what is on the record page."""
    return [
        each
        for each, client in clients.items()
        if may(
            who,
            Capability.READ_RECORD,
            to_client(is_own=client.therapist == staff, handed_over=False),
        )
    ]


def _switched_off(client: Client, consents: frozenset[Purpose]) -> tuple[Purpose, ...]:
    """What somebody who takes part has switched off; of others their status says enough."""
    if not client.status.takes_part:
        return ()
    return tuple(each for each in AT_JOINING if each not in consents)


def _alerts(scene: Scene, staff: StaffId) -> tuple[Alert, ...]:
    """What is not resolved and could stand on this list."""
    connection, memory = scene.connection, scene.memory
    if may(scene.who(staff), Capability.READ_ALERT, Relation.COLLEAGUES_CLIENT):
        return alerts.unresolved_of_all(connection, memory)
    return alerts.unresolved_for(connection, memory, staff)


def _noted(alert: Alert, names: Mapping[StaffId, str], *, may_act: bool, may_open: bool) -> Noted:
    instrument = alert.facts.get("instrument")
    return Noted(
        alert.id,
        alert.rule,
        alert.urgency,
        alert.state,
        alert.raised_at,
        names.get(alert.by, "") if alert.by else "",
        alert.at,
        instrument if isinstance(instrument, str) else None,
        may_act,
        may_open,
    )
