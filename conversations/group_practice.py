"""How many members of a group practised, in letters and turns: the group, never a member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class GroupPractice:
    """How many members practised lately, for who leads the group; as a picture or as numbers."""

    group: UUID
    as_numbers: bool = False


@dataclass(frozen=True, slots=True)
class ShowGroupPractice:
    """How many practised in one group; None: in each that the one who acts leads."""

    group: UUID | None = None
    as_numbers: bool = False


def dump(content: GroupPractice) -> dict[str, Any]:
    """The content as plain JSON."""
    return {
        "kind": "group-practice",
        "group": str(content.group),
        "as_numbers": content.as_numbers,
    }


def load(dumped: dict[str, Any]) -> GroupPractice | None:
    """The content that `dump` wrote; None for what is about something else."""
    match dumped:
        case {"kind": "group-practice", "group": group, "as_numbers": bool(as_numbers)}:
            return GroupPractice(UUID(group), as_numbers)
        case _:
            return None
