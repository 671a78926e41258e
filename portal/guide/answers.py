"""What was answered so far, in a file of the owner's alone, until the guide has come to its end."""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from portal.office import NotPossible

PLACE = Path(".setup-answers.json")
OWNER_ALONE = 0o600


class Answers:
    """Kept after every answer, so that the guide can be left at any question.

    Of two tokens that belong together the first waits here for the second; then both stand in
    `.env` and here no more.
    """

    def __init__(self, path: Path = PLACE) -> None:
        self._path = path
        self._given = _read(path)

    def get(self, key: str) -> str | None:
        return self._given.get(key)

    def __getitem__(self, key: str) -> str:
        return self._given[key]

    def keep(self, key: str, value: str) -> None:
        self._given[key] = value
        self._write()

    def forget(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._given.pop(key, None)
        self._write()

    def end(self) -> None:
        """Nothing is left to be remembered."""
        self._given.clear()
        with suppress(FileNotFoundError):
            self._path.unlink()

    def _write(self) -> None:
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            with os.fdopen(os.open(self._path, flags, OWNER_ALONE), "w", encoding="utf-8") as file:
                os.fchmod(file.fileno(), OWNER_ALONE)
                json.dump(self._given, file, ensure_ascii=False)
        except OSError as trouble:
            raise NotPossible(
                f"Answers cannot be kept in {Path.cwd()} ({trouble.strerror}). Begin in a folder "
                "in which this account may write."
            ) from None


def _read(path: Path) -> dict[str, str]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        # What cannot be read is asked again.
        return {}
    if not isinstance(told, dict):
        return {}
    return {str(key): value for key, value in told.items() if isinstance(value, str)}
