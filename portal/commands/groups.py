"""Therapy groups: make one, link its chat, enrol members, list.

Enrolment is the one place where both rings are at hand: the client's Telegram account is opened
with the clients' keys and kept as a blind index under the groups' keys.
"""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.codes import code_from, how_many
from care.consent import Purpose
from care.groups import MemberState
from care.people import Role
from conversations.envelopes import CLIENTS
from conversations.talk import secret_hash
from portal.auditing import by_administrator
from portal.commands import given
from portal.commands.staff import member_named
from portal.needs import needs
from portal.office import NotPossible, Office, client_of, practice_of
from store import cases, enrolments, groups, memberships, people
from store.groups import Group
from store.ids import new_id
from store.memberships import CodeTaken
from store.memory import Memory

RIGHTS_TO_ASK = "delete_messages+restrict_members+invite_users"


@needs(Capability.MANAGE_GROUPS)
async def group_create(
    office: Office,
    *,
    name: str,
    facilitator: str,
    locale: str | None = None,
    practice: str | None = None,
) -> dict[str, Any]:
    """Makes a group, and a code that links it with a chat in Telegram, once."""
    of_practice = await practice_of(office, practice)
    memory, ring = office.memory(of_practice.id), office.groups(of_practice.id)
    now = office.clock.now()
    named = given.named(name, "a group")
    language = given.locale(locale or of_practice.locale)
    username = await office.group_bot_username(of_practice.id)
    code = secrets.token_urlsafe(12)

    def keep(connection: Connection) -> dict[str, Any]:
        leads = member_named(people.members(connection, memory), facilitator)
        if Role.FACILITATOR not in leads.roles:
            raise NotPossible(
                f"{leads.name} is no facilitator yet. Make it so: "
                f'portal therapist facilitator "{leads.name}"'
            )
        groups.ensure_keys(connection, ring, now)
        if any(each.name.casefold() == named.casefold() for each in groups.every(connection, ring)):
            raise NotPossible(f"There is a group named {named} already.")
        group = Group(new_id(), named, leads.id, language)
        groups.add(connection, ring, group, now)
        by_administrator(office, connection, memory, Action.CONFIGURED, Kind.GROUP, group.id)
        expires_at = groups.new_code(connection, ring, group.id, secret_hash(code), now)
        return {
            "group": named,
            "facilitator": leads.name,
            **_ways(username, code),
            "valid_until": expires_at.isoformat(),
            "practice": of_practice.name,
        }

    return await office.database.write(keep)


@needs(Capability.MANAGE_GROUPS)
async def group_link(office: Office, *, group: str, practice: str | None = None) -> dict[str, Any]:
    """A new code that links a group with a chat, once; an earlier code ends."""
    of_practice = await practice_of(office, practice)
    ring, now = office.groups(of_practice.id), office.clock.now()
    username = await office.group_bot_username(of_practice.id)
    code = secrets.token_urlsafe(12)

    def keep(connection: Connection) -> dict[str, Any]:
        found = _named(connection, ring, group)
        by_administrator(office, connection, ring, Action.CONFIGURED, Kind.GROUP, found.id)
        expires_at = groups.new_code(connection, ring, found.id, secret_hash(code), now)
        return {
            "group": found.name,
            **_ways(username, code),
            "valid_until": expires_at.isoformat(),
            "practice": of_practice.name,
        }

    return await office.database.write(keep)


def _ways(username: str | None, code: str) -> dict[str, Any]:
    """How the code is used: a deep link that adds the bot, or a command typed in the group."""
    link = f"https://t.me/{username}?startgroup={code}&admin={RIGHTS_TO_ASK}" if username else None
    at = f"@{username}" if username else ""
    return {"add_the_bot": link, "or_type_in_the_group": f"/link{at} {code}"}


@needs(Capability.MANAGE_GROUPS)
async def group_enrol(
    office: Office, *, group: str, client: str, practice: str | None = None
) -> dict[str, Any]:
    """Lets a client ask to join a group; done again it changes nothing."""
    of_practice = await practice_of(office, practice)
    memory, ring = office.memory(of_practice.id), office.groups(of_practice.id)
    found_client = await client_of(office, memory, client)
    now = office.clock.now()

    def keep(connection: Connection) -> dict[str, Any]:
        found = _named(connection, ring, group)
        account = people.account_of(connection, memory, CLIENTS, of_client=found_client.id)
        if account is None:
            raise NotPossible(
                f"{found_client.code} has not joined Telegram yet, so there is no account to "
                "enrol. Once the invitation link has been opened, enrol again."
            )
        consents = people.agreed(connection, memory, [found_client.id])
        if Purpose.GROUPS not in consents.get(found_client.id, frozenset()):
            raise NotPossible(
                f"{found_client.code} does not agree to be enrolled in groups. The client can "
                "switch that on in Telegram with /sharing."
            )
        _, address = people.address_of(connection, memory, account.id)
        member = _enrolled(connection, ring, found, address, now)
        enrolments.keep(connection, memory, found_client.id, member.id, now)
        by_administrator(
            office,
            connection,
            memory,
            Action.GRANTED,
            Kind.GROUP,
            found.id,
            subject=found_client.id,
        )
        return {
            "group": found.name,
            "client": found_client.code,
            "known_in_the_group_as": member.code,
            "state": member.state.value,
            "door": found.door,
            "practice": of_practice.name,
        }

    return await office.database.write(keep)


def _enrolled(
    connection: Connection, ring: Memory, group: Group, address: str, now: datetime
) -> memberships.Membership:
    while True:
        try:
            code = code_from(secrets.randbelow(how_many()))
            return memberships.enrol(connection, ring, group.id, address, code, now)
        except CodeTaken:
            continue


@needs(Capability.MANAGE_GROUPS)
async def group_list(office: Office, *, practice: str | None = None) -> dict[str, Any]:
    """The groups, how many people are where with each, and the link for asking to join."""
    of_practice = await practice_of(office, practice)
    memory, ring = office.memory(of_practice.id), office.groups(of_practice.id)

    def look(connection: Connection) -> list[dict[str, Any]]:
        members = {each.id: each.name for each in people.members(connection, memory)}
        return [
            _told(connection, ring, each, members[each.facilitator])
            for each in groups.every(connection, ring)
        ]

    found = await office.database.read(look)
    return {"practice": of_practice.name, "groups": found}


def _told(connection: Connection, ring: Memory, group: Group, leads: str) -> dict[str, Any]:
    counts = memberships.counts(connection, ring, group.id)
    inside = counts.get(MemberState.INSIDE, 0)
    outside = (MemberState.ENROLLED, MemberState.ASKED, MemberState.LEFT)
    return {
        "group": group.name,
        "facilitator": leads,
        "linked": group.chat is not None,
        "rights_missing": list(group.missing),
        "inside": inside,
        "enrolled": inside + sum(counts.get(each, 0) for each in outside),
        "removed_messages": cases.removed(connection, ring, group.id),
        "door": group.door,
    }


def _named(connection: Connection, ring: Memory, name: str) -> Group:
    every = groups.every(connection, ring)
    for each in every:
        if each.name.casefold() == name.strip().casefold():
            return each
    known = ", ".join(each.name for each in every)
    if not known:
        raise NotPossible("There is no group yet. Make one: portal group create --help")
    raise NotPossible(f"There is no group named {name}. There are: {known}")
