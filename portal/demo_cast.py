"""Who of the demo practice may be played on the sandbox's page, and the tour that leads through."""

from portal.demo_practice import Demo
from portal.demo_story import COLLEAGUE, EVA, GROUP, SLACK_ACCOUNTS, SUPERVISOR, THERAPIST
from portal.sandboxed import BOT, GROUP_BOT
from sandbox.page.cast import Cast, Circle, Client, Colleague, Lesson, Pane

ROLES = {
    THERAPIST: "therapist, facilitator",
    COLLEAGUE: "therapist",
    SUPERVISOR: "supervisor",
}

TOUR = (
    Lesson(
        "Answer as a client",
        "You are Ana. Her check-in of this morning waits in the chat: tap a number for mood, "
        "anxiety and sleep. Every tap is kept at once.",
        Pane.PHONE,
        "effect FileResponse",
        "Ana",
    ),
    Lesson(
        "See how it goes",
        "Ask as Ana: /progress, and take PHQ-9. The picture comes with what it shows in words, "
        "and Ana alone decides when she sees one.",
        Pane.PHONE,
        "picture received",
        "Ana",
    ),
    Lesson(
        "Let time pass",
        "Press “Skip to the alert”. Everybody goes on by themselves: Ana feels better, Ben does "
        "not, Clara is silent. The clock stops when Mira hears of something.",
        Pane.SLACK,
        "skip to the alert",
        "Mira Winter",
    ),
    Lesson(
        "Read the evidence",
        "You are Mira. The card says which rule saw what, in numbers, and never what a client "
        "wrote. Press “Chart” for the picture behind it.",
        Pane.SLACK,
        "effect ShowAlertChart",
        "Mira Winter",
    ),
    Lesson(
        "Answer with a word",
        "Press “Send support” on the card. Take one of the texts or write your own, and send it. "
        "For twenty seconds you can take it back.",
        Pane.SLACK,
        "effect SendSupport",
        "Mira Winter",
    ),
    Lesson(
        "See it arrive",
        "Press “Next thing due” on the clock: the twenty seconds are over. Look at Ben's chat.",
        Pane.PHONE,
        "letter SupportText",
        "Ben",
    ),
    Lesson(
        "Guard the group",
        "You are Ana in the group. Write a phone number, as +49 170 1234567, and see what the "
        "bot does with it, kindly. It says why in private, to whoever has pressed Start in its own "
        "chat; Telegram lets no bot write to anybody else.",
        Pane.GROUP,
        "message removed",
        "Ana",
    ),
)
"""In the order in which a newcomer understands the product."""


def cast_of(demo: Demo) -> Cast:
    """Everybody, the client who improves and her therapist in front."""
    world = demo.world
    clients = [
        Client(
            each.person,
            BOT,
            each.link if each.character is EVA else None,
            f"{each.character.word}, {each.code}",
        )
        for each in demo.invited.values()
    ]
    colleagues = [
        Colleague(world.slack_person(SLACK_ACCOUNTS[name]), roles) for name, roles in ROLES.items()
    ]
    members = tuple(each.person for each in demo.invited.values() if each.character.meets)
    circle = Circle(demo.circle.group.id, GROUP, members, GROUP_BOT, demo.door)
    return Cast(tuple(clients), tuple(colleagues), (circle,))
