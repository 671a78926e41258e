"""The sandbox's page, given what it needs of the portal: a clock that can be moved, and people."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from portal.inside import Inside
from portal.sandbox_authenticator import authenticator
from portal.sandbox_jumps import Jumps
from portal.sandboxed import THERAPIST, Sandboxed
from sandbox.page import Cast, Clockface, Lesson, Page

ZONE = "Europe/Berlin"


@asynccontextmanager
async def page(
    world: Sandboxed,
    cast: Cast,
    host: str,
    port: int,
    *,
    zone_name: str = ZONE,
    tour: Sequence[Lesson] = (),
    path: str = "",
    reset: Callable[[], None] | None = None,
) -> AsyncIterator[str]:
    """Serves the page while it is needed; tells its address."""
    opened = Page(
        world.telegram,
        world.slack,
        clockface(world, zone_name),
        cast=cast,
        tour=tour,
        inside=Inside(world.portal, world.clock) if world.portal is not None else None,
        authenticator=authenticator(world, cast),
        reset=reset,
    )
    try:
        yield await opened.start(host, port, path)
    finally:
        await opened.stop()


def clockface(world: Sandboxed, zone_name: str = ZONE) -> Clockface:
    """The clock as the page shows and moves it; a jump steps through everything that is due."""
    jumps = Jumps(world, zone_name, THERAPIST)
    return Clockface(
        now=world.clock.now,
        zone=zone_name,
        next_morning=jumps.next_morning,
        a_week_later=jumps.a_week_later,
        next_due=jumps.next_due,
        to_the_alert=jumps.to_the_alert,
    )
