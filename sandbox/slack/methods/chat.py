"""`chat.*` and `reactions.*`: saying, changing, taking back, and small signs."""

import re
from dataclasses import replace

from sandbox.slack import posting
from sandbox.slack.errors import Refused
from sandbox.slack.escaping import escaped
from sandbox.slack.limits import POST_MESSAGE
from sandbox.slack.posting import destination
from sandbox.slack.records import App, Change, Json, Message
from sandbox.slack.state import Arguments, State

_EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def chat_post_message(state: State, app: App, arguments: Arguments) -> Json:
    channel = destination(state, app, arguments.needed("channel"))
    state.take(POST_MESSAGE, app.id, channel.id)
    message = posting.drafted(state, app, arguments, channel.id)
    state.workspace.post(message)
    return {"channel": channel.id, "ts": message.ts, "message": state.message_json(message)}


def chat_update(state: State, app: App, arguments: Arguments) -> Json:
    channel = destination(state, app, arguments.needed("channel"))
    ts = arguments.needed("ts")
    message = posting.own(state, app, channel.id, ts, "cant_update_message")
    changed = state.workspace.rewrite(posting.edited(state, message, arguments))
    return {
        "channel": channel.id,
        "ts": changed.ts,
        "text": escaped(changed.text),
        "message": state.message_json(changed),
    }


def chat_delete(state: State, app: App, arguments: Arguments) -> Json:
    channel = destination(state, app, arguments.needed("channel"))
    message = posting.own(state, app, channel.id, arguments.needed("ts"), "cant_delete_message")
    state.workspace.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def chat_post_ephemeral(state: State, app: App, arguments: Arguments) -> Json:
    channel = destination(state, app, arguments.needed("channel"))
    person = state.workspace.member(arguments.needed("user"))
    if person.id not in channel.members:
        raise Refused("user_not_in_channel")
    message = posting.drafted(state, app, arguments, channel.id)
    state.workspace.whisper(replace(message, ephemeral_to=person.id))
    return {"message_ts": message.ts}


def chat_get_permalink(state: State, app: App, arguments: Arguments) -> Json:
    channel = destination(state, app, arguments.needed("channel"))
    message = state.workspace.message(channel.id, arguments.needed("message_ts"))
    link = f"{state.files.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts is not None:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _reacted(state: State, app: App, arguments: Arguments) -> tuple[Message, str]:
    channel = destination(state, app, arguments.needed("channel"))
    name = str(arguments.needed("name")).strip(":")
    if not _EMOJI.fullmatch(name):
        raise Refused("invalid_name")
    return state.workspace.message(channel.id, arguments.needed("timestamp")), name


def _set(state: State, message: Message, name: str, users: tuple[str, ...]) -> None:
    reactions = {**message.reactions, name: users}
    changed = replace(message, reactions={one: who for one, who in reactions.items() if who})
    state.workspace.messages[message.channel][message.ts] = changed
    state.workspace.tell(Change.REACTION_CHANGED, message=changed)


def reactions_add(state: State, app: App, arguments: Arguments) -> Json:
    message, name = _reacted(state, app, arguments)
    users = message.reactions.get(name, ())
    if app.bot_user in users:
        raise Refused("already_reacted")
    _set(state, message, name, (*users, app.bot_user))
    return {}


def reactions_get(state: State, app: App, arguments: Arguments) -> Json:
    channel = destination(state, app, arguments.needed("channel"))
    message = state.workspace.message(channel.id, arguments.needed("timestamp"))
    return {"type": "message", "channel": channel.id, "message": state.message_json(message)}


def reactions_remove(state: State, app: App, arguments: Arguments) -> Json:
    message, name = _reacted(state, app, arguments)
    users = message.reactions.get(name, ())
    if app.bot_user not in users:
        raise Refused("no_reaction")
    _set(state, message, name, tuple(one for one in users if one != app.bot_user))
    return {}
