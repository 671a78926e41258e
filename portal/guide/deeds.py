"""What the guide does with answers: the same commands as by hand, and tokens tried at once."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from portal.credentials import credentials
from portal.guide import env_file
from portal.guide.answers import Answers
from portal.guide.walk import NotSettled
from portal.key_place import place_of
from portal.office import NotPossible
from portal.opening import carry_out, create_keys, reading, settings
from portal.posts import bot_username
from portal.settings import ENV_FILE, SHAPES, Settings
from store import practices
from store.key_file import KeyFileTrouble
from store.key_provider import KeyFile
from store.tokens import TokenKind

PRESS_WITHIN = 180.0
"""Seconds for somebody to find the message in Slack and press its button."""

R = TypeVar("R")


class Deeds:
    """Carries steps out, and knows what is there already."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.invitation: dict[str, Any] | None = None
        """The first invitation, to be shown at the end."""

    # What is there.

    def keys_there(self) -> str | None:
        found = settings()
        place = place_of(found)
        if not isinstance(place, KeyFile):
            return f"Keys from {place}"
        return f"Key file: {found.key_file.resolve()}" if found.key_file.exists() else None

    def practice(self) -> dict[str, Any] | None:
        """What the practice has chosen, if there is one; the guide is for a sole one."""
        found = settings()
        path = found.database_path
        if path is not None and not path.exists():
            return None
        if not _run(_names(found)):
            return None
        return _run(carry_out("practice show", {}))

    def practice_there(self) -> str | None:
        found = self.practice()
        return None if found is None else f"Practice: {found['practice']}, {found['zone']}"

    def contacts_there(self) -> str | None:
        found = self.practice()
        if found is None or not found["served"]:
            return None
        lines = len(found["crisis_lines"])
        return (
            f"Crisis contacts: {found['emergency']} and {lines} "
            f"{'line' if lines == 1 else 'lines'}, checked on {found['contacts_verified_on']} by "
            f"{found['contacts_verified_by']}"
        )

    def hours_there(self) -> str | None:
        """A practice has hours from the start; whether they were looked at is known here."""
        found = self.practice()
        if found is None or not (self._answers.get("hours") or self.therapist_there()):
            return None
        return _hours(found)

    def telegram_there(self) -> str | None:
        token = self._tokens().get(TokenKind.CLIENT_BOT)
        if token is None:
            return None
        try:
            return f"Telegram: @{_run(bot_username(token, settings().telegram_api_url))}"
        except NotPossible as trouble:
            raise NotSettled(str(trouble)) from None

    def slack_there(self) -> str | None:
        tokens = self._tokens()
        if TokenKind.SLACK_BOT not in tokens:
            return None
        if TokenKind.SLACK_SIGNING in tokens:
            return "Slack: the app has its token and signing secret"
        try:
            return self._slack(tokens[TokenKind.SLACK_BOT], tokens[TokenKind.SLACK_APP])
        except NotPossible as trouble:
            raise NotSettled(str(trouble)) from None

    def therapist_there(self) -> str | None:
        found = _run(carry_out("therapist list", {}))["therapists"]
        return f"Therapists: {', '.join(each['therapist'] for each in found)}" if found else None

    def client_there(self) -> str | None:
        found = _run(carry_out("client list", {}))["clients"]
        return f"Clients invited: {len(found)}" if found else None

    def _tokens(self) -> dict[TokenKind, str]:
        return _run(_tokens_of(settings()))

    # What is done.

    def make_keys(self) -> str:
        try:
            made = _run(create_keys(Path(self._answers["second-copy"]).expanduser()))
        except KeyFileTrouble as trouble:
            raise NotPossible(str(trouble)) from None
        return f"Key file: {made['key_file']}\nSecond copy: {made['second_copy']}"

    def make_practice(self) -> str:
        chosen = {
            "name": self._answers["name"],
            "zone_name": self._answers["zone"],
            "locale": self._answers["language"],
        }
        command = "practice create" if self.practice() is None else "practice set"
        found = _run(carry_out(command, chosen))
        return f"Practice: {found['practice']}, {found['zone']}"

    def keep_contacts(self) -> str:
        lines = [line for key in LINES if (line := self._answers.get(key))]
        checked = f"{self._answers['verified-by']} ({self._answers['source']})"
        _run(
            carry_out(
                "practice set",
                {
                    "emergency": self._answers["emergency"],
                    "lines": lines,
                    "verified_by": checked,
                },
            )
        )
        return self.contacts_there() or ""

    def keep_hours(self) -> str:
        hours = {
            "working_hours": self._answers["working-hours"],
            "urgent_hours": self._answers["urgent-hours"],
        }
        found = _run(carry_out("practice set", hours))
        self._answers.keep("hours", "kept")
        return _hours(found)

    def try_telegram(self) -> str:
        token = self._answers["telegram-bot"]
        name = _run(bot_username(token, settings().telegram_api_url))
        env_file.keep(ENV_FILE, {"client_bot_token": token})
        return f"Telegram: @{name}"

    def try_slack(self) -> str:
        bot, app = self._answers["slack-bot"], self._answers["slack-app"]
        told = self._slack(bot, app)
        env_file.keep(ENV_FILE, {"slack_bot_token": bot, "slack_app_token": app})
        return told

    def _slack(self, bot: str, app: str) -> str:
        from bots.slack_therapists import trying
        from bots.slack_therapists.app import BadToken
        from conversations.envelopes import TryLater

        async def both() -> str:
            try:
                workspace = await trying.bot_token(bot, settings().slack_api_url)
                await trying.app_token(bot, app, settings().slack_api_url)
            except (BadToken, trying.NotAsNeeded) as trouble:
                raise NotPossible(str(trouble)) from None
            except TryLater as trouble:
                raise NotPossible(_silent("Slack", trouble)) from None
            return workspace.name

        return f"Slack: workspace {_run(both())}"

    def add_therapist(self) -> str:
        """Nobody is added who cannot be reached: the test alert has to come back first."""
        if not self._is_reached(self._answers["slack-user"]):
            raise NotPossible(
                "The message is in Slack, and nobody has pressed its button. Look for the app "
                "under “Apps” in Slack. If the button shows a warning sign, interactivity or "
                "Socket Mode is off: paste docs/slack-manifest.yml anew under “App Manifest”."
            )
        found = _run(
            carry_out(
                "therapist add",
                {"name": self._answers["therapist"], "slack_user": self._answers["slack-user"]},
            )
        )
        return f"The test alert came back. Therapist: {found['therapist']}"

    def _is_reached(self, person: str) -> bool:
        from bots.slack_therapists import trying
        from conversations.envelopes import Shown, ShownButton, ShownLine, TryLater
        from conversations.wording import wording

        practice = self.practice()
        words = wording(practice["language"] if practice else "en")
        button = ShownButton(words.say("setup-test-seen"), "setup", "seen")
        shown = Shown((ShownLine(words.say("setup-test-alert")),), ((button,),))
        then = Shown((ShownLine(words.say("setup-test-done")),))
        tokens = self._tokens()
        pair = tokens[TokenKind.SLACK_BOT], tokens.get(TokenKind.SLACK_APP, "")

        async def try_it() -> bool:
            try:
                return await trying.pressed(
                    pair, settings().slack_api_url, person, shown, then, PRESS_WITHIN
                )
            except trying.NotAsNeeded as trouble:
                raise NotPossible(str(trouble)) from None
            except TryLater as trouble:
                raise NotPossible(_silent("Slack", trouble)) from None

        return _run(try_it())

    def invite(self) -> str:
        if not self._answers["invite"].startswith("y"):
            return "The first invitation: portal client invite"
        self.invitation = _run(carry_out("client invite", {}))
        return f"Invitation for {self.invitation['client']}"


LINES = ("line-1", "line-2", "line-3")


def shaped(kind: TokenKind, typed: str) -> str:
    """A token that looks like one of its kind."""
    shape, sentence = SHAPES[kind]
    if not shape.fullmatch(typed.strip()):
        raise NotPossible(f"What was given {sentence}")
    return typed.strip()


def _hours(found: dict[str, Any]) -> str:
    return (
        f"Therapists read: {found['working_hours']}\n"
        f"Urgent notes are taken: {found['urgent_hours']}"
    )


def _silent(who: str, trouble: Exception) -> str:
    return f"{who} does not answer ({trouble}). Look after the network, and try again."


async def _names(found: Settings) -> list[str]:
    async with reading(found) as made:
        every = await made.database.read(practices.every)
    if len(every) > 1:
        raise NotPossible(
            "This database holds several practices, and the guide sets up one. To change one of "
            "them: portal practice set --practice NAME"
        )
    return [each.name for each in every]


async def _tokens_of(found: Settings) -> dict[TokenKind, str]:
    async with reading(found) as made:
        every, tokens = await credentials(made, found)
        return dict(tokens[every[0].id])


def _run(work: Coroutine[Any, Any, R]) -> R:
    return asyncio.run(work)
