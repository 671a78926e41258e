"""What the page says when something cannot be done: a kind sentence, never a traceback."""

import logging

from sandbox.slack.errors import NoOpenModal, NoSuchInput, NoSuchOption
from sandbox.slack.errors import NoSuchButton as NoSlackButton
from sandbox.slack.errors import Refused as SlackRefused
from sandbox.telegram import CannotDo, NoSuchButton

CHANGED = "This has changed in the meantime. Please look again."
CLOSED = "This window is closed already."
NOT_HEARD = "The app did not answer. It may still be starting; please try again in a moment."
NOT_UNDERSTOOD = "The sandbox did not understand this page. Reloading it should help."
UNFORESEEN = "That did not work, and it is not your doing. The sandbox's own output says more."

_log = logging.getLogger(__name__)


class Sorry(Exception):
    """An act that cannot be done; the message is said to the person."""


def sentence(error: Exception) -> str:
    """Why it did not work, in words for the person in front of the page."""
    match error:
        case Sorry() | CannotDo():
            return str(error)
        case NoOpenModal():
            return CLOSED
        case NoSuchButton() | NoSlackButton() | NoSuchInput() | NoSuchOption():
            return CHANGED
        case SlackRefused():
            return f"Slack would refuse this: {error.error.replace('_', ' ')}."
        case _:
            # Its words may be somebody's own: only the kind is written down.
            _log.error("an act of the page failed: %s", type(error).__name__)
            return UNFORESEEN
