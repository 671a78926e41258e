"""How long a way to the record page is open, and when it is closed to who guesses."""

from datetime import timedelta
from enum import StrEnum


class LeadsTo(StrEnum):
    """Where somebody is led who has come in."""

    RECORD = "record"
    NOTE = "note"
    """To the form of a new note."""
    CHANGE = "change"
    """To the note of which the client wants something changed."""


LINK_LIVES = timedelta(minutes=10)
"""From the press in Slack until the link has to be opened."""

CODE_WITHIN = timedelta(minutes=10)
"""From the opened link until the second factor has to be given."""

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)

TRIES = 5
"""Wrong codes one after the other, after which nobody may try for a while."""

_LOCKED = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240))


def locked_for(times: int) -> timedelta:
    """For how long nobody may try, the longer the more often it came to that."""
    return _LOCKED[min(times, len(_LOCKED) - 1)]
