"""The inbox: raw updates, kept before they are confirmed to the platform and until handled."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from uuid import UUID, uuid5

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    tuple_,
    update,
)

from care.data_map import age
from care.light import dataclass
from care.people import PracticeId
from conversations.envelopes import THERAPISTS, Arrived, KeptOtherwise
from store import bell, data_keys, prepared, soonest
from store.dialect import insert_new, is_new
from store.ids import new_id
from store.memory import Memory
from store.tables import inbox
from store.tables import practice as practice_table
from store.vault import Field, Owner, Refused

BODY = Field("inbox", "sealed_body")
VERSION = "="
"""What stands between the id of a form and the mark of what stood in it."""

WAITING, DONE, QUARANTINED = "waiting", "done", "quarantined"

REMEMBERED = 4096
"""So many updates are remembered that were sealed here and not handled yet."""

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""From when on a new update may be handled: by no clock, for its process may have another one than
the process that handles it, and a clock may be set back."""

IS_WAITING = inbox.c.state == literal_column(f"'{WAITING}'")
"""In the words of the index that holds what waits: of a value it is not known beforehand."""

_IS_QUARANTINED = inbox.c.state == literal_column(f"'{QUARANTINED}'")
# Both indexes begin with the practice.
_OF_ANY_PRACTICE = inbox.c.practice.in_(select(practice_table.c.practice))

KEPT_KEYS = age("inbox")
"""How long the ids of handled updates stay: Telegram repeats one for at most two days."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One update that waits to be handled."""

    id: UUID
    bot: str
    update_id: str
    body: bytes | None
    """None when what is kept cannot be opened: it stops no other."""
    tries: int
    was_put_off: bool = False
    """Whether it has waited for its turn, or behind an earlier one of the same sender."""

    @property
    def cause(self) -> str:
        """What the keys of letters begin with that follow from it; the same when it is replayed."""
        # Without dashes, which takes a third of the time.
        return f"in:{self.id.int:032x}"


_WAITING = (
    select(
        *(inbox.c.id, inbox.c.bot, inbox.c.update_id, inbox.c.sealed_body, inbox.c.tries),
        inbox.c.sender.is_not(None).label("was_put_off"),
    )
    .where(
        inbox.c.practice == bindparam("practice"),
        inbox.c.bot.in_(bindparam("bots", expanding=True)),
        IS_WAITING,
        inbox.c.not_before <= bindparam("now"),
    )
    .order_by(inbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_SETTLE = (
    update(inbox)
    .where(
        inbox.c.practice == bindparam("in_practice"),
        # What waits is little beside all the ids that are kept, and has an index of its own.
        IS_WAITING,
        inbox.c.id.in_(bindparam("ids", expanding=True)),
        # Where much waits PostgreSQL would hold each of it against all of these.
        inbox.c.id.between(bindparam("first"), bindparam("last")),
    )
    .values(state=DONE, sealed_body=None, settled_at=bindparam("now"))
)
_ANY_PUT_OFF = (
    select(inbox.c.id)
    .where(inbox.c.practice == bindparam("practice"), IS_WAITING, inbox.c.sender.is_not(None))
    .limit(1)
)
_NUMBER = attrgetter("int")
_EARLIEST = func.row_number().over(partition_by=inbox.c.sender, order_by=inbox.c.id)
_PUT_OFF_ONES = (
    select(inbox.c.sender, inbox.c.id, inbox.c.not_before, _EARLIEST.label("place"))
    .where(
        inbox.c.practice == bindparam("practice"),
        IS_WAITING,
        inbox.c.sender.is_not(None),
        inbox.c.not_before > bindparam("now"),
        inbox.c.sender.in_(bindparam("senders", expanding=True)),
    )
    .subquery()
)
_HELD_UP = select(_PUT_OFF_ONES.c.sender, _PUT_OFF_ONES.c.id, _PUT_OFF_ONES.c.not_before).where(
    _PUT_OFF_ONES.c.place == 1
)
_PUT_OFF = (
    update(inbox)
    .where(
        inbox.c.practice == bindparam("in_practice"),
        IS_WAITING,
        inbox.c.id == bindparam("which"),
    )
    .values(not_before=bindparam("until"), sender=bindparam("whose"))
)


_bot_id = lru_cache(256)(uuid5)


def bot_owner(memory: Memory, bot: str) -> Owner:
    """The owner of a bot's inbox key."""
    return memory.bot(_bot_id(memory.practice, bot))


def put(
    connection: Connection,
    memory: Memory,
    bot: str,
    arrived: Sequence[Arrived],
    now: datetime,
    *,
    ring: bool = False,
) -> None:
    """Keeps what arrived, sealed under the bot's inbox key; what is known stays as it is.

    ring: another process serves this bot, and is told. KeptOtherwise where something else is known
    under the same id: whoever sent both is to hear that the first counts.
    """
    owner = bot_owner(memory, bot)
    data_keys.open_for(connection, memory.vault, memory.ring, [owner])
    rows = []
    for each in arrived:
        row = new_id()
        sealed = memory.vault.seal(owner, BODY, row, each.body)
        if len(memory.bodies) < REMEMBERED and not ring:
            memory.bodies[sealed] = owner, row, each.body
        rows.append(
            {
                "practice": memory.practice,
                "bot": bot,
                "update_id": each.update_id,
                "id": row,
                "state": WAITING,
                "tries": 0,
                "sealed_body": sealed,
                "arrived_at": now,
                "not_before": AT_ONCE,
            }
        )
    insert_new(connection, inbox, rows)
    for each in arrived:
        if each.version:
            _only_this_version(connection, memory, bot, each, now)
    if ring:
        bell.ring(connection, bell.INBOX, [(memory.practice, bot)])


def _only_this_version(
    connection: Connection, memory: Memory, bot: str, one: Arrived, now: datetime
) -> None:
    """Passes for the first version of something, and for the same one again."""
    # Of the id as well, so that two forms with the same words have nothing in common.
    what = f"{one.update_id} {one.version}"
    digest = memory.vault.blind_index(memory.practice, f"version of {bot}", what).hex()
    mark = {
        "practice": memory.practice,
        "bot": bot,
        "update_id": f"{one.update_id}{VERSION}{digest}",
        "id": new_id(),
        "state": DONE,
        "tries": 0,
        "sealed_body": None,
        "arrived_at": now,
        "not_before": AT_ONCE,
        "settled_at": now,
    }
    # It is forgotten together with what it is a version of.
    if is_new(connection, inbox, mark) and _versions(connection, memory, bot, one) > 1:
        raise KeptOtherwise


def _versions(connection: Connection, memory: Memory, bot: str, one: Arrived) -> int:
    found = select(func.count()).where(
        inbox.c.practice == memory.practice,
        inbox.c.bot == bot,
        inbox.c.update_id.startswith(f"{one.update_id}{VERSION}", autoescape=True),
    )
    count: int = connection.execute(found).scalar_one()
    return count


def waiting(
    connection: Connection, memory: Memory, bots: Sequence[str], now: datetime, limit: int = 100
) -> tuple[Waiting, ...]:
    """What waits for this practice's bots, in the order of arrival.

    What another process has in hand at this moment is passed over.
    """
    rows = prepared.rows(
        connection,
        _WAITING,
        {"practice": memory.practice, "bots": bots, "now": now, "limit": limit},
    )
    owners = {bot: bot_owner(memory, bot) for bot in {row.bot for row in rows}}
    data_keys.open_for(connection, memory.vault, memory.ring, owners.values())
    found = [
        Waiting(
            row.id,
            row.bot,
            row.update_id,
            _body(memory, owners[row.bot], row.id, row.sealed_body),
            row.tries,
            row.was_put_off,
        )
        for row in rows
    ]
    return tuple(_in_order(found) if len(found) > 1 else found)


def wait_for_others(connection: Connection, bots: Sequence[tuple[PracticeId, str]]) -> None:
    """Returns when nobody has any of what waits for these bots in hand.

    For the process that takes them over: of a predecessor that was killed, a transaction may be
    just ending, and what comes behind the updates in it is not to be handled before.
    """
    for practice, bot in bots:
        found = select(inbox.c.id).where(
            inbox.c.practice == practice, inbox.c.bot == bot, IS_WAITING
        )
        connection.execute(found.order_by(inbox.c.id).with_for_update()).all()


def _in_order(found: list[Waiting]) -> list[Waiting]:
    """What several processes took in has ids by the clock of each; Telegram's numbers tell better.

    What has no number stays where it is.
    """
    for bot in {each.bot for each in found} - {THERAPISTS}:
        places = [
            place
            for place, each in enumerate(found)
            if each.bot == bot and each.update_id.isdecimal()
        ]
        numbered = sorted((found[place] for place in places), key=lambda one: int(one.update_id))
        for place, each in zip(places, numbered, strict=True):
            found[place] = each
    return found


def _body(memory: Memory, owner: Owner, row: UUID, sealed: bytes) -> bytes | None:
    known = memory.bodies.pop(sealed, None)
    if known is not None and known[:2] == (owner, row):
        return known[2]
    try:
        return memory.vault.open(owner, BODY, row, sealed)
    except Refused:
        return None


def settle(connection: Connection, memory: Memory, ids: Iterable[UUID], now: datetime) -> None:
    """These updates are handled: the sealed copy is emptied, the id stays to know a repetition."""
    found = list(ids)
    if found:
        first, last = min(found, key=_NUMBER), max(found, key=_NUMBER)
        asked = {"in_practice": memory.practice, "ids": found, "first": first, "last": last}
        prepared.send(connection, _SETTLE, {**asked, "now": now}, rows=len(found))


def postpone(
    connection: Connection, memory: Memory, failed: UUID, *, sender: bytes, until: datetime
) -> None:
    """This update could not be handled now; it is tried again, and its sender's later ones wait.

    The sender is kept as the blind index of the account.
    """
    connection.execute(
        update(inbox)
        .where(
            inbox.c.practice == memory.practice,
            IS_WAITING,
            inbox.c.id == failed,
        )
        .values(tries=inbox.c.tries + 1, not_before=until, sender=sender)
    )


def put_off(
    connection: Connection, memory: Memory, rows: Iterable[tuple[UUID, bytes, datetime]]
) -> None:
    """These updates, each with its sender, are not handled before their time: others go first."""
    found = [
        {"in_practice": memory.practice, "which": row, "whose": sender, "until": until}
        for row, sender, until in rows
    ]
    if found:
        connection.execute(_PUT_OFF, found)


def held_up(
    connection: Connection, memory: Memory, senders: Iterable[bytes], now: datetime
) -> dict[bytes, tuple[UUID, datetime]]:
    """Of these senders, the earliest update that waits for its time, and until when it does."""
    if not prepared.rows(connection, _ANY_PUT_OFF, {"practice": memory.practice}):
        return {}
    asked = {"practice": memory.practice, "senders": list(senders), "now": now}
    rows = prepared.rows(connection, _HELD_UP, asked)
    return {row.sender: (row.id, row.not_before) for row in rows}


def quarantine(connection: Connection, memory: Memory, failed: UUID, now: datetime) -> None:
    """This update is set aside, still sealed, and stops nobody."""
    connection.execute(
        update(inbox)
        .where(
            inbox.c.practice == memory.practice,
            IS_WAITING,
            inbox.c.id == failed,
        )
        .values(state=QUARANTINED, settled_at=now, tries=inbox.c.tries + 1)
    )


def purge(connection: Connection, now: datetime, limit: int = 1000) -> int:
    """Forgets handled and quarantined updates of more than a week ago; tells how many."""
    key = (inbox.c.practice, inbox.c.bot, inbox.c.update_id)
    old = (
        select(*key)
        .where(inbox.c.settled_at.is_not(None), inbox.c.settled_at < now - KEPT_KEYS)
        .limit(limit)
    )
    return connection.execute(delete(inbox).where(tuple_(*key).in_(old))).rowcount


def counts(connection: Connection) -> dict[str, int]:
    """How many updates there are in each state."""
    rows = connection.execute(
        select(inbox.c.state, func.count().label("how_many")).group_by(inbox.c.state)
    )
    return {row.state: row.how_many for row in rows}


_POSTPONED = and_(IS_WAITING, inbox.c.sender.is_not(None))


def next_due(connection: Connection) -> datetime | None:
    """When the next postponed update may be tried again. What is not postponed is due at once."""
    # A sender is kept of what was postponed; the later updates of that person wait behind it.
    return soonest.of(connection, inbox.c.not_before, where=_POSTPONED)


def unhandled(connection: Connection) -> dict[str, int]:
    """How many updates wait, and how many are set aside; those handled are not looked at."""
    found = {
        state: connection.execute(select(func.count()).where(_OF_ANY_PRACTICE, which)).scalar_one()
        for state, which in ((WAITING, IS_WAITING), (QUARANTINED, _IS_QUARANTINED))
    }
    return {state: count for state, count in found.items() if count}
