"""Where the keys come from: a file, a credential that systemd hands over, a command.

Whatever the place, what comes from it is the text of a key file. Exactly one is configured.
"""

import os
import shlex
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from store.key_file import (
    KeyFileMissing,
    KeyFileTrouble,
    Ring,
    RingName,
    Rings,
    load_key_file,
    understood,
)

COMMAND_SECONDS = 10.0
LONGEST = 1 << 20
HANDED_ON = frozenset({"PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TMPDIR"})
"""What a command gets of our environment; it may hold secrets that are not the command's."""

PATIENCE = 10.0
"""Seconds before a place that did not help is asked again: a damaged row must not ask for ever."""


class KeyCommandFailed(KeyFileTrouble):
    """The command that hands over the keys did not."""


class KeyCommandSilent(KeyCommandFailed):
    """The command was run and brought nothing, as one that asks a KMS before there is a network."""


class KeyProvider(Protocol):
    """What portal and commands ask for rings, wherever these come from."""

    def ring(self, name: RingName) -> Ring: ...

    def renewed(self, name: RingName, enough: Callable[[Ring], bool]) -> Ring:
        """The ring, read again from its place unless what is known is enough."""
        ...

    def reread(self) -> Rings:
        """The rings as they stand in their place now."""
        ...


class KeyPlace(Protocol):
    """One place that keys can be read from."""

    def read(self) -> Rings: ...


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A file that only the portal's account may read."""

    path: Path

    def __str__(self) -> str:
        return f"the key file at {self.path}"

    def read(self) -> Rings:
        return load_key_file(self.path)


@dataclass(frozen=True, slots=True)
class Credential:
    """A file that systemd lays out for the service alone (LoadCredential=)."""

    name: str
    folder: Path | None

    def __str__(self) -> str:
        return f"the systemd credential {self.name}"

    def read(self) -> Rings:
        if self.folder is None:
            raise KeyFileMissing(
                f"PORTAL_KEY_CREDENTIAL names {self.name}, and systemd has handed over no "
                "credentials. Write it into the unit, and start the portal by it: "
                f"LoadCredential={self.name}:/etc/portal/portal.key"
            )
        path = self.folder / self.name
        if not path.exists():
            raise KeyFileMissing(
                f"systemd has handed over no credential {self.name}. Write into the unit: "
                f"LoadCredential={self.name}:/etc/portal/portal.key"
            )
        # Where systemd lets the service in by an access list, its mask shows as the group's bits.
        return load_key_file(path, stat.S_IRWXO)


@dataclass(frozen=True, slots=True)
class Command:
    """A command that prints the key file, such as one that has a KMS decrypt it."""

    # Its arguments may hold what should not be printed.
    line: str
    environ: Mapping[str, str]
    seconds: float = COMMAND_SECONDS

    def __repr__(self) -> str:
        return "Command()"

    def __str__(self) -> str:
        return "the command of PORTAL_KEY_COMMAND"

    def read(self) -> Rings:
        return understood(self._output(), "What PORTAL_KEY_COMMAND prints")

    def _output(self) -> bytes:
        try:
            words = shlex.split(self.line)
        except ValueError:
            words = []
        if not words:
            raise KeyCommandFailed(
                "PORTAL_KEY_COMMAND is not a command: a quotation mark is left open. Write a "
                "program and its arguments."
            )
        try:
            # The words are the operator's own, and no shell reads them.
            running = subprocess.Popen(  # noqa: S603
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                # What it complains about may quote what it read.
                stderr=subprocess.DEVNULL,
                env={name: each for name, each in self.environ.items() if name in HANDED_ON},
                start_new_session=True,
            )
        except OSError as error:
            raise KeyCommandFailed(
                f"The program of PORTAL_KEY_COMMAND cannot be started ({error.strerror}). Write "
                "its whole path, and let the portal's account run it."
            ) from None
        try:
            output, _ = running.communicate(timeout=self.seconds)
        except subprocess.TimeoutExpired:
            output = None
        finally:
            # It may have started others, which hold the line open.
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
        if output is None:
            running.communicate()
            raise KeyCommandSilent(
                f"PORTAL_KEY_COMMAND has not answered within {self.seconds:g} seconds. Run it by "
                "hand, under the portal's account, to see what it waits for."
            )
        if running.returncode != 0 or len(output) > LONGEST:
            raise KeyCommandSilent(
                f"PORTAL_KEY_COMMAND has failed (exit status {running.returncode}). Run it by "
                "hand, under the portal's account and with PATH and HOME alone in its "
                "environment, to see why: what it says is not shown here, it could hold a key."
            )
        return output


class Keys:
    """The rings of one place, read at the start and again when a rotation has gone on."""

    def __init__(
        self, place: KeyPlace, rings: Rings, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.place = place
        self._rings = rings
        self._monotonic = monotonic
        self._patient_until = float("-inf")

    def ring(self, name: RingName) -> Ring:
        return self._rings.ring(name)

    def reread(self) -> Rings:
        self._rings = self.place.read()
        return self._rings

    def renewed(self, name: RingName, enough: Callable[[Ring], bool]) -> Ring:
        """The ring, read again unless what is known is enough; trouble leaves it as it was."""
        if enough(self.ring(name)) or self._monotonic() < self._patient_until:
            return self.ring(name)
        with suppress(KeyFileTrouble):
            self.reread()
        if not enough(self.ring(name)):
            self._patient_until = self._monotonic() + PATIENCE
        return self.ring(name)
