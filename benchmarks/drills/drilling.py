"""One drill in this very process: its folder, its log, what is sabotaged, and its result."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from benchmarks.drills import adapting
from benchmarks.result import Figure, Result, result

Drill = Callable[[Path], Coroutine[Any, Any, tuple[dict[str, Figure], bool]]]
"""What is drilled in a folder of its own: the figures, and whether it passed."""


def drilled(name: str, seed: int, sabotage: str | None, drill: Drill) -> Result:
    """Drills once and counts; the portal inside is prepared, and perhaps sabotaged, before."""
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="portal-drill-") as folder,
        (Path(folder) / "portal.log").open("w") as log,
    ):
        adapting.prepare(sabotage, log)
        figures, passed = asyncio.run(drill(Path(folder)))
    figures["seconds"] = round(time.monotonic() - begun, 1)
    if sabotage is not None:
        figures["sabotage"] = sabotage
    return result(name, seed, figures, passed=passed)
