"""The sandbox's page in front of a whole portal: clients, a group, a practice, and a browser."""

from contextlib import asynccontextmanager

from portal.inside import Inside
from portal.sandbox_page import clockface
from portal.sandboxed import BOT, GROUP_BOT, THERAPIST
from sandbox.page import Cast, Circle, Client, Colleague, Lesson, Page, Pane
from sandbox.telegram import Person
from tests.portal.browser import browser
from tests.portal.meeting import meeting

WIDE = {"width": 1440, "height": 900}
TOUR = (
    Lesson("Join as a client", "Open the invitation link.", Pane.PHONE, "link opened", "Nora"),
    Lesson("Answer a check-in", "Ana's questions are open.", Pane.PHONE, "picture received", "Ana"),
    Lesson("Edit a message", "Write something, and change it.", Pane.PHONE, "message edited"),
    Lesson("Take an alert", "Answer it with a word of support.", Pane.SLACK, "form sent"),
    Lesson("Ask for help", "Send /help.", Pane.PHONE, "letter CrisisCard", "Ana"),
    Lesson("Join the group", "Agree to its rules.", Pane.GROUP, "group joined", "Ana"),
    Lesson("Break a rule", "Post a telephone number.", Pane.GROUP, "message removed", "Ana"),
)


class Playground:
    """A meeting of a group in the sandbox, and the page on which it is played."""

    def __init__(self, meeting):
        self.meeting = meeting
        self.world = meeting.world
        self.sandbox = meeting.world.sandbox

    async def cast(self):
        world, meeting = self.world, self.meeting
        nora = await world.invite("Nora")
        telegram = self.sandbox.telegram
        mira = Person(telegram.world, telegram.world.accounts[meeting.mira.id])
        ben = telegram.add_person("Ben")
        meeting.mira.leading.add(ben.id)
        await world.settle()
        return Cast(
            clients=(
                Client(nora.person, BOT, nora.link, "new"),
                Client(meeting.ana, BOT, None, "improving"),
            ),
            colleagues=(Colleague(self.sandbox.slack_person(THERAPIST), "therapist"),),
            groups=(
                Circle(
                    meeting.group.id, "Tuesday", (meeting.ana, ben, mira), GROUP_BOT, meeting.door
                ),
            ),
        )


@asynccontextmanager
async def playing(folder, size=WIDE, **options):
    """Everything up, and a window that has the page open."""
    async with meeting(folder, None) as met:
        playground = Playground(met)
        sandbox = playground.sandbox
        page = Page(
            sandbox.telegram,
            sandbox.slack,
            clockface(sandbox),
            cast=await playground.cast(),
            tour=TOUR,
            inside=Inside(playground.world.portal, sandbox.clock),
        )
        url = await page.start()
        try:
            async with browser(size, **options) as window:
                await window.page.goto(url)
                await window.page.wait_for_selector("body.ready")
                playground.url = url
                yield playground, window
        finally:
            await page.stop()
