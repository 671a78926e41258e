"""`files.*`: asking for a place, saying that the bytes are there, looking at what came of it."""

from dataclasses import replace

from sandbox.slack.blocks import parsed
from sandbox.slack.errors import Refused, invalid
from sandbox.slack.posting import destination, thread_of
from sandbox.slack.records import App, Change, File, Json, Message
from sandbox.slack.state import Arguments, State


def get_upload_url(state: State, app: App, arguments: Arguments) -> Json:
    name = str(arguments.needed("filename"))
    arguments.needed("length")
    length = arguments.number("length", 0)
    if length <= 0:
        raise invalid("invalid_arguments", ["must be greater than 0: length"])
    file, address = state.files.promise(app, name, length, arguments.get("alt_txt"))
    return {"upload_url": address, "file_id": file.id}


def complete_upload(state: State, app: App, arguments: Arguments) -> Json:
    named = parsed(arguments.needed("files"))
    if not isinstance(named, list) or not all(isinstance(one, dict) for one in named):
        raise invalid("invalid_arguments", ["must provide an array: files"])
    given = arguments.text("channels") or arguments.text("channel_id")
    channels = [destination(state, app, one).id for one in given.split(",") if one]
    thread_ts = arguments.get("thread_ts")
    threads = [thread_of(state, one, thread_ts) for one in channels]
    blocks = state.message_blocks(arguments.get("blocks"))
    if blocks and arguments.get("initial_comment"):
        raise invalid("invalid_arguments", ["blocks and initial_comment are exclusive"])
    done = [state.files.complete(app, one.get("id"), one.get("title")) for one in named]
    for channel, thread in zip(channels, threads, strict=True):
        message = Message(
            channel=channel,
            ts=state.workspace.new_ts(),
            user=app.bot_user,
            text=arguments.text("initial_comment"),
            blocks=blocks,
            thread_ts=thread,
            app_id=app.id,
        )
        _share(state, message, done)
    return {"files": [state.files.json(state.workspace.files[one.id]) for one in done]}


def _share(state: State, message: Message, files: list[File]) -> None:
    for file in files:
        state.files.share(file, message.channel)
    ids = tuple(one.id for one in files)
    shown = replace(message, file_ids=ids, files=state.workspace.shown(ids))
    state.workspace.post(shown)
    state.workspace.tell(Change.FILE_SHARED, message=shown)


def files_info(state: State, app: App, arguments: Arguments) -> Json:
    file = state.files.find(app, arguments.needed("file"))
    return {"file": state.files.json(file), "comments": []}


def files_delete(state: State, app: App, arguments: Arguments) -> Json:
    """The file is gone, and so is its picture from every message."""
    file = state.files.find(app, arguments.needed("file"))
    if not file.completed:
        raise Refused("file_not_found")
    del state.workspace.files[file.id]
    for channel in state.workspace.messages.values():
        for message in list(channel.values()):
            if file.id in message.file_ids:
                ids = tuple(one for one in message.file_ids if one != file.id)
                fewer = replace(message, file_ids=ids, files=state.workspace.shown(ids))
                state.workspace.rewrite(fewer)
    return {}
