"""What a portal that is measured or killed inherits from whoever started the run."""

import time
from collections.abc import MutableMapping
from pathlib import Path

from portal.settings import PREFIX

ENDS_WITHIN = 10.0
"""Seconds. A thread that has done its last work may not have ended yet, on a busy machine."""


def without_settings(environ: MutableMapping[str, str]) -> None:
    """Takes every setting of a portal out: only the run's own may reach it.

    PORTAL_REQUIRE of the tests is none, and `portal run` refuses to start with a name that it
    does not know.
    """
    for name in [name for name in environ if name.upper().startswith(PREFIX)]:
        del environ[name]


def without_threads() -> None:
    """Returns when this process has one thread, as one must that is forked."""
    until = time.monotonic() + ENDS_WITHIN
    while len(list(Path("/proc/self/task").iterdir())) > 1:
        if time.monotonic() > until:
            raise RuntimeError("something has started a thread; no process is forked beside one")
        time.sleep(0.01)


def waited_for_processor() -> float:
    """The seconds for which the threads of this process were ready and had no processor.

    What other programs of a busy machine have taken; 0 where the system does not say.
    """
    waited = 0
    for thread in Path("/proc/self/task").glob("*/schedstat"):
        try:
            waited += int(thread.read_text().split()[1])
        except (OSError, IndexError, ValueError):
            continue
    return waited / 1e9
