"""A result for a person: a bar while it is measured, a small table at the end."""

import sys
from collections.abc import Callable
from typing import TypeAlias

from benchmarks.result import Figure, Result

Progress: TypeAlias = Callable[[float, str], None]
"""Told how much is done, from 0 to 1, and what is measured now."""

BAR = 30


def bar(done: float, what: str) -> None:
    """Draws how far a run has come, over the line before; nothing where nobody watches."""
    if not sys.stderr.isatty():
        return
    filled = round(BAR * min(done, 1.0))
    sys.stderr.write(f"\r\x1b[K[{'#' * filled}{'.' * (BAR - filled)}] {what}")
    if done >= 1.0:
        sys.stderr.write("\r\x1b[K")
    sys.stderr.flush()


def silent(_done: float, _what: str) -> None:
    """For programs: nothing is drawn."""


def table(found: Result) -> str:
    """The figures of a result, one a line, and whether they were reached."""
    width = max(map(len, found.figures), default=0)
    rows = [f"  {name:<{width}}  {shown(value)}" for name, value in found.figures.items()]
    verdict = "reached" if found.passed else "not reached"
    place = ", ".join(f"{name} {value}" for name, value in found.machine.items())
    return "\n".join([f"{found.name}: {verdict}", *rows, f"  ({place}; seed {found.seed})"])


def shown(value: Figure) -> str:
    """A figure as a person reads it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
        case int():
            return f"{value:,}"
        case _:
            return value
