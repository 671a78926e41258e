"""The crisis card without inbox and desk: what cannot wait is answered while nothing is kept."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

import structlog

from conversations.envelopes import Arrived, Broken, Inbound, Moved, Shown, Unreachable

Rescue: TypeAlias = Callable[[Inbound], Shown | None]
"""The card for an event that calls for it, None for any other; without database or key."""

Show: TypeAlias = Callable[[Inbound, Shown], Awaitable[object]]
"""Sends the card to whoever the event is of."""


REMEMBERED = 10_000
"""So many updates are known to be seen to: more than wait at once while nothing can be kept."""

SENT = "telegram-help-sent"
"""What the log says of each card."""

_log = structlog.get_logger()


class SafetyNet:
    """Answers directly, once per update, however often the platform repeats it meanwhile."""

    def __init__(
        self,
        rescue: Rescue,
        show: Show,
        *,
        heard: Callable[[bytes], Inbound | None],
        unparsable: type[Exception],
    ) -> None:
        self._rescue = rescue
        self._show = show
        self._heard = heard
        self._for_good = (Unreachable, Broken, Moved, unparsable)
        # In the order of catching; a webhook brings one update at a time, so the others of a batch
        # say nothing about which are over.
        self._caught: dict[str, None] = {}

    async def catch(self, batch: Sequence[Arrived]) -> None:
        """See to every update that has not been seen to. It raises nothing."""
        for arrived in batch:
            if arrived.update_id in self._caught:
                continue
            # Before the answer: the same update may be brought again while it is on its way.
            self._caught[arrived.update_id] = None
            try:
                await self._answer(arrived)
            except self._for_good as failure:
                _log.error("telegram-help-not-sent", failure=type(failure).__name__)
            except Exception as failure:
                # It may go better the next time: this update stays open.
                _log.error("telegram-help-not-yet-sent", failure=type(failure).__name__)
                self._caught.pop(arrived.update_id, None)
            except BaseException:
                self._caught.pop(arrived.update_id, None)
                raise
        while len(self._caught) > REMEMBERED:
            del self._caught[next(iter(self._caught))]

    async def _answer(self, arrived: Arrived) -> None:
        inbound = self._heard(arrived.body)
        shown = self._rescue(inbound) if inbound else None
        if inbound and shown:
            await self._show(inbound, shown)
            _log.warning(SENT, update=arrived.update_id)
