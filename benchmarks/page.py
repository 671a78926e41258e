"""docs/numbers.md: the page of figures, written by a program and never by hand."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.reading import shown
from benchmarks.result import Result, read_result

PAGE = Path("docs/numbers.md")
BEGINS = """\
# Numbers

Written by `make benchmarks`; not edited by hand. Each figure was measured beside its yardstick in
one run, in rounds that alternate, and is the median of its rounds: machines differ, and the ratios
carry over better than the rates. What each figure means stands in the module of its name under
`benchmarks/`. What was not reached says so.
"""


def write(results: Sequence[Path], on: date, page: Path = PAGE) -> None:
    """Writes the page from results that runs with --json have left in these files."""
    page.write_text(text([read_result(each) for each in results], on), "utf-8")


def text(results: Sequence[Result], on: date) -> str:
    """The page: one table for each result, in the order given."""
    return "\n".join([BEGINS, *(_section(each, on) for each in results)])


def _section(found: Result, on: date) -> str:
    place = ", ".join(f"{name} {value}" for name, value in found.machine.items())
    verdict = "reached" if found.passed else "**not reached**"
    rows = "\n".join(f"| `{name}` | {shown(value)} |" for name, value in found.figures.items())
    return (
        f"## {found.name}\n\n{verdict}; {on.isoformat()}; seed {found.seed}; {place}\n\n"
        f"| figure | measured |\n| --- | ---: |\n{rows}\n"
    )
