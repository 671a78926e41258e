"""The crisis card without inbox and desk: what cannot wait is answered while nothing is kept."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import structlog

from bots.telegram_groups.hearing import Unparsable, heard
from conversations.envelopes import Arrived, Broken, Inbound, Messenger, Moved, Shown, Unreachable

Rescue: TypeAlias = Callable[[Inbound], Shown | None]
"""The card for an event that calls for it, None for any other; without database or key."""

_log = structlog.get_logger()


class SafetyNet:
    """Answers directly, once per update, however often the platform repeats it meanwhile."""

    def __init__(self, rescue: Rescue, messenger: Messenger) -> None:
        self._rescue = rescue
        self._messenger = messenger
        self._caught: set[str] = set()

    async def catch(self, batch: Sequence[Arrived]) -> None:
        """See to every update that has not been seen to. It raises nothing."""
        self._caught &= {arrived.update_id for arrived in batch}
        for arrived in batch:
            if arrived.update_id in self._caught:
                continue
            try:
                await self._answer(arrived)
            except (Unreachable, Broken, Moved, Unparsable) as failure:
                _log.error("telegram-help-not-sent", failure=type(failure).__name__)
            except Exception as failure:
                # It may go better the next time: this update stays open.
                _log.error("telegram-help-not-yet-sent", failure=type(failure).__name__)
                continue
            self._caught.add(arrived.update_id)

    async def _answer(self, arrived: Arrived) -> None:
        inbound = heard(arrived.body)
        shown = self._rescue(inbound) if inbound else None
        if inbound and shown:
            await self._messenger.send(inbound.address, shown, None)
            _log.info("telegram-help-sent", update=arrived.update_id)
