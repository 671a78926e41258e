"""What a member of staff did in Slack, in our words."""

import json
from collections.abc import Mapping
from typing import Any

from conversations.envelopes import THERAPISTS, Arrived, Inbound
from conversations.turn import Asked, Event, OpenedHome, Said, Submitted, Tapped

SLACKBOT = "USLACKBOT"
LIST = "list"
"""How a window is called that holds a list with buttons: a press there changes that window."""
_WRITTEN = (None, "file_share", "thread_broadcast")
"""The kinds of message in which a person wrote; edits, joins and the like are others."""


def arrived(payload: Mapping[str, Any]) -> Arrived | None:
    """The payload with its unique id, ready to be stored; None for what concerns nobody here."""
    update_id = _unique(payload)
    if update_id is None:
        return None
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return Arrived(update_id, body.encode(errors="replace"), _version(payload))


def _version(payload: Mapping[str, Any]) -> str:
    """What stands in a form: one that stays open keeps its id, whatever is changed in it."""
    sent_in = submitted(payload["view"]) if payload.get("type") == "view_submission" else None
    return json.dumps(sent_in.values, sort_keys=True) if sent_in is not None else ""


def _unique(payload: Mapping[str, Any]) -> str | None:
    match payload:
        case {"type": "event_callback", "event_id": str(event_id), "event": dict(event)}:
            return event_id if _is_from_a_person(event) or _opens_home(event) else None
        case {"command": str(), "user_id": str(), "trigger_id": str(trigger_id)}:
            return trigger_id
        case {"type": "block_actions", "trigger_id": str(trigger_id)}:
            return trigger_id
        case {"type": "view_submission", "view": {"id": str(view_id)}}:
            # A window is sent in once and closes; its hash changes whenever it is filled anew.
            return view_id
        case _:
            return None


def _is_from_a_person(event: Mapping[str, Any]) -> bool:
    """A direct message somebody wrote: our own come back to us as well."""
    return (
        event.get("type") == "message"
        and event.get("channel_type") == "im"
        and event.get("subtype") in _WRITTEN
        and "bot_id" not in event
        and event.get("user") not in (None, SLACKBOT)
    )


def _opens_home(event: Mapping[str, Any]) -> bool:
    """Somebody looks at Home; the tab with the messages is told of by the same event."""
    return event.get("type") == "app_home_opened" and event.get("tab", "home") == "home"


def is_command(payload: Mapping[str, Any]) -> bool:
    """Whether this is a slash command, which shows what it is answered at once."""
    return "command" in payload and "type" not in payload


def heard(body: bytes) -> Inbound | None:
    """What a stored payload says; None for what does not concern us."""
    payload = json.loads(body)
    match payload:
        case {"command": str(command), "user_id": str(person), "trigger_id": str(trigger_id)}:
            words = _unescaped(str(payload.get("text") or ""))
            return _inbound(person, Asked(command.removeprefix("/"), words), trigger_id)
        case {"type": "event_callback", "event": {"type": "app_home_opened"} as event}:
            person = str(event.get("user", ""))
            return _inbound(person, OpenedHome()) if _opens_home(event) and person else None
        case {"type": "event_callback", "event": {"user": str(person), "text": str(text)} as event}:
            return _inbound(person, Said(_unescaped(text))) if _is_from_a_person(event) else None
        case {
            "type": "block_actions",
            "user": {"id": str(person)},
            "view": {"id": str(view_id), "callback_id": str(form), "private_metadata": about},
            "actions": [{"selected_option": {"value": str(choice)}}, *_],
        }:
            return _inbound(person, Tapped(f"{form}:{about}", choice), view_id)
        case {
            "type": "block_actions",
            "user": {"id": str(person)},
            "view": {"id": str(view_id), "callback_id": str(form)},
            "actions": [{"value": str(value)}, *_],
        } if form == LIST:
            question, _, choice = value.rpartition(":")
            return _inbound(person, Tapped(question, choice), view_id) if question else None
        case {
            "type": "block_actions",
            "user": {"id": str(person)},
            "trigger_id": str(trigger_id),
            "actions": [{"value": str(value)}, *_],
        }:
            question, _, choice = value.rpartition(":")
            return _inbound(person, Tapped(question, choice), trigger_id) if question else None
        case {"type": "view_submission", "user": {"id": str(person)}, "view": dict(view)}:
            form_event = submitted(view)
            return _inbound(person, form_event) if form_event else None
        case _:
            return None


def _inbound(person: str, event: Event, answer_to: str | None = None) -> Inbound:
    return Inbound(THERAPISTS, person, event, answer_to)


def submitted(view: Mapping[str, Any]) -> Submitted | None:
    """A form as it was sent in; its fields go by the names of their elements."""
    match view:
        case {"callback_id": str(form), "private_metadata": str(about)}:
            fields = _fields(view)
            return Submitted(form, about, {name: _value(given) for name, _, given in fields})
        case _:
            return None


def block_of(view: Mapping[str, Any], field: str) -> str | None:
    """The block that shows a field; the first one that can show a problem, if there is no such."""
    for name, block_id, _ in _fields(view):
        if name == field:
            return block_id
    return next((block_id for _, block_id, _ in _fields(view)), None)


def _fields(view: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Name, block and content of every field, in the order in which they are shown."""
    match view:
        case {"state": {"values": dict(values)}}:
            shown = [block.get("block_id") for block in view.get("blocks", ())]
            order = [block_id for block_id in shown if block_id in values]
            return [
                (name, block_id, given)
                for block_id in order
                for name, given in values[block_id].items()
            ]
        case _:
            return []


def _value(given: Mapping[str, Any]) -> str:
    match given:
        case {"selected_option": {"value": str(value)}} | {"value": str(value)}:
            return value
        case {"selected_date": str(day)}:
            return day
        case {"selected_date_time": int(seconds)}:
            return str(seconds)
        case _:
            return ""


def _unescaped(text: str) -> str:
    """Slack escapes three characters in what people write."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
