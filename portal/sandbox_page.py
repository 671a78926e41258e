"""The sandbox's page, given what it needs of the portal: a clock that can be moved, and people."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta

from care.local_time import instant, local_date, zone
from portal.inside import Inside
from portal.sandboxed import BOT, THERAPIST, Sandboxed
from sandbox.page import Cast, Client, Clockface, Colleague, Lesson, Page

ZONE = "Europe/Berlin"
MORNING = time(9)
NOTHING_DUE = "Nothing is due in the coming two weeks."


@asynccontextmanager
async def page(
    world: Sandboxed,
    cast: Cast,
    host: str,
    port: int,
    *,
    tour: Sequence[Lesson] = (),
    path: str = "",
    reset: Callable[[], None] | None = None,
) -> AsyncIterator[str]:
    """Serves the page while it is needed; tells its address."""
    opened = Page(
        world.telegram,
        world.slack,
        clockface(world),
        cast=cast,
        tour=tour,
        inside=Inside(world.portal, world.clock) if world.portal is not None else None,
        reset=reset,
    )
    try:
        yield await opened.start(host, port, path)
    finally:
        await opened.stop()


def newcomer(world: Sandboxed, link: str) -> Cast:
    """One client who was invited, and her therapist."""
    return Cast(
        clients=(Client(world.telegram.add_person("Ana", "en"), BOT, link, "new"),),
        colleagues=(Colleague(world.slack_person(THERAPIST), "therapist"),),
    )


def clockface(world: Sandboxed) -> Clockface:
    """The clock as the page shows and moves it; a jump steps through everything that is due."""
    here = zone(ZONE)

    async def next_morning() -> None:
        now = world.clock.now()
        today = instant(local_date(now, here), MORNING, here)
        tomorrow = instant(local_date(now, here) + timedelta(days=1), MORNING, here)
        await world.advance(today if today > now else tomorrow)

    async def a_week_later() -> None:
        await world.pass_time(days=7)

    async def next_due() -> str:
        due = await _next_due(world)
        if due is None:
            return NOTHING_DUE
        await world.advance(due)
        return f"{due.astimezone(here):%A %H:%M}"

    return Clockface(
        now=world.clock.now,
        zone=ZONE,
        next_morning=next_morning,
        a_week_later=a_week_later,
        next_due=next_due,
    )


async def _next_due(world: Sandboxed) -> datetime | None:
    await world.settle()
    return await world.portal.next_due() if world.portal is not None else None
