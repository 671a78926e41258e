"""Messages as the Bot API writes them."""

from collections.abc import Callable

from sandbox.telegram.entities import Entity, Json
from sandbox.telegram.groups import Room
from sandbox.telegram.messages import Message, Profile, StoredFile

FindProfile = Callable[[int], Profile | None]
OwnFile = Callable[[StoredFile], StoredFile]


def message_json(
    chat: Room, message: Message, find: FindProfile, own: OwnFile, *, nested: bool = False
) -> Json:
    """The whole message, with files as one bot knows them; nested ones show no others."""
    said = message.said
    shape: Json = {
        "message_id": message.message_id,
        "from": message.sender.json(),
        "chat": chat.json(),
        "date": int(message.date.timestamp()),
    }
    if message.edited:
        shape["edit_date"] = int(message.edited.timestamp())
    if said.forward_origin:
        shape["forward_origin"] = said.forward_origin
    if said.album:
        shape["media_group_id"] = said.album
    if said.protected:
        shape["has_protected_content"] = True
    answered = chat.messages.get(said.reply_to) if said.reply_to and not nested else None
    if answered:
        shape["reply_to_message"] = message_json(chat, answered, find, own, nested=True)
    if said.content:
        shape |= said.content
    if said.pins and not nested:
        pinned = chat.messages.get(said.pins)
        shape["pinned_message"] = (
            message_json(chat, pinned, find, own, nested=True)
            if pinned
            else out_of_reach_json(chat, said.pins)
        )
    if said.file:
        shape |= _media_json(own(said.file))
    marked = [_entity_json(entity, find) for entity in said.entities]
    for name, text, marks in (
        ("text", said.text, "entities"),
        ("caption", said.caption, "caption_entities"),
    ):
        if text:
            shape[name] = text
            shape |= {marks: marked} if marked else {}
    if said.markup and "inline_keyboard" in said.markup:
        shape["reply_markup"] = said.markup
    return shape


def out_of_reach_json(chat: Room, message_id: int) -> Json:
    """A message that is no more, as a press on its button shows it."""
    return {"chat": chat.json(), "message_id": message_id, "date": 0}


def _entity_json(entity: Entity, find: FindProfile) -> Json:
    shape = entity.json()
    if entity.user_id is not None and (profile := find(entity.user_id)):
        shape["user"] = profile.json()
    return shape


def _media_json(file: StoredFile) -> Json:
    if file.kind == "photo":
        return {"photo": [file.json() | {"width": file.width, "height": file.height}]}
    named = {"file_name": file.name, "mime_type": file.mime}
    shape = file.json() | {name: value for name, value in named.items() if value}
    if file.kind == "voice":
        shape["duration"] = file.seconds
    return {file.kind: shape}
