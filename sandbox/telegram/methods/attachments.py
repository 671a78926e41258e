"""Files as a bot sends them: uploaded, or known by their id."""

from dataclasses import replace

from sandbox.telegram.bots import Bot
from sandbox.telegram.calls import Call
from sandbox.telegram.errors import bad_request, too_large
from sandbox.telegram.limits import PHOTO_BYTES, PHOTO_RATIO, PHOTO_SIDES, UPLOAD_BYTES
from sandbox.telegram.messages import StoredFile
from sandbox.telegram.pictures import read_picture
from sandbox.telegram.world import World

_TYPE_NAMES = {"photo": "Photo", "document": "Document", "voice": "VoiceNote"}


def read_file(world: World, bot: Bot, call: Call, kind: str) -> StoredFile:
    """The file in the parameter that is named like its kind."""
    file = resolve_file(world, bot, call, kind, call.text(kind), key=kind)
    if kind != "voice":
        return file
    # How long it lasts is what the bot says, once for all.
    heard = replace(file, seconds=call.integer("duration", file.seconds))
    world.files[bot.id, heard.file_id] = heard
    return heard


def resolve_file(
    world: World, bot: Bot, call: Call, kind: str, given: str, *, key: str = ""
) -> StoredFile:
    """A file given as `attach://name`, as an id, or as an upload under a key."""
    name = given.removeprefix("attach://") if given.startswith("attach://") else ""
    upload = call.files.get(name or key) if name or not given else None
    if upload is not None:
        return _kept(world, bot, kind, upload, call.file_names.get(name or key, ""))
    if not given or name:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        # The sandbox fetches nothing from anywhere.
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.get((bot.id, given))
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        names = _TYPE_NAMES.get(stored.kind, stored.kind), _TYPE_NAMES.get(kind, kind)
        raise bad_request("can't use file of type {} as {}".format(*names))
    return stored


def _kept(world: World, bot: Bot, kind: str, data: bytes, name: str) -> StoredFile:
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > UPLOAD_BYTES:
        raise too_large()
    if kind == "photo":
        _check_photo(data)
    return world.keep_file(bot, kind, data, name)


def _check_photo(data: bytes) -> None:
    if len(data) >= PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo;"
            f" the maximum size is {PHOTO_BYTES} bytes"
        )
    picture = read_picture(data)
    if picture is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    sides = sorted((picture.width, picture.height))
    if sum(sides) > PHOTO_SIDES or sides[0] == 0 or sides[1] / sides[0] > PHOTO_RATIO:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
