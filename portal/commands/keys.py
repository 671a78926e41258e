"""Keys: what a running portal is asked for while its master keys are rotated."""

import asyncio
from collections.abc import Collection
from typing import Any

from care.access import Capability
from care.audit import Action, Kind
from portal.auditing import noted
from portal.needs import needs
from portal.office import NotPossible, Office
from store import data_keys, practices, rotation
from store.key_file import RingName, Rings
from store.vault import KeyRefused, Owner

AT_ONCE = 100
"""Data keys in one transaction: a few milliseconds, for which a client's tap can wait."""

PAUSE = 0.02
LONGEST = 2.0
"""Seconds that one call goes on; whoever asked shows how far it is, and asks again."""

NAMED = 5
"""How many keys that cannot be opened are named in one sentence."""


@needs(Capability.KEEP_KEYS)
async def keys_reload(office: Office) -> dict[str, Any]:
    """Reads the keys again, and tells which versions there are now."""
    return versions(await asyncio.to_thread(office.keys.reread))


@needs(Capability.KEEP_KEYS)
async def keys_rewrap(office: Office) -> dict[str, Any]:
    """Wraps data keys under the primary version for a moment; tells how many are left."""
    # In a thread: a command that fetches the keys may take seconds, and nobody waits for it.
    await asyncio.to_thread(office.keys.reread)
    loop = asyncio.get_running_loop()
    until = loop.time() + LONGEST
    looked_at = 0
    refused: set[Owner] = set()
    try:
        for ring in RingName:
            vault = office.vault(ring)
            while loop.time() < until and (
                some := await office.database.write(
                    data_keys.rewrap_some, vault, ring, AT_ONCE, refused
                )
            ):
                looked_at += some
                await asyncio.sleep(PAUSE)
    except KeyRefused as trouble:
        raise NotPossible(
            f"{trouble} Everything before it was wrapped anew. Bring this row back from a backup, "
            "and go on: portal keys rotate rewrap"
        ) from None
    left = await _left(office)
    if refused and left <= len(refused):
        raise NotPossible(_cannot_be_opened(refused))
    return {"rewrapped": looked_at - len(refused), "left": left}


def _cannot_be_opened(refused: Collection[Owner]) -> str:
    named = sorted(f"{each.kind.value} {each.id}" for each in refused)
    more = len(named) - NAMED
    shown = [*named[:NAMED], *([f"{more} more"] if more > 0 else [])]
    return (
        f"Everything else is wrapped anew, but these keys cannot be opened: {', '.join(shown)}. "
        "Bring their rows back from a backup, and go on: portal keys rotate rewrap"
    )


@needs(Capability.KEEP_KEYS)
async def keys_note(office: Office, *, step: str) -> dict[str, Any]:
    """Notes in the audit of every practice that a step of a rotation is about to be taken."""
    for practice in await office.database.read(practices.every):
        memory = office.memory(practice.id)
        await noted(office, memory, Action.KEYS_CHANGED, Kind.KEYS, step)
    return {"noted": step}


async def _left(office: Office) -> int:
    rings = Rings(*(office.keys.ring(each) for each in (RingName.CLIENTS, RingName.GROUPS)))
    return rotation.left(rings, await office.database.read(data_keys.wrapped))


def versions(rings: Rings) -> dict[str, dict[str, str]]:
    """The versions of each ring and their states; nothing of the keys."""
    return {
        each.value: {f"v{kek.version}": kek.state.value for kek in rings.ring(each).keks}
        for each in RingName
    }
