"""What a drill found: figures that a program reads, and a table that a person reads."""

import json
import os
import platform
import sqlite3
from dataclasses import asdict, dataclass
from typing import TypeAlias

Figure: TypeAlias = int | float | str | bool | None


def machine() -> dict[str, Figure]:
    """Where this was measured: figures from elsewhere are others."""
    return {
        "cpus": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "sqlite": sqlite3.sqlite_version,
    }


@dataclass(frozen=True, slots=True)
class Result:
    """One drill, over."""

    name: str
    seed: int
    machine: dict[str, Figure]
    passed: bool
    figures: dict[str, Figure]

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    def as_table(self) -> str:
        """One figure a line, the verdict first."""
        verdict = "passed" if self.passed else "FAILED"
        width = max(map(len, self.figures), default=0)
        lines = [f"{self.name}: {verdict} (seed {self.seed})"]
        for name, figure in self.figures.items():
            shown = f"{figure:.2f}" if isinstance(figure, float) else str(figure)
            lines.append(f"  {name.replace('_', ' '):<{width}}  {shown}")
        return "\n".join(lines)
