"""Whoever types `make sandbox`: the command as a process, and a window at the address it prints.

Nothing of the portal is at hand here; what came of a step is waited for on the page.
"""

import re
import signal
from contextlib import asynccontextmanager, contextmanager

from tests.browser.playing import WIDE, answered
from tests.portal.at_terminal import Running
from tests.portal.browser import browser

PATIENCE = 600
"""Seconds within which the demo practice has lived its six weeks, on a busy machine too."""


class Visitor:
    """Somebody before the page, with what a visitor can do there."""

    def __init__(self, window):
        self.window = window
        self.page = window.page

    # The tour.

    async def step(self):
        """The step of the tour that is next, and how many are ticked off."""
        title = self.page.locator(".step.now strong")
        done = await self.page.locator(".step.done").count()
        return (await title.inner_text() if await title.count() else None), done

    async def show_me(self):
        """Presses what leads to the place of the step: the pane, and the person to be."""
        await self.page.click(".step.now .show-me")
        await answered(self.page)

    async def is_done(self, steps):
        words = re.compile(rf"^(All )?{steps} (of \d+ )?done$")
        await self.page.locator("#tour-count", has_text=words).wait_for()

    # The chats.

    async def is_somebody(self, pane, name):
        chosen = f"#{pane}-people .person[aria-pressed=true]"
        await self.page.locator(chosen, has_text=name).wait_for()

    async def tap(self, chat, label, then):
        """Taps the newest button with a label, and waits for the words that come of it."""
        async with self.told(chat, then):
            await self.key(chat, label).click()

    def key(self, chat, label):
        exact = re.compile(f"^{re.escape(label)}$")
        return self.page.locator(f"#{chat} .key", has_text=exact).last

    @asynccontextmanager
    async def told(self, chat, words):
        """What is done in the block is answered with these words; they may stand there already."""
        bubbles = self.page.locator(f"#{chat} .turn .bubble", has_text=words)
        before = await bubbles.count()
        yield
        await bubbles.nth(before).wait_for()

    async def say(self, chat, text):
        await self.page.fill(f"#{chat} textarea", text)
        await self.page.press(f"#{chat} textarea", "Enter")
        await answered(self.page)

    async def sees(self, chat, words):
        await self.page.locator(f"#{chat} .turn .bubble", has_text=words).last.wait_for()

    @asynccontextmanager
    async def pictured(self, chat):
        """What is done in the block is answered with a picture."""
        pictures = self.page.locator(f"#{chat} .bubble.pictured img")
        before = await pictures.count()
        yield
        await pictures.nth(before).wait_for()

    def card(self, words):
        """The newest card in Slack with these words."""
        return self.page.locator("#desk .desk-post", has_text=words).last

    # The clock.

    async def jump(self, to):
        """Moves the clock, and waits until it is there; weeks may pass."""
        await self.page.click(f"[data-jump='{to}']")
        await self.page.locator("body:not(.waiting)").wait_for(timeout=1000 * PATIENCE)


@contextmanager
def sandbox(folder, *options):
    """`portal sandbox` until the block ends; tells the address of its page."""
    running = Running(folder, "sandbox", "--port", "0", *options)
    try:
        words = running.ready("Ctrl-C closes it", PATIENCE).words
        [address] = re.findall(r"The sandbox is open: (\S+)", words)
        yield address
        assert running.told(signal.SIGINT)[0] == 0
        assert "Traceback" not in running.words
    finally:
        running.process.kill()
        running.process.wait()


@asynccontextmanager
async def visiting(folder, *options, size=WIDE, **look):
    """The sandbox is open, and somebody is before its page."""
    with sandbox(folder, *options) as address:
        async with browser(size, **look) as window:
            await window.page.goto(address)
            await window.page.wait_for_selector("body.ready")
            yield Visitor(window)
