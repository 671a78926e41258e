"""What a drill changes in the portal it starts, from outside: its pace, and what sabotage breaks.

Nothing in the portal knows of this. A sabotage takes one of its promises away, and shows that the
drill would notice.
"""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TextIO

from sqlalchemy import Connection

from bots.slack_therapists import connection
from bots.telegram_clients.messenger import TelegramMessenger
from charts.drawing import Studio
from charts.requests import Picture
from conversations.envelopes import Arrived, Place, Shown, TryLater
from portal import alert_deeds, buckets, logs, wiring
from portal.allowances import UNLIMITED
from portal.clock import SystemClock
from portal.desk import Desk
from portal.settings import LogFormat, LogLevel
from store import inbox, outbox
from store.memory import Memory
from store.outbox import Letter

FAST = 100_000
SOON = timedelta(seconds=2)
SLOWLY = 0.4
MOMENT = 1.0

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000400000004008000000008f022e02000000294944415478daedcc41"
    "1100000c0220fb97d610fbed2000e951040281402010080402814020107c0f06a70bf0e2aaf00c32000000004945"
    "4e44ae426082"
)


def adapt(sabotage: str | None) -> None:
    """Prepares a portal of the kill drill, and breaks what is asked to be broken."""
    lift_pace()
    lift_limits()
    alert_deeds.UNDO = SOON
    # So that the drill can tell whose hands a letter was in.
    _replace(wiring, "uuid4", carrier_mark)
    draw_nothing()
    if sabotage is not None:
        SABOTAGES[sabotage]()


def prepare(sabotage: str | None, log: TextIO) -> None:
    """Prepares a portal in the process of the drill itself, among faults by the hundred."""
    logs.configure(LogLevel.ERROR, LogFormat.PLAIN, SystemClock().now, log)
    lift_pace()
    lift_limits()
    draw_nothing()
    lose_patience()
    if sabotage is not None:
        SABOTAGES[sabotage]()


def lift_pace() -> None:
    """Lets letters leave as fast as they can."""
    buckets.BOT_PER_SECOND = FAST
    buckets.CHAT_BURST = FAST
    buckets.GROUP_BURST = FAST


def lift_limits() -> None:
    """Lets everybody send as much as they can: robots do not wait as people do."""
    defaults = Desk.__init__.__kwdefaults__
    if defaults is None or "limits" not in defaults:
        raise RuntimeError("the desk's limits are not where they were")
    defaults["limits"] = UNLIMITED


def draw_nothing() -> None:
    """Has a picture ready: the process that draws takes seconds to start after every kill."""
    _replace(Studio, "draw", _ready_made)


def lose_patience() -> None:
    """Waits for a silent platform a moment only: a drill has many of them, one after the other."""
    _replace(connection, "SECONDS_FOR_A_CALL", MOMENT)
    defaults = TelegramMessenger.__init__.__kwdefaults__
    if defaults is None or "timeout" not in defaults:
        raise RuntimeError("the messenger's patience is not where it was")
    defaults["timeout"] = MOMENT


def carrier_mark(pid: int | None = None) -> str:
    """What stands in the name of the carrier of a process."""
    return f"p{os.getpid() if pid is None else pid}p"


def _replace(owner: Any, name: str, by: Any) -> None:
    """Puts something else in the place of a part of the portal, in this process alone."""
    setattr(owner, name, by)


async def _ready_made(_studio: Studio, _picture: Picture) -> bytes:
    return PICTURE


def _confirm_first() -> None:
    """What arrived is confirmed at once and kept a little later, as libraries do it."""
    kept = Desk.receive
    under_way: set[asyncio.Task[None]] = set()

    async def later(desk: Desk, bot: str, arrived: Sequence[Arrived]) -> None:
        await asyncio.sleep(SLOWLY)
        await kept(desk, bot, arrived)

    async def receive(desk: Desk, bot: str, arrived: Sequence[Arrived]) -> None:
        task = asyncio.create_task(later(desk, bot, arrived))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    _replace(Desk, "receive", receive)


def _forget_duplicates() -> None:
    """Every repetition of an update counts as a new one."""
    put: Callable[..., None] = inbox.put
    numbers = count()

    def anew(
        transaction: Connection,
        memory: Memory,
        bot: str,
        arrived: Sequence[Arrived],
        now: datetime,
        **more: Any,
    ) -> None:
        renamed = [
            replace(each, update_id=f"{each.update_id}/{next(numbers)}.{now.timestamp()}")
            for each in arrived
        ]
        put(transaction, memory, bot, renamed, now, **more)

    _replace(inbox, "put", anew)


def _trust_errors() -> None:
    """What the platform did not answer counts as sent."""
    send = TelegramMessenger.send

    async def trusting(
        messenger: TelegramMessenger, address: str, shown: Shown, thread: Place | None = None
    ) -> Place:
        try:
            return await send(messenger, address, shown, thread)
        except TryLater:
            return Place(address, "0")

    _replace(TelegramMessenger, "send", trusting)


def _never_stale() -> None:
    """What was to be asked yesterday is asked today."""
    new_letter: Callable[..., Letter] = outbox.new_letter

    def lasting(*given: Any, **more: Any) -> Letter:
        return new_letter(*given, **{**more, "not_after": None})

    _replace(outbox, "new_letter", lasting)


SABOTAGES: Mapping[str, Callable[[], None]] = {
    "confirm-first": _confirm_first,
    "forget-duplicates": _forget_duplicates,
    "trust-errors": _trust_errors,
    "never-stale": _never_stale,
}
