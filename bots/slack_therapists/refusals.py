"""How Slack says no, and what that means for a letter."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

from conversations.envelopes import Broken, TryLater, Unreachable

NO_ANSWER = (aiohttp.ClientError, OSError, TimeoutError)
"""What is raised when Slack did not answer; whether it took the call is not known."""

SETUP_WAIT = 300.0
"""Seconds until a letter is tried again that only a change of the settings will let through."""

GONE = frozenset(
    {
        "user_disabled",
        "user_not_found",
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "cannot_dm_bot",
    }
)
SETUP = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "no_permission",
        "missing_scope",
        "not_allowed_token_type",
        "access_denied",
        "ekm_access_denied",
        "restricted_action",
        "messages_tab_disabled",
        "org_login_required",
        "team_access_not_granted",
        "enterprise_is_restricted",
    }
)
PASSING = frozenset(
    {
        "fatal_error",
        "internal_error",
        "service_unavailable",
        "request_timeout",
        "accesslimited",
        "team_added_to_org",
        "rollup_error",
    }
)

_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Refused(Exception):
    """Slack said no, by a code; nothing of what was sent is kept here."""

    code: str
    status: int
    after: float | None = None
    details: tuple[str, ...] = ()

    @property
    def is_passing(self) -> bool:
        """Whether the same call may well succeed a little later."""
        slow_down = self.status == 429 or self.code in ("ratelimited", "rate_limited")
        return slow_down or self.status >= 500 or self.code in PASSING or not self.code

    @property
    def is_about_a_file(self) -> bool:
        """Whether a picture in the blocks is the trouble: it is not ready yet, or gone."""
        return self.code == "invalid_blocks" and any("slack_file" in one for one in self.details)


def refused(error: SlackApiError) -> Refused:
    """The refusal inside the library's error, which may hold anything a proxy answered."""
    response = error.response
    data = getattr(response, "data", None)
    told: Mapping[str, object] = data if isinstance(data, dict) else {}
    status = getattr(response, "status_code", getattr(response, "status", 0))
    metadata = told.get("response_metadata")
    messages = metadata.get("messages", ()) if isinstance(metadata, dict) else ()
    return Refused(
        str(told.get("error") or ""),
        int(status),
        _seconds(getattr(response, "headers", {})),
        tuple(str(one) for one in messages),
    )


def _seconds(headers: Mapping[str, str]) -> float | None:
    try:
        return float(headers["Retry-After"])
    except (KeyError, TypeError, ValueError):
        return None


def outcome(refusal: Refused) -> TryLater | Unreachable | Broken:
    """What becomes of the letter. A mistake in the settings must never cost one."""
    if refusal.is_passing:
        return TryLater(refusal.code or f"status {refusal.status}", refusal.after)
    if refusal.code in SETUP:
        _log.error("Slack refuses the portal as it is set up (%s): letters wait", refusal.code)
        return TryLater(refusal.code, SETUP_WAIT, whole_bot=True)
    if refusal.code in GONE:
        return Unreachable(refusal.code)
    return Broken(refusal.code)
