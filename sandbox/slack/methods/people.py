"""`auth.*` and `users.*`: who is calling, and who is there."""

from sandbox.slack.methods.paging import page
from sandbox.slack.records import App, Json
from sandbox.slack.state import Arguments, State


def auth_test(state: State, app: App, _arguments: Arguments) -> Json:
    return {
        "url": f"{state.files.url}/",
        "team": "Sandbox",
        "user": app.name.lower(),
        "team_id": state.workspace.team,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def users_info(state: State, _app: App, arguments: Arguments) -> Json:
    member = state.workspace.member(arguments.needed("user"))
    return {"user": state.workspace.member_json(member)}


def users_list(state: State, _app: App, arguments: Arguments) -> Json:
    members, more = page(list(state.workspace.members.values()), arguments)
    return {
        "members": [state.workspace.member_json(one) for one in members],
        "cache_ts": state.workspace.seconds(),
        **more,
    }


def users_profile_get(state: State, app: App, arguments: Arguments) -> Json:
    member = state.workspace.member(arguments.get("user") or app.bot_user)
    return {"profile": state.workspace.member_json(member)["profile"]}
