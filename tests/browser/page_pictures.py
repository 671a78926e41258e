"""Makes the pictures of the sandbox's page in docs/images: python -m tests.browser.page_pictures

They are taken at the end of the stories that the tests play. Everybody on them is made up.
"""

import asyncio
import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser.playing import STORIES, WIDE, playing
from tests.portal.browser import PHONE

IMAGES = Path(__file__).parents[2] / "docs" / "images"
COLOURS = 200
SIZES = {"": WIDE, "-tablet": {"width": 1024, "height": 768}, "-phone": PHONE}


async def keep(page, path):
    """One picture, with fewer colours, which nobody sees and everybody downloads faster."""
    await page.wait_for_timeout(300)
    with Image.open(io.BytesIO(await page.screenshot())) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(path, optimize=True)


async def photograph(folder):
    """The page at three sizes, by day and by night."""
    with tempfile.TemporaryDirectory() as place:
        async with playing(Path(place)) as play:
            for story in STORIES:
                await story(play)
            for name, size in SIZES.items():
                await play.page.set_viewport_size(size)
                for scheme in ("light", "dark"):
                    await play.page.emulate_media(color_scheme=scheme)
                    await keep(play.page, folder / f"sandbox{name}-{scheme}.png")


if __name__ == "__main__":
    asyncio.run(photograph(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES))
