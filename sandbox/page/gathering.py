"""A Telegram group as one of its people has it open, or sees it from outside."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page import moments
from sandbox.page.bubbles import Bubbles
from sandbox.page.cast import Circle
from sandbox.page.kept_files import KeptFiles
from sandbox.page.phone import VOICE_SECONDS
from sandbox.page.sorry import NOT_UNDERSTOOD, Sorry
from sandbox.telegram import Happening, Kind, Member, Message, Participant, Person, TelegramServer
from sandbox.telegram.groups import Group
from sandbox.telegram.members import Status

Json = dict[str, Any]

ROLES = {Status.CREATOR: "owner", Status.ADMINISTRATOR: "leads"}


@dataclass(frozen=True, slots=True)
class Removed:
    """A message that somebody took away; its words are gone with it."""

    message: Message
    by: str


class Gathering:
    """One group and everybody who may be played in it."""

    def __init__(
        self, telegram: TelegramServer, circle: Circle, zone: ZoneInfo, files: KeptFiles
    ) -> None:
        self._telegram = telegram
        self._circle = circle
        self._zone = zone
        self._files = files
        self._bubbles = Bubbles(zone, files)
        self._removed: dict[int, Removed] = {}

    @property
    def group(self) -> Group:
        """The group as it is now."""
        return self._telegram.world.groups[self._circle.chat]

    @property
    def newest(self) -> int:
        """The number of the last message: it rises when there is news."""
        return self.group.last_message_id

    def heed(self, happening: Happening) -> None:
        """Remembers what was taken away: the app forgets it without a word."""
        if happening.kind is Kind.DELETED and happening.message is not None:
            by = self._telegram.world.bot_named(happening.bot).name if happening.bot else ""
            removed = Removed(happening.message, by)
            self._removed[happening.message.message_id] = removed

    def role(self, person: Person) -> str:
        """What somebody is here, in a word."""
        if person.id in self.group.requests:
            return "at the door"
        standing = self._standing(person)
        return ROLES.get(standing.status, "" if standing.present else "not in the group")

    def shows(self, person: Person) -> Json:
        """The group with everything said in it, oldest first; from outside only its door."""
        group, standing = self.group, self._standing(person)
        here = person.in_group(group.id)
        inside = standing.present
        until = here.restricted_until()
        return {
            "title": group.title,
            "owner": person.name,
            "inside": inside,
            "waits": person.id in group.requests,
            "door": not inside and self._circle.link is not None,
            "leads": standing.leads,
            "writes": group.allows(standing, "can_send_messages"),
            "until": self._moment(until) if until else "",
            "count": sum(1 for one in self._present() if not one.profile.is_bot),
            "messages": self._messages(person) if inside else [],
            "commands": [
                {"name": name, "about": about} for name, about in here.commands(self._circle.bot)
            ]
            if inside
            else [],
            "asking": [
                {"id": each.profile.id, "name": each.profile.name}
                for each in group.requests.values()
                if standing.has("can_invite_users")
            ],
        }

    async def act(self, person: Person, act: Json) -> Json:
        """What somebody does in the group; tells the sign by which a lesson knows it."""
        here = person.in_group(self.group.id)
        match act:
            case {"do": "join"}:
                person.open_invite(self._circle.link or "")
                return {"sign": "group asked"}
            case {"do": "say", "text": str(text), **rest}:
                answered = rest.get("answers")
                here.say(text, reply_to=answered if isinstance(answered, int) else None)
                return {"sign": "group message"}
            case {"do": "command", "name": str(name)}:
                here.say(f"/{name}")
                return {"sign": "group command"}
            case {"do": "edit", "message": int(message), "text": str(text)}:
                here.edit(message, text)
                return {"sign": "group edit"}
            case {"do": "picture", "file": str(file), "caption": str(caption)}:
                here.send_photo(self._files.content(file), caption)
                return {"sign": "group picture"}
            case {"do": "file", "file": str(file), "name": str(name)}:
                here.send_file(self._files.content(file), name[:200] or "file")
                return {"sign": "group file"}
            case {"do": "voice"}:
                here.send_voice(VOICE_SECONDS)
                return {"sign": "group voice"}
            case {"do": "tap", "message": int(message), "data": str(data)}:
                here.tap_data(message, data)
                return {"sign": "group tap"}
            case _:
                return self._lead(person, here, act)

    def _lead(self, person: Person, here: Participant, act: Json) -> Json:
        """What is done about messages and people rather than said."""
        match act:
            case {"do": "delete", "message": int(message)}:
                said = self.group.messages.get(message)
                if said is not None and said.sender.id != person.id:
                    here.leading.delete(message)
                else:
                    here.delete(message)
                return {"sign": "message taken back"}
            case {"do": "let in", "who": int(who)}:
                here.leading.let_in(who)
                return {"sign": "group let in"}
            case {"do": "turn away", "who": int(who)}:
                here.leading.turn_away(who)
                return {"sign": "group turned away"}
            case {"do": "leave"}:
                here.leave()
                return {"sign": "group left"}
            case _:
                raise Sorry(NOT_UNDERSTOOD)

    def _present(self) -> list[Member]:
        return self.group.present(self._telegram.world.now())

    def _standing(self, person: Person) -> Member:
        profile = self._telegram.world.accounts[person.id].profile
        return self.group.standing(profile, self._telegram.world.now())

    def _moment(self, at: datetime) -> str:
        return f"{moments.day(at, self._zone)}, {moments.hour(at, self._zone)}"

    def _messages(self, person: Person) -> list[Json]:
        group = self.group
        shown = {
            one.message_id: self._bubbles.bubble(one, reader=person.id, chat=group.messages)
            | {"service": _service(one)}
            for one in group.visible()
        }
        shown |= {number: self._ghost(gone) for number, gone in self._removed.items()}
        return [shown[number] for number in sorted(shown)]

    def _ghost(self, gone: Removed) -> Json:
        name, message = gone.message.sender.name, gone.message
        words = f"{gone.by} removed a message of {name}" if gone.by else f"A message of {name} went"
        return {
            "id": message.message_id,
            "own": False,
            "author": "",
            "day": moments.day(message.date, self._zone),
            "time": moments.hour(message.date, self._zone),
            "service": words,
            "gone": True,
        }


def _service(message: Message) -> str:
    """What a message of the app itself tells."""
    if not message.said.service:
        return ""
    content = message.said.content or {}
    match content:
        case {"new_chat_members": [{"first_name": name}, *_]}:
            return f"{name} joined the group"
        case {"left_chat_member": {"first_name": name, "id": number}}:
            gone = number == message.sender.id
            return f"{name} left the group" if gone else f"{name} was removed"
        case _ if message.said.pins:
            return f"{message.sender.name} pinned a message"
        case _:
            return "The group has changed"
