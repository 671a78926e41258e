"""Makes the pictures of the sandbox's page in docs/images: python -m tests.browser.page_pictures

It opens the demo practice, goes as far as the first alert, and answers it with a word. Everybody on
them is made up.
"""

import asyncio
import io
import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image

from portal.demo_cast import TOUR, cast_of
from portal.demo_practice import open_demo, starts
from portal.sandbox_page import page as served
from portal.sandboxed import sandboxed
from tests.browser.playing import WIDE, Playground
from tests.portal.browser import PHONE, browser

IMAGES = Path(__file__).parents[2] / "docs" / "images"
TODAY = date(2026, 11, 25)
SIZES = {"": WIDE, "-phone": PHONE}


async def keep(page, path):
    """One picture as it is: with fewer colours the soft ones change."""
    await page.wait_for_timeout(400)
    with Image.open(io.BytesIO(await page.screenshot())) as picture:
        picture.convert("RGB").save(path, optimize=True)


async def go(play):
    """A check-in, a number removed in the group, and time until the therapist hears of one."""
    await play.tap("phone-chat", "7", "3", "7")
    await play.page.fill("#group-chat textarea", "Call me on +49 170 1234567")
    await play.page.press("#group-chat textarea", "Enter")
    await play.page.locator("#group-chat .gone").wait_for()
    await play.settled()
    await play.jump("skip to the alert")
    # What the page said about the jump goes by itself.
    await play.page.locator("#page-toasts .toast").wait_for(state="detached")


async def answer(play):
    """The alert about Ben, and the word of support that his therapist is about to send."""
    await play.play("phone", "Ben")
    card = play.page.locator("#desk .desk-post", has_text="Send support").last
    await card.locator("button", has_text="Send support").click()
    await play.page.locator("#modal form").wait_for()
    # Above the fold there is what she writes, and not what she might begin with.
    await play.page.locator("#modal textarea").last.scroll_into_view_if_needed()


async def at_all_sizes(page, folder, name, sizes):
    for suffix, size in sizes.items():
        await page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            await keep(page, folder / f"{name}{suffix}-{scheme}.png")


async def photograph(folder):
    """The page at two sizes, by day and by night, and an alert that is being answered."""
    with tempfile.TemporaryDirectory() as place:
        async with sandboxed(Path(place), starts(TODAY), groups=True) as world:
            demo = await open_demo(world)
            async with (
                served(world, cast_of(demo), "127.0.0.1", 0, zone_name=demo.zone, tour=TOUR) as url,
                browser(WIDE) as window,
            ):
                # Weeks pass in one jump; there is no hurry.
                window.page.set_default_timeout(180_000)
                await window.page.goto(url)
                await window.page.wait_for_selector("body.ready")
                play = Playground(world, window)
                await go(play)
                await at_all_sizes(play.page, folder, "sandbox", SIZES)
                await play.page.set_viewport_size(WIDE)
                await answer(play)
                await at_all_sizes(play.page, folder, "readme-alert", {"": WIDE})


if __name__ == "__main__":
    asyncio.run(photograph(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES))
