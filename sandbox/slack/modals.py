"""Views: the stack of modals in front of a person, App Homes, and the triggers that open them."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sandbox.slack import blocks, composition, inputs
from sandbox.slack.blocks import Surface
from sandbox.slack.errors import Refused, invalid
from sandbox.slack.escaping import escaped_blocks
from sandbox.slack.files import Files
from sandbox.slack.findings import Findings
from sandbox.slack.records import App, Change, Json, View
from sandbox.slack.workspace import Workspace

TRIGGER_LIVES = timedelta(seconds=3)
DEEPEST_STACK = 3
LARGEST_VIEW = 250_000

_MODAL_FIELDS = (
    "type",
    "title",
    "blocks",
    "close",
    "submit",
    "private_metadata",
    "callback_id",
    "clear_on_close",
    "notify_on_close",
    "external_id",
    "submit_disabled",
)
_HOME_FIELDS = ("type", "blocks", "private_metadata", "callback_id", "external_id")


@dataclass(slots=True)
class Trigger:
    """The leave to open one modal, soon."""

    app_id: str
    person: str
    given: datetime
    view_id: str | None
    used: bool = False


class Modals:
    """Every view there is, who has which ones open, and what may open the next."""

    def __init__(self, workspace: Workspace, files: Files) -> None:
        self._workspace = workspace
        self._files = files
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[tuple[str, str], str] = {}
        self._triggers: dict[str, Trigger] = {}

    # Triggers.

    def new_trigger(self, app: App, person: str, view_id: str | None = None) -> str:
        dice = self._workspace.dice
        number = f"{dice.randrange(10**12):012d}.{dice.randrange(10**12):012d}"
        trigger_id = f"{number}.{dice.getrandbits(128):032x}"
        self._triggers[trigger_id] = Trigger(app.id, person, self._workspace.now(), view_id)
        return trigger_id

    def _take_trigger(self, app: App, trigger_id: object, *, pushes: bool) -> Trigger:
        trigger = self._triggers.get(str(trigger_id))
        if trigger is None or trigger.app_id != app.id:
            raise Refused("invalid_trigger")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._workspace.now() - trigger.given > TRIGGER_LIVES:
            raise Refused("expired_trigger_id")
        if pushes and trigger.view_id not in self.stacks.get(trigger.person, ()):
            raise Refused("invalid_trigger")
        return trigger

    # Modals.

    def top(self, person: str) -> View | None:
        stack = self.stacks.get(person)
        return self.views[stack[-1]] if stack else None

    def open(self, app: App, trigger_id: object, definition: object) -> View:
        """A first modal; what was open is replaced."""
        trigger = self._take_trigger(app, trigger_id, pushes=False)
        checked = self.checked(app, definition, Surface.MODAL)
        trigger.used = True
        self.clear(trigger.person)
        return self._stack(app, trigger.person, checked)

    def push(self, app: App, trigger_id: object, definition: object) -> View:
        """A modal on top of the one whose button was pressed."""
        trigger = self._take_trigger(app, trigger_id, pushes=True)
        checked = self.checked(app, definition, Surface.MODAL)
        if len(self.stacks[trigger.person]) >= DEEPEST_STACK:
            raise Refused("push_limit_reached")
        trigger.used = True
        return self._stack(app, trigger.person, checked)

    def push_on(self, app: App, person: str, definition: object) -> View:
        """A modal pushed by the answer to a submission."""
        checked = self.checked(app, definition, Surface.MODAL)
        if len(self.stacks.get(person, ())) >= DEEPEST_STACK:
            raise Refused("push_limit_reached")
        return self._stack(app, person, checked)

    def _stack(self, app: App, person: str, definition: Json) -> View:
        stack = self.stacks.setdefault(person, [])
        view_id = self._workspace.new_id("V")
        view = self._made(
            app,
            person,
            definition,
            view_id=view_id,
            root=stack[0] if stack else view_id,
            previous=stack[-1] if stack else None,
        )
        stack.append(view_id)
        self.views[view_id] = view
        self._workspace.tell(Change.VIEW_OPENED, view=view)
        return view

    def update(
        self,
        app: App,
        definition: object,
        *,
        view_id: str | None = None,
        external_id: str | None = None,
        expected_hash: str | None = None,
    ) -> View:
        """An open view shown anew; what was filled in stays where ids stay."""
        view = self.views.get(view_id) if view_id else self._by_external_id(app, external_id)
        if view is None or view.app_id != app.id or not self._is_open(view):
            raise Refused("not_found")
        if expected_hash and expected_hash != view.hash:
            raise Refused("hash_conflict")
        checked = self.checked(app, definition, Surface(view.type), replaces=view)
        return self.show(app, view, checked)

    def show(self, app: App, view: View, checked: Json) -> View:
        """Replace an open view with a checked definition."""
        shown = self._made(
            app,
            view.person,
            checked,
            view_id=view.id,
            root=view.root_view_id,
            previous=view.previous_view_id,
            before=view,
        )
        self.views[view.id] = shown
        self._workspace.tell(Change.VIEW_UPDATED, view=shown)
        return shown

    def close(self, view: View) -> None:
        """One modal less; the one below shows again."""
        stack = self.stacks.get(view.person, [])
        if view.id in stack:
            stack.remove(view.id)
            self._workspace.tell(Change.VIEW_CLOSED, view=self.views.pop(view.id))

    def clear(self, person: str) -> None:
        """Every modal of a person closed, top first."""
        for view_id in reversed(self.stacks.get(person, [])):
            self._workspace.tell(Change.VIEW_CLOSED, view=self.views.pop(view_id))
        self.stacks[person] = []

    # App Home.

    def publish(self, app: App, person: str, definition: object, expected_hash: str | None) -> View:
        checked = self.checked(app, definition, Surface.HOME)
        before = self.home(app, person)
        if expected_hash and (before is None or before.hash != expected_hash):
            raise Refused("hash_conflict")
        view_id = before.id if before else self._workspace.new_id("V")
        view = self._made(
            app, person, checked, view_id=view_id, root=view_id, previous=None, before=before
        )
        self.views[view_id] = view
        self.homes[app.id, person] = view_id
        self._workspace.tell(Change.HOME_PUBLISHED, view=view)
        return view

    def home(self, app: App, person: str) -> View | None:
        view_id = self.homes.get((app.id, person))
        return self.views[view_id] if view_id else None

    # What a view holds.

    def remember(self, view: View, block_id: str, action_id: str, value: Json) -> View:
        """What a person filled in or chose."""
        values = {block: dict(actions) for block, actions in view.values.items()}
        values.setdefault(block_id, {})[action_id] = value
        kept = replace(view, values=values)
        self.views[view.id] = kept
        return kept

    def checked(
        self, app: App, definition: object, surface: Surface, replaces: View | None = None
    ) -> Json:
        """A definition that Slack accepts, or `invalid_arguments` with the reasons."""
        view = blocks.parsed(definition)
        findings = Findings(self._files.known())
        if findings.an_object(view, "/view"):
            self._check_view(findings, view, surface)
        if findings.problems:
            problems = ["failed to match all allowed schemas [json-pointer:/view]"]
            raise invalid("invalid_arguments", problems + findings.problems)
        if len(json.dumps(view)) > LARGEST_VIEW:
            raise Refused("view_too_large")
        external_id = view.get("external_id")
        holder = self._by_external_id(app, external_id) if external_id else None
        home = surface is Surface.HOME
        if holder is not None and not home and (replaces is None or holder.id != replaces.id):
            raise Refused("duplicate_external_id")
        return dict(view)

    def _check_view(self, findings: Findings, view: Json, surface: Surface) -> None:
        at = "/view"
        if view.get("type") != surface.value:
            findings.add("must be a valid enum value", f"{at}/type")
            return
        modal = surface is Surface.MODAL
        findings.only(view, _MODAL_FIELDS if modal else _HOME_FIELDS, at)
        findings.strings(view, at, private_metadata=3000, callback_id=255, external_id=255)
        if modal:
            if findings.needs(view, ("title",), at):
                composition.text(findings, view["title"], f"{at}/title", 24, plain=True)
            for name in ("submit", "close"):
                if view.get(name) is not None:
                    composition.text(findings, view[name], f"{at}/{name}", 24, plain=True)
            flags = ("clear_on_close", "notify_on_close", "submit_disabled")
            findings.a_boolean(view, at, *flags)
        if not findings.needs(view, ("blocks",), at):
            return
        blocks.check_blocks(findings, view["blocks"], surface, f"{at}/blocks")
        has_input = isinstance(view["blocks"], list) and any(
            isinstance(one, dict) and one.get("type") == "input" for one in view["blocks"]
        )
        if modal and has_input and view.get("submit") is None:
            findings.needs(view, ("submit",), at)

    def _made(
        self,
        app: App,
        person: str,
        definition: Json,
        *,
        view_id: str,
        root: str,
        previous: str | None,
        before: View | None = None,
    ) -> View:
        at_home = before if before and before.type == "home" else None
        kept = blocks.completed(
            definition["blocks"],
            self._workspace.dice,
            zip(at_home.definition["blocks"], at_home.blocks, strict=True) if at_home else (),
        )
        title = definition.get("title") or {}
        return View(
            id=view_id,
            hash=f"{self._workspace.seconds()}.{self._workspace.new_id('', 8)}",
            app_id=app.id,
            person=person,
            type=definition["type"],
            title=title.get("text", ""),
            blocks=kept,
            callback_id=definition.get("callback_id", ""),
            private_metadata=definition.get("private_metadata", ""),
            external_id=definition.get("external_id", ""),
            root_view_id=root,
            previous_view_id=previous,
            definition=definition,
            values=inputs.starting(kept, before),
        )

    def _by_external_id(self, app: App, external_id: str | None) -> View | None:
        for view in self.views.values() if external_id else ():
            if view.app_id == app.id and view.external_id == external_id:
                return view
        return None

    def _is_open(self, view: View) -> bool:
        return view.id in self.stacks.get(view.person, ()) or view.type == "home"


def view_json(view: View, app: App, team: str) -> Json:
    """A view as methods answer and payloads carry it."""
    told: Json = {
        "id": view.id,
        "team_id": team,
        "type": view.type,
        "blocks": escaped_blocks(view.blocks),
        "private_metadata": view.private_metadata,
        "callback_id": view.callback_id,
        "state": {"values": escaped_blocks(view.values)},
        "hash": view.hash,
        "title": escaped_blocks(view.definition.get("title")),
        "clear_on_close": view.definition.get("clear_on_close", False),
        "notify_on_close": view.definition.get("notify_on_close", False),
        "close": escaped_blocks(view.definition.get("close")),
        "submit": escaped_blocks(view.definition.get("submit")),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": app.id,
        "external_id": view.external_id,
        "app_installed_team_id": team,
        "bot_id": app.bot_id,
    }
    return told
