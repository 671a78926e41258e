"""What Python looks through for garbage: not, again and again, what the portal was started with."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG, MIDDLE, OLD = 10_000, 10, 10
"""After so many new objects the youngest are looked through; the older ones ten times less often.

With Python's own 700 every batch of the desk is looked through several times while it is at work.
"""


def set_aside() -> None:
    """What is there by now stays for good: from here on only what comes later is looked through.

    Libraries, statements and words are half a million objects. One look through all of them takes
    a third of a second, in which nobody is answered.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


@contextmanager
def put_off() -> Iterator[None]:
    """Meanwhile nothing is looked through: what a transaction makes is held until its end.

    Looked through in its midst, none of it would be found to be garbage, and all of it taken for
    old. Where several overlap, the end of the one that began first is the end for all.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
