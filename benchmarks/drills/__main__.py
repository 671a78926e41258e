"""`python -m benchmarks.drills NAME`: one drill, its figures, and whether it passed."""

import argparse
import secrets
import sys

from benchmarks.drills import kill
from benchmarks.drills.adapting import SABOTAGES
from benchmarks.drills.result import Result
from benchmarks.drills.stage import Engine


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 when everything that ran has passed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drills", description=__doc__)
    parser.add_argument("name", choices=["kill"])
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--sabotage", choices=sorted(SABOTAGES), default=None)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--clients", type=int, default=30)
    parser.add_argument("--database", choices=[*Engine, "both"], default=Engine.SQLITE)
    given = parser.parse_args(arguments)
    seed = secrets.randbelow(1_000_000) if given.seed is None else given.seed
    engines = list(Engine) if given.database == "both" else [Engine(given.database)]
    passed = True
    for engine in engines:
        result = kill.run(
            kill.Size(given.kills, given.clients),
            seed=seed,
            engine=engine,
            sabotage=given.sabotage,
            shown=not given.json,
        )
        _show(result, as_json=given.json)
        passed = passed and result.passed
    return 0 if passed else 1


def _show(result: Result, *, as_json: bool) -> None:
    print(result.as_json() if as_json else result.as_table(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
