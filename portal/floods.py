"""Floods: what somebody sends far beyond the limit is known where it comes in, and is not kept."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from conversations.envelopes import Arrived, Inbound
from conversations.flows import checkin
from conversations.turn import Asked, Edited, Said, SentFile, Tapped
from portal.allowances import Allowances
from portal.calls_for_help import call_of, needs_card
from questionnaires.library import Library

Parse = Callable[[bytes], Inbound | None]


@dataclass(frozen=True, slots=True)
class Flooder:
    """Somebody of whom the desk has passed something over."""

    bot: str
    address: str
    sender: bytes


@dataclass
class Floods:
    """Who floods the bots of one desk, as far as a commit has said so."""

    _known: dict[str, dict[bytes, Flooder]] = field(default_factory=dict)
    """By bot, and by how the person's number stands in an update."""

    def begin(self, who: Flooder) -> None:
        """Something of this person was passed over: what comes from now on is looked at first."""
        self._known.setdefault(who.bot, {})[who.address.encode()] = who

    def passes(
        self,
        bot: str,
        arrived: Arrived,
        parse: Parse,
        allowances: Allowances,
        library: Library,
        now: datetime,
    ) -> bool:
        """Whether the desk would pass this update over, and nobody need be told so any more."""
        known = self._known.get(bot)
        if not known or not any(address in arrived.body for address in known):
            return False
        inbound: Inbound | None = None
        # What cannot be read is set aside by the desk.
        with suppress(Exception):
            inbound = parse(arrived.body)
        who = None if inbound is None else known.get(inbound.address.encode())
        if inbound is None or who is None:
            return False
        was_told = allowances.was_told(who.sender, now)
        if not allowances.is_far_beyond(who.sender, now):
            if not was_told:
                del known[who.address.encode()]
            return False
        if needs_card(inbound, library):
            # The first of these calls is kept, or comes again: the card is shown for that one.
            return allowances.was_called(who.sender, call_of(inbound), now)
        return was_told and _may_be_passed_over(inbound)


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
