"""The state of the workspace: who is there, what was said, and who is told about it."""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sandbox.slack.errors import Refused
from sandbox.slack.escaping import escaped, escaped_blocks
from sandbox.slack.records import (
    App,
    Change,
    Channel,
    File,
    Happening,
    Json,
    Member,
    Message,
    Shared,
    View,
)

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class Workspace:
    """People, apps, channels, messages and files, and a bell that rings at every change."""

    def __init__(self, now: Callable[[], datetime], team: str, dice: random.Random) -> None:
        self.now = now
        self.team = team
        self.domain = "sandbox"
        self.dice = dice
        self.apps: list[App] = []
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.whispers: list[Message] = []
        self.files: dict[str, File] = {}
        self._watchers: list[Callable[[Happening], None]] = []
        self._last = datetime.min.replace(tzinfo=UTC)

    def new_id(self, prefix: str, length: int = 10) -> str:
        return prefix + "".join(self.dice.choices(_ALPHABET, k=length))

    def new_ts(self) -> str:
        """The moment as Slack writes it, later than every one before."""
        self._last = max(self.now(), self._last + timedelta(microseconds=1))
        since = self._last - datetime(1970, 1, 1, tzinfo=UTC)
        return f"{since.days * 86_400 + since.seconds}.{since.microseconds:06d}"

    def seconds(self) -> int:
        return int(self.now().timestamp())

    # Who is told.

    def watch(self, listener: Callable[[Happening], None]) -> Callable[[], None]:
        self._watchers.append(listener)

        def leave() -> None:
            if listener in self._watchers:
                self._watchers.remove(listener)

        return leave

    def tell(
        self,
        change: Change,
        *,
        message: Message | None = None,
        view: View | None = None,
        person: str | None = None,
    ) -> None:
        channel = message.channel if message else None
        person = person or (view.person if view else None)
        happening = Happening(self.now(), change, person, channel, message, view)
        for listener in tuple(self._watchers):
            listener(happening)

    # Who is there.

    def app_by(self, token: str) -> App | None:
        return next((app for app in self.apps if token in (app.bot_token, app.app_token)), None)

    def app(self, app_id: str) -> App:
        return next(app for app in self.apps if app.id == app_id)

    def member(self, member_id: object) -> Member:
        found = self.members.get(str(member_id))
        if found is None:
            raise Refused("user_not_found")
        return found

    # Where people talk.

    def channel(self, name_or_id: object) -> Channel:
        """A channel by id or by name, with or without the hash sign."""
        found = self.channels.get(str(name_or_id))
        name = str(name_or_id).removeprefix("#")
        for channel in self.channels.values() if found is None else ():
            if channel.name == name and not channel.is_im:
                found = channel
        if found is None:
            raise Refused("channel_not_found")
        return found

    def open_channel(
        self,
        members: Iterable[str],
        *,
        name: str = "",
        channel_id: str | None = None,
        is_im: bool = False,
        is_mpim: bool = False,
        is_private: bool = False,
    ) -> Channel:
        made = Channel(
            id=channel_id or self.new_id("D" if is_im else "C"),
            name=name,
            members=tuple(dict.fromkeys(members)),
            created=self.seconds(),
            is_im=is_im,
            is_mpim=is_mpim,
            is_private=is_private,
        )
        self.channels[made.id] = made
        self.messages[made.id] = {}
        return made

    def find_direct(self, app: App, person: str) -> Channel | None:
        both = {app.bot_user, person}
        for channel in self.channels.values():
            if channel.is_im and set(channel.members) == both:
                return channel
        return None

    def direct(self, app: App, person: str) -> Channel:
        """The direct message between an app and a person, opened when there is none."""
        return self.find_direct(app, person) or self.open_channel(
            (app.bot_user, person), is_im=True
        )

    # What was said.

    def post(self, message: Message) -> Message:
        """Say something where everybody of the channel sees it."""
        self.messages[message.channel][message.ts] = message
        self.tell(Change.MESSAGE_POSTED, message=message)
        return message

    def whisper(self, message: Message) -> Message:
        """Say something that one person sees."""
        self.whispers.append(message)
        self.tell(Change.EPHEMERAL_POSTED, message=message, person=message.ephemeral_to)
        return message

    def message(self, channel: str, ts: object) -> Message:
        found = self.messages.get(channel, {}).get(str(ts))
        if found is None:
            raise Refused("message_not_found")
        return found

    def rewrite(self, message: Message) -> Message:
        """The message as it is after an edit or a reaction."""
        self.messages[message.channel][message.ts] = message
        self.tell(Change.MESSAGE_UPDATED, message=message)
        return message

    def remove(self, message: Message) -> None:
        del self.messages[message.channel][message.ts]
        self.tell(Change.MESSAGE_DELETED, message=message)

    def history(self, channel: str) -> list[Message]:
        """The channel's own messages, oldest first, each with its thread."""
        return [
            replace(one, replies=tuple(self.thread(channel, one.ts)))
            for one in self.messages.get(channel, {}).values()
            if one.thread_ts is None or one.broadcast
        ]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The answers under a message, oldest first."""
        return [one for one in self.messages.get(channel, {}).values() if one.thread_ts == ts]

    def shown(self, files: Iterable[str]) -> tuple[Shared, ...]:
        """Files as a person sees them."""
        found = [self.files[one] for one in files if one in self.files]
        return tuple(Shared(one.name, one.content or b"", one.alt) for one in found)

    # How it is written on the wire.

    def message_json(self, message: Message) -> Json:
        """A message as methods and events carry it."""
        told: Json = {"type": "message", "user": message.user, "ts": message.ts}
        if message.app_id is not None:
            app = self.app(message.app_id)
            told |= {
                "bot_id": app.bot_id,
                "app_id": app.id,
                "bot_profile": {
                    "id": app.bot_id,
                    "app_id": app.id,
                    "name": app.name,
                    "team_id": self.team,
                    "deleted": False,
                },
            }
        told |= {"text": escaped(message.text), "team": self.team}
        if message.blocks:
            told["blocks"] = escaped_blocks(message.blocks)
        if message.file_ids:
            told["files"] = [{"id": one} for one in message.file_ids]
            told["upload"] = True
        if message.metadata is not None:
            told["metadata"] = message.metadata
        if message.reactions:
            told["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)}
                for name, users in message.reactions.items()
            ]
        if message.edited is not None:
            told["edited"] = {"user": message.user, "ts": message.edited}
        return told | self._thread_json(message)

    def _thread_json(self, message: Message) -> Json:
        if message.thread_ts is not None:
            parent = self.messages[message.channel].get(message.thread_ts)
            told: Json = {"thread_ts": message.thread_ts}
            return told | ({"parent_user_id": parent.user} if parent else {})
        replies = self.thread(message.channel, message.ts)
        if not replies:
            return {}
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": list(dict.fromkeys(one.user for one in replies)),
            "latest_reply": replies[-1].ts,
        }

    def member_json(self, member: Member) -> Json:
        """A person or a bot as `users.info` tells."""
        app = self.app(member.app_id) if member.app_id else None
        profile: Json = {
            "real_name": member.name,
            "display_name": member.name,
            "real_name_normalized": member.name,
            "display_name_normalized": member.name,
            "team": self.team,
        }
        if app is not None:
            profile |= {"api_app_id": app.id, "bot_id": app.bot_id}
        return {
            "id": member.id,
            "team_id": self.team,
            "name": username(member.name),
            "deleted": member.deleted,
            "real_name": member.name,
            "tz": member.tz,
            "profile": profile,
            "is_bot": app is not None,
            "is_admin": False,
            "is_owner": False,
            "is_app_user": False,
            "updated": 0,
        }

    def channel_json(self, channel: Channel, app: App) -> Json:
        """A conversation as one of its apps sees it."""
        told: Json = {
            "id": channel.id,
            "created": channel.created,
            "is_archived": False,
            "is_im": channel.is_im,
            "is_mpim": channel.is_mpim,
            "is_channel": not channel.is_im and not channel.is_mpim,
            "is_private": channel.is_private or channel.is_im or channel.is_mpim,
            "is_org_shared": False,
            "context_team_id": self.team,
        }
        if channel.is_im:
            others = [one for one in channel.members if one != app.bot_user]
            return told | {"user": (others or [app.bot_user])[0], "is_open": True}
        return told | {
            "name": channel.name,
            "name_normalized": channel.name,
            "is_member": app.bot_user in channel.members,
        }


def username(name: str) -> str:
    """A display name as Slack makes a handle of it."""
    return "".join(c if c.isalnum() or c in "._-" else "." for c in name.lower())
