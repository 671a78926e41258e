"""`portal run` in a process of its own, at a drill's pace, and with a leak when one is planted."""

import os
import sys
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Connection, update

from benchmarks.drills.adapting import SOON, lift_limits, lift_pace
from benchmarks.drills.nursery import served
from benchmarks.drills.witness import be_heard
from bots.slack_therapists.messenger import SlackMessenger
from conversations import talk
from conversations.envelopes import CLIENTS, Inbound, Place, Shown, ShownLine
from conversations.view import View
from portal import alert_deeds
from store import inbox
from store import tables as kept
from store.memory import Memory

LEAK = "DRILL_LEAK"
HOLDS_TO_LIMITS = "DRILL_HOLDS_TO_LIMITS"
STUMBLE = "stolpern"
"""Who says this word meets a fault that quotes it."""


class Stumbled(RuntimeError):
    """A fault of the portal whose message says what it should not."""


def main(_sabotage: str | None = None) -> int:
    """The portal until it is told to end; its exit status. Its surroundings plant a leak."""
    lift_pace()
    alert_deeds.UNDO = SOON
    if os.environ.pop(HOLDS_TO_LIMITS, None) is None:
        lift_limits()
    be_heard()
    _stumble()
    planted = os.environ.pop(LEAK, "")
    if planted:
        LEAKS[planted]()
    return served()


def _stumble() -> None:
    """Has a turn fail, with an error that quotes the person, as libraries do."""

    def failing(inbound: Inbound) -> None:
        if STUMBLE in _words(inbound):
            raise Stumbled(f"cannot take {inbound!r}")

    _before_each_turn(failing)


def _before_each_turn(do: Callable[[Inbound], None]) -> None:
    take_turn = talk.take_turn

    def taking(inbound: Inbound, view: View) -> talk.Outcome:
        do(inbound)
        return take_turn(inbound, view)

    _replace(talk, "take_turn", taking)


def _words(inbound: Inbound) -> str:
    if inbound.bot != CLIENTS:
        return ""
    return " ".join(each for each in astuple(inbound.event) if isinstance(each, str))


def _replace(owner: Any, name: str, by: Any) -> None:
    """Puts something else in the place of a part of the portal, in this process alone."""
    setattr(owner, name, by)


# --- what is planted ------------------------------------------------------------------------


def _into_the_log() -> None:
    log = structlog.get_logger("portal")
    _before_each_turn(lambda inbound: log.warning("heard", what=_words(inbound)))


def _into_a_temporary_file() -> None:
    def writing(inbound: Inbound) -> None:
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(b64encode(_words(inbound).encode()))

    _before_each_turn(writing)


def _into_the_database() -> None:
    """What was said stays in a column that nothing seals."""
    said: list[str] = []
    _before_each_turn(lambda inbound: said.append(_words(inbound)))
    settle = inbox.settle

    def settling(
        connection: Connection, memory: Memory, ids: Iterable[UUID], now: datetime
    ) -> None:
        done = list(ids)
        settle(connection, memory, done, now)
        if said and done:
            words = " ".join(said).encode("utf-16-le")
            said.clear()
            where = kept.inbox.c.id == done[0]
            connection.execute(update(kept.inbox).where(where).values(sender=words))

    _replace(inbox, "settle", settling)


def _into_slack() -> None:
    """A therapist's card quotes what some client said last."""
    said: list[str] = []
    _before_each_turn(lambda inbound: said.append(_words(inbound)))
    send = SlackMessenger.send

    async def sending(
        messenger: SlackMessenger, address: str, shown: Shown, thread: Place | None
    ) -> Place:
        quoted = ShownLine(next((each for each in reversed(said) if each), "nothing"))
        return await send(messenger, address, replace(shown, lines=(*shown.lines, quoted)), thread)

    _replace(SlackMessenger, "send", sending)


LEAKS: Mapping[str, Callable[[], None]] = {
    "leak-log": _into_the_log,
    "leak-temporary-file": _into_a_temporary_file,
    "leak-database": _into_the_database,
    "leak-slack": _into_slack,
}


if __name__ == "__main__":
    sys.exit(main())
