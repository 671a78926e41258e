"""Clients and groups go to somebody else: those of staff who leave, or one client alone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.people import Role
from conversations.contents import HomePage, Lane
from portal import auditing, rule_deeds
from portal.auditing import by_administrator
from portal.commands.staff import member_named
from portal.handing_over import say_whose, take_from, tell_clients, tell_heir
from portal.home_deeds import SLOT
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from portal.record_access import shut_out
from portal.scene import Scene
from store import alerts, escalation, groups, notes, on_call, people
from store.memory import Memory
from store.people import Client, Member


@needs(Capability.MANAGE_STAFF)
async def therapist_leave(
    office: Office, *, name: str, hand_to: str | None = None, practice: str | None = None
) -> dict[str, Any]:
    """Ends what a member of staff may do and read here, at once.

    Clients and groups are handed to a colleague in the same transaction, and the colleague is told
    of every alert that is not resolved.
    """
    of_practice = await practice_of(office, practice)
    memory, ring = office.memory(of_practice.id), office.groups(of_practice.id)
    now = office.clock.now()

    def keep(connection: Connection) -> dict[str, Any]:
        members = people.members(connection, memory)
        leaver = member_named(members, name)
        theirs = [
            each
            for each in people.clients(connection, memory).values()
            if each.therapist == leaver.id
        ]
        led = [each.id for each in groups.every(connection, ring) if each.facilitator == leaver.id]
        heir = _heir(members, leaver, hand_to, theirs, led)
        scene = Scene.begin(connection, memory, now)
        if heir is not None:
            people.hand_over(connection, memory, leaver.id, heir.id)
            alerts.hand_over(connection, memory, leaver.id, heir.id)
            groups.hand_over(connection, memory, leaver.id, heir.id)
            # Nobody but the leaver has read them.
            notes.drop_drafts(connection, memory, leaver.id)
            # What the colleague has switched off holds for these clients from now on.
            rule_deeds.follow_settings(scene)
        _leave(scene, leaver)
        by_administrator(office, connection, memory, Action.REVOKED, Kind.STAFF, leaver.id)
        if heir is not None:
            for each in theirs:
                by_administrator(
                    office,
                    connection,
                    memory,
                    Action.GRANTED,
                    Kind.CLIENT,
                    heir.id,
                    subject=each.id,
                )
            tell_heir(scene, [each.id for each in theirs], heir.id)
            tell_clients(scene, theirs)
        auditing.post(scene, None)
        return {
            "left": leaver.name,
            "clients": len(theirs),
            "groups": len(led),
            "handed_to": heir.name if heir is not None else None,
            "practice": of_practice.name,
        }

    return await office.database.write(keep)


def _heir(
    members: Sequence[Member],
    leaver: Member,
    hand_to: str | None,
    theirs: Sequence[Client],
    led: Sequence[object],
) -> Member | None:
    """Who takes over; a sentence when nobody was named and somebody must, or the wrong one was."""
    if hand_to is None:
        if theirs or led:
            raise NotPossible(
                f"{leaver.name} has {len(theirs)} clients and leads {len(led)} groups. Say who "
                "takes them over with --hand-to."
            )
        return None
    heir = member_named(members, hand_to)
    if heir.id == leaver.id:
        raise NotPossible("Somebody else has to take over: name a colleague with --hand-to.")
    if theirs and Role.THERAPIST not in heir.roles:
        raise NotPossible(f"{heir.name} is no therapist, so clients cannot be handed over to them.")
    if led and Role.FACILITATOR not in heir.roles:
        raise NotPossible(
            f"{heir.name} leads no groups yet. Make it so: "
            f'portal therapist facilitator "{heir.name}"'
        )
    return heir


def _leave(scene: Scene, leaver: Member) -> None:
    connection, memory = scene.connection, scene.memory
    account = scene.account(leaver.id, staff=True)
    people.leave(connection, memory, leaver.id)
    escalation.leave_chain(connection, memory, leaver.id)
    on_call.leave(connection, memory, leaver.id)
    shut_out(scene, leaver.id)
    scene.forget(leaver.id)
    # Their Home has clients on it: it becomes what anybody in the workspace sees.
    scene.post(account, HomePage(), key=f"left:{leaver.id}", lane=Lane.THERAPIST, slot=SLOT)


@needs(Capability.MANAGE_CLIENTS)
async def client_move(
    office: Office, *, code: str, to: str, practice: str | None = None
) -> dict[str, Any]:
    """Hands one client to a colleague, in one transaction; everything of the client's stays.

    Both therapists are told, and the client is, on a day that has room for it.
    """
    of_practice = await practice_of(office, practice)
    memory, now = office.memory(of_practice.id), office.clock.now()
    known = await client_of(office, memory, code)

    def keep(connection: Connection) -> dict[str, Any]:
        scene = Scene.begin(connection, memory, now)
        people.hold(connection, memory, known.id)
        client, heir = scene.client(known.id), _colleague(connection, memory, to)
        if heir.id == client.therapist:
            raise NotPossible(f"{client.code} is {heir.name}'s client already.")
        former = scene.member(client.therapist)
        scene.change_client(client.id, therapist=heir.id)
        alerts.hand_client_over(connection, memory, client.id, heir.id)
        # Nobody but the former therapist has read them.
        notes.drop_drafts(connection, memory, former.id, client.id)
        rule_deeds.follow_settings(scene)
        take_from(scene, client, former.id, heir.id)
        tell_heir(scene, [client.id], heir.id)
        say_whose(scene, client, former.id, heir.id)
        tell_clients(scene, [client])
        by_administrator(
            *(office, connection, memory, Action.GRANTED, Kind.CLIENT, heir.id), subject=client.id
        )
        auditing.post(scene, None)
        return {
            "client": client.code,
            "therapist": heir.name,
            "before": former.name,
            "practice": of_practice.name,
        }

    return await office.database.write(keep)


def _colleague(connection: Connection, memory: Memory, name: str) -> Member:
    """Who takes a client over: somebody who has clients of their own."""
    found = member_named(people.members(connection, memory), name)
    if Role.THERAPIST not in found.roles:
        raise NotPossible(f"{found.name} is no therapist, so no client can be handed to them.")
    return found
