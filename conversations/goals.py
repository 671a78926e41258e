"""Goals in letters and turns: what a letter about them says, and what should happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from care.goals import Draft, GoalState
from care.people import ClientId

# --- what a letter says: ids, never what is wanted -------------------------------------------


@dataclass(frozen=True, slots=True)
class GoalList:
    """A client's goals, for the client, with a way to each."""


@dataclass(frozen=True, slots=True)
class GoalCard:
    """One goal for its client, always as it stands now."""

    goal: UUID


@dataclass(frozen=True, slots=True)
class GoalSteps:
    """The smaller steps of a goal, each with a button that takes it away."""

    goal: UUID


@dataclass(frozen=True, slots=True)
class GoalsOf:
    """How a client's shared goals stand, for the therapist: in numbers, without their words."""

    client: UUID


OwnGoals: TypeAlias = GoalList | GoalCard | GoalSteps
"""What only the client gets."""

GoalContent: TypeAlias = OwnGoals | GoalsOf


def dump(content: GoalContent) -> dict[str, Any]:
    """The content as plain JSON."""
    match content:
        case GoalList():
            return {"kind": "goal-list"}
        case GoalCard(goal):
            return {"kind": "goal-card", "goal": str(goal)}
        case GoalSteps(goal):
            return {"kind": "goal-steps", "goal": str(goal)}
        case GoalsOf(client):
            return {"kind": "goals-of", "client": str(client)}


def load(dumped: dict[str, Any]) -> GoalContent | None:
    """The content that `dump` wrote; None for what is about something else."""
    match dumped:
        case {"kind": "goal-list"}:
            return GoalList()
        case {"kind": "goal-card", "goal": goal}:
            return GoalCard(UUID(goal))
        case {"kind": "goal-steps", "goal": goal}:
            return GoalSteps(UUID(goal))
        case {"kind": "goals-of", "client": client}:
            return GoalsOf(UUID(client))
        case _:
            return None


# --- what a flow knows ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aiming:
    """A client agrees a goal: its words, then who may see it, then how near it is today."""

    token: str
    """Which goal a button is about: those of an earlier one stay tappable."""
    words: str = ""
    is_shared: bool | None = None


@dataclass(frozen=True, slots=True)
class Rewording:
    """A client was asked for other words for a goal; the next words are taken as them."""

    goal: UUID


@dataclass(frozen=True, slots=True)
class Stepping:
    """A client was asked for a smaller step to a goal; the next words are taken as it."""

    goal: UUID


# --- effects: what should happen ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListGoals:
    """The client's goals."""


@dataclass(frozen=True, slots=True)
class ShowGoal:
    """One goal, with what can be done about it; fresh: at the end of the chat."""

    goal: UUID
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class ShowGoalSteps:
    """The smaller steps of a goal, to take some away."""

    goal: UUID


@dataclass(frozen=True, slots=True)
class KeepGoal:
    """Keep a goal with its first rating, and show it."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class RateGoal:
    """Keep how near a goal is today."""

    goal: UUID
    value: int


@dataclass(frozen=True, slots=True)
class RewordGoal:
    """Keep other words for a goal."""

    goal: UUID
    words: str


@dataclass(frozen=True, slots=True)
class ShareGoal:
    """Let the therapist see a goal, or no more."""

    goal: UUID
    shared: bool


@dataclass(frozen=True, slots=True)
class AddGoalStep:
    """Keep a smaller step to a goal."""

    goal: UUID
    words: str


@dataclass(frozen=True, slots=True)
class TickGoalStep:
    """Tick a smaller step off, or take that back."""

    goal: UUID
    step: UUID
    done: bool


@dataclass(frozen=True, slots=True)
class DropGoalStep:
    """Take a smaller step away; nothing of it is left."""

    goal: UUID
    step: UUID


@dataclass(frozen=True, slots=True)
class CloseGoal:
    """Say of a goal that it is reached, or let go."""

    goal: UUID
    state: GoalState


@dataclass(frozen=True, slots=True)
class ReopenGoal:
    """Take up a goal again that was reached or let go."""

    goal: UUID


@dataclass(frozen=True, slots=True)
class TakeGoalAway:
    """Take a goal away; nothing of it is left."""

    goal: UUID


GoalChange: TypeAlias = (
    RateGoal
    | RewordGoal
    | ShareGoal
    | AddGoalStep
    | TickGoalStep
    | DropGoalStep
    | CloseGoal
    | ReopenGoal
    | TakeGoalAway
)
"""What a client changes about a goal that is there."""

OwnGoalEffect: TypeAlias = ListGoals | ShowGoal | ShowGoalSteps | KeepGoal | GoalChange
"""What a client does with their own."""


@dataclass(frozen=True, slots=True)
class ShowGoalsOf:
    """How a client's goals stand, in the message that holds them; fresh: at the end of the chat."""

    client: ClientId
    fresh: bool = False


GoalEffect: TypeAlias = OwnGoalEffect | ShowGoalsOf
