"""`conversations.*`: opening them, listing them, reading them."""

from collections.abc import Sequence

from sandbox.slack.errors import Refused, invalid
from sandbox.slack.methods.paging import page
from sandbox.slack.posting import destination
from sandbox.slack.records import App, Channel, Json, Message
from sandbox.slack.state import Arguments, State

MOST_IN_A_GROUP = 8


def conversations_open(state: State, app: App, arguments: Arguments) -> Json:
    channel, fresh = _opened(state, app, arguments)
    told: Json = {"id": channel.id}
    if arguments.flag("return_im"):
        told = state.workspace.channel_json(channel, app)
    again = {} if fresh else {"no_op": True, "already_open": True}
    return {"channel": told, **again}


def _opened(state: State, app: App, arguments: Arguments) -> tuple[Channel, bool]:
    workspace = state.workspace
    if arguments.get("channel") is not None:
        return destination(state, app, arguments.get("channel")), False
    given = arguments.needed("users")
    people = given.split(",") if isinstance(given, str) else list(given)
    ids = [workspace.member(str(one).strip()).id for one in people]
    if any(workspace.member(one).deleted for one in ids):
        raise Refused("user_disabled")
    if len(ids) > MOST_IN_A_GROUP:
        raise Refused("too_many_users")
    if len(ids) == 1:
        fresh = workspace.find_direct(app, ids[0]) is None
        return workspace.direct(app, ids[0]), fresh
    everybody = {app.bot_user, *ids}
    for channel in workspace.channels.values():
        if channel.is_mpim and set(channel.members) == everybody:
            return channel, False
    name = f"mpdm-{'--'.join(sorted(everybody))}-1".lower()
    return workspace.open_channel((app.bot_user, *ids), name=name, is_mpim=True), True


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    if channel.is_mpim:
        return "mpim"
    return "private_channel" if channel.is_private else "public_channel"


def _of_types(state: State, arguments: Arguments) -> list[Channel]:
    types = set(arguments.text("types", "public_channel").replace(" ", "").split(","))
    if types - {"public_channel", "private_channel", "im", "mpim"}:
        raise Refused("invalid_types")
    return [one for one in state.workspace.channels.values() if _kind(one) in types]


def conversations_list(state: State, app: App, arguments: Arguments) -> Json:
    """Public channels, and of the others those the app is in."""
    seen = [
        one
        for one in _of_types(state, arguments)
        if _kind(one) == "public_channel" or app.bot_user in one.members
    ]
    channels, more = page(seen, arguments)
    return {"channels": [state.workspace.channel_json(one, app) for one in channels], **more}


def users_conversations(state: State, app: App, arguments: Arguments) -> Json:
    """The conversations that somebody is in, and the app as well."""
    member = state.workspace.member(arguments.get("user") or app.bot_user).id
    seen = [
        one
        for one in _of_types(state, arguments)
        if member in one.members and app.bot_user in one.members
    ]
    channels, more = page(seen, arguments)
    return {"channels": [state.workspace.channel_json(one, app) for one in channels], **more}


def conversations_info(state: State, app: App, arguments: Arguments) -> Json:
    channel = _visible(state, app, arguments)
    told = state.workspace.channel_json(channel, app)
    if arguments.flag("include_num_members"):
        told["num_members"] = len(channel.members)
    return {"channel": told}


def conversations_members(state: State, app: App, arguments: Arguments) -> Json:
    members, more = page(_visible(state, app, arguments).members, arguments)
    return {"members": list(members), **more}


def conversations_history(state: State, app: App, arguments: Arguments) -> Json:
    """The channel's messages, newest first."""
    channel = destination(state, app, arguments.needed("channel"))
    found = _between(state.workspace.history(channel.id), arguments)
    messages, more = page(list(reversed(found)), arguments)
    return _told(state, messages, more)


def conversations_replies(state: State, app: App, arguments: Arguments) -> Json:
    """A message and its thread, oldest first."""
    channel = destination(state, app, arguments.needed("channel"))
    workspace = state.workspace
    parent = workspace.messages[channel.id].get(str(arguments.needed("ts")))
    if parent is None:
        raise Refused("thread_not_found")
    found = [parent, *_between(workspace.thread(channel.id, parent.ts), arguments)]
    messages, more = page(found, arguments)
    return _told(state, messages, more)


def _visible(state: State, app: App, arguments: Arguments) -> Channel:
    channel = state.workspace.channel(arguments.needed("channel"))
    if _kind(channel) != "public_channel" and app.bot_user not in channel.members:
        raise Refused("channel_not_found")
    return channel


def _between(messages: Sequence[Message], arguments: Arguments) -> list[Message]:
    oldest, latest = _moment(arguments, "oldest"), _moment(arguments, "latest")
    inclusive = arguments.flag("inclusive")

    def wanted(message: Message) -> bool:
        ts = float(message.ts)
        if inclusive and ts in (oldest, latest):
            return True
        return (oldest is None or ts > oldest) and (latest is None or ts < latest)

    return [one for one in messages if wanted(one)]


def _moment(arguments: Arguments, name: str) -> float | None:
    given = arguments.get(name)
    try:
        return None if given is None else float(given)
    except ValueError:
        raise invalid(f"invalid_ts_{name}", [f"invalid {name}"]) from None


def _told(state: State, messages: Sequence[Message], more: Json) -> Json:
    has_more = bool(more["response_metadata"]["next_cursor"])
    told = {
        "messages": [state.message_json(one) for one in messages],
        "has_more": has_more,
        "pin_count": 0,
    }
    return told | (more if has_more else {})
