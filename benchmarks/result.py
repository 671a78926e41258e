"""What a benchmark or a drill prints: one object, the same for all of them."""

import json
import os
import platform
import sqlite3
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

Figure: TypeAlias = float | int | str | bool
Figures: TypeAlias = dict[str, Figure]


@dataclass(frozen=True, slots=True)
class Result:
    """One run: what was measured, where, and whether the numbers were reached."""

    name: str
    seed: int
    machine: dict[str, Figure]
    passed: bool
    figures: Figures
    wrong: tuple[str, ...] = ()
    """The figures for which a drill has not passed."""

    def as_json(self) -> str:
        """The object that a program reads."""
        return json.dumps(asdict(self), ensure_ascii=False)


def result(name: str, seed: int, figures: Figures, *, passed: bool) -> Result:
    """A result of this machine."""
    return Result(name, seed, machine(), passed, figures)


def read_result(path: Path) -> Result:
    """The result that a run with --json has left in a file."""
    return _result(json.loads(path.read_text("utf-8")))


def _result(found: dict[str, Any]) -> Result:
    return Result(
        str(found["name"]),
        int(found["seed"]),
        dict(found["machine"]),
        bool(found["passed"]),
        dict(found["figures"]),
        tuple(found.get("wrong", ())),
    )


def machine() -> dict[str, Figure]:
    """Where it was measured."""
    return {
        "cpus": os.cpu_count() or 1,
        "processor": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
