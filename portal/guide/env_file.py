"""`.env`, written by the guide: a setting takes the place of its line, all other lines stay."""

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from portal.office import NotPossible
from portal.settings import variable

OWNER_ALONE = 0o600
HEAD = "# Settings of the portal; .env.example lists them all. This file holds tokens: mode 0600.\n"


def keep(path: Path, values: Mapping[str, str]) -> None:
    """Writes these settings, by their names in `Settings`; old or new file, never a part of one."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        lines = HEAD.splitlines()
    except (OSError, UnicodeDecodeError):
        raise NotPossible(
            f"{path} cannot be read as text. Move it away, and begin anew: portal setup"
        ) from None
    for field, value in values.items():
        lines = _with(lines, variable(field), value)
    _replace(path, "".join(f"{line}\n" for line in lines))


def _with(lines: list[str], name: str, value: str) -> list[str]:
    is_its = re.compile(rf"\s*(export\s+)?{name}\s*=")
    at = [number for number, line in enumerate(lines) if is_its.match(line)]
    if not at:
        return [*lines, f"{name}={value}"]
    # The last one counts; one line is enough.
    kept = [line for number, line in enumerate(lines) if number not in at[:-1]]
    place = at[-1] - (len(at) - 1)
    return [*kept[:place], f"{name}={value}", *kept[place + 1 :]]


def _replace(path: Path, text: str) -> None:
    try:
        # Born closed to others: a chmod afterwards would leave a moment.
        descriptor, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            beside.chmod(OWNER_ALONE)
            beside.replace(path.resolve())
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
    except OSError as trouble:
        raise NotPossible(
            f"{path} could not be written ({trouble.strerror}). Begin in a folder in which this "
            "account may write."
        ) from None
