"""From one raw update to what a person did in a group, or in private with the groups' bot."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import (
    Chat,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberOwner,
    ChatMemberUpdated,
    Message,
    MessageEntity,
    Update,
    User,
)

from care.groups import RIGHTS
from conversations.envelopes import GROUPS, Inbound
from conversations.moderation import HIDDEN_LINK, OUTSIDER, SHARED_CONTACT
from conversations.turn import (
    Asked,
    AskedInGroup,
    AskedToJoin,
    Came,
    DoorMade,
    Edited,
    Event,
    GroupMoved,
    GroupRights,
    Left,
    MemberMoved,
    Posted,
    Returned,
    Said,
    SentFile,
    Tapped,
)

_COMMAND = re.compile(r"/(?P<word>[A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL)
_INSIDE = frozenset(
    {ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED}
)
_MARKED = {MessageEntity.TEXT_LINK: HIDDEN_LINK, MessageEntity.TEXT_MENTION: OUTSIDER}

_OF_LEADERS = frozenset(
    {"link", "start", "rules", "reglas", "report", "denunciar", "help", "ayuda"}
)
"""Commands that are heard also of who leads the group without a name."""

ANSWER = "portal_answer"
"""Names what the messenger itself has learnt from the platform and puts in the inbox."""


ASKED_FOR = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    # These two come only to whoever asks for them by name.
    "chat_member",
    "chat_join_request",
)
"""The kinds of update that this bot hears."""


class Unparsable(ValueError):
    """An update that the library's types do not take; the error says nothing of what is in it."""


def heard(body: bytes) -> Inbound | None:
    """What a person did; None for what does not concern us. Unparsable when it cannot be read."""
    # The library checks no types, so a fault shows wherever a field is first used. Its error may
    # quote what was written and must not be the context of ours.
    with suppress(Exception):
        raw = json.loads(body)
        return _learnt(raw[ANSWER]) if ANSWER in raw else _read(Update.de_json(raw, None))
    raise Unparsable("an update that cannot be parsed")


def _read(update: Update) -> Inbound | None:
    if (query := update.callback_query) is not None:
        question, _, choice = (query.data or "").rpartition(":")
        tapped = Tapped(question, choice)
        return _inbound(query.from_user, tapped, query.id) if question else None
    if (request := update.chat_join_request) is not None:
        return _inbound(request.from_user, AskedToJoin(str(request.chat.id), request.date))
    if (mine := update.my_chat_member) is not None:
        return _inbound(mine.from_user, _standing(mine))
    if (moved := update.chat_member) is not None:
        member = moved.new_chat_member
        inside = member.status in _INSIDE and getattr(member, "is_member", True)
        return _inbound(member.user, MemberMoved(str(moved.chat.id), inside))
    if (message := update.message) is not None:
        return _told(message)
    if (message := update.edited_message) is not None:
        return _changed(message)
    return None


def _inbound(
    person: User | None, event: Event | None, answer_to: str | None = None
) -> Inbound | None:
    if event is None or person is None or person.is_bot:
        return None
    return Inbound(GROUPS, str(person.id), event, answer_to, person.language_code)


def _is_group(chat: Chat) -> bool:
    return chat.type in (Chat.GROUP, Chat.SUPERGROUP)


def _told(message: Message) -> Inbound | None:
    person, chat = message.from_user, message.chat
    if message.migrate_to_chat_id is not None:
        return _inbound(person, GroupMoved(str(chat.id), str(message.migrate_to_chat_id)))
    if chat.type == Chat.PRIVATE:
        return _inbound(person, _in_private(message))
    if not _is_group(chat):
        return None
    command = _COMMAND.fullmatch(message.text or "")
    sender = message.sender_chat
    if sender is not None and not _leads_unnamed(message, sender, command):
        return _by_chat(message, sender)
    if command is not None:
        about = message.reply_to_message
        author = about.from_user if about is not None and about.sender_chat is None else None
        asked = AskedInGroup(
            str(chat.id),
            message.message_id,
            command["word"].lower(),
            (command["rest"] or "").strip(),
            about.message_id if about is not None else None,
            str(author.id) if author is not None and not author.is_bot else None,
            _marks(message),
            by_chat=sender is not None,
        )
        # Whoever leads without a name is nobody that could be written to: the group asks.
        return _inbound(person, asked) if sender is None else Inbound(GROUPS, str(chat.id), asked)
    return _inbound(person, _posted(message))


def _leads_unnamed(message: Message, sender: Chat, command: re.Match[str] | None) -> bool:
    """Whether this is a command of somebody who leads the group without a name."""
    if command is None or sender.id != message.chat.id:
        return False
    return command["word"].lower() in _OF_LEADERS


def _changed(message: Message) -> Inbound | None:
    chat = message.chat
    if chat.type == Chat.PRIVATE:
        words = message.text or message.caption
        return _inbound(message.from_user, Edited(words) if words else None)
    if not _is_group(chat):
        return None
    if message.sender_chat is not None:
        return _by_chat(message, message.sender_chat)
    return _inbound(message.from_user, _posted(message))


def _by_chat(message: Message, sender: Chat) -> Inbound | None:
    """A message in the name of a chat: looked at as its own, since the person is not named.

    Who writes as the group leads it anonymously, and what is forwarded by itself comes from the
    channel that the group belongs to: both are the practice's own.
    """
    posted = _posted(message)
    if posted is None or sender.id == message.chat.id or message.is_automatic_forward:
        return None
    return Inbound(GROUPS, str(sender.id), replace(posted, username=None, by_chat=True))


def _posted(message: Message) -> Posted | None:
    text, marks = _words(message), _marks(message)
    if not text and not marks:
        return None
    name = message.from_user.username if message.from_user is not None else None
    return Posted(str(message.chat.id), message.message_id, text, marks, name)


def _words(message: Message) -> str:
    """What is read of a message in the group; a poll is read with its answers."""
    if (poll := message.poll) is not None:
        return "\n".join([poll.question, *(each.text for each in poll.options)])
    return message.text or message.caption or ""


def _marks(message: Message) -> frozenset[str]:
    entities = message.entities or message.caption_entities
    marks = {_MARKED[each.type] for each in entities if each.type in _MARKED}
    if message.contact is not None:
        marks.add(SHARED_CONTACT)
    under = message.reply_markup.inline_keyboard if message.reply_markup is not None else ()
    if any(button.url for row in under for button in row):
        # What somebody sent through another bot may bring a link as a button.
        marks.add(HIDDEN_LINK)
    return frozenset(marks)


def _in_private(message: Message) -> Event | None:
    if not message.text:
        return SentFile("file") if message.effective_attachment else None
    command = _COMMAND.fullmatch(message.text)
    if command is None:
        return Said(message.text)
    word = command["word"].lower()
    return Came((command["rest"] or "").strip()) if word == "start" else Asked(word)


def _standing(changed: ChatMemberUpdated) -> Event | None:
    mine = changed.new_chat_member
    if changed.chat.type == Chat.PRIVATE:
        return Returned() if mine.status == ChatMember.MEMBER else Left()
    return GroupRights(str(changed.chat.id), lacking([mine])) if _is_group(changed.chat) else None


def lacking(members: Iterable[ChatMember]) -> tuple[str, ...]:
    """The rights that the bot needs and lacks, where these are its own standing."""
    for member in members:
        if isinstance(member, ChatMemberAdministrator):
            return tuple(right for right in RIGHTS if not getattr(member, right))
        if isinstance(member, ChatMemberOwner):
            return ()
    return RIGHTS


def _learnt(answer: dict[str, Any]) -> Inbound | None:
    """What the messenger learnt: there is no person in it, only the chat."""
    chat = str(answer["chat"])
    match answer:
        case {"door": str(link)}:
            return Inbound(GROUPS, chat, DoorMade(chat, link))
        case {"missing": list(missing), "leaders": list(leaders)}:
            rights = GroupRights(chat, tuple(map(str, missing)), tuple(map(str, leaders)))
            return Inbound(GROUPS, chat, rights)
        case _:
            return None
