"""`python -m benchmarks NAME [--json]`: measures one thing beside its yardstick.

`python -m benchmarks numbers` measures everything and writes docs/numbers.md.
"""

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

import structlog

from benchmarks import page
from benchmarks.reading import Progress, bar, silent, table
from benchmarks.result import Result
from portal.clock import SystemClock

NAMES: Mapping[str, str] = {
    "taps": "one questionnaire tap, whole and the desk alone, beside bare aiogram",
    "outbound": "letters out, beside aiogram's own session",
    "start": "from the start of the process to ready, beside importing its libraries",
    "pictures": "the dashboard, beside the same picture drawn with plain pyplot",
    "alarms": "how often each alert rule alarms about made-up clients",
    "rules": "one answer through all alert rules, beside recomputing from rows with the ORM",
    "rounds": "one tick with 100,000 clients beside the same with 1,000, as many being due",
    "memory": "what 100,000 updates leave in memory",
}
"""What can be measured; each is the module of this name."""

NUMBERS = "numbers"


def main(arguments: list[str]) -> int:
    """Runs one benchmark; the exit status tells whether its numbers were reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=_listed())
    parser.add_argument("name", choices=[*NAMES, NUMBERS], metavar="NAME")
    parser.add_argument("more", nargs="*", type=Path, help="numbers: results of drills to include")
    parser.add_argument("--json", action="store_true", help="print one object for a program")
    parser.add_argument("--seed", type=int, default=1, help="what is tapped; 1 unless told")
    asked = parser.parse_args(arguments)
    progress = silent if asked.json else bar
    if asked.name == NUMBERS:
        return _numbers(asked.seed, asked.more, progress)
    found = measure(asked.name, asked.seed, progress)
    print(found.as_json() if asked.json else table(found))
    return 0 if found.passed else 1


def measure(name: str, seed: int, progress: Progress) -> Result:
    """One benchmark at its full size."""
    module = import_module(f"benchmarks.{name}")
    run: Callable[[int, object, Progress], Result] = module.measure
    return run(seed, module.Size(), progress)


def _numbers(seed: int, more: Sequence[Path], progress: Progress) -> int:
    """Measures everything and writes the page, results of drills behind the benchmarks."""
    reached = True
    with tempfile.TemporaryDirectory(prefix="portal-numbers-") as folder:
        kept = []
        for name in NAMES:
            found = measure(name, seed, progress)
            reached = reached and found.passed
            print(table(found), flush=True)
            kept.append(Path(folder) / f"{name}.json")
            kept[-1].write_text(found.as_json(), "utf-8")
        page.write([*kept, *more], _today())
    return 0 if reached else 1


def _today() -> date:
    return SystemClock().now().date()


def _listed() -> str:
    return "; ".join(f"{name}: {what}" for name, what in NAMES.items())


if __name__ == "__main__":
    # What the portal logs would be drawn over the bar, and over the object.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    sys.exit(main(sys.argv[1:]))
