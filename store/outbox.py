"""The outbox: letters that wait to be sent, each with one key, one lane and one outcome."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    update,
)

from care.light import dataclass
from care.people import PracticeId
from conversations.contents import Content, Lane, dump_content, load_content
from conversations.envelopes import THERAPISTS, Place
from store import bell, prepared
from store.columns import packed, unpacked
from store.dialect import put, send_new
from store.ids import new_id
from store.tables import outbox, posted
from store.tables import practice as practice_table

WAITING, CLAIMED, SENT, CANCELLED = "waiting", "claimed", "sent", "cancelled"
STALE, DEAD, UNREACHABLE = "stale", "dead", "unreachable"
NOT_SENT = (WAITING, CLAIMED, DEAD, UNREACHABLE)

IS_WAITING = outbox.c.state == literal_column(f"'{WAITING}'")
"""In the words of the index that holds what waits: of a value it is not known beforehand."""

_EVER = datetime.max.replace(tzinfo=UTC)
"""Later than any letter leaves: who says so is led by SQLite to the index of states and instants,
where a state alone would be looked for among all that the practice ever sent."""

UNREADABLE = (LookupError, TypeError, ValueError)
"""What is raised by a letter that another release wrote."""

CLAIM = timedelta(minutes=5)
"""How long a claimed letter stays with its carrier before another may take it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person, before it is put in words."""

    id: UUID
    practice: PracticeId
    bot: str
    person: UUID
    lane: Lane
    key: str
    content: Content
    not_before: datetime
    written_at: datetime
    slot: str | None = None
    fresh: bool = False
    not_after: datetime | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carries letters in this process, and for which bots of which practices just now."""

    name: str
    bots: Container[tuple[PracticeId, str]]
    sure: Callable[[], bool] = lambda: True
    """Whether no other process can be serving these bots at this moment."""

    def carries(self, letter: Letter) -> bool:
        """Whether this letter's bot is served here."""
        return (letter.practice, letter.bot) in self.bots


_KEPT = select(outbox.c.id).where(
    outbox.c.practice.in_(bindparam("practices", expanding=True)),
    outbox.c.id.in_(bindparam("ids", expanding=True)),
)
# An id is found by the practice before it: without one, every letter ever written is looked at.
_OF_ANY_PRACTICE = outbox.c.practice.in_(select(practice_table.c.practice))
_SETTLE = (
    update(outbox)
    .where(_OF_ANY_PRACTICE, outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=bindparam("became"),
        settled_at=bindparam("now"),
        outcome=bindparam("because"),
        claimed_by=None,
    )
)


def write(
    connection: Connection,
    letters: Sequence[Letter],
    *,
    carrier: Carrier | None,
    now: datetime,
) -> tuple[Letter, ...]:
    """Keeps letters. Those due now are claimed at once and returned, for this process to carry.

    Only of the bots that this process carries for; whoever carries for the others is told.
    A letter whose key is there already is passed over: it was written by the same cause before.
    """
    return send(connection, letters, carrier=carrier, now=now)()


def send(
    connection: Connection,
    letters: Sequence[Letter],
    *,
    carrier: Carrier | None,
    now: datetime,
) -> Callable[[], tuple[Letter, ...]]:
    """As `write`; which are to be carried is asked for later, in the same transaction."""
    mine, of_others, rows = [], set(), []
    claimed_until = now + CLAIM
    for letter in letters:
        is_due = letter.not_before <= now
        if is_due and carrier is not None and carrier.carries(letter):
            mine.append(letter)
            rows.append(_row(letter, carrier.name, claimed_until))
            continue
        if is_due:
            of_others.add((letter.practice, letter.bot))
        rows.append(_row(letter, None, None))
    all_new = send_new(connection, outbox, rows)

    def written() -> tuple[Letter, ...]:
        bell.ring(connection, bell.OUTBOX, of_others)
        return tuple(mine) if not mine or all_new() else _kept(connection, mine)

    return written


def _kept(connection: Connection, letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Which of these are there. Asked after the insert: another process may write the same."""
    practices = list({letter.practice for letter in letters})
    asked = {"practices": practices, "ids": [letter.id for letter in letters]}
    found = set(connection.execute(_KEPT, asked).scalars())
    return tuple(letter for letter in letters if letter.id in found)


def _row(letter: Letter, claimed_by: str | None, claimed_until: datetime | None) -> dict[str, Any]:
    return {
        "practice": letter.practice,
        "id": letter.id,
        "bot": letter.bot,
        "person": letter.person,
        "lane": int(letter.lane),
        "key": letter.key,
        "slot": letter.slot,
        "fresh": letter.fresh,
        "content": packed(dump_content(letter.content)).decode(),
        "state": CLAIMED if claimed_by else WAITING,
        "tries": 0,
        "not_before": letter.not_before,
        "not_after": letter.not_after,
        "claimed_by": claimed_by,
        "claimed_until": claimed_until,
        "written_at": letter.written_at,
    }


def new_letter(
    practice: PracticeId,
    bot: str,
    person: UUID,
    content: Content,
    *,
    key: str,
    lane: Lane,
    now: datetime,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    slot: str | None = None,
    fresh: bool = False,
) -> Letter:
    """A letter with an id of its own, not kept yet."""
    return Letter(
        new_id(),
        practice,
        bot,
        person,
        lane,
        key,
        content,
        not_before or now,
        now,
        slot,
        fresh,
        not_after,
    )


def claim_due(
    connection: Connection,
    claimed_by: str,
    bots: Sequence[tuple[PracticeId, str]],
    now: datetime,
    limit: int = 100,
) -> tuple[Letter, ...]:
    """Takes letters of these practices' bots that are due and nobody's.

    The urgent lanes first, in order within a lane.
    """
    free = or_(
        IS_WAITING,
        and_(outbox.c.state == CLAIMED, outbox.c.claimed_until < now),
    )
    due = (
        select(outbox.c.id)
        .where(free, outbox.c.not_before <= now, _of(bots))
        .order_by(outbox.c.lane, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(connection.execute(due).scalars())
    if not ids:
        return ()
    connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids), free)
        .values(state=CLAIMED, claimed_by=claimed_by, claimed_until=now + CLAIM)
    )
    rows = connection.execute(
        select(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.claimed_by == claimed_by)
        .order_by(outbox.c.lane, outbox.c.id)
    )
    letters = []
    for row in rows.all():
        try:
            letters.append(_letter(row))
        except UNREADABLE:
            # Written by a newer release: set aside, so that it does not stop the others.
            settle(connection, [row.id], DEAD, now, "unknown content")
    return tuple(letters)


def _of(bots: Sequence[tuple[PracticeId, str]]) -> ColumnElement[bool]:
    return or_(
        false(),
        *(and_(outbox.c.practice == practice, outbox.c.bot == bot) for practice, bot in bots),
    )


def _letter(row: Row[Any]) -> Letter:
    return Letter(
        row.id,
        PracticeId(row.practice),
        row.bot,
        row.person,
        Lane(row.lane),
        row.key,
        load_content(unpacked(row.content)),
        row.not_before,
        row.written_at,
        row.slot,
        row.fresh,
        row.not_after,
        row.tries,
    )


def release(connection: Connection, bots: Sequence[tuple[PracticeId, str]]) -> int:
    """Frees every claimed letter of these bots. Only for the process that holds their leases."""
    return connection.execute(
        update(outbox)
        .where(outbox.c.state == CLAIMED, _of(bots))
        .values(state=WAITING, claimed_by=None, claimed_until=None)
    ).rowcount


def settle(
    connection: Connection, letters: Iterable[UUID], state: str, now: datetime, outcome: str = ""
) -> None:
    """These letters have their outcome."""
    ids = list(letters)
    if ids:
        prepared.execute(
            connection,
            _SETTLE,
            {"ids": ids, "became": state, "now": now, "because": outcome or None},
        )


def put_back(
    connection: Connection,
    letter: UUID,
    until: datetime,
    outcome: str,
    *,
    claimed_by: str,
    failed: bool,
) -> None:
    """This letter could not be sent now and waits again; failed: it counts as a try.

    Nothing changes when another carrier has taken it meanwhile.
    """
    connection.execute(
        update(outbox)
        .where(_OF_ANY_PRACTICE, outbox.c.id == letter, outbox.c.claimed_by == claimed_by)
        .values(
            state=WAITING,
            claimed_by=None,
            claimed_until=None,
            not_before=until,
            outcome=outcome,
            tries=outbox.c.tries + int(failed),
        )
    )


def cancel(connection: Connection, practice: PracticeId, key: str, now: datetime) -> bool:
    """Takes a letter back that no carrier has claimed; False when it is too late."""
    return (
        connection.execute(
            update(outbox)
            .where(outbox.c.practice == practice, outbox.c.key == key, IS_WAITING)
            .values(state=CANCELLED, settled_at=now)
        ).rowcount
        == 1
    )


def cancel_unasked(
    connection: Connection, practice: PracticeId, person: UUID, now: datetime
) -> tuple[datetime, ...]:
    """Takes back the reminders that wait for a person who stopped or cannot be reached.

    Tells when those were written that are taken back.
    """
    wait = (
        outbox.c.practice == practice,
        outbox.c.person == person,
        IS_WAITING,
        outbox.c.lane >= int(Lane.REMINDER),
    )
    written = tuple(connection.execute(select(outbox.c.written_at).where(*wait)).scalars())
    connection.execute(update(outbox).where(*wait).values(state=CANCELLED, settled_at=now))
    return written


def cancel_slots(
    connection: Connection, practice: PracticeId, person: UUID, begins: str, now: datetime
) -> None:
    """Takes back what waits for a person in any slot of which the name begins so."""
    connection.execute(
        update(outbox)
        .where(
            outbox.c.practice == practice,
            outbox.c.person == person,
            IS_WAITING,
            outbox.c.slot.startswith(begins, autoescape=True),
        )
        .values(state=CANCELLED, settled_at=now)
    )


def redirect(connection: Connection, practice: PracticeId, person: UUID, to: UUID) -> None:
    """What waits for one account of somebody goes to another; no message of it stands there yet."""
    connection.execute(
        update(outbox)
        .where(outbox.c.practice == practice, outbox.c.person == person, IS_WAITING)
        .values(person=to, fresh=True)
    )


def keep_places(
    connection: Connection,
    practice: PracticeId,
    stand: Mapping[tuple[UUID, str], Place],
    now: datetime,
) -> None:
    """Remembers where the messages of slots stand, by account and slot."""
    rows = [
        {
            "practice": practice,
            "person": person,
            "slot": slot,
            "channel": place.channel,
            "message": place.message,
            "posted_at": now,
        }
        for (person, slot), place in stand.items()
    ]
    put(connection, posted, rows)


_PLACES = select(posted.c.person, posted.c.slot, posted.c.channel, posted.c.message).where(
    posted.c.practice == bindparam("practice"),
    # Not as pairs, which SQLite looks for among all rows of the practice.
    posted.c.person.in_(bindparam("people", expanding=True)),
    posted.c.slot.in_(bindparam("slots", expanding=True)),
)
PLACES_AT_ONCE = 50
"""Every person is looked up with every slot: a few at a time cost less than many."""


def places(
    connection: Connection, practice: PracticeId, slots: Sequence[tuple[UUID, str]]
) -> dict[tuple[UUID, str], Place]:
    """Where the messages of these slots stand; one that was never sent is left out."""
    found = {}
    for start in range(0, len(slots), PLACES_AT_ONCE):
        some = slots[start : start + PLACES_AT_ONCE]
        asked = {
            "practice": practice,
            "people": list({person for person, _ in some}),
            "slots": list({slot for _, slot in some}),
        }
        for row in prepared.rows(connection, _PLACES, asked):
            found[row.person, row.slot] = Place(row.channel, row.message)
    return found


def place_of(connection: Connection, practice: PracticeId, person: UUID, slot: str) -> Place | None:
    """Where a slot's message stands, or None."""
    return places(connection, practice, [(person, slot)]).get((person, slot))


def posted_at(
    connection: Connection, practice: PracticeId, person: UUID, slot: str
) -> datetime | None:
    """When the platform took the message of a slot, or None."""
    at: datetime | None = connection.execute(
        select(posted.c.posted_at).where(
            posted.c.practice == practice, posted.c.person == person, posted.c.slot == slot
        )
    ).scalar_one_or_none()
    return at


def holders(connection: Connection, practice: PracticeId, slot: str) -> tuple[UUID, ...]:
    """Whose message of a slot stands somewhere."""
    found = select(posted.c.person).where(posted.c.practice == practice, posted.c.slot == slot)
    return tuple(connection.execute(found.order_by(posted.c.person)).scalars())


def waits(
    connection: Connection, practice: PracticeId, person: UUID, slot: str, now: datetime
) -> bool:
    """Whether a letter for this slot leaves later: it will say then what is so by then."""
    found = select(outbox.c.id).where(
        outbox.c.practice == practice,
        outbox.c.person == person,
        outbox.c.slot == slot,
        IS_WAITING,
        outbox.c.not_before > now,
    )
    return connection.execute(found).first() is not None


_WAITS = select(outbox.c.person, outbox.c.slot).where(
    outbox.c.practice == bindparam("practice"),
    outbox.c.person.in_(bindparam("people", expanding=True)),
    outbox.c.slot.in_(bindparam("slots", expanding=True)),
    IS_WAITING,
    outbox.c.not_before > bindparam("now"),
)


def waiting_slots(
    connection: Connection, practice: PracticeId, slots: Sequence[tuple[UUID, str]], now: datetime
) -> frozenset[tuple[UUID, str]]:
    """For which of these slots a letter leaves later, as `waits` tells it of one."""
    if not slots:
        return frozenset()
    asked = {
        "practice": practice,
        "people": list({person for person, _ in slots}),
        "slots": list({slot for _, slot in slots}),
        "now": now,
    }
    return frozenset((row.person, row.slot) for row in connection.execute(_WAITS, asked))


def is_unsent(connection: Connection, practice: PracticeId, person: UUID, slot: str) -> bool:
    """Whether a letter for this slot is still to leave, or is leaving at this moment."""
    found = select(outbox.c.id).where(
        outbox.c.practice == practice, outbox.c.person == person, outbox.c.slot == slot
    )
    # One after the other: each is found by an index of its own.
    return any(
        connection.execute(found.where(*where)).first() is not None
        for where in ((IS_WAITING,), (outbox.c.state == CLAIMED, outbox.c.not_before < _EVER))
    )


def collapse(
    connection: Connection, practice: PracticeId, slot: str, now: datetime, *, person: UUID
) -> datetime | None:
    """Takes back what waits for a person's slot; tells when it was to leave."""
    waiting = (
        outbox.c.practice == practice,
        outbox.c.person == person,
        outbox.c.slot == slot,
        IS_WAITING,
    )
    earliest: datetime | None = connection.execute(
        select(func.min(outbox.c.not_before)).where(*waiting)
    ).scalar_one()
    if earliest is not None:
        connection.execute(update(outbox).where(*waiting).values(state=CANCELLED, settled_at=now))
    return earliest


def reschedule(
    connection: Connection,
    practice: PracticeId,
    person: UUID,
    slot: str,
    now: datetime,
    at: datetime,
) -> bool:
    """What waits for a slot and was to leave later leaves at another time; False: nothing waits."""
    moved = connection.execute(
        update(outbox)
        .where(
            outbox.c.practice == practice,
            outbox.c.person == person,
            outbox.c.slot == slot,
            IS_WAITING,
            outbox.c.not_before > now,
        )
        .values(not_before=at)
    )
    return moved.rowcount > 0


def next_due(
    connection: Connection, bots: Sequence[tuple[PracticeId, str]] | None = None
) -> datetime | None:
    """When the next letter may be claimed: it may leave, or its carrier has not come back.

    Of these practices' bots, or of all.
    """
    served = {} if bots is None else _named(bots)
    how_many = None if bots is None else len(bots)
    found = [
        row.at
        for question in _when_due(how_many)
        for row in prepared.rows(connection, question, served)
    ]
    return min((each for each in found if each is not None), default=None)


def _named(bots: Sequence[tuple[PracticeId, str]]) -> dict[str, object]:
    """The values of a statement that asks of so many bots."""
    practices = {f"practice_{place}": practice for place, (practice, _) in enumerate(bots)}
    return practices | {f"bot_{place}": bot for place, (_, bot) in enumerate(bots)}


@cache
def _when_due(bots: int | None) -> tuple[Select[Any], ...]:
    """Of so many bots, or of all. Two questions: each is answered by one look at an index."""
    served: ColumnElement[bool] = true()
    if bots is not None:
        pairs = [
            and_(
                outbox.c.practice == bindparam(f"practice_{place}"),
                outbox.c.bot == bindparam(f"bot_{place}"),
            )
            for place in range(bots)
        ]
        served = or_(false(), *pairs)
    return tuple(
        select(instant.label("at"))
        .where(outbox.c.state == state, served)
        .order_by(instant)
        .limit(1)
        for state, instant in (
            (WAITING, outbox.c.not_before),
            (CLAIMED, outbox.c.claimed_until),
        )
    )


def counts(connection: Connection) -> dict[str, int]:
    """How many letters there are in each state."""
    rows = connection.execute(
        select(outbox.c.state, func.count().label("how_many")).group_by(outbox.c.state)
    )
    return {row.state: row.how_many for row in rows}


def unsent_urgent(
    connection: Connection, practice: PracticeId, written_before: datetime, limit: int
) -> tuple[Letter, ...]:
    """Crisis letters to staff that have waited since before this instant."""
    rows = connection.execute(
        select(outbox)
        .where(
            outbox.c.practice == practice,
            outbox.c.state.in_([WAITING, CLAIMED]),
            outbox.c.lane == int(Lane.CRISIS),
            outbox.c.bot == THERAPISTS,
            outbox.c.written_at <= written_before,
        )
        .order_by(outbox.c.id)
        .limit(limit)
    )
    letters = []
    for row in rows.all():
        # One that this release cannot read is set aside by whoever claims it.
        with suppress(*UNREADABLE):
            letters.append(_letter(row))
    return tuple(letters)


def has_key(connection: Connection, practice: PracticeId, key: str) -> bool:
    """Whether a letter of this cause has been written already."""
    found = select(outbox.c.id).where(outbox.c.practice == practice, outbox.c.key == key)
    return connection.execute(found).first() is not None


def lost_to_staff(connection: Connection, since: datetime) -> int:
    """How many letters to staff the platform has refused for good from then on."""
    lost = select(func.count()).where(
        outbox.c.state == UNREACHABLE,
        outbox.c.bot == THERAPISTS,
        outbox.c.settled_at >= since,
    )
    found: int = connection.execute(lost).scalar_one()
    return found


def unsent(connection: Connection) -> dict[tuple[int, str], int]:
    """How many letters wait, are in hand or were lost, by lane and state; the others are many."""
    lane, state = outbox.c.lane, outbox.c.state
    rows = connection.execute(
        select(lane, state, func.count().label("how_many"))
        .where(state.in_(NOT_SENT))
        .group_by(lane, state)
    )
    return {(row.lane, row.state): row.how_many for row in rows}


def oldest_due(connection: Connection, now: datetime) -> datetime | None:
    """Since when the letter that is due longest has been due; None when none is."""
    earliest = select(func.min(outbox.c.not_before)).where(
        outbox.c.state.in_((WAITING, CLAIMED)), outbox.c.not_before <= now
    )
    found: datetime | None = connection.execute(earliest).scalar_one()
    return found
