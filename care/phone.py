"""What guards a client's chat on the client's own phone: a PIN, when it locks, how long one waits.

Against an unlocked phone and a curious family; not against who holds database and key file.
"""

from datetime import timedelta

SHORTEST, LONGEST = 4, 8
"""How many digits a PIN has."""

LOCKS_AFTER = (1, 5, 30)
"""Minutes without a tap after which the chat locks itself; `/lock` does so at once."""

USUAL_LOCK = 5

WAITS = (
    timedelta(0),
    timedelta(0),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=12),
)
"""How long the next try waits after the first wrong one, the second, and so on.

The last wait repeats. None is for ever: who forgot the PIN is never kept out by somebody's tries.
"""


def wait_after(tries: int) -> timedelta:
    """How long one waits after so many wrong tries in a row."""
    return WAITS[min(tries, len(WAITS)) - 1] if tries else timedelta(0)


def is_pin(typed: str) -> bool:
    """Whether this could be a PIN."""
    return typed.isascii() and typed.isdecimal() and SHORTEST <= len(typed) <= LONGEST
