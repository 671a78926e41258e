"""Floods: what somebody sends far beyond the limit is known where it comes in, and is not kept."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from conversations.envelopes import Arrived, Inbound
from conversations.flows import checkin
from conversations.turn import Asked, Edited, Said, SentFile, Tapped
from portal.allowances import Allowances
from portal.calls_for_help import needs_card
from questionnaires.library import Library

Parse = Callable[[bytes], Inbound | None]


@dataclass(frozen=True, slots=True)
class Flooder:
    """Somebody who is told that it was too much."""

    bot: str
    address: str
    sender: bytes


@dataclass
class Floods:
    """Who floods the bots of one desk, as far as letters say so that are kept for good."""

    _told: dict[str, dict[bytes, Flooder]] = field(default_factory=dict)
    """By bot, and by how the person's number stands in an update."""

    def begin(self, who: Flooder) -> None:
        """The letter to this person is kept: what more comes of them need not be."""
        self._told.setdefault(who.bot, {})[who.address.encode()] = who

    def passes(
        self,
        bot: str,
        arrived: Arrived,
        parse: Parse,
        allowances: Allowances,
        library: Library,
        now: datetime,
    ) -> bool:
        """Whether this update would be passed over at the desk, quietly and for certain."""
        told = self._told.get(bot)
        if not told or not any(address in arrived.body for address in told):
            return False
        inbound: Inbound | None = None
        # What cannot be read is set aside by the desk.
        with suppress(Exception):
            inbound = parse(arrived.body)
        who = None if inbound is None else told.get(inbound.address.encode())
        if inbound is None or who is None:
            return False
        if not allowances.was_told(who.sender, now):
            del told[who.address.encode()]
            return False
        return (
            allowances.is_far_beyond(who.sender, now)
            and _may_be_passed_over(inbound)
            and not needs_card(inbound, library)
        )


def _may_be_passed_over(inbound: Inbound) -> bool:
    # What is written in a group is always looked at, and so is an answer: it may be critical on a
    # scale that another process has just taken up.
    match inbound.event:
        case Said() | Edited() | SentFile() | Asked():
            return True
        case Tapped(question):
            return checkin.asking(question) is None
        case _:
            return False
