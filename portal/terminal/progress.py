"""A bar for what takes longer than a person likes to wait without a word."""

import sys
import time
from collections.abc import Callable

import typer

AFTER = 2.0
"""Seconds without a bar: what is over by then needs none."""

WIDTH = 30


class Bar:
    """One line on standard error of a terminal, drawn anew as the work goes on; else nothing."""

    def __init__(
        self,
        what: str,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        visible: bool | None = None,
    ) -> None:
        self._what = what
        self._monotonic = monotonic
        self._visible = sys.stderr.isatty() if visible is None else visible
        self._since = monotonic()
        self._drawn = ""

    def __call__(self, done: int, whole: int) -> None:
        """So much is done, of so much."""
        if not self._visible or self._monotonic() - self._since < AFTER:
            return
        share = min(done / max(whole, 1), 1.0)
        filled = int(WIDTH * share)
        line = f"\r{self._what} [{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%}"
        if line != self._drawn:
            self._drawn = line
            typer.echo(line, nl=False, err=True)

    def end(self) -> None:
        """The line ends, if there is one."""
        if self._drawn:
            self._drawn = ""
            typer.echo(err=True)
