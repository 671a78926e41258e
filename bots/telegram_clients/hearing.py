"""From one raw update to what a person did, in our words."""

import re
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from aiogram.enums import ChatMemberStatus, ChatType, ContentType
from aiogram.types import Chat, ChatMemberUpdated, Message, Update, User
from pydantic import BaseModel, Field, ValidationError

from conversations.envelopes import CLIENTS, Inbound
from conversations.turn import Asked, Came, Edited, Event, Left, Returned, Said, SentFile, Tapped

_TAKES_WORDS = frozenset(
    {"pause", "pausa", "journal", "diario", "message", "moment", "goals", "metas"}
)
"""Commands of which the words behind them are read; those behind others are nobody's business."""

_COMMAND = re.compile(r"/(?P<word>[A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL)

M = TypeVar("M", bound=BaseModel)

# What a person sends that is not words. All else without words is the platform's own notice:
# a pinned message, a changed timer.
_NOT_WORDS = frozenset(
    {
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.CHECKLIST,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.DOCUMENT,
        ContentType.GAME,
        ContentType.LIVE_PHOTO,
        ContentType.LOCATION,
        ContentType.PAID_MEDIA,
        ContentType.PHOTO,
        ContentType.POLL,
        ContentType.RICH_MESSAGE,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VENUE,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
    }
)


ASKED_FOR = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that this bot hears."""


class Unparsable(ValueError):
    """An update that aiogram's types do not take; the error says nothing of what is in it."""


class _Stands(BaseModel):
    """The message that a pressed button belongs to: where it stands, not what it says."""

    chat: Chat


class _Press(BaseModel):
    """What is read of a callback query.

    Telegram sends the whole message along, with all its buttons. Most of the time of a full parse
    goes into them, and nothing of them is read.
    """

    id: str
    from_user: User = Field(alias="from")
    message: _Stands | None = None
    data: str | None = None


class _Letter(BaseModel):
    """What is read of a message that holds words, and no more than words."""

    message_id: int
    chat: Chat
    from_user: User | None = Field(None, alias="from")
    text: str | None = None


class _Common(BaseModel):
    """An update of one of the two kinds that nearly all are of, or of another."""

    callback_query: _Press | None = None
    message: _Letter | None = None


def heard(body: bytes) -> Inbound | None:
    """What a person did; None for what does not concern us. Unparsable when it cannot be read."""
    match _read(_Common, body):
        case _Common(callback_query=_Press() as pressed):
            return _tapped(pressed)
        case _Common(message=_Letter(from_user=User() as who, text=str(said)) as letter) if said:
            return _written(who, letter, _words(said))
    match _read(Update, body):
        case Update(message=Message(from_user=User() as person) as message):
            return _written(person, message, _told(message))
        case Update(edited_message=Message(from_user=User() as person) as message):
            return _written(person, message, _changed(message))
        case Update(my_chat_member=ChatMemberUpdated() as changed):
            private = changed.chat.type == ChatType.PRIVATE
            return _inbound(changed.from_user, _standing(changed)) if private else None
        case _:
            return None


def _tapped(pressed: _Press) -> Inbound | None:
    private = pressed.message is None or pressed.message.chat.type == ChatType.PRIVATE
    if pressed.data is None or not private:
        return None
    question, _, choice = pressed.data.rpartition(":")
    return _inbound(pressed.from_user, Tapped(question, choice), pressed.id)


def _read(form: type[M], body: bytes) -> M:
    # The error of pydantic quotes its input, so it must not be the context of ours.
    with suppress(ValidationError):
        return form.model_validate_json(body)
    raise Unparsable("an update that cannot be parsed")


def _written(person: User, message: Message | _Letter, event: Event | None) -> Inbound | None:
    inbound = _inbound(person, event) if message.chat.type == ChatType.PRIVATE else None
    return inbound and replace(inbound, message=str(message.message_id))


def _inbound(person: User, event: Event | None, answer_to: str | None = None) -> Inbound | None:
    if event is None or person.is_bot:
        return None
    return Inbound(CLIENTS, str(person.id), event, answer_to, person.language_code)


def _told(message: Message) -> Event | None:
    kind = message.content_type
    return _sent(str(ContentType(kind).value), message) if kind in _NOT_WORDS else None


def _sent(kind: str, message: Message) -> SentFile:
    words = message.caption or ""
    if message.photo:
        # Telegram sends every size of a photo, the largest last.
        largest = message.photo[-1]
        return SentFile(kind, largest.file_id, size=largest.file_size, words=words)
    if kind == ContentType.DOCUMENT and (file := message.document) is not None:
        return SentFile(kind, file.file_id, file.file_name or "", file.file_size, words)
    return SentFile(kind, words=words)


def _words(text: str) -> Event:
    command = _COMMAND.fullmatch(text)
    if command is None:
        return Said(text)
    word = command["word"].lower()
    if word == "start":
        return Came((command["rest"] or "").strip())
    rest = command["rest"] if word in _TAKES_WORDS else None
    return Asked(word, (rest or "").strip())


def _changed(message: Message) -> Event | None:
    words = message.text or message.caption
    return Edited(words) if words else None


def _standing(changed: ChatMemberUpdated) -> Event | None:
    match changed.new_chat_member.status:
        case ChatMemberStatus.KICKED:
            return Left()
        case ChatMemberStatus.MEMBER:
            return Returned()
        case _:
            return None
