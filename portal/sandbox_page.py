"""The sandbox's page, given what it needs of the portal: people, a tour, a clock, the inside."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from portal.demo_cast import TOUR, cast_of
from portal.demo_practice import Demo
from portal.inside import Inside
from portal.sandbox_jumps import Jumps
from portal.sandboxed import THERAPIST, Sandboxed
from sandbox.page import Clockface, Page

ZONE = "Europe/Berlin"


@asynccontextmanager
async def page(
    demo: Demo, host: str, port: int, path: str, reset: Callable[[], None]
) -> AsyncIterator[str]:
    """Serves the page while it is needed; tells its address."""
    world = demo.world
    if world.portal is None:
        raise RuntimeError("the portal was not started")
    opened = Page(
        world.telegram,
        world.slack,
        clockface(world, demo.zone),
        cast=cast_of(demo),
        tour=TOUR,
        inside=Inside(world.portal, world.clock),
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
