"""Reply markups: what may stand under a message."""

import ipaddress
from urllib.parse import urlsplit

from sandbox.telegram.calls import Call
from sandbox.telegram.entities import Json
from sandbox.telegram.errors import bad_request
from sandbox.telegram.limits import BUTTONS_IN_KEYBOARD, BUTTONS_IN_ROW, CALLBACK_DATA_BYTES

_ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
        "disabled",
    }
)
_MAY_BE_EMPTY = frozenset({"switch_inline_query", "switch_inline_query_current_chat"})
# They belong to invoices and games, which the sandbox has not.
_ELSEWHERE = frozenset({"callback_game", "pay"})
_STYLES = frozenset({"danger", "success", "primary"})
_INLINE, _REPLY = "inline keyboard", "keyboard"


def read_markup(call: Call) -> Json | None:
    """The checked reply markup, or None when there is none."""
    given = call.json("reply_markup")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in given:
        rows = _rows(given["inline_keyboard"], _INLINE)
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in given:
        return {**given, "keyboard": _rows(given["keyboard"], _REPLY)}
    if given.get("remove_keyboard") or given.get("force_reply"):
        return dict(given)
    return None


def read_inline_keyboard(call: Call) -> Json | None:
    """The markup of an edit: an inline keyboard or nothing."""
    markup = read_markup(call)
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _rows(given: object, kind: str) -> list[list[Json]]:
    if not isinstance(given, list):
        raise bad_request(f'field "{kind.replace(" ", "_")}" must be of type Array')
    rows: list[list[Json]] = []
    for row in given:
        if not isinstance(row, list):
            raise bad_request(f"can't parse {kind} button: Array of Array expected")
        if len(row) > BUTTONS_IN_ROW:
            raise bad_request("reply markup is too long")
        if row:
            rows.append([_button(button, kind) for button in row])
    if sum(map(len, rows)) > BUTTONS_IN_KEYBOARD:
        raise bad_request("reply markup is too long")
    return rows


def _button(given: object, kind: str) -> Json:
    if kind == _REPLY and isinstance(given, str):
        given = {"text": given}
    if not isinstance(given, dict):
        raise bad_request(f"can't parse {kind} button: Object expected as a button")
    if "text" not in given:
        raise bad_request(f"can't parse {kind} button: Can't find field \"text\"")
    if not isinstance(given["text"], str):
        raise bad_request(f'can\'t parse {kind} button: Field "text" must be of type String')
    if not given["text"].strip():
        raise bad_request(f"{kind} button text must be non-empty")
    if given.get("style") is not None and given["style"] not in _STYLES:
        raise bad_request(f"can't parse {kind} button: invalid button style specified")
    if kind == _INLINE:
        _check_action(given)
    return dict(given)


def _check_action(button: Json) -> None:
    refused = "can't parse inline keyboard button: "
    # An empty query to switch with is a query; anything else that is empty is not there.
    actions = [
        name
        for name in button
        if name in _ACTIONS and (button[name] or (name in _MAY_BE_EMPTY and button[name] == ""))
    ]
    if not actions:
        raise bad_request(f"{refused}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"{refused}Exactly one action must be specified")
    [action] = actions
    value = button[action]
    if action in _ELSEWHERE:
        raise bad_request(f"{refused}{action} buttons are for invoices and games")
    if action == "callback_data":
        size = len(value.encode("utf-8", "surrogatepass")) if isinstance(value, str) else 0
        if not 1 <= size <= CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if action == "url":
        _check_url(str(value), "URL", {"http", "https", "tg"})
    if action == "web_app":
        url = value.get("url") if isinstance(value, dict) else ""
        _check_url(str(url), "Web App URL", {"https"})


def _check_url(url: str, what: str, schemes: set[str]) -> None:
    refused = f"inline keyboard button {what} '{url}' is invalid: "
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host = parts.hostname or ""
    except ValueError:
        raise bad_request(f"{refused}Wrong HTTP URL") from None
    if parts.scheme not in {"http", "https", "tg"}:
        raise bad_request(f"{refused}Unsupported URL protocol")
    # "localhost" and other names without a dot are refused by the real platform too.
    if parts.scheme != "tg" and "." not in host and not _is_address(host):
        raise bad_request(f"{refused}Wrong HTTP URL")
    if parts.scheme not in schemes:
        raise bad_request(f"{refused}Only HTTPS links are allowed")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
