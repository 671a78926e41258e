"""Invitations: a new client with a two-word code, and the link that joins one Telegram account."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.codes import code_from, how_many
from care.local_time import local_date, zone
from care.people import ClientId, ClientStatus, Role
from care.schedule import WAKES_AT, AfterWaking, Schedule
from conversations.talk import secret_hash
from portal.auditing import by_administrator
from portal.chosen import chosen
from portal.commands import given
from portal.needs import needs
from portal.office import NotPossible, Office, plain_code, practice_of
from questionnaires.library import Library
from store import check_ins, invitations, people, scales
from store.check_ins import Plan
from store.ids import new_id
from store.memory import Memory
from store.people import Client, Member

FIRST_CHECK_IN_AT = "19:30"

RELINK = "relink"
"""Why somebody who takes part already was given a link."""


@needs(Capability.MANAGE_CLIENTS)
async def client_invite(
    office: Office,
    *,
    therapist: str | None = None,
    code: str | None = None,
    locale: str | None = None,
    zone_name: str | None = None,
    instruments: Sequence[str] | None = None,
    relink: bool = False,
    practice: str | None = None,
) -> dict[str, Any]:
    """Makes a client with a two-word code and a link that joins one Telegram account, once.

    With the code of a client who has not joined yet: a new link; the earlier one ends. To relink is
    to give a client who has joined a link that moves them to another Telegram account.
    """
    if relink and code is None:
        raise NotPossible("Say with --code which client moves to another Telegram account.")
    if code is not None and any((therapist, locale, zone_name, instruments)):
        raise NotPossible(
            "With --code a client who is known already gets a new link, and nothing else about "
            "that client changes. Leave the other options out."
        )
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    now = office.clock.now()
    language = given.locale(locale or of_practice.locale)
    where = given.zone_name(zone_name or of_practice.zone)
    library = await office.database.read(scales.library, memory, of_practice.scales)
    offered = chosen(instruments, language, library, of_practice.offered)
    # Asked before anything is kept: without the bot's name there is no link.
    username = await office.bot_username(of_practice.id)

    def keep(connection: Connection) -> dict[str, Any]:
        if code is not None:
            client = _known(connection, memory, code, relink=relink)
        else:
            staff = therapist_named(people.members(connection, memory), therapist)
            client = new_client(connection, memory, staff, language, where, now)
            plan_for(connection, memory, client, offered, library, now)
        reason = RELINK if relink else None
        given_out = link_for(office, connection, memory, client.id, username, reason=reason)
        plans = check_ins.plans(connection, memory, client.id)
        return {
            "client": client.code,
            **given_out,
            "practice": of_practice.name,
            "zone": of_practice.zone,
            "instruments": [each.instrument for each in plans],
        }

    return await office.database.write(keep)


def link_for(
    office: Office,
    connection: Connection,
    memory: Memory,
    client: ClientId,
    username: str,
    *,
    reason: str | None = None,
) -> dict[str, str]:
    """A new link that joins one Telegram account to this client, and until when; noted."""
    secret = secrets.token_urlsafe(16)
    now = office.clock.now()
    until = invitations.add(connection, memory, client, secret_hash(secret), now)
    by_administrator(
        office,
        connection,
        memory,
        Action.INVITED,
        Kind.CLIENT,
        client,
        subject=client,
        reason=reason,
    )
    return {"link": f"https://t.me/{username}?start={secret}", "valid_until": until.isoformat()}


def _known(connection: Connection, memory: Memory, code: str, *, relink: bool) -> Client:
    known = people.client_coded(connection, memory, plain_code(code))
    if known is None:
        raise NotPossible(f"There is no client {code}. Without --code a new one is made.")
    has_joined = known.status is not ClientStatus.INVITED
    if has_joined and not relink:
        raise NotPossible(
            f"{known.code} has joined already; a new link is not needed. With --relink the link "
            "moves this client to another Telegram account."
        )
    if relink and not has_joined:
        raise NotPossible(
            f"{known.code} has not joined yet, so there is nothing to move: leave --relink out."
        )
    return known


def new_client(
    connection: Connection,
    memory: Memory,
    staff: Member,
    language: str,
    where: str,
    now: datetime,
) -> Client:
    """A client who has been invited, with a code that nobody else has."""
    while True:
        client = Client(
            ClientId(new_id()),
            code_from(secrets.randbelow(how_many())),
            ClientStatus.INVITED,
            staff.id,
            language,
            where,
            FIRST_CHECK_IN_AT,
            None,
            None,
            bands_for_client=False,
            bands_by_therapist=False,
            gentle_until=None,
            created_at=now,
        )
        if people.add_client(connection, memory, client):
            return client


def plan_for(
    connection: Connection,
    memory: Memory,
    client: Client,
    offered: Mapping[str, Schedule],
    library: Library,
    now: datetime,
) -> None:
    """What the client will be asked once they join."""
    today = local_date(now, zone(client.zone))
    for each, schedule in offered.items():
        version = library.instrument(each).version
        every, times = schedule.every, schedule.times
        starts = schedule.first_day(today)
        plan = Plan(new_id(), client.id, each, version, every, starts, False, None, times)
        check_ins.add_plan(connection, memory, plan, None)
    if any(isinstance(each.times, AfterWaking) for each in offered.values()):
        people.change_client(connection, memory, client.id, wakes_at=f"{WAKES_AT:%H:%M}")


def therapist_named(staff: Sequence[Member], name: str | None) -> Member:
    """Whose client somebody is to be: the therapist of this name, or the only one there is."""
    therapists = [each for each in staff if each.active and Role.THERAPIST in each.roles]
    if not therapists:
        raise NotPossible("There is no therapist yet. Add one: portal therapist add --help")
    known = ", ".join(each.name for each in therapists)
    if name is not None:
        wanted = name.strip().casefold()
        therapists = [each for each in therapists if each.name.casefold() == wanted]
        if not therapists:
            raise NotPossible(f"There is no therapist named {name}. There are: {known}")
    if len(therapists) > 1:
        raise NotPossible(f"Say whose client it is with --therapist. There are: {known}")
    return therapists[0]
