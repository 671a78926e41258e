"""Texts and captions as a bot sends them: markup read, measured, found fit."""

from collections.abc import Mapping

from sandbox.telegram.calls import Call
from sandbox.telegram.entities import (
    Entity,
    Formatted,
    Json,
    in_order,
    trimmed,
    utf16_length,
    utf16_slice,
    with_found,
)
from sandbox.telegram.errors import bad_request
from sandbox.telegram.limits import CAPTION, TEXT
from sandbox.telegram.markup import CannotParse, parse_html
from sandbox.telegram.world import World

_GIVEN_TYPES = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "date_time",
    }
)


def read_text(world: World, call: Call) -> Formatted:
    """The text of a message."""
    formatted = _read(world, call.text("text"), call.text("parse_mode"), call.json("entities"))
    if not formatted.text:
        raise bad_request("message text is empty")
    if utf16_length(formatted.text) > TEXT:
        raise bad_request("message is too long")
    return formatted


def read_caption(world: World, call: Call) -> Formatted:
    """The caption of a picture or file; often there is none."""
    return caption_of(
        world, call.text("caption"), call.text("parse_mode"), call.json("caption_entities")
    )


def media_caption(world: World, media: Mapping[str, object]) -> Formatted:
    """The caption within an InputMedia."""
    caption, mode = media.get("caption") or "", media.get("parse_mode") or ""
    return caption_of(world, str(caption), str(mode), media.get("caption_entities"))


def caption_of(world: World, caption: str, mode: str, entities: object) -> Formatted:
    formatted = _read(world, caption, mode, entities)
    if utf16_length(formatted.text) > CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def _read(world: World, text: str, mode: str, entities: object) -> Formatted:
    match mode.lower():
        case "html":
            try:
                formatted = parse_html(text)
            except CannotParse as error:
                raise bad_request(f"can't parse entities: {error}") from None
        case "":
            formatted = Formatted(text, _given(text, entities))
        case _:
            # The portal writes HTML; the sandbox reads no other markup.
            raise bad_request("unsupported parse_mode")
    known = (one for one in formatted.entities if one.user_id is None or world.profile(one.user_id))
    return with_found(trimmed(Formatted(formatted.text, tuple(known))))


def _given(text: str, entities: object) -> tuple[Entity, ...]:
    if not isinstance(entities, list):
        return ()
    return in_order(_given_entity(text, one) for one in entities if _is_known(one))


def _is_known(given: object) -> bool:
    return isinstance(given, dict) and given.get("type") in {*_GIVEN_TYPES, "text_mention"}


def _given_entity(text: str, given: Json) -> Entity:
    offset, length = given.get("offset"), given.get("length")
    if not (isinstance(offset, int) and isinstance(length, int) and offset >= 0 and length > 0):
        raise bad_request("can't parse MessageEntity: offset and length must be whole numbers")
    if offset + length > utf16_length(text):
        raise bad_request(f"entity begins or ends after the end of the text at offset {offset}")
    try:
        utf16_slice(text, offset, length)
    except UnicodeDecodeError:
        raise bad_request(
            f"entity begins or ends in a middle of a UTF-16 symbol at offset {offset}"
        ) from None
    user = given.get("user")
    user_id = user.get("id") if isinstance(user, dict) else None
    moment = given.get("unix_time")
    return Entity(
        str(given["type"]),
        offset,
        length,
        _word(given, "url"),
        _word(given, "language"),
        moment if isinstance(moment, int) else None,
        _word(given, "date_time_format"),
        user_id if isinstance(user_id, int) else None,
    )


def _word(given: Json, name: str) -> str | None:
    value = given.get(name)
    return value if isinstance(value, str) else None
