"""The user side: what a person sees, presses, fills in and says."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from sandbox.slack import blocks, inputs, payloads, submission, touch
from sandbox.slack.courier import Courier
from sandbox.slack.errors import NoOpenModal, NoSuchButton, NoSuchInput
from sandbox.slack.records import App, Channel, Json, Member, Message, Press, View
from sandbox.slack.sockets import Reply
from sandbox.slack.state import State
from sandbox.slack.touch import Place, Spot

Where = Literal["modal", "messages", "home"]


class Person:
    """Somebody in front of Slack."""

    def __init__(self, state: State, courier: Courier, member: Member) -> None:
        self._state = state
        self._courier = courier
        self._member = member
        # What was chosen in messages, which Slack remembers for each reader.
        self._choices: dict[tuple[str, str], dict[str, dict[str, Json]]] = {}
        # What external menus offered last.
        self._offers: dict[tuple[str, str], list[Json]] = {}

    @property
    def id(self) -> str:
        return self._member.id

    @property
    def name(self) -> str:
        return self._member.name

    def deactivate(self) -> None:
        """Leave the workspace: nobody can write here any more."""
        self._member = replace(self._member, deleted=True)
        self._state.workspace.members[self.id] = self._member

    def _app(self, app: App | None) -> App:
        return app or self._state.workspace.apps[0]

    # What is seen.

    def direct_messages(self, app: App | None = None) -> list[Message]:
        """The conversation with an app (the first one), oldest first, threads inside."""
        channel = self._state.workspace.find_direct(self._app(app), self.id)
        return self._state.workspace.history(channel.id) if channel else []

    def messages(self, channel: str) -> list[Message]:
        """What was said in a channel, oldest first, threads inside."""
        found = self._state.workspace.channel(channel)
        return self._state.workspace.history(found.id) if self.id in found.members else []

    def ephemerals(self) -> list[Message]:
        """What only this person sees, oldest first."""
        return [one for one in self._state.workspace.whispers if one.ephemeral_to == self.id]

    @property
    def view(self) -> View | None:
        """The modal in front."""
        return self._state.modals.top(self.id)

    @property
    def views(self) -> list[View]:
        """The whole stack of modals, the lowest first."""
        modals = self._state.modals
        return [modals.views[one] for one in modals.stacks.get(self.id, ())]

    def home(self, app: App | None = None) -> View | None:
        """An app's home as it was published for this person."""
        return self._state.modals.home(self._app(app), self.id)

    def _visible(self) -> list[Message]:
        """Every message this person can see, newest first."""
        workspace = self._state.workspace
        seen = [
            message
            for channel in workspace.channels.values()
            if self.id in channel.members
            for message in workspace.messages[channel.id].values()
        ]
        return sorted([*seen, *self.ephemerals()], key=lambda one: one.ts, reverse=True)

    def _places(self, ts: str | None, where: Where | None) -> list[Place]:
        """Where to look, first places first: the modal, messages, homes."""
        if ts is not None:
            return [one for one in self._visible() if one.ts == ts]
        places: list[Place] = []
        if where in (None, "modal") and self.view is not None:
            places.append(self.view)
        if where in (None, "messages"):
            places.extend(self._visible())
        if where in (None, "home"):
            homes = [self.home(app) for app in self._state.workspace.apps]
            places.extend(home for home in homes if home is not None)
        return places

    # What is pressed and chosen.

    async def press(
        self, label: str, *, ts: str | None = None, where: Where | None = None
    ) -> Press:
        """The button with a label, on the modal in front, else the newest message, else a home."""
        spot = touch.button(self._places(ts, where), label)
        press = await self._touch(spot, spot.action())
        return replace(press, url=spot.element.get("url"), confirm=spot.element.get("confirm"))

    def buttons(self, *, ts: str | None = None, where: Where | None = None) -> list[str]:
        """The labels of the buttons there are."""
        found = touch.spots(self._places(ts, where))
        return [one.element["text"]["text"] for one in found if one.element["type"] == "button"]

    async def choose(
        self, name: str, *chosen: Any, ts: str | None = None, where: Where | None = None
    ) -> Press:
        """Options of a menu by their labels, or the value of a picker; the app is told at once."""
        spot = touch.menu(self._places(ts, where), name)
        if spot.element["type"].endswith("external_select"):
            for label in map(str, chosen):
                if not self._is_offered(spot, label):
                    await self.suggestions(spot, label)
        given: Any = chosen[0] if len(chosen) == 1 else list(chosen)
        value = inputs.filled(spot.element, given, self._offers.get(spot.ids))
        values = self._remember(spot, value)
        # Inside an input block an app hears of a choice only when it asked to.
        quiet = spot.block["type"] == "input" and not spot.block.get("dispatch_action")
        if quiet:
            return Press(acknowledged=True, payload={})
        bare = {key: part for key, part in value.items() if key != "type"}
        return await self._touch(spot, spot.action(**bare), values)

    def _remember(self, spot: Spot, value: Json) -> dict[str, dict[str, Json]]:
        block_id, action_id = spot.ids
        if isinstance(spot.place, View):
            if inputs.holds_a_value(spot.element):
                current = self._state.modals.views[spot.place.id]
                self._state.modals.remember(current, block_id, action_id, value)
            return {}
        values = self._values(spot.place)
        if inputs.holds_a_value(spot.element):
            values.setdefault(block_id, {})[action_id] = value
        return values

    def _values(self, message: Message) -> dict[str, dict[str, Json]]:
        start = inputs.starting(message.blocks)
        fresh = {block: dict(actions) for block, actions in start.items()}
        return self._choices.setdefault((message.channel, message.ts), fresh)

    async def _touch(
        self, spot: Spot, action: Json, values: dict[str, dict[str, Json]] | None = None
    ) -> Press:
        place = spot.place
        if isinstance(place, View):
            place = self._state.modals.views[place.id]
        elif values is None:
            values = self._values(place)
        app = self._owner(place)
        payload = payloads.block_actions(
            self._state, app, self.id, place, action=action, values=values or {}
        )
        reply = await self._courier.ask(app, "interactive", payload)
        return Press(reply.acknowledged, payload, answer=reply.payload)

    def _owner(self, place: Place) -> App:
        if place.app_id is None:
            raise NoSuchButton("", ())
        return self._state.workspace.app(place.app_id)

    async def search(self, name: str, typed: str) -> list[str]:
        """Type into an external menu; the labels that the app offers."""
        spot = touch.menu(self._places(None, None), name)
        return [one["text"]["text"] for one in await self.suggestions(spot, typed)]

    async def suggestions(self, spot: Spot, typed: str) -> list[Json]:
        """The options that the app offers to who types this into an external menu."""
        place, app = spot.place, self._owner(spot.place)
        payload = payloads.block_suggestion(
            self._state, app, self.id, place, ids=spot.ids, typed=typed
        )
        reply = await self._courier.ask(app, "interactive", payload)
        offered = inputs.all_options(submission.suggestions(reply))
        known = {one["value"]: one for one in [*self._offers.get(spot.ids, ()), *offered]}
        self._offers[spot.ids] = list(known.values())
        return offered

    def _is_offered(self, spot: Spot, label: str) -> bool:
        """Whether an option was seen already, by its words or, on a page, by its value."""
        seen = self._offers.get(spot.ids, ())
        return any(label in (one["text"]["text"], one["value"]) for one in seen)

    # The modal in front.

    def _front(self) -> View:
        if self.view is None:
            raise NoOpenModal("no modal is open")
        return self.view

    def fill(self, name: str, value: Any) -> None:
        """Fill in an input of the modal, found by its block, label or action."""
        view = self._front()
        spot = touch.field(view, name)
        made = inputs.filled(spot.element, value, self._offers.get(spot.ids))
        self._state.modals.remember(view, *spot.ids, made)

    async def submit(self) -> dict[str, str]:
        """Send the modal in; the errors shown, none when the app took it."""
        view = self._front()
        complaints = submission.complaints(view)
        if complaints:
            return complaints
        app = self._owner(view)
        payload = payloads.view_submission(self._state, app, view)
        reply = await self._courier.ask(app, "interactive", payload)
        return submission.settle(self._state, app, view, reply)

    async def close(self) -> None:
        """Leave the modal in front; the app is told when it asked to be."""
        view = self._front()
        app = self._owner(view)
        cleared = bool(view.definition.get("clear_on_close"))
        gone = list(reversed(self.views)) if cleared else [view]
        if cleared:
            self._state.modals.clear(self.id)
        else:
            self._state.modals.close(view)
        for one in gone:
            if one.definition.get("notify_on_close"):
                payload = payloads.view_closed(self._state, app, one, is_cleared=cleared)
                await self._courier.ask(app, "interactive", payload)

    # What is opened and said.

    async def open_home(self, app: App | None = None) -> None:
        """Open an app's home tab; the app hears of it."""
        chosen = self._app(app)
        if "app_home_opened" in chosen.events:
            body = payloads.app_home_opened(self._state, chosen, self.id)
            self._courier.tell(chosen, payloads.event(self._state, chosen, body))
            await self._courier.heard()

    async def say(
        self,
        text: str,
        *,
        channel: str | None = None,
        thread_ts: str | None = None,
        app: App | None = None,
    ) -> Message:
        """Write to the app, or into a channel or thread; whoever subscribed hears of it."""
        place = self._place(channel, app)
        message = Message(
            channel=place.id,
            ts=self._state.workspace.new_ts(),
            user=self.id,
            text=text,
            thread_ts=thread_ts,
        )
        self._state.workspace.post(message)
        await self._courier.heard()
        return message

    def _place(self, channel: str | None, app: App | None) -> Channel:
        workspace = self._state.workspace
        if channel is None:
            return workspace.direct(self._app(app), self.id)
        found = workspace.channel(channel)
        if self.id not in found.members:
            raise NoSuchInput(channel, [one.name for one in workspace.channels.values()])
        return found

    async def command(
        self, command: str, text: str = "", *, channel: str | None = None, app: App | None = None
    ) -> Press:
        """A slash command; what the app answers at once is shown here or to everybody."""
        chosen, place = self._app(app), self._place(channel, app)
        payload = payloads.slash_command(
            self._state, chosen, self.id, place, command=command, text=text
        )
        reply = await self._courier.ask(chosen, "slash_commands", payload)
        self._show(chosen, place, reply)
        return Press(reply.acknowledged, payload, answer=reply.payload)

    def _show(self, app: App, place: Channel, reply: Reply) -> None:
        said, shown = reply.payload.get("text"), reply.payload.get("blocks")
        if not said and not shown:
            return
        workspace = self._state.workspace
        message = Message(
            channel=place.id,
            ts=workspace.new_ts(),
            user=app.bot_user,
            text=str(said or ""),
            blocks=blocks.completed(_listed(shown), workspace.dice),
            app_id=app.id,
        )
        if reply.payload.get("response_type") == "in_channel":
            workspace.post(message)
        else:
            workspace.whisper(replace(message, ephemeral_to=self.id))


def _listed(given: object) -> Sequence[Json]:
    return given if isinstance(given, list) else ()
