"""How an app's words become messages: checked, shown, changed and taken back."""

from dataclasses import replace

from sandbox.slack.blocks import parsed
from sandbox.slack.errors import Refused
from sandbox.slack.records import App, Channel, Json, Message
from sandbox.slack.response_urls import ResponseUrl
from sandbox.slack.state import Arguments, State

LONGEST_POST = 40_000
LONGEST_UPDATE = 4_000


def destination(state: State, app: App, given: object) -> Channel:
    """A channel by id or name; a person's id means the direct message with them."""
    workspace = state.workspace
    if isinstance(given, str) and given in workspace.members and given != app.bot_user:
        if workspace.members[given].deleted:
            raise Refused("channel_not_found")
        return workspace.direct(app, given)
    channel = workspace.channel(given)
    if app.bot_user not in channel.members:
        # A private conversation is as good as none to those who are not in it.
        hidden = channel.is_private or channel.is_im or channel.is_mpim
        raise Refused("channel_not_found" if hidden else "not_in_channel")
    return channel


def drafted(
    state: State, app: App, arguments: Arguments, channel: str, longest: int = LONGEST_POST
) -> Message:
    """The message an app wants to post, or the refusal it deserves."""
    text = arguments.text("text")
    blocks = state.message_blocks(arguments.get("blocks"))
    if not text and not blocks and not arguments.get("attachments"):
        raise Refused("no_text")
    if len(text) > longest:
        raise Refused("msg_too_long")
    metadata = parsed(arguments.get("metadata"))
    return Message(
        channel=channel,
        ts=state.workspace.new_ts(),
        user=app.bot_user,
        text=text,
        blocks=blocks,
        thread_ts=thread_of(state, channel, arguments.get("thread_ts")),
        app_id=app.id,
        broadcast=arguments.flag("reply_broadcast"),
        metadata=metadata if isinstance(metadata, dict) else None,
    )


def thread_of(state: State, channel: str, thread_ts: object) -> str | None:
    """The first message of a thread; an answer to an answer joins the same thread."""
    if thread_ts is None:
        return None
    parent = state.workspace.messages[channel].get(str(thread_ts))
    if parent is None:
        raise Refused("thread_not_found")
    return parent.thread_ts or parent.ts


def own(state: State, app: App, channel: str, ts: object, refusal: str) -> Message:
    """A message of this very app, which alone it may change."""
    message = state.workspace.message(channel, ts)
    if message.app_id != app.id:
        raise Refused(refusal)
    return message


def edited(state: State, message: Message, arguments: Arguments) -> Message:
    """The message after an update: what is not mentioned stays."""
    text = message.text if arguments.values.get("text") is None else arguments.text("text")
    blocks = message.blocks
    if arguments.values.get("blocks") is not None:
        blocks = state.message_blocks(arguments.values["blocks"])
    if not text and not blocks and not message.file_ids:
        raise Refused("no_text")
    if len(text) > LONGEST_UPDATE:
        raise Refused("msg_too_long")
    return replace(message, text=text, blocks=blocks, edited=state.workspace.new_ts())


def respond(state: State, address: ResponseUrl, body: Json) -> None:
    """An answer by response_url: say something, or replace or delete what was pressed."""
    arguments = Arguments(body)
    workspace, source = state.workspace, address.message
    if arguments.flag("delete_original") and source is not None:
        _take_back(state, source)
        return
    if arguments.flag("replace_original") and source is not None:
        _replace(state, source, arguments)
        return
    in_thread = {key: value for key, value in body.items() if key != "reply_broadcast"}
    message = drafted(state, address.app, Arguments(in_thread), address.channel)
    if body.get("response_type") == "in_channel":
        workspace.post(message)
    else:
        workspace.whisper(replace(message, ephemeral_to=address.person))


def _take_back(state: State, source: Message) -> None:
    if source.ephemeral_to is not None:
        state.workspace.whispers = [one for one in state.workspace.whispers if one.ts != source.ts]
    elif source.ts in state.workspace.messages[source.channel]:
        state.workspace.remove(source)


def _replace(state: State, source: Message, arguments: Arguments) -> None:
    workspace = state.workspace
    if source.ephemeral_to is None:
        current = workspace.message(source.channel, source.ts)
        workspace.rewrite(edited(state, current, arguments))
        return
    changed = edited(state, source, arguments)
    workspace.whispers = [changed if one.ts == source.ts else one for one in workspace.whispers]
