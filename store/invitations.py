"""Invitations: one secret link for one client, used once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, and_, insert, select, update

from care.people import ClientId, ClientStatus, StaffId
from store.ids import new_id
from store.memory import Memory
from store.tables import client, invitation, person

VALID_FOR = timedelta(hours=72)

WRONG_LINKS, WITHIN = 10, timedelta(hours=1)
"""After so many links that open nothing, no link opens anything for this person for a while."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A valid invitation, and what is preset for the client it is for."""

    id: UUID
    client: ClientId
    locale: str
    zone: str
    relinks: bool = False
    """Its client takes part already, and moves to another account with it."""


def add(
    connection: Connection, memory: Memory, invited: ClientId, secret_hash: bytes, now: datetime
) -> datetime:
    """Keeps an invitation by the hash of its secret; earlier ones of this client end. Its end."""
    connection.execute(
        update(invitation)
        .where(
            invitation.c.practice == memory.practice,
            invitation.c.client == invited,
            invitation.c.redeemed_at.is_(None),
            invitation.c.expires_at > now,
        )
        .values(expires_at=now)
    )
    expires_at = now + VALID_FOR
    connection.execute(
        insert(invitation).values(
            practice=memory.practice,
            id=new_id(),
            client=invited,
            secret_hash=secret_hash,
            created_at=now,
            expires_at=expires_at,
        )
    )
    return expires_at


def valid(
    connection: Connection, memory: Memory, secret_hash: bytes, now: datetime
) -> Invitation | None:
    """The invitation with this secret, if it is of this practice, unused and not expired."""
    row = connection.execute(
        select(
            *(invitation.c.id, client.c.id.label("client")),
            *(client.c.locale, client.c.zone, client.c.status),
        )
        .join(
            client,
            (client.c.practice == invitation.c.practice) & (client.c.id == invitation.c.client),
        )
        .where(
            invitation.c.practice == memory.practice,
            invitation.c.secret_hash == secret_hash,
            invitation.c.redeemed_at.is_(None),
            invitation.c.expires_at > now,
        )
    ).first()
    if row is None:
        return None
    relinks = row.status != ClientStatus.INVITED.value
    return Invitation(row.id, ClientId(row.client), row.locale, row.zone, relinks)


def redeem(connection: Connection, memory: Memory, wanted: UUID, now: datetime) -> ClientId | None:
    """Uses an invitation. Of any number who try at once, one gets the client and the rest None."""
    used = connection.execute(
        update(invitation)
        .where(
            invitation.c.practice == memory.practice,
            invitation.c.id == wanted,
            invitation.c.redeemed_at.is_(None),
            invitation.c.expires_at > now,
        )
        .values(redeemed_at=now)
    )
    if used.rowcount != 1:
        return None
    return ClientId(
        connection.execute(
            select(invitation.c.client).where(
                invitation.c.practice == memory.practice, invitation.c.id == wanted
            )
        ).scalar_one()
    )


def therapist(connection: Connection, memory: Memory, wanted: UUID) -> StaffId | None:
    """The therapist of the client whom this invitation is for; None when it is kept no more."""
    found = connection.execute(
        select(client.c.therapist)
        .join(
            invitation,
            (client.c.practice == invitation.c.practice) & (client.c.id == invitation.c.client),
        )
        .where(invitation.c.practice == memory.practice, invitation.c.id == wanted)
    ).scalar_one_or_none()
    return StaffId(found) if found else None


def may_try(connection: Connection, memory: Memory, account: UUID, now: datetime) -> bool:
    """Whether a link of this person is looked at: not after too many that opened nothing."""
    tried = select(person.c.id).where(
        person.c.practice == memory.practice,
        person.c.id == account,
        person.c.wrong_links >= WRONG_LINKS,
        person.c.wrong_links_since > now - WITHIN,
    )
    return connection.execute(tried).first() is None


def note_wrong(connection: Connection, memory: Memory, account: UUID, now: datetime) -> None:
    """Counts a link that opened nothing; of any number at once each is counted.

    Once too many are counted the rest prolong nothing, so that the wait has an end.
    """
    whose = and_(person.c.practice == memory.practice, person.c.id == account)
    counted = connection.execute(
        update(person)
        .where(whose, person.c.wrong_links < WRONG_LINKS, person.c.wrong_links_since > now - WITHIN)
        .values(wrong_links=person.c.wrong_links + 1)
    )
    if counted.rowcount == 0 and may_try(connection, memory, account, now):
        first = update(person).where(whose).values(wrong_links=1, wrong_links_since=now)
        connection.execute(first)
