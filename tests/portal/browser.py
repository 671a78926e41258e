"""A real Chromium at the record page, which sees whatever it asks for and whatever it refuses."""

import asyncio
import shutil
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from playwright.async_api import async_playwright

from tests.required import missing

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1200, "height": 900}
WAITS = 180_000
"""Milliseconds within which something is seen in a window, on a busy machine too."""


class Browser:
    """One window, and what came up in it."""

    def __init__(self, page):
        self.page = page
        self.asked = []
        self.lines = []
        self.complaints = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", self._connected)
        page.on("console", self._complain)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _connected(self, line):
        self.lines.append(line)

    def _complain(self, told):
        # That a page was refused is what some tests are about; the browser says so as an error.
        if told.type in ("error", "warning") and "Failed to load resource" not in told.text:
            self.complaints.append(told.text)

    @property
    def hosts(self):
        return {urlsplit(url).netloc for url in self.asked}


def program():
    """Where Chromium is; without one the test is skipped with a word."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        missing("chromium", "no browser to open the record page in")
    return found


async def drawn(page):
    """Every picture of a page has come: those below the fold are fetched when they come near."""
    pictures = page.locator("img")
    for number in range(await pictures.count()):
        await pictures.nth(number).scroll_into_view_if_needed()
        while not await pictures.nth(number).evaluate("each => each.naturalWidth"):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


@asynccontextmanager
async def browser(size=PHONE, **options):
    """A window of a browser that has been nowhere yet."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=program(), args=["--no-sandbox", "--disable-gpu"]
        )
        context = await chromium.new_context(viewport=size, **options)
        context.set_default_timeout(WAITS)
        try:
            yield Browser(await context.new_page())
        finally:
            await chromium.close()
