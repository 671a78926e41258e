"""A person in a group: what the app lets them do there, and what it shows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sandbox.telegram.cannot import CannotDo
from sandbox.telegram.chats import Account
from sandbox.telegram.entities import Entity, Json
from sandbox.telegram.groups import Group
from sandbox.telegram.leading import Leading
from sandbox.telegram.members import Status
from sandbox.telegram.membership import leave, upgrade
from sandbox.telegram.messages import Draft, Message
from sandbox.telegram.methods.menus import group_commands_for
from sandbox.telegram.ogg import silence
from sandbox.telegram.pressing import find_button, press
from sandbox.telegram.typed import captioned, check_file, check_picture, retyped, typed
from sandbox.telegram.world import Tap, World, loose_file


class Participant:
    """Somebody with a group open. What only its leaders do is in `leading`."""

    def __init__(self, world: World, group: Group, account: Account) -> None:
        self._world = world
        self._account = account
        self.group = group
        self.id = account.profile.id
        self.leading = Leading(world, group, account.profile)

    @property
    def status(self) -> Status:
        """What they are here now."""
        return self.group.standing(self._account.profile, self._world.now()).status

    def say(
        self, text: str, *, reply_to: int | None = None, marked: Iterable[Entity] = ()
    ) -> Message:
        """Send a text, perhaps as an answer: commands are said like any words."""
        self._check_may("can_send_messages")
        return self._post(typed(text, marked=marked), reply_to)

    def send_photo(self, data: bytes, caption: str = "", *, reply_to: int | None = None) -> Message:
        """Send a picture."""
        self._check_may("can_send_photos")
        check_picture(data)
        return self._post(replace(captioned(caption), file=loose_file("photo", data)), reply_to)

    def send_file(self, data: bytes, name: str) -> Message:
        """Send a file as it is."""
        self._check_may("can_send_documents")
        check_file(data)
        return self._post(Draft(file=loose_file("document", data, name)), None)

    def send_voice(self, seconds: int) -> Message:
        """Hold the microphone for so long, and say nothing."""
        self._check_may("can_send_voice_notes")
        file = loose_file("voice", silence(seconds), "voice.ogg")
        return self._post(Draft(file=file), None)

    def share_contact(self, phone: str, name: str) -> Message:
        """Send somebody's number."""
        self._check_may("can_send_messages")
        contact: Json = {"phone_number": phone, "first_name": name}
        return self._post(Draft(content={"contact": contact}), None)

    def edit(self, message_id: int, text: str, *, marked: Iterable[Entity] = ()) -> Message:
        """Change an own text, or the caption of an own picture."""
        message = self._own(message_id)
        return self._world.change(self.group, message, retyped(message, text, marked))

    def delete(self, message_id: int) -> None:
        """Take back an own message; bots are not told."""
        self._world.delete(self.group, self._own(message_id).message_id, self._account.profile)

    def tap(self, label: str, *, message_id: int | None = None) -> Tap:
        """Press a button by its label, on the newest message that has it or on a given one."""
        self._check_present()
        seen = [self._seen(message_id)] if message_id else list(reversed(self.group.visible()))
        message, data = find_button(seen, label)
        return self._press(message, data)

    def tap_data(self, message_id: int, data: str) -> Tap:
        """Press an old button that the app still shows, whatever the message is now."""
        self._check_present()
        return self._press(self._seen(message_id), data)

    def leave(self) -> None:
        """Go out of the group."""
        self._check_present()
        if self.status is Status.CREATOR:
            raise CannotDo("The owner hands the group over before leaving it.")
        leave(self._world, self.group, self._account.profile)

    def upgrade(self) -> "Participant":
        """Make a basic group a supergroup: the owner goes on in the new one."""
        if self.status is not Status.CREATOR or self.group.kind != "group":
            raise CannotDo("The owner of a basic group upgrades it.")
        new = upgrade(self._world, self.group, self._account.profile)
        return Participant(self._world, new, self._account)

    def chat(self) -> list[Message]:
        """What the group shows, oldest first."""
        self._check_present()
        return self.group.visible()

    def members(self) -> dict[str, Status]:
        """Who is in the group, by name."""
        present = self.group.present(self._world.now())
        return {one.profile.name: one.status for one in present}

    def toasts(self) -> list[str]:
        """The words that came as answers to this person's presses, oldest first."""
        return list(self.group.toasts.get(self.id, ()))

    def commands(self, bot: str) -> list[tuple[str, str]]:
        """A bot's command menu as this person sees it here."""
        found, language = self._world.bot_named(bot), self._account.profile.language or ""
        leads = self.group.standing(self._account.profile, self._world.now()).leads
        return list(group_commands_for(found, self.group.id, self.id, language, leads=leads))

    def restricted_until(self) -> datetime | None:
        """When they may write again; None when they may, or never again."""
        return self.group.standing(self._account.profile, self._world.now()).until

    def _post(self, said: Draft, reply_to: int | None) -> Message:
        if reply_to is not None:
            self._seen(reply_to)
        said = replace(said, reply_to=reply_to)
        return self._world.post(self.group, self._account.profile, said)

    def _press(self, message: Message, data: str) -> Tap:
        bot = self._world.bot_with(message.sender.id)
        if bot is None:
            raise CannotDo("Only the messages of bots have buttons.")
        return press(self._world, bot, self.group, self._account.profile, message.message_id, data)

    def _own(self, message_id: int) -> Message:
        self._check_present()
        message = self._seen(message_id)
        if message.sender.id != self.id or message.said.service:
            raise CannotDo("Only own messages can be changed or taken back.")
        return message

    def _seen(self, message_id: int) -> Message:
        if message_id not in self.group.messages:
            raise CannotDo(f"There is no message {message_id} to be seen.")
        return self.group.messages[message_id]

    def _check_present(self) -> None:
        if self._account.deactivated:
            raise CannotDo("The account is deleted.")
        if self.group.migrated_to is not None:
            raise CannotDo("The group was upgraded; it goes on in the supergroup.")
        if not self.group.standing(self._account.profile, self._world.now()).present:
            raise CannotDo("Only who is in the group can do this.")

    def _check_may(self, permission: str) -> None:
        self._check_present()
        member = self.group.standing(self._account.profile, self._world.now())
        if not self.group.allows(member, permission):
            raise CannotDo("The group does not let this person send that.")
