"""The sandbox's page in front of a whole portal, and a real Chromium in which people are played."""

import re
from contextlib import asynccontextmanager

from portal.inside import Inside
from portal.sandbox_authenticator import authenticator
from portal.sandbox_page import clockface
from portal.sandboxed import BOT, GROUP_BOT, THERAPIST
from sandbox.page import Cast, Circle, Client, Colleague, Page
from sandbox.telegram import Person
from tests.portal.browser import browser
from tests.portal.meeting import meeting

WIDE = {"width": 1440, "height": 900}


class Playground:
    """A window with the page open, and hands that do what a newcomer's do."""

    def __init__(self, world, window, app=None):
        self.world = world
        self.authenticator = app
        self.window = window
        self.page = window.page

    async def play(self, pane, name):
        """Becomes somebody else."""
        person = self.page.locator(f"#{pane}-people .person", has_text=name)
        if await person.get_attribute("aria-pressed") == "false":
            await person.click()
            await self.page.wait_for_selector(
                f"#{pane}-people .person[aria-pressed=true]:has-text('{name}')"
            )

    async def tap(self, chat, *labels):
        """Taps the newest button with a label, and waits until everything came of it."""
        for label in labels:
            key = self.page.locator(f"#{chat} .key", has_text=re.compile(f"^{re.escape(label)}$"))
            await key.last.click()
            await self.settled()

    async def say(self, chat, text):
        """Writes something, and waits until everything came of it."""
        await self.page.fill(f"#{chat} textarea", text)
        await self.page.press(f"#{chat} textarea", "Enter")
        await self.settled()
        await self.sees(chat, text)

    async def sees(self, chat, words):
        await self.page.locator(f"#{chat} .messages", has_text=words).wait_for()

    async def jump(self, to):
        """Moves the clock, and waits until it is there."""
        await self.page.click(f"[data-jump='{to}']")
        await answered(self.page)
        await self.settled()

    async def settled(self):
        """Everything was heard, and is on the page."""
        await answered(self.page)
        await self.world.settle()
        # Whoever is played is chosen again: before its answer a page is told whatever has changed.
        await self.page.locator("#phone-people .person[aria-pressed=true]").dispatch_event("click")
        await answered(self.page)


async def answered(page):
    """Whatever was done on the page has been heard."""
    await page.locator("body:not(.waiting)").wait_for()


# The stories: each leaves the page where the next one begins.


async def join(play):
    """From the link to the first question."""
    await play.play("phone", "Nora")
    await play.page.click("#phone .open-link")
    await play.sees("phone-chat", "I am a program")
    await play.tap("phone-chat", "I agree")
    await play.sees("phone-chat", "In the morning")


async def check_in(play):
    """A check-in to its picture."""
    await play.play("phone", "Ana")
    await play.tap("phone-chat", "7", "3", "6")
    await play.sees("phone-chat", "Saved.")
    for _ in range(5):
        if await play.page.locator("#phone-chat .day", has_text="Tuesday").count():
            break
        await play.jump("next due")
    await play.tap("phone-chat", "6", "3", "6", "PHQ-9, about 2 minutes", "Begin")
    for choice in (1, 1, 2, 1, 1, 1, 1, 1, 0):
        label = ("Not at all", "Several days", "More than half the days")[choice]
        await play.tap("phone-chat", label)
    await play.tap("phone-chat", "Each time")
    await play.page.locator("#phone-chat .bubble.pictured img").last.wait_for()


async def change_a_message(play):
    await play.say("phone-chat", "I slept badly")
    own = play.page.locator("#phone-chat .turn.own", has_text="I slept badly").last
    await own.hover()
    await own.locator(".deed", has_text="Edit").click()
    await play.page.locator("#phone-chat .mode", has_text="Change your message").wait_for()
    await play.say("phone-chat", "I slept well, after all")


async def ask_for_help(play):
    """A crisis card, and the alert that the client asks for."""
    await play.say("phone-chat", "/help")
    await play.sees("phone-chat", "Sandbox crisis line")
    await play.tap("phone-chat", "Tell my therapist")


async def answer_the_alert(play):
    """From the card in Slack to a word of support on the phone."""
    page = play.page
    card = page.locator("#desk .desk-post", has_text="asked for you").last
    await card.locator("button", has_text="Send support").click()
    form = page.locator("#modal form")
    await form.wait_for()
    await form.locator("textarea").last.fill("")
    await form.locator("[type=submit]").click()
    await page.locator("#modal .wrong").first.wait_for()
    await form.locator("textarea").last.fill("I am with you. Shall we talk at five?")
    await form.locator("[type=submit]").click()
    await form.wait_for(state="detached")
    await play.settled()
    await play.jump("next due")
    await play.sees("phone-chat", "Shall we talk at five?")


async def join_the_group(play):
    """From the door over the house rules into the group."""
    page = play.page
    await play.play("group", "Ana")
    await page.locator("#group-chat button", has_text="Ask to join").click()
    await play.settled()
    # The bot writes in private, and that chat comes to the front.
    await page.locator("#private-chat .key", has_text="I agree").wait_for()
    await play.tap("private-chat", "I agree")
    await page.click("#show-group")
    await play.sees("group-chat", "Ana joined the group")


async def break_a_rule(play):
    await play.page.fill("#group-chat textarea", "Call me on 0171 234 5678")
    await play.page.press("#group-chat textarea", "Enter")
    await play.page.locator("#group-chat .gone", has_text="removed a message of Ana").wait_for()


STORIES = (
    join,
    check_in,
    change_a_message,
    ask_for_help,
    answer_the_alert,
    join_the_group,
    break_a_rule,
)


# The page that opens in a tab of its own.


@asynccontextmanager
async def open_record(play):
    """From the button on a card to the page that asks for a code."""
    page = play.page
    card = page.locator("#desk .desk-post", has_text="asked for you").last
    await card.locator("button", has_text="Open the record").click()
    button = page.locator("#modal .act", has_text="Open in the browser")
    await button.wait_for()
    async with page.context.expect_page() as opening:
        await button.click()
    record = await opening.value
    await record.click("button")
    await record.wait_for_selector("#code")
    yield record
    await record.close()
    await page.click("#modal .close")
    await page.locator("#modal form").wait_for(state="detached")


async def code_of(play):
    """What the made-up authenticator shows, as soon as it is the code of now."""
    while True:
        codes = await play.authenticator.codes()
        digits = codes[THERAPIST].digits if THERAPIST in codes else ""
        shown = await play.page.text_content("#code-digits")
        if digits and shown.replace(" ", "") == digits:
            return shown
        await play.page.wait_for_timeout(50)


async def cast_of(met):
    """Two clients, a therapist, and a group that one of them may join."""
    nora = await met.world.invite("Nora")
    mira = Person(met.telegram.world, met.telegram.world.accounts[met.mira.id])
    ben = met.telegram.add_person("Ben")
    met.mira.leading.add(ben.id)
    await met.settle()
    return Cast(
        clients=(
            Client(nora.person, BOT, nora.link, "new"),
            Client(met.ana, BOT, None, "improving"),
        ),
        colleagues=(Colleague(met.world.sandbox.slack_person(THERAPIST), "therapist"),),
        groups=(Circle(met.group.id, "Tuesday", (met.ana, ben, mira), GROUP_BOT, met.door),),
    )


@asynccontextmanager
async def playing(folder, size=WIDE, **options):
    """Everything up, and a window that has the page open."""
    async with meeting(folder, None, records=True) as met:
        sandbox, cast = met.world.sandbox, await cast_of(met)
        app = authenticator(sandbox, cast)
        page = Page(
            sandbox.telegram,
            sandbox.slack,
            clockface(sandbox),
            cast=cast,
            inside=Inside(met.world.portal, sandbox.clock),
            authenticator=app,
        )
        url = await page.start()
        try:
            async with browser(size, **options) as window:
                await window.page.goto(url)
                await window.page.wait_for_selector("body.ready")
                yield Playground(met.world, window, app)
        finally:
            await page.stop()
