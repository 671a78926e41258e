"""What happens when a modal is sent in: the form's own complaints, then the app's answer."""

from sandbox.slack import composition, inputs
from sandbox.slack.blocks import Surface
from sandbox.slack.errors import Refused
from sandbox.slack.findings import Findings
from sandbox.slack.records import App, Json, View
from sandbox.slack.sockets import Reply
from sandbox.slack.state import State

# Shown above the form when the app is silent or answers what Slack cannot use.
TROUBLE = "We had some trouble connecting. Try again?"


def complaints(view: View) -> dict[str, str]:
    """What is missing or malformed, by block; while there is any, the app hears nothing."""
    found: dict[str, str] = {}
    for block in view.blocks:
        if block["type"] != "input":
            continue
        value = view.values[block["block_id"]][block["element"]["action_id"]]
        words = inputs.complaint(block, value)
        if words is not None:
            found[block["block_id"]] = words
    return found


def settle(state: State, app: App, view: View, reply: Reply) -> dict[str, str]:
    """Close, replace or keep the modal as the app answered; the errors to show."""
    if not reply.acknowledged:
        return {"": TROUBLE}
    answer, modals = reply.payload, state.modals
    if view.id not in modals.views:
        # The app opened something else meanwhile; there is nothing left to close or replace.
        return {}
    try:
        match answer.get("response_action"):
            case None:
                modals.close(view)
            case "clear":
                modals.clear(view.person)
            case "errors":
                return _errors(view, answer.get("errors"))
            case "update":
                current = modals.views[view.id]
                checked = modals.checked(app, answer.get("view"), Surface.MODAL, replaces=current)
                modals.show(app, current, checked)
            case "push":
                modals.push_on(app, view.person, answer.get("view"))
            case _:
                return {"": TROUBLE}
    except Refused as refused:
        messages = refused.details.get("response_metadata", {}).get("messages", ())
        return {"": TROUBLE, "reason": " ".join([refused.error, *messages])}
    return {}


def _errors(view: View, errors: object) -> dict[str, str]:
    """Errors belong to input blocks of the view; Slack cannot place any other."""
    known = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or errors.keys() - known:
        return {"": TROUBLE, "reason": f"errors must name input blocks: {sorted(known)}"}
    return {str(block): str(words) for block, words in errors.items()}


def suggestions(reply: Reply) -> Json:
    """The options an app suggests; none when Slack could not use them."""
    answer = reply.payload
    findings = Findings()
    if answer.get("options") is not None:
        composition.options(findings, answer["options"], "/options", 100, least=0)
    elif answer.get("option_groups") is not None:
        composition.option_groups(findings, answer["option_groups"], "/option_groups", least=0)
    return {} if findings.problems else answer
