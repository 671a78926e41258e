"""Whose update is handled when: within their allowances, and behind what they sent before."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from conversations.contents import Lane, Line, Sentences
from conversations.envelopes import THERAPISTS, Arrived, Inbound
from conversations.flows import checkin
from conversations.turn import Posted
from portal.allowances import Allowances, Beyond, Limits
from portal.calls_for_help import asks_for_help, call_of, needs_card
from portal.floods import Flooder, Floods, Parse
from portal.scene import Scene
from questionnaires.library import Library
from store import inbox, people
from store.inbox import Waiting
from store.memory import Memory

log = structlog.get_logger()

USUALLY = timedelta(seconds=5)
SOON = timedelta(seconds=0.5)
"""While updates wait for their turn, the desk looks that often."""


@dataclass
class Pending:
    """One update of a batch, heard."""

    row: Waiting
    inbound: Inbound
    sender: bytes = b""
    goes_first: bool = False
    """Whether it calls for help, or would have no turn and holds words that cannot wait."""


class Turns:
    """One desk's order of turns."""

    def __init__(self, memory: Memory, limits: Limits) -> None:
        self._memory = memory
        self._allowances = Allowances(limits)
        self._floods = Floods()
        self._beyond: set[Flooder] = set()
        self._telling: set[bytes] = set()
        self._until: datetime | None = None
        self.watch: Callable[[str, int], None] | None = None
        """Told how many updates of a bot were more than its sender's allowance."""

    @property
    def limits(self) -> Limits:
        """What everybody is held to."""
        return self._allowances.limits

    def hold_to(self, limits: Limits) -> None:
        """Begins anew with other limits."""
        self._allowances = Allowances(limits)
        self._floods = Floods()

    def worth_keeping(
        self, bot: str, arrived: Sequence[Arrived], parse: Parse, now: datetime
    ) -> Sequence[Arrived]:
        """What has just arrived, without what is certain to be passed over."""
        library = self._memory.scales.library
        return [
            each
            for each in arrived
            if not self._floods.passes(bot, each, parse, self._allowances, library, now)
        ]

    def kept(self) -> None:
        """What the last batch has written is kept for good."""
        for who in self._beyond:
            self._floods.begin(who)
        self._forget_batch()

    def not_kept(self, now: datetime) -> None:
        """Nothing of what it has written was: whoever was to be told is to be told still."""
        for person in self._telling:
            self._allowances.forget_told(person, now)
        self._forget_batch()

    def _forget_batch(self) -> None:
        self._beyond.clear()
        self._telling.clear()

    def patience(self, now: datetime) -> timedelta:
        """After which time the desk looks without being woken."""
        return SOON if self._until is not None and now < self._until else USUALLY

    def within_allowances(
        self, scene: Scene, pending: Sequence[Pending]
    ) -> tuple[list[Pending], list[UUID]]:
        """Who sends too much waits for a turn; what is far too much is counted and passed over.

        Help never waits; only the same call of somebody who has just been answered is passed over.
        Words that cannot wait are a call for help where they would be passed over.
        """
        mine, later, beyond = [], [], list[Pending]()
        library = scene.library
        for each in pending:
            turn = self._turn_of(each, library, scene.now)
            match turn:
                case Beyond():
                    beyond.append(each)
                    self._beyond.add(Flooder(each.inbound.bot, each.inbound.address, each.sender))
                    if turn is Beyond.TELL:
                        self._tell_too_much(scene, each)
                case _ if turn > scene.now:
                    later.append((each.row.id, each.sender, turn))
                case _:
                    mine.append(each)
        self._put_off(scene, later)
        self._count_passed_over(beyond)
        return mine, [each.row.id for each in beyond]

    def _turn_of(self, each: Pending, library: Library, now: datetime) -> datetime | Beyond:
        each.goes_first = asks_for_help(each.inbound, library)
        if each.row.was_put_off and not each.goes_first:
            return now
        group = _group_of(each.inbound)
        if group is None and self._allowances.is_far_beyond(each.sender, now):
            each.goes_first = each.goes_first or needs_card(each.inbound, library)
        if not each.goes_first:
            return self._allowances.turn_of(each.sender, now, group=group)
        call = call_of(each.inbound)
        again = self._allowances.is_said_again(each.sender, call, now)
        return Beyond.QUIETLY if again else now

    def _put_off(self, scene: Scene, later: Sequence[tuple[UUID, bytes, datetime]]) -> None:
        inbox.put_off(scene.connection, self._memory, later)
        for _, _, until in later:
            self._until = max(until, self._until or until)

    def _count_passed_over(self, beyond: Sequence[Pending]) -> None:
        for bot in sorted({each.inbound.bot for each in beyond}):
            self.count_passed_over(bot, sum(each.inbound.bot == bot for each in beyond))

    def count_passed_over(self, bot: str, updates: int) -> None:
        """So many updates of this bot were passed over."""
        if self.watch is not None and updates:
            self.watch(bot, updates)

    def _tell_too_much(self, scene: Scene, each: Pending) -> None:
        """Once in a flood, so that nobody takes for kept what is not."""
        log.warning("desk.passes-over", bot=each.inbound.bot)
        key = (each.inbound.bot, each.inbound.address)
        help_there = () if each.inbound.bot == THERAPISTS else ((checkin.help_button(),),)
        for account in people.accounts(scene.connection, self._memory, [key]).values():
            kind = Sentences((Line("too-much-at-once"),), help_there)
            scene.post(account, kind, key=f"{each.row.cause}:too-much", lane=Lane.REPLY)
        self._telling.add(each.sender)

    def after_earlier_ones(self, scene: Scene, pending: list[Pending]) -> list[Pending]:
        """Puts off the updates of people of whom an earlier one waits for its time."""
        if not pending:
            return pending
        senders = {each.sender for each in pending}
        held = inbox.held_up(scene.connection, self._memory, senders, scene.now)
        if not held:
            return pending
        mine, later = [], []
        for each in pending:
            first, until = held.get(each.sender, (each.row.id, scene.now))
            if first < each.row.id and not _goes_first(each, scene):
                later.append((each.row.id, each.sender, until))
            else:
                mine.append(each)
        self._put_off(scene, later)
        return mine


def _goes_first(each: Pending, scene: Scene) -> bool:
    return each.goes_first or asks_for_help(each.inbound, scene.library)


def first_of_each(pending: Iterable[Pending]) -> tuple[list[Pending], list[Pending]]:
    """The earliest update of every sender, and the rest for later waves."""
    first: dict[bytes, Pending] = {}
    rest = []
    for each in pending:
        if each.sender in first:
            rest.append(each)
        else:
            first[each.sender] = each
    return list(first.values()), rest


def _group_of(inbound: Inbound) -> str | None:
    match inbound.event:
        case Posted(chat=chat):
            return chat
        case _:
            return None
