"""The rota in turns: shown, and a day given to somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from care.people import StaffId


@dataclass(frozen=True, slots=True)
class ShowOnCall:
    """Who is on call on the next days."""


@dataclass(frozen=True, slots=True)
class OpenOnCallForm:
    """Open the form that asks which day and who, directly after the commit."""


@dataclass(frozen=True, slots=True)
class ChangeOnCall:
    """On this date somebody else is on call; None: nobody is."""

    day: date
    staff: StaffId | None


OnCallEffect: TypeAlias = ShowOnCall | OpenOnCallForm | ChangeOnCall
