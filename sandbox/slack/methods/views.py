"""`views.*`: modals and App Homes."""

from sandbox.slack.errors import invalid
from sandbox.slack.limits import PUBLISH_VIEW
from sandbox.slack.modals import view_json
from sandbox.slack.records import App, Json, View
from sandbox.slack.state import Arguments, State


def _told(state: State, app: App, view: View) -> Json:
    return {"view": view_json(view, app, state.workspace.team)}


def views_open(state: State, app: App, arguments: Arguments) -> Json:
    trigger_id, view = arguments.needed("trigger_id"), arguments.needed("view")
    return _told(state, app, state.modals.open(app, trigger_id, view))


def views_push(state: State, app: App, arguments: Arguments) -> Json:
    trigger_id, view = arguments.needed("trigger_id"), arguments.needed("view")
    return _told(state, app, state.modals.push(app, trigger_id, view))


def views_update(state: State, app: App, arguments: Arguments) -> Json:
    view_id, external_id = arguments.get("view_id"), arguments.get("external_id")
    if (view_id is None) == (external_id is None):
        raise invalid("invalid_arguments", ["must provide either view_id or external_id"])
    view = state.modals.update(
        app,
        arguments.needed("view"),
        view_id=view_id,
        external_id=external_id,
        expected_hash=arguments.get("hash"),
    )
    return _told(state, app, view)


def views_publish(state: State, app: App, arguments: Arguments) -> Json:
    person = state.workspace.member(arguments.needed("user_id"))
    state.take(PUBLISH_VIEW, app.id, "views.publish")
    view = state.modals.publish(app, person.id, arguments.needed("view"), arguments.get("hash"))
    return _told(state, app, view)
