"""Staff: therapists, who get alerts in Slack."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from care.access import Capability
from care.audit import Action, Kind
from care.people import Role, StaffId
from conversations.envelopes import THERAPISTS
from portal.auditing import by_administrator
from portal.commands import given
from portal.needs import needs
from portal.office import NotPossible, Office, practice_of
from store import people
from store.ids import new_id
from store.memory import Memory
from store.people import Member


@needs(Capability.MANAGE_STAFF)
async def therapist_add(
    office: Office,
    *,
    name: str,
    slack_user: str,
    locale: str | None = None,
    supervisor: bool = False,
    facilitator: bool = False,
    roles: Sequence[str] = (),
    practice: str | None = None,
) -> dict[str, Any]:
    """Makes a therapist who gets alerts in Slack, and may lead groups as a facilitator.

    A supervisor has no clients; urgent alerts that nobody has taken come last of all there. With
    roles somebody is what they say, and nothing else.
    """
    of_practice = await practice_of(office, practice)
    now = office.clock.now()
    slack_user = given.slack_member(slack_user)
    member = Member(
        StaffId(new_id()),
        given.named(name, "a therapist"),
        _roles(roles, supervisor=supervisor, facilitator=facilitator),
        given.locale(locale or of_practice.locale),
        True,
    )

    def keep(connection: Connection) -> None:
        memory = office.memory(of_practice.id)
        known = people.accounts(connection, memory, [(THERAPISTS, slack_user)])
        account = known.get((THERAPISTS, slack_user))
        if account is not None and account.staff is not None:
            raise NotPossible(f"{slack_user} belongs to a member of staff already.")
        # Clients are given to a therapist by name, so that a name means one of them.
        others = {each.name.casefold() for each in people.members(connection, memory)}
        if member.name.casefold() in others:
            raise NotPossible(
                f"There is a therapist named {member.name} already. Add something to the name "
                "that tells the two apart."
            )
        people.add_member(connection, memory, member, now)
        by_administrator(office, connection, memory, Action.GRANTED, Kind.STAFF, member.id)
        if account is not None:
            # They wrote to the app before they were added.
            people.become_staff(connection, memory, account, member.id, member.locale)
            return
        account = people.new_account(THERAPISTS, staff_id=member.id, locale=member.locale)
        people.add_account(connection, memory, account, slack_user, now)

    await office.database.write(keep)
    return {
        "therapist": member.name,
        "slack_user": slack_user,
        "language": member.locale,
        "supervisor": Role.SUPERVISOR in member.roles,
        "facilitator": Role.FACILITATOR in member.roles,
        "roles": _in_order(member.roles),
        "practice": of_practice.name,
    }


def _roles(typed: Sequence[str], *, supervisor: bool, facilitator: bool) -> frozenset[Role]:
    """What somebody is: what was named, or what the two older options say."""
    if not typed:
        first = Role.SUPERVISOR if supervisor else Role.THERAPIST
        return frozenset({first, Role.FACILITATOR} if facilitator else {first})
    if supervisor or facilitator:
        raise NotPossible("Say all roles with --role; leave --supervisor and --facilitator out.")
    try:
        return frozenset(Role(each.strip().lower()) for each in typed)
    except ValueError:
        raise NotPossible(f"--role is one of: {', '.join(Role)}") from None


def _in_order(roles: frozenset[Role]) -> list[str]:
    return [each.value for each in Role if each in roles]


@needs(Capability.MANAGE_STAFF)
async def facilitator_add(
    office: Office, *, name: str, practice: str | None = None
) -> dict[str, Any]:
    """Lets a therapist who is known already lead groups."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)

    def keep(connection: Connection) -> Member:
        found = member_named(people.members(connection, memory), name)
        people.set_roles(connection, memory, found.id, found.roles | {Role.FACILITATOR})
        by_administrator(office, connection, memory, Action.GRANTED, Kind.STAFF, found.id)
        return found

    member = await office.database.write(keep)
    return {"therapist": member.name, "facilitator": True, "practice": of_practice.name}


def member_named(members: Sequence[Member], name: str) -> Member:
    """The member of staff of this name."""
    for each in members:
        if each.active and each.name.casefold() == name.strip().casefold():
            return each
    raise NotPossible(f"There is nobody named {name}. portal therapist list shows who there is.")


def who_may_stand_in(connection: Connection, memory: Memory) -> dict[str, Member]:
    """Who can be in the chain or on call, by what they are called."""
    members = people.members(connection, memory)
    return {called(each.name): each for each in members if each.may_stand_in}


def called(name: str) -> str:
    """A name as it is compared, however it was typed."""
    return " ".join(name.split()).casefold()


@needs(Capability.SEE_STAFF)
async def therapist_list(office: Office, *, practice: str | None = None) -> dict[str, Any]:
    """The therapists by name, and how many clients each has."""
    of_practice = await practice_of(office, practice)
    memory = office.memory(of_practice.id)
    members = await office.database.read(people.members, memory)
    clients = await office.database.read(people.clients, memory)
    return {
        "practice": of_practice.name,
        "therapists": [
            {
                "therapist": each.name,
                "language": each.locale,
                "clients": sum(one.therapist == each.id for one in clients.values()),
            }
            for each in members
            if each.active and Role.THERAPIST in each.roles
        ],
    }
