"""Where a drill that starts processes of its own takes place: a folder with its own settings."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.surroundings import without_settings
from portal.settings import LogLevel

COPY = Path("elsewhere/portal.key")
"""The second copy of the key file."""


@contextmanager
def place(url: str | None) -> Iterator[Path]:
    """A folder with the settings of a portal of its own, which this process is in meanwhile."""
    before, environ = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="portal-drill-") as folder:
        without_settings(os.environ)
        os.environ["PORTAL_LOG_LEVEL"] = LogLevel.ERROR.value
        # On SQLite the default: a file in this folder.
        if url is not None:
            os.environ["PORTAL_DATABASE_URL"] = url
        os.chdir(folder)
        COPY.parent.mkdir()
        try:
            yield Path(folder)
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(environ)
