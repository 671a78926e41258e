"""Whose update is handled when: within their allowances, and behind what they sent before."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from conversations.contents import Lane, Line, Sentences
from conversations.envelopes import THERAPISTS, Inbound
from conversations.flows import checkin
from conversations.turn import Posted
from portal.allowances import Allowances, Beyond, Limits
from portal.calls_for_help import asks_for_help, call_of
from portal.scene import Scene
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


class Turns:
    """One desk's order of turns."""

    def __init__(self, memory: Memory, limits: Limits) -> None:
        self._memory = memory
        self._allowances = Allowances(limits)
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

    def patience(self, now: datetime) -> timedelta:
        """After which time the desk looks without being woken."""
        return SOON if self._until is not None and now < self._until else USUALLY

    def within_allowances(
        self, scene: Scene, pending: Sequence[Pending]
    ) -> tuple[list[Pending], list[UUID]]:
        """Who sends too much waits for a turn; what is far too much is counted and passed over.

        Help never waits; only the same call of somebody who has just been answered is passed over.
        """
        mine, later, beyond = [], [], list[Pending]()
        for each in pending:
            turn: datetime | Beyond = scene.now
            if asks_for_help(each.inbound, scene.library):
                call = call_of(each.inbound)
                if self._allowances.is_said_again(each.sender, call, scene.now):
                    turn = Beyond.QUIETLY
            elif not each.row.was_put_off:
                group = _group_of(each.inbound)
                turn = self._allowances.turn_of(each.sender, scene.now, group=group)
            match turn:
                case Beyond():
                    beyond.append(each)
                    if turn is Beyond.TELL:
                        self._tell_too_much(scene, each)
                case _ if turn > scene.now:
                    later.append((each.row.id, each.sender, turn))
                case _:
                    mine.append(each)
        self._put_off(scene, later)
        self._count_passed_over(beyond)
        return mine, [each.row.id for each in beyond]

    def _put_off(self, scene: Scene, later: Sequence[tuple[UUID, bytes, datetime]]) -> None:
        inbox.put_off(scene.connection, self._memory, later)
        for _, _, until in later:
            self._until = max(until, self._until or until)

    def _count_passed_over(self, beyond: Sequence[Pending]) -> None:
        for bot in sorted({each.inbound.bot for each in beyond}):
            count = sum(each.inbound.bot == bot for each in beyond)
            if self.watch is not None:
                self.watch(bot, count)

    def _tell_too_much(self, scene: Scene, each: Pending) -> None:
        """Once in a flood, so that nobody takes for kept what is not."""
        log.warning("desk.passes-over", bot=each.inbound.bot)
        key = (each.inbound.bot, each.inbound.address)
        help_there = () if each.inbound.bot == THERAPISTS else ((checkin.help_button(),),)
        for account in people.accounts(scene.connection, self._memory, [key]).values():
            kind = Sentences((Line("too-much-at-once"),), help_there)
            scene.post(account, kind, key=f"in:{each.row.id}:too-much", lane=Lane.REPLY)

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
            if first < each.row.id and not asks_for_help(each.inbound, scene.library):
                later.append((each.row.id, each.sender, until))
            else:
                mine.append(each)
        self._put_off(scene, later)
        return mine


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
