"""The sandbox's page, given what it needs of the portal: a clock that can be moved, and people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta

from care.local_time import instant, local_date, zone
from portal.sandboxed import BOT, THERAPIST, Sandboxed
from sandbox.page import Cast, Client, Clockface, Colleague, Page

ZONE = "Europe/Berlin"
MORNING = time(9)
NOTHING_DUE = "Nothing is due in the coming two weeks."


@asynccontextmanager
async def page(world: Sandboxed, link: str, host: str, port: int) -> AsyncIterator[str]:
    """Serves the page while it is needed; tells its address."""
    opened = Page(
        world.telegram,
        world.slack,
        clockface(world),
        cast=Cast(
            clients=(Client(world.telegram.add_person("Ana", "en"), BOT, link, "new"),),
            colleagues=(Colleague(world.slack_person(THERAPIST), "therapist"),),
        ),
    )
    try:
        yield await opened.start(host, port)
    finally:
        await opened.stop()


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
