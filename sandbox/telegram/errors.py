"""Refusals, in the very words of the Bot API."""

import math

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)


class Refused(Exception):
    """The platform said no: what the envelope of the answer carries."""

    def __init__(self, code: int, description: str, parameters: dict[str, int] | None = None):
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}


def bad_request(reason: str) -> Refused:
    """The call asked for what cannot be."""
    return Refused(400, f"Bad Request: {reason}")


def unauthorized() -> Refused:
    """No bot has this token."""
    return Refused(401, "Unauthorized")


def forbidden(reason: str) -> Refused:
    """The person does not want, or is no more."""
    return Refused(403, f"Forbidden: {reason}")


def upgraded(chat_id: int) -> Refused:
    """The group has become a supergroup, under another number."""
    return Refused(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": chat_id},
    )


def not_found() -> Refused:
    """No such method or file."""
    return Refused(404, "Not Found")


def conflict(reason: str) -> Refused:
    """Two ways of receiving updates got in each other's way."""
    return Refused(409, f"Conflict: {reason}")


def too_large() -> Refused:
    """The upload is beyond what a bot may send."""
    return Refused(413, "Request Entity Too Large")


def too_many(seconds: float) -> Refused:
    """A bucket is empty; whole seconds, never nought."""
    wait = max(1, math.ceil(seconds))
    return Refused(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
