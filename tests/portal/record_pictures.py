"""Makes the pictures of the record page in docs/images: python -m tests.portal.record_pictures

Everybody on them is made up.
"""

import asyncio
import io
import sys
import tempfile
from base64 import b32decode
from datetime import timedelta
from pathlib import Path

from PIL import Image
from sqlalchemy import update

from store import one_time_codes, people
from store.tables import client as clients
from tests.portal.browser import DESK, PHONE, browser, drawn
from tests.portal.made_up_course import NOTE, went_on
from tests.portal.made_up_record import fill
from tests.portal.visitor import link_of
from tests.world import world as made

IMAGES = Path(__file__).parents[2] / "docs" / "images"
COLOURS = 128
TALLEST = 1440
"""A page goes on below; so much of it shows what it is like."""

ABOVE = 16
"""So much is seen above the part with which a picture begins."""

CODE = "quiet-harbor"

PARTS = ("notes", "journal", "goals")
"""Where further pictures of a record begin."""


class Photographer:
    """Signs in as a therapist does, and keeps what is seen."""

    def __init__(self, world, folder):
        self.world = world
        self.folder = folder
        self.secret = None

    async def keep(self, page, name, since=None):
        """The page as it begins, or from one of its parts on."""
        await drawn(page)
        await page.evaluate("scrollTo(0, 0)")
        top = 0
        if since is not None:
            box = await page.locator(since).bounding_box()
            top = max(0, round(box["y"]) - ABOVE)
        png = await page.screenshot(full_page=True)
        with Image.open(io.BytesIO(png)) as picture:
            shown = picture.crop((0, top, picture.width, min(picture.height, top + TALLEST)))
            small = shown.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(self.folder / f"{name}.png", optimize=True)

    async def come_in(self, page, words):
        self.world.leap(minutes=1)
        await page.goto(await link_of(self.world, words))
        await page.click("button")
        if self.secret is None:
            key = await page.inner_text("code.key")
            self.secret = b32decode(key.replace(" ", ""))
            await self.keep(page, "record-second-factor")
            await page.fill("#code", self.code)
            await page.click("button")
            await page.click("a.button")
        else:
            await page.fill("#code", self.code)
            await page.click("button")

    async def write(self, page, name):
        """A note in its form, and as the client will read it."""
        await page.click("text=Go on writing")
        await page.fill("#text", NOTE)
        await self.keep(page, f"record-note-form-{name}")
        await page.click("text=Save, and see it")
        await self.keep(page, f"record-note-proposal-{name}")

    @property
    def code(self):
        return one_time_codes.code_at(self.secret, self.world.now)


async def furnish(world):
    """A client with three months behind her, in a practice of two."""
    ana = await world.invite()
    [mira] = await world.read(people.members)
    await world.write(fill, ana.id, mira.id, world.now)
    await world.write(went_on, ana.id, mira.id, world.now)
    await world.database.write(
        lambda connection: connection.execute(
            update(clients)
            .where(clients.c.id == ana.id)
            .values(status="active", code=CODE, created_at=world.now - timedelta(days=75))
        )
    )


async def photograph(folder):
    """All pictures, from a portal that lives as long as it takes."""
    with tempfile.TemporaryDirectory() as place:
        async with made(Path(place), records=True) as world:
            await furnish(world)
            photographer = Photographer(world, folder)
            for scheme in ("light", "dark"):
                for name, size in (("phone", PHONE), ("desk", DESK)):
                    async with browser(size, color_scheme=scheme) as window:
                        page = window.page
                        await photographer.come_in(page, "reading")
                        await photographer.keep(page, f"record-list-{name}-{scheme}")
                        await page.click("article.news a.way")
                        await page.locator("details.response").first.locator("summary").click()
                        await photographer.keep(page, f"record-{name}-{scheme}")
                        for part in PARTS:
                            at = f"section.part.{part}"
                            await photographer.keep(page, f"record-{part}-{name}-{scheme}", at)
                        await photographer.write(page, f"{name}-{scheme}")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    asyncio.run(photograph(target))
