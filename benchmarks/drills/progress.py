"""How far a drill is, on a terminal: one line that is written over."""

import sys
from typing import TextIO

WIDTH = 30


class Bar:
    """Silent where nobody watches: in a file, a pipe or a program that reads JSON."""

    def __init__(self, name: str, whole: int, *, shown: bool, out: TextIO = sys.stderr) -> None:
        self._name = name
        self._whole = max(whole, 1)
        self._out = out
        self._shown = shown and out.isatty()

    def at(self, done: int, doing: str = "") -> None:
        """So much of the whole is done."""
        if not self._shown:
            return
        filled = min(WIDTH * done // self._whole, WIDTH)
        bar = "#" * filled + "." * (WIDTH - filled)
        self._out.write(f"\r{self._name} [{bar}] {done}/{self._whole} {doing}\033[K")
        self._out.flush()

    def end(self) -> None:
        """Takes the line away: the table comes in its place."""
        if self._shown:
            self._out.write("\r\033[K")
            self._out.flush()
