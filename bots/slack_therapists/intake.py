"""Everything Slack tells is kept first and acknowledged then."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bots.slack_therapists.hearing import arrived, block_of, is_command, submitted
from conversations.envelopes import Arrived, KeptOtherwise
from conversations.turn import Submitted

Receive = Callable[[Sequence[Arrived]], Awaitable[None]]
Check = Callable[[Submitted], Mapping[str, str]]

_log = logging.getLogger(__name__)


class Intake(AsyncMiddleware):
    """Bolt's one global middleware: nothing passes it, no listener ever runs."""

    def __init__(
        self, receive: Receive, check: Check, not_kept: str, answer_there: str, kept_before: str
    ) -> None:
        self._receive = receive
        self._check = check
        self._not_kept = not_kept
        self._kept_before = kept_before
        self._answer_there = answer_there

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        """One payload: answered with problems, kept, or left for Slack to bring again."""
        payload = req.body
        one = arrived(payload)
        if one is None:
            return BoltResponse(status=200)
        form = payload["view"] if payload.get("type") == "view_submission" else None
        try:
            problems = self._problems(form)
            if not problems:
                await self._receive([one])
        except KeptOtherwise:
            problems = {"": self._kept_before}
        except Exception as error:
            _log.warning("a Slack payload was not kept: %s", type(error).__name__)
            problems = {"": self._not_kept}
        if is_command(payload):
            # Said to this person alone, wherever the command was typed.
            return BoltResponse(
                status=200,
                body={
                    "response_type": "ephemeral",
                    "text": problems.get("", self._answer_there),
                },
            )
        return _answer(form, problems)

    def _problems(self, form: Mapping[str, Any] | None) -> Mapping[str, str]:
        sent_in = submitted(form) if form is not None else None
        return self._check(sent_in) if sent_in is not None else {}


def _answer(form: Mapping[str, Any] | None, problems: Mapping[str, str]) -> BoltResponse:
    """Acknowledged, or the problems beside their fields, or nothing at all."""
    if not problems:
        return BoltResponse(status=200)
    placed = {block_of(form, field): words for field, words in problems.items()} if form else {}
    if not placed or None in placed:
        # No acknowledgement: an event comes again, and at a button Slack shows that it failed.
        return BoltResponse(status=503)
    return BoltResponse(status=200, body={"response_action": "errors", "errors": placed})
