"""`python -m benchmarks NAME [--json]`: measures one thing beside its yardstick."""

import argparse
import sys
from collections.abc import Callable, Mapping
from importlib import import_module

from benchmarks.reading import Progress, bar, silent, table
from benchmarks.result import Result

NAMES: Mapping[str, str] = {
    "taps": "one questionnaire tap, whole and the desk alone, beside bare aiogram",
}
"""What can be measured; each is the module of this name."""


def main(arguments: list[str]) -> int:
    """Runs one benchmark; the exit status tells whether its numbers were reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=[*NAMES], metavar="NAME", help=_listed())
    parser.add_argument("--json", action="store_true", help="print one object for a program")
    parser.add_argument("--seed", type=int, default=1, help="what is tapped; 1 unless told")
    asked = parser.parse_args(arguments)
    found = measure(asked.name, asked.seed, silent if asked.json else bar)
    print(found.as_json() if asked.json else table(found))
    return 0 if found.passed else 1


def measure(name: str, seed: int, progress: Progress) -> Result:
    """One benchmark at its full size."""
    module = import_module(f"benchmarks.{name}")
    run: Callable[[int, object, Progress], Result] = module.measure
    return run(seed, module.Size(), progress)


def _listed() -> str:
    return "; ".join(f"{name}: {what}" for name, what in NAMES.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
