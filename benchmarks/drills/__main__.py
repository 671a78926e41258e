"""`python -m benchmarks.drills NAME`: one drill, its figures, and whether it passed."""

import argparse
import secrets
import sys
import traceback
from collections.abc import Iterator

from benchmarks.drills import (
    audit,
    canary,
    erase,
    faults,
    flood,
    forged,
    joins,
    keys,
    kill,
    outage,
    permissions,
    power,
    reminders,
    zones,
)
from benchmarks.drills.adapting import SABOTAGES
from benchmarks.drills.stage import Engine
from benchmarks.drills.table import table
from benchmarks.drills.verdict import last_words
from benchmarks.result import Result
from portal.office import NotPossible

NAMES = (
    *("kill", "faults", "outage", "keys", "audit"),
    *("canary", "flood", "permissions", "erase", "forged"),
    *("zones", "reminders", "joins", "power"),
)


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 when all has passed, 1 when not, 2 when it could not be tried."""
    given = _parser().parse_args(arguments)
    seed = secrets.randbelow(1_000_000) if given.seed is None else given.seed
    failed: list[Result] = []
    try:
        for found in _results(given, seed):
            print(found.as_json() if given.json else table(found), flush=True)
            if not found.passed:
                failed.append(found)
    except NotPossible as trouble:
        print(trouble, file=sys.stderr)
        print(f"{given.name} could not be tried (seed {seed}).", file=sys.stderr)
        return 2
    except Exception:
        traceback.print_exc()
        print(f"{given.name} FAILED (seed {seed}): it broke off, see above.", file=sys.stderr)
        return 1
    finally:
        # Once more at the end, where they are read though only the end is kept of all this.
        for found in failed:
            print(last_words(found), file=sys.stderr, flush=True)
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drills", description=__doc__)
    parser.add_argument("name", choices=[*NAMES, "all"], help="which drill")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--seed", type=int, help="repeats a drill, as far as a kill can be")
    parser.add_argument(
        "--sabotage",
        choices=sorted(
            {
                *SABOTAGES,
                keys.SABOTAGE,
                *audit.SABOTAGES,
                *canary.SABOTAGES,
                *erase.SABOTAGES,
                flood.SABOTAGE,
                *permissions.SABOTAGES,
                *forged.SABOTAGES,
                *zones.SABOTAGES,
                reminders.SABOTAGE,
                *joins.SABOTAGES,
                *power.SABOTAGES,
            }
        ),
        help="breaks a promise: it fails",
    )
    parser.add_argument("--clients", type=int, help="how many clients there are")
    parser.add_argument("--kills", type=int, default=100, help="how often the portal is killed")
    parser.add_argument(
        "--database", choices=[*Engine, "both"], default=Engine.SQLITE, help="for the kill drill"
    )
    parser.add_argument("--changes", type=int, default=audit.MANY, help="for the audit drill")
    parser.add_argument("--forged", type=int, default=forged.FORGED, help="for the forged drill")
    parser.add_argument("--replayed", type=int, default=forged.REPLAYED, help="for the same")
    parser.add_argument("--canaries", type=int, default=canary.MANY, help="for the canary drill")
    parser.add_argument("--cuts", type=int, default=power.CUTS, help="for the power drill")
    parser.add_argument("--joins", type=int, default=joins.MANY, help="for the joins drill")
    parser.add_argument(
        "--freezes",
        type=int,
        default=0,
        help="for the kill drill on PostgreSQL: stopped, not ended",
    )
    parser.add_argument("--webhooks", action="store_true", help="for the kill drill")
    return parser


def _results(given: argparse.Namespace, seed: int) -> Iterator[Result]:
    """Every drill that was asked for, one after the other."""
    names = NAMES if given.name == "all" else (given.name,)
    shown = not given.json
    if "kill" in names:
        engines = list(Engine) if given.database == "both" else [Engine(given.database)]
        clients = given.clients or kill.MANY
        size = kill.Size(given.kills, clients, webhooks=given.webhooks, freezes=given.freezes)
        for engine in engines:
            yield kill.run(size, seed=seed, engine=engine, sabotage=given.sabotage, shown=shown)
    if "faults" in names:
        storm = faults.Size.of(given.clients or faults.MANY)
        yield faults.run(storm, seed=seed, sabotage=given.sabotage, shown=shown)
    if "outage" in names:
        clients = given.clients or outage.MANY
        yield outage.run(clients, seed=seed, sabotage=given.sabotage, shown=shown)
    if "keys" in names:
        engines = list(Engine) if given.database == "both" else [Engine(given.database)]
        for engine in engines:
            yield keys.run(
                given.kills,
                given.clients or keys.MANY,
                seed=seed,
                engine=engine,
                sabotage=given.sabotage,
                shown=shown,
            )
    if "audit" in names:
        yield audit.run(given.changes, seed=seed, sabotage=given.sabotage, shown=shown)
    if "canary" in names:
        for engine in list(Engine) if given.database == "both" else [Engine(given.database)]:
            yield canary.run(
                given.canaries, seed=seed, engine=engine, sabotage=given.sabotage, shown=shown
            )
    if "flood" in names:
        yield flood.run(seed=seed, sabotage=given.sabotage, shown=shown)
    if "permissions" in names:
        yield permissions.run(seed=seed, sabotage=given.sabotage, shown=shown)
    if "erase" in names:
        engines = list(Engine) if given.database == "both" else [Engine(given.database)]
        for engine in engines:
            yield erase.run(
                min(given.kills, erase.KILLS) if given.name == "all" else given.kills,
                given.clients or erase.MANY,
                seed=seed,
                engine=engine,
                sabotage=given.sabotage,
                shown=shown,
            )
    if "forged" in names:
        much = forged.Size(given.forged, given.replayed)
        yield forged.run(much, seed=seed, sabotage=given.sabotage, shown=shown)
    if "zones" in names:
        yield zones.run(seed=seed, sabotage=given.sabotage, shown=shown)
    if "reminders" in names:
        clients = given.clients or reminders.MANY
        yield reminders.run(clients, seed=seed, sabotage=given.sabotage, shown=shown)
    if "joins" in names:
        for engine in list(Engine) if given.database == "both" else [Engine(given.database)]:
            yield joins.run(
                given.joins, seed=seed, engine=engine, sabotage=given.sabotage, shown=shown
            )
    if "power" in names:
        yield power.run(given.cuts, seed=seed, sabotage=given.sabotage, shown=shown)


if __name__ == "__main__":
    sys.exit(main())
