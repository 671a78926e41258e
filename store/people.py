"""People: staff, clients, and the platform accounts through which they are reached."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    func,
    insert,
    select,
    update,
)

from care.access import Capability, Relation, may, of_staff
from care.consent import Ended, Purpose
from care.discharge import holding
from care.light import dataclass
from care.people import ClientId, ClientStatus, PictureChoice, Role, StaffId
from store import prepared, soonest
from store.dialect import is_new
from store.ids import new_id
from store.key_file import RingName
from store.memory import Memory
from store.remembered import look
from store.tables import client, consent, person, staff
from store.vault import Field

NAME = Field("staff", "sealed_name")
ADDRESS = Field("person", "sealed_address")

_NUMBER = attrgetter("int")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff."""

    id: StaffId
    name: str
    roles: frozenset[Role]
    locale: str
    active: bool

    @property
    def may_stand_in(self) -> bool:
        """Whether they may be a deputy, or stand in the chain."""
        who = of_staff(self.roles, active=self.active)
        return may(who, Capability.STAND_IN, Relation.SELF)


@dataclass(frozen=True, slots=True)
class Client:
    """What is known about a client apart from answers and words."""

    id: ClientId
    code: str
    status: ClientStatus
    therapist: StaffId
    locale: str
    zone: str
    check_in_at: str
    picture: PictureChoice | None
    picture_shown_at: datetime | None
    bands_for_client: bool
    bands_by_therapist: bool
    gentle_until: datetime | None
    created_at: datetime
    discreet: bool = False
    """Nothing that is written to the client says what it is about."""
    lock_after: int | None = None
    """Minutes without a tap after which the PIN is asked for; None without a PIN."""
    unlocked_until: datetime | None = None
    paused_until: datetime | None = None
    """When the pause ends, or when one ended that the client has not been told of yet."""
    resumed_at: datetime | None = None
    """When the latest pause ended."""
    asked_version: int = 0
    """For which version of the texts the client was asked to agree."""
    dark_pictures: bool = False
    """Pictures are for a dark screen."""
    links_by_therapist: bool = False
    """The therapist lets the client see how two daily numbers go together."""
    wakes_at: str | None = None
    """When the client wakes; None as long as no check-in goes by it."""
    silent_since: datetime | None = None
    """Since when nothing is written unasked, because nothing was answered for long."""
    new_therapist_at: datetime | None = None
    """When to tell the client of another therapist; None when there is nothing to tell."""

    def is_gentle(self, now: datetime) -> bool:
        """Whether a crisis card was shown so lately that nothing cheerful is sent or shown."""
        return self.gentle_until is not None and now < self.gentle_until

    def is_locked(self, now: datetime) -> bool:
        """Whether the PIN has to be entered before anything is shown or taken."""
        if self.lock_after is None:
            return False
        return self.unlocked_until is None or self.unlocked_until <= now


@dataclass(frozen=True, slots=True)
class Person:
    """An account on a platform, and who it belongs to."""

    id: UUID
    bot: str
    client: ClientId | None
    staff: StaffId | None
    locale: str | None
    reachable: bool


# --- staff -------------------------------------------------------------------------------


def add_member(connection: Connection, memory: Memory, member: Member, now: datetime) -> None:
    """Keeps a new member of staff."""
    memory.open_clients(connection, ())
    connection.execute(
        insert(staff).values(
            practice=memory.practice,
            id=member.id,
            roles=" ".join(sorted(member.roles)),
            locale=member.locale,
            active=member.active,
            sealed_name=memory.vault.seal_text(memory.house(), NAME, member.id, member.name),
            created_at=now,
        )
    )


def members(connection: Connection, memory: Memory) -> tuple[Member, ...]:
    """All members of staff, the oldest first."""
    memory.open_clients(connection, ())
    rows = connection.execute(
        select(staff).where(staff.c.practice == memory.practice).order_by(staff.c.id)
    )
    return tuple(_member(memory, row) for row in rows)


_MEMBER = select(staff).where(
    staff.c.practice == bindparam("practice"), staff.c.id == bindparam("id")
)


def member(connection: Connection, memory: Memory, wanted: StaffId) -> Member:
    """The member of staff of this id: read again only when somebody of the staff has changed."""
    memory.open_clients(connection, ())

    def read(_: list[StaffId]) -> dict[StaffId, Member]:
        found = prepared.one(connection, _MEMBER, {"practice": memory.practice, "id": wanted})
        return {wanted: _member(memory, found)}

    return look(connection, memory.practice, "staff", [wanted], _NUMBER, read)[wanted]


def set_roles(
    connection: Connection, memory: Memory, changed: StaffId, roles: Iterable[Role]
) -> None:
    """Keeps what a member of staff may do from now on."""
    connection.execute(
        update(staff)
        .where(staff.c.practice == memory.practice, staff.c.id == changed)
        .values(roles=" ".join(sorted(roles)))
    )


def leave(connection: Connection, memory: Memory, gone: StaffId) -> None:
    """A member of staff has left: from now on they are nobody here."""
    connection.execute(
        update(staff)
        .where(staff.c.practice == memory.practice, staff.c.id == gone)
        .values(active=False)
    )


def hand_over(connection: Connection, memory: Memory, gone: StaffId, heir: StaffId) -> None:
    """Every client of one therapist is the other's."""
    connection.execute(
        update(client)
        .where(client.c.practice == memory.practice, client.c.therapist == gone)
        .values(therapist=heir)
    )


def _member(memory: Memory, row: Row[Any]) -> Member:
    return Member(
        StaffId(row.id),
        memory.vault.open_text(memory.house(), NAME, row.id, row.sealed_name),
        frozenset(Role(role) for role in row.roles.split()),
        row.locale,
        row.active,
    )


# --- clients -----------------------------------------------------------------------------


def add_client(connection: Connection, memory: Memory, new: Client) -> bool:
    """Keeps a new client with a data key of its own; False when the code is taken."""
    row = {
        "practice": memory.practice,
        "id": new.id,
        "code": new.code,
        "status": new.status.value,
        "therapist": new.therapist,
        "locale": new.locale,
        "zone": new.zone,
        "check_in_at": new.check_in_at,
        "picture": new.picture,
        "picture_shown_at": new.picture_shown_at,
        "bands_for_client": new.bands_for_client,
        "bands_by_therapist": new.bands_by_therapist,
        "gentle_until": new.gentle_until,
        "created_at": new.created_at,
        "discreet": new.discreet,
        "lock_after": new.lock_after,
        "unlocked_until": new.unlocked_until,
        "paused_until": new.paused_until,
        "resumed_at": new.resumed_at,
        "asked_version": new.asked_version,
        "dark_pictures": new.dark_pictures,
        "links_by_therapist": new.links_by_therapist,
    }
    if not is_new(connection, client, row):
        return False
    memory.new_key(connection, memory.client(new.id), new.created_at)
    return True


_ALL_CLIENTS = (
    select(client).where(client.c.practice == bindparam("practice")).order_by(client.c.id)
)
_CLIENTS = _ALL_CLIENTS.where(client.c.id.in_(bindparam("ids", expanding=True)))


def clients(
    connection: Connection, memory: Memory, ids: Iterable[ClientId] | None = None
) -> dict[ClientId, Client]:
    """Clients by id: these, or all of the practice."""
    asked: dict[str, Any] = {"practice": memory.practice}
    if ids is not None:
        asked["ids"] = list(ids)
    rows = prepared.rows(connection, _ALL_CLIENTS if ids is None else _CLIENTS, asked)
    return {ClientId(row.id): _client(row) for row in rows}


def some_clients(
    connection: Connection, memory: Memory, ids: Iterable[ClientId]
) -> dict[ClientId, Client]:
    """These clients, in any order: who was read before and has not changed is not read again."""

    def read(wanted: list[ClientId]) -> dict[ClientId, Client]:
        return clients(connection, memory, wanted)

    return look(connection, memory.practice, "client", ids, _NUMBER, read)


def client_coded(connection: Connection, memory: Memory, code: str) -> Client | None:
    """The client of this two-word code, or None."""
    row = connection.execute(
        select(client).where(client.c.practice == memory.practice, client.c.code == code)
    ).first()
    return _client(row) if row else None


def _client(row: Row[Any]) -> Client:
    return Client(
        ClientId(row.id),
        row.code,
        ClientStatus(row.status),
        StaffId(row.therapist),
        row.locale,
        row.zone,
        row.check_in_at,
        PictureChoice(row.picture) if row.picture else None,
        row.picture_shown_at,
        row.bands_for_client,
        row.bands_by_therapist,
        row.gentle_until,
        row.created_at,
        row.discreet,
        row.lock_after,
        row.unlocked_until,
        row.paused_until,
        row.resumed_at,
        row.asked_version or 0,
        row.dark_pictures,
        row.links_by_therapist,
        row.wakes_at,
        row.silent_since,
        row.new_therapist_at,
    )


def to_tell_of_therapist(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> tuple[ClientId, ...]:
    """Whom to tell now who their therapist is, the longest due first."""
    rows = connection.execute(
        select(client.c.id)
        .where(client.c.practice == memory.practice, client.c.new_therapist_at <= now)
        .order_by(client.c.new_therapist_at, client.c.id)
        .limit(limit)
    )
    return tuple(map(ClientId, rows.scalars()))


def next_due(connection: Connection) -> datetime | None:
    """When the next client is to be told who their therapist is, in all practices."""
    return soonest.of(connection, client.c.new_therapist_at)


def hold(connection: Connection, memory: Memory, wanted: ClientId) -> None:
    """Whoever else holds this client waits until this transaction is over."""
    connection.execute(
        select(client.c.id)
        .where(client.c.practice == memory.practice, client.c.id == wanted)
        .with_for_update()
    )


def change_client(connection: Connection, memory: Memory, changed: ClientId, **values: Any) -> None:
    """Keeps new values of a client's columns."""
    connection.execute(
        update(client)
        .where(client.c.practice == memory.practice, client.c.id == changed)
        .values(**values)
    )


# --- accounts ----------------------------------------------------------------------------


_ACCOUNTS = select(
    person.c.blind_index,
    person.c.id,
    person.c.bot,
    person.c.client,
    person.c.staff,
    person.c.locale,
    person.c.reachable,
).where(
    person.c.practice == bindparam("practice"),
    # Without the bot, which stands between the two in the index, everybody is looked at.
    person.c.bot.in_(bindparam("bots", expanding=True)),
    person.c.blind_index.in_(bindparam("indexes", expanding=True)),
)


def blind(memory: Memory, bot: str, address: str) -> bytes:
    """How an account is found without its address being readable."""
    return memory.vault.blind_index(memory.practice, bot, address)


def accounts(
    connection: Connection,
    memory: Memory,
    addresses: Iterable[tuple[str, str]],
    *,
    found_by: Mapping[tuple[str, str], bytes] | None = None,
) -> dict[tuple[str, str], Person]:
    """The accounts known for these (bot, address) pairs, in one query.

    found_by: what is known already of the blind indexes by which they are found.
    """
    known = found_by or {}
    indexes = {known.get(each) or blind(memory, *each): each for each in set(addresses)}

    def read(wanted: list[bytes]) -> dict[bytes, Person]:
        bots = {indexes[each][0] for each in wanted}
        asked = {"practice": memory.practice, "bots": list(bots), "indexes": wanted}
        return {
            row.blind_index: _person(row) for row in prepared.rows(connection, _ACCOUNTS, asked)
        }

    found = look(connection, memory.practice, "person", indexes, bytes, read)
    return {indexes[index]: account for index, account in found.items()}


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    return Person(
        row.id,
        row.bot,
        ClientId(row.client) if row.client else None,
        StaffId(row.staff) if row.staff else None,
        row.locale,
        row.reachable,
    )


def add_account(
    connection: Connection,
    memory: Memory,
    new: Person,
    address: str,
    now: datetime,
) -> None:
    """Keeps an account seen for the first time, its address sealed."""
    memory.open_clients(connection, [new.client] if new.client else ())
    owner = memory.client(new.client) if new.client else memory.house()
    connection.execute(
        insert(person).values(
            practice=memory.practice,
            id=new.id,
            bot=new.bot,
            blind_index=blind(memory, new.bot, address),
            sealed_address=memory.vault.seal_text(owner, ADDRESS, new.id, address),
            client=new.client,
            staff=new.staff,
            locale=new.locale,
            reachable=new.reachable,
            created_at=now,
        )
    )


def new_account(bot: str, *, staff_id: StaffId | None = None, locale: str | None = None) -> Person:
    """An account with an id of its own, not kept yet."""
    return Person(new_id(), bot, None, staff_id, locale, True)


def become_client(
    connection: Connection, memory: Memory, account: Person, address: str, joined: ClientId
) -> Person:
    """Links an account with a client; its address is from now on under the client's own key."""
    memory.open_clients(connection, [joined])
    owner = memory.client(joined)
    connection.execute(
        update(person)
        .where(person.c.practice == memory.practice, person.c.id == account.id)
        .values(
            client=joined,
            sealed_address=memory.vault.seal_text(owner, ADDRESS, account.id, address),
        )
    )
    return replace(account, client=joined)


def leave_client(connection: Connection, memory: Memory, account: Person, locale: str) -> None:
    """Parts an account from its client: its address is under the key of the house again."""
    _, address = address_of(connection, memory, account.id)
    memory.open_clients(connection, ())
    connection.execute(
        update(person)
        .where(person.c.practice == memory.practice, person.c.id == account.id)
        .values(
            client=None,
            locale=locale,
            sealed_address=memory.vault.seal_text(memory.house(), ADDRESS, account.id, address),
        )
    )


def client_accounts(
    connection: Connection, memory: Memory, bot: str, of_client: ClientId
) -> tuple[Person, ...]:
    """Every account that is linked with a client in this bot."""
    rows = connection.execute(
        select(person)
        .where(
            person.c.practice == memory.practice,
            person.c.bot == bot,
            person.c.client == of_client,
        )
        .order_by(person.c.id)
    )
    return tuple(_person(row) for row in rows)


def become_staff(
    connection: Connection, memory: Memory, account: Person, joined: StaffId, locale: str
) -> Person:
    """Links an account that wrote to us before it was known with a member of staff."""
    # Its address stays as it is: what belongs to staff is under the key of the house.
    connection.execute(
        update(person)
        .where(person.c.practice == memory.practice, person.c.id == account.id)
        .values(staff=joined, locale=locale, reachable=True)
    )
    return replace(account, staff=joined, locale=locale, reachable=True)


_ADDRESSES = select(
    person.c.id,
    person.c.bot,
    person.c.client,
    person.c.staff,
    person.c.locale,
    person.c.reachable,
    person.c.sealed_address,
).where(
    person.c.practice == bindparam("practice"),
    person.c.id.in_(bindparam("ids", expanding=True)),
)


def addresses(
    connection: Connection, memory: Memory, ids: Iterable[UUID]
) -> dict[UUID, tuple[Person, str]]:
    """These accounts and where each is reached, for the carrier.

    What was read before is told without opening anybody's key.
    """

    def read(wanted: list[UUID]) -> dict[UUID, tuple[Person, str]]:
        asked = {"practice": memory.practice, "ids": wanted}
        rows = prepared.rows(connection, _ADDRESSES, asked)
        memory.open_clients(connection, [row.client for row in rows if row.client])
        found = {}
        for row in rows:
            owner = memory.client(row.client) if row.client else memory.house()
            address = memory.vault.open_text(owner, ADDRESS, row.id, row.sealed_address)
            found[row.id] = _person(row), address
        return found

    def key(account: UUID) -> tuple[RingName, int]:
        # Another ring opens none of these.
        return memory.ring, account.int

    return look(connection, memory.practice, "person", ids, key, read)


def some_accounts(connection: Connection, memory: Memory, limit: int) -> tuple[UUID, ...]:
    """So many accounts of the practice, the newest first."""
    found = select(person.c.id).where(person.c.practice == memory.practice)
    return tuple(connection.execute(found.order_by(person.c.id.desc()).limit(limit)).scalars())


def address_of(connection: Connection, memory: Memory, wanted: UUID) -> tuple[Person, str]:
    """An account and where it is reached."""
    return addresses(connection, memory, [wanted])[wanted]


def account_of(
    connection: Connection,
    memory: Memory,
    bot: str,
    *,
    of_client: ClientId | None = None,
    of_staff: StaffId | None = None,
) -> Person | None:
    """The account through which a client or a member of staff is reached by this bot."""
    whose = person.c.client == of_client if of_client else person.c.staff == of_staff
    row = connection.execute(
        select(person)
        .where(person.c.practice == memory.practice, person.c.bot == bot, whose)
        .order_by(person.c.id.desc())
        .limit(1)
    ).first()
    return _person(row) if row else None


def accounts_of(
    connection: Connection, memory: Memory, bot: str, of_clients: Iterable[ClientId]
) -> dict[ClientId, Person]:
    """The accounts through which this bot reaches these clients; who has none is left out."""
    rows = connection.execute(
        select(person)
        .where(
            person.c.practice == memory.practice,
            person.c.bot == bot,
            person.c.client.in_(list(of_clients)),
        )
        .order_by(person.c.id)
    )
    # Of several the newest.
    return {ClientId(row.client): _person(row) for row in rows}


def note_reachable(
    connection: Connection, memory: Memory, account: UUID, *, reachable: bool
) -> None:
    """Keeps whether the platform lets us write to this account."""
    connection.execute(
        update(person)
        .where(person.c.practice == memory.practice, person.c.id == account)
        .values(reachable=reachable)
    )


def note_address(connection: Connection, memory: Memory, account: Person, address: str) -> None:
    """Keeps the new address of a chat that moved."""
    memory.open_clients(connection, [account.client] if account.client else ())
    owner = memory.client(account.client) if account.client else memory.house()
    connection.execute(
        update(person)
        .where(person.c.practice == memory.practice, person.c.id == account.id)
        .values(
            blind_index=blind(memory, account.bot, address),
            sealed_address=memory.vault.seal_text(owner, ADDRESS, account.id, address),
        )
    )


# --- consent -----------------------------------------------------------------------------


def give_consent(
    connection: Connection,
    memory: Memory,
    giver: ClientId,
    purposes: Iterable[Purpose],
    version: int,
    now: datetime,
) -> None:
    """Records a client's yes to these purposes, each on its own row; said twice it stands once."""
    stands = connection.execute(
        select(consent.c.purpose, consent.c.version).where(*_stands(memory, giver))
    )
    known = {Purpose(row.purpose): row.version for row in stands}
    given = [each for each in purposes if known.get(each) != version]
    end_consent(
        connection, memory, giver, [each for each in given if each in known], Ended.RENEWED, now
    )
    rows = [
        {
            "practice": memory.practice,
            "id": new_id(),
            "client": giver,
            "purpose": purpose.value,
            "version": version,
            "given_at": now,
        }
        for purpose in given
    ]
    if rows:
        connection.execute(insert(consent), rows)


def _stands(memory: Memory, giver: ClientId) -> tuple[ColumnElement[bool], ...]:
    return (
        consent.c.practice == memory.practice,
        consent.c.client == giver,
        consent.c.revoked_at.is_(None),
    )


def revoke_consent(connection: Connection, memory: Memory, giver: ClientId, now: datetime) -> None:
    """Ends every consent of a client who stops."""
    end_consent(connection, memory, giver, Purpose, Ended.STOPPED, now)


def end_consent(
    connection: Connection,
    memory: Memory,
    giver: ClientId,
    purposes: Iterable[Purpose],
    ended: Ended,
    now: datetime,
) -> None:
    """Ends a client's consent to these purposes; that it was given, and until when, is kept."""
    connection.execute(
        update(consent)
        .where(*_stands(memory, giver), consent.c.purpose.in_([each.value for each in purposes]))
        .values(revoked_at=now, ended=ended.value)
    )


def decline(
    connection: Connection,
    memory: Memory,
    giver: ClientId,
    purpose: Purpose,
    version: int,
    now: datetime,
) -> None:
    """Keeps that a client was asked for this and said no."""
    end_consent(connection, memory, giver, [purpose], Ended.DECLINED, now)
    connection.execute(
        insert(consent).values(
            practice=memory.practice,
            id=new_id(),
            client=giver,
            purpose=purpose.value,
            version=version,
            given_at=now,
            revoked_at=now,
            ended=Ended.DECLINED.value,
        )
    )


def has_declined(connection: Connection, memory: Memory, giver: ClientId, purpose: Purpose) -> bool:
    """Whether the last that a client said to this was no, when asked or by switching it off."""
    said = connection.execute(
        select(consent.c.ended)
        .where(
            consent.c.practice == memory.practice,
            consent.c.client == giver,
            consent.c.purpose == purpose.value,
        )
        .order_by(consent.c.given_at.desc(), consent.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return said in (Ended.SWITCHED_OFF.value, Ended.DECLINED.value)


def ended_by_stop(connection: Connection, memory: Memory, giver: ClientId) -> frozenset[Purpose]:
    """What a client had agreed to until the latest stop."""
    stopped = (
        consent.c.practice == memory.practice,
        consent.c.client == giver,
        consent.c.ended == Ended.STOPPED.value,
    )
    latest = select(func.max(consent.c.revoked_at)).where(*stopped).scalar_subquery()
    rows = connection.execute(
        select(consent.c.purpose).where(*stopped, consent.c.revoked_at == latest)
    )
    return frozenset(Purpose(each) for each in rows.scalars())


# One row for each client, not for each purpose: every tap of every client asks.
_CONSENTS = (
    select(consent.c.client, func.aggregate_strings(consent.c.purpose, " ").label("purposes"))
    .where(
        consent.c.practice == bindparam("practice"),
        consent.c.client.in_(bindparam("ids", expanding=True)),
        consent.c.revoked_at.is_(None),
    )
    .group_by(consent.c.client)
)


@cache
def _purposes(found: str) -> frozenset[Purpose]:
    return frozenset(map(Purpose, found.split(" ")))


def agreeing(connection: Connection, memory: Memory, purpose: Purpose) -> tuple[ClientId, ...]:
    """Who agrees to this purpose now."""
    rows = connection.execute(
        select(consent.c.client)
        .where(
            consent.c.practice == memory.practice,
            consent.c.purpose == purpose.value,
            consent.c.revoked_at.is_(None),
        )
        .order_by(consent.c.client)
    )
    return tuple(ClientId(each) for each in rows.scalars())


def consents(
    connection: Connection, memory: Memory, ids: Iterable[ClientId]
) -> dict[ClientId, frozenset[Purpose]]:
    """What these clients have agreed to, and not taken back."""

    def read(wanted: list[ClientId]) -> dict[ClientId, frozenset[Purpose]]:
        rows = prepared.rows(connection, _CONSENTS, {"practice": memory.practice, "ids": wanted})
        return {ClientId(row.client): _purposes(row.purposes) for row in rows}

    return look(connection, memory.practice, "consent", ids, _NUMBER, read)


def agreed(
    connection: Connection, memory: Memory, ids: Iterable[ClientId]
) -> dict[ClientId, frozenset[Purpose]]:
    """What holds of that now: after a discharge it rests, and nothing is asked or told by it."""
    who = clients(connection, memory, ids)
    given = consents(connection, memory, who)
    return {each: holding(given[each], who[each].status) for each in given}
