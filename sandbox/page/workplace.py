"""Somebody's Slack: the app's home, its conversation, the modal in front, and hands on them.

Modals are filled in on the page itself and told here as a whole whenever the app is to hear of
something: that is how Slack's own client does it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page import moments
from sandbox.page.kept_files import KeptFiles
from sandbox.page.sorry import CHANGED, CLOSED, NOT_HEARD, NOT_UNDERSTOOD, Sorry
from sandbox.slack import inputs, payloads, touch
from sandbox.slack.escaping import typed
from sandbox.slack.person import Person, Where
from sandbox.slack.records import App, Message, Press, Shared, View
from sandbox.slack.server import SlackServer
from sandbox.slack.touch import Place, Spot

Json = dict[str, Any]

LONGEST_MESSAGE = 12_000


class Workplace:
    """One person of the practice, and the first app of the workspace."""

    def __init__(
        self, slack: SlackServer, therapist: Person, zone: ZoneInfo, files: KeptFiles
    ) -> None:
        self._slack = slack
        self._therapist = therapist
        self._zone = zone
        self._files = files

    def shows(self) -> Json:
        """The conversation with its threads, oldest first, and the modal in front."""
        workspace = self._slack.state.workspace
        app = self._app()
        channel = workspace.find_direct(app, self._therapist.id) if app else None
        seen = self._therapist.direct_messages(app) if app else []
        if channel:
            seen += [one for one in self._therapist.ephemerals() if one.channel == channel.id]
        return {
            "owner": self._therapist.name,
            "name": app.name if app else "Slack",
            "names": {one.id: one.name for one in workspace.members.values()},
            "commands": sorted(app.commands) if app else [],
            "messages": [
                self._message(one) for one in sorted(seen, key=lambda message: message.ts)
            ],
            "home": self._home(),
            "modal": self._modal(self._therapist.view),
        }

    @property
    def newest(self) -> str:
        """The moment of the app's last message: it rises when there is news."""
        app = self._app()
        heard = self._therapist.direct_messages(app) if app else []
        return max((one.ts for one in heard if one.user != self._therapist.id), default="")

    async def act(self, act: Json) -> Json:
        """What the person does; tells the sign by which a lesson knows it."""
        match act:
            case {"do": "say", "text": str(text), "thread": str(thread)}:
                return {"sign": await self._say(text, thread)}
            case {"do": "open home"}:
                await self._therapist.open_home(self._app())
                return {"sign": "home opened"}
            case {"do": "press", "block": str(block), "action": str(action)}:
                return await self._press(self._spot(act, block, action))
            case {"do": "choose", "block": str(block), "action": str(action), "chosen": chosen}:
                spot = self._spot(act, block, action)
                _heard(await self._choose(spot, chosen if isinstance(chosen, list) else [chosen]))
                return {"sign": "choice made"}
            case {"do": "search", "block": str(block), "action": str(action), "typed": str(typed)}:
                spot = self._spot(act, block, action)
                return {"options": await self._therapist.suggestions(spot, typed)}
            case {"do": "submit", "view": str(), "fields": dict()}:
                self._front(act)
                errors = await self._therapist.submit()
                return {"errors": errors, "sign": "" if errors else "form sent"}
            case {"do": "close", "view": str(view)}:
                self._front({"view": view})
                await self._therapist.close()
            case _:
                raise Sorry(NOT_UNDERSTOOD)
        return {}

    def _app(self) -> App | None:
        return next(iter(self._slack.state.workspace.apps), None)

    # What is done.

    async def _say(self, text: str, thread: str) -> str:
        text = text.strip()
        if not text:
            raise Sorry("There is nothing to send yet.")
        if len(text) > LONGEST_MESSAGE:
            raise Sorry(f"A message has at most {LONGEST_MESSAGE} characters.")
        app = self._app()
        if app is None:
            raise Sorry(NOT_HEARD)
        if thread and all(one.ts != thread for one in self._therapist.direct_messages(app)):
            raise Sorry(CHANGED)
        if text.startswith("/") and not thread:
            command, _, rest = text.partition(" ")
            if command not in app.commands:
                raise Sorry(f"{app.name} has no command {command}.")
            _heard(await self._therapist.command(command, typed(rest.strip()), app=app))
            return "command used"
        await self._therapist.say(typed(text), thread_ts=thread or None)
        return "slack message"

    def _front(self, act: Mapping[str, Any]) -> View:
        """The modal in front, filled in as it is on the page."""
        view = self._therapist.view
        if view is None:
            raise Sorry(CLOSED)
        if view.id != act["view"]:
            raise Sorry(CHANGED)
        fields = act.get("fields") or {}
        if not isinstance(fields, dict):
            raise Sorry(NOT_UNDERSTOOD)
        for block in view.blocks:
            if block["type"] == "input" and block["block_id"] in fields:
                given = self._given(block["element"], fields[block["block_id"]])
                self._therapist.fill(block["block_id"], given)
        return self._therapist.view or view

    def _spot(self, act: Mapping[str, Any], block: str, action: str) -> Spot:
        """The very element that was touched: two of them may have the same words."""
        if "home" in act:
            home = self._therapist.home(self._app())
            places: Iterable[Place] = (home,) if home else ()
        else:
            places = (self._front(act),) if "view" in act else self._messages(act.get("message"))
        for spot in touch.spots(places):
            if spot.ids == (block, action):
                return spot
        raise Sorry(CHANGED)

    def _messages(self, ts: object) -> Iterable[Place]:
        app = self._app()
        roots = self._therapist.direct_messages(app) if app else []
        seen = [*roots, *(reply for root in roots for reply in root.replies)]
        return [one for one in [*seen, *self._therapist.ephemerals()] if one.ts == ts]

    async def _press(self, spot: Spot) -> Json:
        if spot.element["type"] != "button":
            raise Sorry(NOT_UNDERSTOOD)
        label = spot.element["text"]["text"]
        twins = [
            one
            for one in touch.spots((spot.place,))
            if one.element["type"] == "button" and one.element["text"]["text"] == label
        ]
        if len(twins) > 1:
            press = await self._press_twin(spot)
        elif isinstance(spot.place, Message):
            press = await self._therapist.press(label, ts=spot.place.ts)
        else:
            press = await self._therapist.press(label, where=_where(spot.place))
        _heard(press)
        return {"url": spot.element.get("url") or "", "sign": "button pressed"}

    async def _press_twin(self, spot: Spot) -> Press:
        """A button that its words alone do not name."""
        state, place = self._slack.state, spot.place
        app = state.workspace.app(place.app_id or "")
        payload = payloads.block_actions(
            state,
            app,
            self._therapist.id,
            place,
            action=spot.action(),
            values=inputs.starting(place.blocks),
        )
        reply = await self._slack.courier.ask(app, "interactive", payload)
        return Press(reply.acknowledged, payload, answer=reply.payload)

    async def _choose(self, spot: Spot, chosen: list[Any]) -> Press:
        block, action = spot.ids
        # In a row of several the action names one of them; elsewhere the block does.
        several = [one for one in touch.spots((spot.place,)) if one.ids[0] == block]
        name = action if len(several) > 1 else block
        given = [self._given(spot.element, one) for one in chosen]
        if isinstance(spot.place, Message):
            return await self._therapist.choose(name, *given, ts=spot.place.ts)
        return await self._therapist.choose(name, *given, where=_where(spot.place))

    def _given(self, element: Json, value: Any) -> Any:
        """A value as the person's side takes it; what is empty is nothing."""
        if value in ("", []):
            return None
        if element["type"] == "datetimepicker" and isinstance(value, str):
            try:
                return datetime.fromisoformat(value).replace(tzinfo=self._zone)
            except ValueError:
                raise Sorry("Please enter a day and a time.") from None
        return value

    # What is seen.

    def _message(self, message: Message) -> Json:
        at = datetime.fromtimestamp(float(message.ts), UTC)
        member = self._slack.state.workspace.members.get(message.user)
        return {
            "id": message.ts,
            "author": member.name if member else message.user,
            "own": message.user == self._therapist.id,
            "bot": message.app_id is not None,
            "day": moments.day(at, self._zone),
            "time": moments.hour(at, self._zone),
            "edited": message.edited is not None,
            "text": message.text,
            "blocks": self._pictured(message.blocks),
            "files": [self._file(one) for one in message.files],
            "reactions": {name: len(people) for name, people in message.reactions.items()},
            "private": message.ephemeral_to is not None,
            "replies": [self._message(replace(one, replies=())) for one in message.replies],
        }

    def _home(self) -> Json | None:
        home = self._therapist.home(self._app())
        if home is None:
            return None
        return {"id": home.id, "hash": home.hash, "blocks": self._pictured(home.blocks)}

    def _modal(self, view: View | None) -> Json | None:
        if view is None:
            return None
        words = view.definition
        return {
            "id": view.id,
            "hash": view.hash,
            "title": view.title,
            "submit": (words.get("submit") or {}).get("text", ""),
            "close": (words.get("close") or {}).get("text", "Cancel"),
            "blocks": self._pictured(view.blocks),
            "values": {
                block: {action: self._bare(value) for action, value in actions.items()}
                for block, actions in view.values.items()
            },
        }

    def _bare(self, value: Json) -> Any:
        """What an input holds, as the page's own fields hold it."""
        match inputs.chosen(value):
            case {"value": chosen}:
                return chosen
            case [*several]:
                return [one["value"] if isinstance(one, dict) else one for one in several]
            case int(moment) if value["type"] == "datetimepicker":
                here = datetime.fromtimestamp(moment, UTC).astimezone(self._zone)
                return f"{here:%Y-%m-%dT%H:%M}"
            case None:
                return ""
            case content:
                return content

    def _file(self, shared: Shared) -> Json:
        kept = self._files.keep(shared.content).json()
        return kept | {"name": shared.name, "alt": shared.alt or shared.name}

    def _pictured(self, value: Any) -> Any:
        """Blocks whose pictures carry addresses of this page; none is loaded from elsewhere."""
        match value:
            case {"type": "image"}:
                return value | {"picture": self._picture(value)}
            case dict():
                return {name: self._pictured(part) for name, part in value.items()}
            case list() | tuple():
                return [self._pictured(part) for part in value]
            case _:
                return value

    def _picture(self, image: Json) -> Json | None:
        wanted = image.get("slack_file") or {}
        for file in self._slack.state.workspace.files.values():
            told = self._slack.state.files.json(file)
            named = (file.id, told["url_private"], told["permalink"])
            if file.content and (wanted.get("id") or wanted.get("url")) in named:
                return self._files.keep(file.content).json()
        return None


def _where(view: View) -> Where:
    return "home" if view.type == "home" else "modal"


def _heard(press: Press) -> None:
    if not press.acknowledged:
        raise Sorry(NOT_HEARD)
