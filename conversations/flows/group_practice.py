"""How many of a group practised, as its facilitator asks for it: a picture, or the numbers."""

from __future__ import annotations

from uuid import UUID

from conversations.contents import Button, Line, Sentences
from conversations.flows import workplace
from conversations.group_practice import ShowGroupPractice
from conversations.turn import Asked, Event, Say, Tapped, Turn

GROUP = "group"
NUMBERS = "numbers"

_COMMANDS = ("group", "groups", "grupo", "grupos")


def of(group: UUID) -> str:
    """What a button about one group asks."""
    return f"{GROUP}:{group}"


def home_button() -> Button:
    """The way to all groups that one leads."""
    return Button("group-practice-button", workplace.HOME, workplace.GROUPS)


def concerns(event: Event) -> bool:
    """Whether this asks how many of a group practised."""
    match event:
        case Asked(workplace.COMMAND, words):
            return words.strip().casefold() in _COMMANDS
        case Tapped(workplace.HOME, choice):
            return choice == workplace.GROUPS
        case Tapped(question):
            return question.startswith(f"{GROUP}:")
        case _:
            return False


def take_turn(event: Event) -> Turn[None]:
    """One press or one command. Whose group it is, the database is asked before anything shows."""
    match event:
        case Tapped(question, choice) if question != workplace.HOME:
            return Turn(None, _pressed(question, choice))
        case _:
            return Turn(None, (ShowGroupPractice(),))


def _pressed(question: str, choice: str) -> tuple[ShowGroupPractice | Say, ...]:
    try:
        if choice == NUMBERS:
            return (ShowGroupPractice(UUID(question.partition(":")[2]), as_numbers=True),)
    except ValueError:
        pass
    return (Say(Sentences((Line("old-button"),))),)
