"""What a portal waits for at its start: whatever comes by itself after a power cut."""

import asyncio
from collections.abc import Awaitable, Callable

from portal.office import NotYet
from portal.plain_words import DatabaseAway
from portal.run_lock import CommandGoesOn
from store.key_provider import KeyCommandSilent

Say = Callable[[str], None]

NOT_YET = (DatabaseAway, CommandGoesOn, KeyCommandSilent, NotYet)
"""A server that starts later than we do, a command that will end, a KMS behind a network, an
address of this machine whose network is not up.

What only a person can settle is none of these: it ends the start.
"""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 5.0
SERVED_A_WHILE = 60.0
"""Seconds after which what goes wrong is another trouble than the one at the start."""


async def _nothing() -> None:
    """Nothing is done meanwhile."""


async def as_soon_as_it_can(
    serve: Callable[[Say], Awaitable[None]],
    say: Say,
    meanwhile: Callable[[], Awaitable[None]] = _nothing,
) -> None:
    """Serves; from the beginning again for as long as something is not there yet.

    What is served with gets a voice that says the same once, however often it is tried. Each time
    it cannot yet, `meanwhile` is begun.
    """
    loop = asyncio.get_running_loop()
    pause, said = FIRST_PAUSE, set[str]()

    def say_once(words: str) -> None:
        if words not in said:
            said.add(words)
            say(words)

    while True:
        begun = loop.time()
        try:
            await serve(say_once)
        except NOT_YET as trouble:
            if loop.time() - begun > SERVED_A_WHILE:
                pause = FIRST_PAUSE
                said.clear()
            say_once(f"{trouble}\nThe portal goes on trying by itself. Ctrl-C ends that.")
        else:
            return
        await meanwhile()
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
