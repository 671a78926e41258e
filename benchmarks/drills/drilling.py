"""One drill in this very process: its folder, its log, what is sabotaged, and its result."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from benchmarks.drills import adapting
from benchmarks.drills.verdict import Wrong, judged
from benchmarks.result import Figures, Result

Drill = Callable[[Path], Coroutine[Any, Any, tuple[Figures, Wrong]]]
"""What is drilled in a folder of its own: the figures, and which are not as they must be."""


def drilled(name: str, seed: int, sabotage: str | None, drill: Drill) -> Result:
    """Drills once and counts; the portal inside is prepared, and perhaps sabotaged, before."""
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="portal-drill-") as folder,
        (Path(folder) / "portal.log").open("w") as log,
    ):
        adapting.prepare(sabotage, log)
        figures, wrong = asyncio.run(drill(Path(folder)))
    figures["seconds"] = round(time.monotonic() - begun, 1)
    if sabotage is not None:
        figures["sabotage"] = sabotage
    return judged(name, seed, figures, wrong)
