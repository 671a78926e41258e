"""A line for what takes longer than a person likes to wait without a word."""

import sys
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from types import TracebackType

import typer

AFTER = 2.0
"""Seconds without a line: what is over by then needs none."""

EVERY = 1.0
"""Seconds after which it is drawn anew where the work tells nothing of itself."""

WIDTH = 30

_for_a_program: ContextVar[bool] = ContextVar("_for_a_program", default=False)


class Bar:
    """One line on standard error of a terminal, drawn anew as the work goes on; else nothing.

    Work that tells how far it is gets a bar, any other the seconds it has taken so far.
    """

    def __init__(
        self,
        what: str,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        visible: bool | None = None,
    ) -> None:
        self._what = what
        self._monotonic = monotonic
        is_seen = sys.stderr.isatty() and not _for_a_program.get()
        self._visible = is_seen if visible is None else visible
        self._since = monotonic()
        self._drawn = ""
        self._told = False
        self._over = threading.Event()
        self._drawing = threading.Lock()

    def __enter__(self) -> "Bar":
        if self._visible:
            threading.Thread(target=self._go_on, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def __call__(self, done: int, whole: int) -> None:
        """So much is done, of so much."""
        self._told = True
        if not self._visible or self._monotonic() - self._since < AFTER:
            return
        share = min(done / max(whole, 1), 1.0)
        filled = int(WIDTH * share)
        self._draw(f"\r{self._what} [{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%}")

    def say(self, words: str) -> None:
        """A sentence on a line of its own; what was drawn of the work gives way to it."""
        with self._drawing:
            if self._drawn:
                typer.echo("\r" + " " * len(self._drawn) + "\r", nl=False, err=True)
                self._drawn = ""
            typer.echo(words)

    def end(self) -> None:
        """The line ends, if there is one."""
        with self._drawing:
            self._over.set()
            if self._drawn:
                self._drawn = ""
                typer.echo(err=True)

    def _go_on(self) -> None:
        while not self._over.wait(EVERY):
            self.tick()

    def tick(self) -> None:
        """A moment has passed; it is said where nothing else can be."""
        seconds = self._monotonic() - self._since
        if self._visible and not self._told and seconds >= AFTER:
            self._draw(f"\r{self._what}: {seconds:.0f} s so far")

    def _draw(self, line: str) -> None:
        with self._drawing:
            if line != self._drawn and not self._over.is_set():
                self._drawn = line
                typer.echo(line, nl=False, err=True)


def read_by_a_program(asked: bool) -> bool:
    """The option --json was looked at: with it no person waits."""
    _for_a_program.set(asked)
    return asked
