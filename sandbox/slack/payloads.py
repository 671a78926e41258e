"""What an app is told: events, interactions and commands in the shapes of the real ones."""

from collections.abc import Mapping
from typing import Any

from sandbox.slack.escaping import as_typed, escaped_blocks
from sandbox.slack.modals import view_json
from sandbox.slack.records import App, Channel, Json, Message, View
from sandbox.slack.state import State
from sandbox.slack.workspace import username

VERIFICATION_TOKEN = "sandbox-verification"  # noqa: S105 - the real one sends such a field, too


def event(state: State, app: App, body: Json) -> Json:
    """An event in its wrapper; the id tells a repeated one."""
    workspace = state.workspace
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team,
        "context_team_id": workspace.team,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": body,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": workspace.seconds(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team,
                "user_id": app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": workspace.new_id("4-", 24),
    }


def _channel_type(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    if channel.is_mpim:
        return "mpim"
    return "group" if channel.is_private else "channel"


def subscription(channel: Channel) -> str:
    """The event an app must have subscribed to, to hear of messages there."""
    kind = _channel_type(channel)
    return f"message.{'channels' if kind == 'channel' else kind + 's' * (kind == 'group')}"


def message_posted(state: State, channel: Channel, message: Message) -> Json:
    body = state.message_json(message)
    if message.app_id is None:
        body["client_msg_id"] = f"{state.workspace.dice.getrandbits(128):032x}"
        words = {"type": "text", "text": as_typed(message.text)}
        section = {"type": "rich_text_section", "elements": [words]}
        body["blocks"] = [{"type": "rich_text", "block_id": "said", "elements": [section]}]
    if message.file_ids:
        body["subtype"] = "file_share"
    return body | {
        "channel": channel.id,
        "event_ts": message.ts,
        "channel_type": _channel_type(channel),
    }


def message_changed(state: State, channel: Channel, message: Message) -> Json:
    ts = state.workspace.new_ts()
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": state.message_json(message),
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": _channel_type(channel),
    }


def message_deleted(state: State, channel: Channel, message: Message) -> Json:
    ts = state.workspace.new_ts()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": state.workspace.message_json(message),
        "deleted_ts": message.ts,
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": _channel_type(channel),
    }


def app_home_opened(state: State, app: App, person: str) -> Json:
    body: Json = {
        "type": "app_home_opened",
        "user": person,
        "channel": state.workspace.direct(app, person).id,
        "event_ts": state.workspace.new_ts(),
        "tab": "home",
    }
    home = state.modals.home(app, person)
    return body | ({"view": view_json(home, app, state.workspace.team)} if home else {})


def _who_and_where(state: State, app: App, person: str) -> Json:
    member = state.workspace.member(person)
    name = username(member.name)
    team = state.workspace.team
    return {
        "user": {"id": member.id, "username": name, "name": name, "team_id": team},
        "team": {"id": team, "domain": state.workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": app.id,
        "token": VERIFICATION_TOKEN,
    }


def _place(state: State, app: App, place: Message | View) -> Json:
    """Where something was pressed or chosen: in a message, or in a view."""
    if isinstance(place, View):
        return {
            "container": {"type": "view", "view_id": place.id},
            "view": view_json(place, app, state.workspace.team),
        }
    channel = state.workspace.channels[place.channel]
    ephemeral = place.ephemeral_to is not None
    container = {
        "type": "message",
        "message_ts": place.ts,
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if place.thread_ts is not None:
        container["thread_ts"] = place.thread_ts
    told: Json = {
        "container": container,
        "channel": {
            "id": channel.id,
            "name": "directmessage" if channel.is_im else channel.name,
        },
    }
    # An ephemeral message is not kept, so the real one does not send it along.
    return told if ephemeral else told | {"message": state.message_json(place)}


def block_actions(
    state: State,
    app: App,
    person: str,
    place: Message | View,
    *,
    action: Json,
    values: Mapping[str, Any],
) -> Json:
    view_id = place.id if isinstance(place, View) and place.type == "modal" else None
    told: Json = {
        "type": "block_actions",
        **_who_and_where(state, app, person),
        **_place(state, app, place),
        "trigger_id": state.modals.new_trigger(app, person, view_id),
        "actions": [escaped_blocks(action) | {"action_ts": state.workspace.new_ts()}],
    }
    if isinstance(place, Message):
        told["state"] = {"values": escaped_blocks(values)}
        told["response_url"] = state.response_urls.new(app, person, place.channel, place)
    return told


def block_suggestion(
    state: State,
    app: App,
    person: str,
    place: Message | View,
    *,
    ids: tuple[str, str],
    typed: str,
) -> Json:
    block_id, action_id = ids
    return {
        "type": "block_suggestion",
        **_who_and_where(state, app, person),
        **_place(state, app, place),
        "block_id": block_id,
        "action_id": action_id,
        "value": typed,
    }


def view_submission(state: State, app: App, view: View) -> Json:
    return {
        "type": "view_submission",
        **_who_and_where(state, app, view.person),
        "trigger_id": state.modals.new_trigger(app, view.person, view.id),
        "view": view_json(view, app, state.workspace.team),
        "response_urls": [],
    }


def view_closed(state: State, app: App, view: View, *, is_cleared: bool) -> Json:
    return {
        "type": "view_closed",
        **_who_and_where(state, app, view.person),
        "view": view_json(view, app, state.workspace.team),
        "is_cleared": is_cleared,
    }


def slash_command(
    state: State, app: App, person: str, channel: Channel, *, command: str, text: str
) -> Json:
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": state.workspace.team,
        "team_domain": state.workspace.domain,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_im else channel.name,
        "user_id": person,
        "user_name": username(state.workspace.member(person).name),
        "command": command,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": state.response_urls.new(app, person, channel.id),
        "trigger_id": state.modals.new_trigger(app, person),
    }
