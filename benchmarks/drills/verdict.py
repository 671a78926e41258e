"""The verdict on a drill: which of its figures are not as they must be, and how that is told."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from benchmarks.result import Figures, Result, machine

Wrong: TypeAlias = tuple[str, ...]
"""The names of figures that are not as they must be. Without any a drill has passed."""

EXPLAINED_BY = ("examples", "where", "without", "said_last")
"""Figures that say more about what is wrong."""
LONGEST = 600
"""So much of each is repeated at the end."""


def above_zero(figures: Figures, names: Iterable[str]) -> Wrong:
    """Those of these that must be 0 and are not, if they were counted."""
    return tuple(name for name in names if figures.get(name))


def not_so(musts: Mapping[str, bool]) -> Wrong:
    """Those figures of which what must be said of them is not true."""
    return tuple(name for name, is_so in musts.items() if not is_so)


def judged(name: str, seed: int, figures: Figures, wrong: Wrong) -> Result:
    """The result of a drill on this machine."""
    return Result(name, seed, machine(), not wrong, figures, wrong)


def last_words(found: Result) -> str:
    """What has failed, for whoever sees the end of a long output and nothing else of it."""
    told = ", ".join(f"{_plain(each)} {found.figures.get(each)}" for each in found.wrong)
    lines = [f"{found.name}{_where(found)} FAILED (seed {found.seed}): {told}"]
    lines += [
        f"  {_plain(each)}: {_short(str(found.figures[each]))}"
        for each in EXPLAINED_BY
        if each in found.figures
    ]
    return "\n".join(lines)


def _where(found: Result) -> str:
    database = found.figures.get("database")
    return f" on {database}" if database else ""


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]} ..."
