"""The steps of the guide in their order, and their words."""

import getpass
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bots.slack_therapists.manifest import manifest
from portal.commands import given
from portal.commands.practices import URGENT_HOURS, WORKING_HOURS
from portal.guide.answers import Answers
from portal.guide.deeds import LINES, Deeds, shaped
from portal.guide.walk import Question, Step
from portal.office import NotPossible
from store.tokens import TokenKind

MANIFEST = Path("docs/slack-manifest.yml")


def steps(deeds: Deeds) -> tuple[Step, ...]:
    """From nothing to a first invitation."""
    return (
        _keys(deeds),
        _practice(deeds),
        _contacts(deeds),
        _hours(deeds),
        _telegram(deeds),
        _slack(deeds),
        _therapist(deeds),
        _invitation(deeds),
    )


def _keys(deeds: Deeds) -> Step:
    return Step(
        "The keys",
        (
            "What clients write is kept encrypted. The keys stand in one small file, "
            "portal.key. Who has the database without that file reads nothing.",
            "Without it you read nothing either, and nobody can undo that. So it is made twice, "
            "here and in a second place: a USB stick that then goes into a safe, or another disk.",
        ),
        (
            Question(
                "second-copy",
                "Folder for the second copy (as /media/usb)",
                read=_folder,
            ),
        ),
        deeds.keys_there,
        deeds.make_keys,
        ask_again=("second-copy",),
        once=True,
    )


def _practice(deeds: Deeds) -> Step:
    return Step(
        "Your practice",
        ("Clients read the name, and everything is planned by the clocks of your time zone.",),
        (
            Question("name", "Name of the practice", read=partial(given.named, of="a practice")),
            Question(
                "zone", "Time zone (as Europe/Berlin)", default=_zone_here, read=given.zone_name
            ),
            Question(
                "language",
                "Language of the practice, en or es",
                default=lambda _: "en",
                read=given.locale,
            ),
        ),
        deeds.practice_there,
        deeds.make_practice,
        ask_again=("name",),
    )


def _contacts(deeds: Deeds) -> Step:
    return Step(
        "Crisis contacts",
        (
            "When a client presses “Help now”, they see these numbers, at any hour. The portal is "
            "not an emergency service, and without these contacts it serves nobody.",
            "Call each number now, or compare it with the official page: a wrong one is worse "
            "than none.",
        ),
        (
            Question("emergency", "Emergency number of your clients' country", read=_emergency),
            Question(
                LINES[0],
                "Crisis line: name, number, hours",
                (
                    "For example: Crisis line, +49 800 1110111, day and night. Nothing more to "
                    "enter: press Enter.",
                ),
                read=_line,
                optional=True,
            ),
            *(
                Question(
                    key,
                    "Another crisis line",
                    read=_line,
                    optional=True,
                    applies=_has(LINES[number]),
                )
                for number, key in enumerate(LINES[1:])
            ),
            Question(
                "verified-by",
                "Who has checked these numbers today",
                read=partial(given.named, of="whoever checked the numbers"),
            ),
            Question(
                "source",
                "How: called, or the page they were compared with",
                default=lambda _: "called",
                read=partial(given.named, of="the source"),
            ),
        ),
        deeds.contacts_there,
        deeds.keep_contacts,
        ask_again=("verified-by", "source"),
    )


def _hours(deeds: Deeds) -> Step:
    return Step(
        "When you read",
        (
            "Clients are told when therapists read, and when somebody takes urgent notes. Write "
            "the hours as mon-fri 09:00-17:00, several with commas between them, or always.",
            "Promise only what is kept: outside of these hours clients are pointed to the crisis "
            "contacts.",
        ),
        (
            Question(
                "working-hours",
                "Therapists read",
                default=lambda _: WORKING_HOURS,
                read=_hours_read,
            ),
            Question(
                "urgent-hours",
                "Urgent notes are taken",
                default=lambda _: URGENT_HOURS,
                read=_hours_read,
            ),
        ),
        deeds.hours_there,
        deeds.keep_hours,
        ask_again=("working-hours", "urgent-hours"),
    )


def _telegram(deeds: Deeds) -> Step:
    return Step(
        "Telegram, for clients",
        (
            "1. Open https://t.me/BotFather in Telegram and press Start.",
            "2. Send /newbot. It asks for a name: a phone shows it with every message, so choose "
            "one that says nothing of therapy.",
            "3. It asks for a username that ends in bot, and answers with a token: digits, a "
            "colon, letters. Copy all of it.",
            "Whoever has the token can write as your bot. It is kept in .env and not shown here.",
        ),
        (
            Question(
                "telegram-bot",
                "Token of the bot",
                read=partial(shaped, TokenKind.CLIENT_BOT),
                is_secret=True,
            ),
        ),
        deeds.telegram_there,
        deeds.try_telegram,
        ask_again=("telegram-bot",),
        meanwhile="Asking Telegram",
    )


def _slack(deeds: Deeds) -> Step:
    return Step(
        "Slack, for therapists",
        (
            "1. Open https://api.slack.com/apps, “Create New App”, “From a manifest”, and choose "
            "your workspace.",
            _where_the_manifest_is(),
            "3. “Install to Workspace”, “Allow”. Then “OAuth & Permissions” shows the bot token: "
            "it begins with xoxb-.",
            "4. “Basic Information”, “App-Level Tokens”, “Generate”: any name, add the scope "
            "connections:write. That token begins with xapp-.",
        ),
        (
            Question(
                "slack-bot",
                "Bot token (xoxb-…)",
                read=partial(shaped, TokenKind.SLACK_BOT),
                is_secret=True,
            ),
            Question(
                "slack-app",
                "App-level token (xapp-…)",
                read=partial(shaped, TokenKind.SLACK_APP),
                is_secret=True,
            ),
        ),
        deeds.slack_there,
        deeds.try_slack,
        ask_again=("slack-bot", "slack-app"),
        meanwhile="Asking Slack",
    )


def _where_the_manifest_is() -> str:
    """The file, where it lies in this checkout; else its text."""
    what = "2. Take out what stands there and paste all of"
    if MANIFEST.exists():
        return f"{what} {MANIFEST}, then “Next”, “Create”."
    return f"{what} the following, then “Next”, “Create”.\n\n{manifest()}"


def _therapist(deeds: Deeds) -> Step:
    return Step(
        "The first therapist, and a test alert",
        (
            "Alerts come to a person in Slack. In Slack, open your profile, the three dots, “Copy "
            "member ID”.",
            "Then a test alert comes to you from the app, under “Apps” on the left. Press its "
            "button within three minutes: when the press comes back here, everything on that way "
            "works.",
        ),
        (
            Question(
                "therapist",
                "Name of the therapist, as clients read it",
                read=partial(given.named, of="a therapist"),
            ),
            Question("slack-user", "Slack member ID (as U012ABCDEF)", read=_member),
        ),
        deeds.therapist_there,
        deeds.add_therapist,
        ask_again=("slack-user",),
        once=True,
        meanwhile="Waiting for the button in Slack",
    )


def _invitation(deeds: Deeds) -> Step:
    return Step(
        "The first invitation",
        (
            "An invitation makes a client with a code of two words, and a link that joins one "
            "Telegram account, once, within three days. Try it with a phone of your own first.",
        ),
        (
            Question(
                "invite",
                "Make one now, yes or no",
                default=lambda _: "yes",
                read=_yes_or_no,
            ),
        ),
        deeds.client_there,
        deeds.invite,
        ask_again=("invite",),
        once=True,
    )


def _folder(typed: str) -> str:
    path = Path(typed.strip()).expanduser()
    if not path.is_dir():
        raise NotPossible(f"There is no folder {path}. Make it first, or name another.")
    if path.resolve() == Path.cwd():
        raise NotPossible("That is this folder, where the first one goes. Name another.")
    if not os.access(path, os.W_OK | os.X_OK):
        raise NotPossible(
            f"The account that runs this, {getpass.getuser()}, may not write into {path}. Give it "
            f"the folder (sudo chown {getpass.getuser()} {path}), or name another."
        )
    return str(path)


def _zone_here(_: Answers) -> str | None:
    """The zone of this machine, if it is one of people: servers stand in UTC, wherever they are."""
    named = os.environ.get("TZ") or str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    try:
        zone = given.zone_name(named) if named else None
    except NotPossible:
        return None
    return None if zone is None or zone.rpartition("/")[2] in ("UTC", "UCT", "GMT") else zone


def _emergency(typed: str) -> str:
    return given.contacts(typed, ()).emergency


def _line(typed: str) -> str:
    try:
        given.crisis_lines([typed])
    except NotPossible:
        raise NotPossible(
            f"{typed.strip()} is no name, number and hours. Write all three with commas between "
            "them, the number as it is dialled from abroad: Crisis line, +49 800 1110111, day and "
            "night"
        ) from None
    return typed.strip()


def _has(key: str) -> Callable[[Answers], bool]:
    return lambda answers: bool(answers.get(key))


def _hours_read(typed: str) -> str:
    given.hours(typed, "Hours")
    return typed.strip()


def _member(typed: str) -> str:
    return given.slack_member(typed)


def _yes_or_no(typed: str) -> str:
    word = typed.strip().lower()
    if word not in ("y", "yes", "n", "no"):
        raise NotPossible("Type yes or no.")
    return word
