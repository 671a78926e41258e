"""Where a person's finger can go: buttons, menus and fields by the words they carry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from sandbox.slack import blocks, inputs
from sandbox.slack.errors import NoSuchButton, NoSuchInput
from sandbox.slack.records import Json, Message, View

Place: TypeAlias = Message | View


@dataclass(frozen=True, slots=True)
class Spot:
    """One element on a message or a view."""

    place: Place
    block: Json
    element: Json

    @property
    def ids(self) -> tuple[str, str]:
        return self.block["block_id"], self.element["action_id"]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything by which a person, or a test, may call it."""
        words = (
            self.element["action_id"],
            self.block["block_id"],
            _text(self.block.get("label")),
            _text(self.element.get("placeholder")),
            _text(self.block.get("text")),
        )
        return tuple(word for word in words if word)

    def action(self, **chosen: Any) -> Json:
        """The touch as a payload carries it."""
        block_id, action_id = self.ids
        told: Json = {"type": self.element["type"], "action_id": action_id, "block_id": block_id}
        for name in ("text", "value", "style", "url", "placeholder"):
            if name in self.element:
                told[name] = self.element[name]
        return told | chosen


def _text(value: Any) -> str:
    return str(value.get("text", "")) if isinstance(value, dict) else ""


def spots(places: Iterable[Place]) -> Iterator[Spot]:
    for place in places:
        for block in place.blocks:
            for element in blocks.touchable(block):
                yield Spot(place, block, element)


def button(places: Iterable[Place], label: str) -> Spot:
    """The first button with a label."""
    labels: list[str] = []
    for spot in spots(places):
        if spot.element["type"] == "button":
            words = _text(spot.element["text"])
            if words == label:
                return spot
            labels.append(words)
    raise NoSuchButton(label, list(dict.fromkeys(labels)))


def menu(places: Iterable[Place], name: str) -> Spot:
    """The first element that holds a choice and goes by a name."""
    names: list[str] = []
    for spot in spots(places):
        if inputs.holds_a_value(spot.element) or spot.element["type"] == "overflow":
            if name in spot.names:
                return spot
            names.extend(spot.names)
    raise NoSuchInput(name, list(dict.fromkeys(names)))


def field(view: View, name: str) -> Spot:
    """An input of a modal by its block, its label or its action."""
    found = [one for one in spots((view,)) if one.block["type"] == "input"]
    for spot in found:
        if name in spot.names:
            return spot
    raise NoSuchInput(name, [word for one in found for word in one.names])
