"""One table of a TOML file, read key by key; what does not fit is refused with its place."""

import math
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)

_ABSENT = object()


class SheetDoesNotFit(ValueError):
    """A file of ours or of a practice cannot be what it says it is; the message says where."""


class Sheet:
    """A table being read: every key must be asked for, and `finish` refuses the rest."""

    def __init__(self, table: Mapping[str, object], place: str) -> None:
        self._left = dict(table)
        self.place = place

    def has(self, key: str) -> bool:
        """Whether the key is there and not yet read."""
        return key in self._left

    def has_list(self, key: str) -> bool:
        """Whether the key is there, not yet read, and holds a list."""
        return isinstance(self._left.get(key), list)

    def text(self, key: str, default: str | None = None) -> str:
        """A text, which may be empty."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.refusal(key, f"wants a text, not {value!r}")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self._take(key, default)
        if not _is_whole(value):
            raise self.refusal(key, f"wants a whole number, not {value!r}")
        return int(str(value))

    def number(self, key: str) -> float:
        """A number; whole ones stay whole."""
        return self._as_number(key, self._take(key, None))

    def flag(self, key: str) -> bool:
        """True or false; false where nothing is said."""
        value = self._take(key, False)
        if not isinstance(value, bool):
            raise self.refusal(key, f"wants true or false, not {value!r}")
        return value

    def one_of(self, key: str, kind: type[E]) -> E:
        """One word of a fixed list."""
        word = self.text(key)
        if word not in set(kind):
            raise self.refusal(key, f"{word!r} is none of {', '.join(kind)}")
        return kind(word)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self._list(key)
        texts = tuple(value for value in values if isinstance(value, str))
        if len(texts) != len(values):
            raise self.refusal(key, "wants a list of texts")
        return texts

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        values = self._list(key)
        if not all(map(_is_whole, values)):
            raise self.refusal(key, "wants a list of whole numbers")
        return tuple(int(str(value)) for value in values)

    def numbers(self, key: str) -> dict[str, float]:
        """A table of names and numbers, in the order of the file; empty where it is absent."""
        table = self._take(key, {})
        if not isinstance(table, dict):
            raise self.refusal(key, f"wants a table of numbers, not {table!r}")
        return {name: self._as_number(f"{key}.{name}", value) for name, value in table.items()}

    def named_texts(self, key: str) -> dict[str, str]:
        """A table of names and texts; empty where it is absent."""
        table = self.table(key) if self.has(key) else Sheet({}, f"{self.place}: {key}")
        return {name: table.text(name) for name in tuple(table._left)}

    def table(self, key: str) -> "Sheet":
        """A table inside this one."""
        return self._as_table(key, self._take(key, None))

    def tables(self, key: str) -> dict[str, "Sheet"]:
        """The named tables inside a table; empty where it is absent."""
        if not self.has(key):
            return {}
        outer = self._take(key, None)
        if not isinstance(outer, dict):
            raise self.refusal(key, f"wants named tables, not {outer!r}")
        return {name: self._as_table(f"{key}.{name}", inner) for name, inner in outer.items()}

    def rows(self, key: str) -> tuple["Sheet | str", ...]:
        """A list of tables or texts; empty where it is absent."""
        if not self.has(key):
            return ()
        return tuple(
            row if isinstance(row, str) else self._as_table(f"{key}[{number}]", row)
            for number, row in enumerate(self._list(key), start=1)
        )

    def finish(self) -> None:
        """Refuse what nobody asked for: a misspelt key would silently mean its default."""
        for key in self._left:
            raise self.refusal(key, "unknown key")

    def refusal(self, key: str, why: str) -> SheetDoesNotFit:
        """The complaint about one key of this table."""
        return SheetDoesNotFit(f"{self.place}: {key}: {why}")

    def _take(self, key: str, default: object) -> object:
        value = self._left.pop(key, _ABSENT)
        if value is not _ABSENT:
            return value
        if default is None:
            raise self.refusal(key, "is missing")
        return default

    def _list(self, key: str) -> list[object]:
        value = self._take(key, None)
        if not isinstance(value, list):
            raise self.refusal(key, f"wants a list, not {value!r}")
        return value

    def _as_table(self, key: str, value: object) -> "Sheet":
        if not isinstance(value, dict):
            raise self.refusal(key, f"wants a table, not {value!r}")
        return Sheet(value, f"{self.place}: {key}")

    def _as_number(self, key: str, value: object) -> float:
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            raise self.refusal(key, f"wants a number, not {value!r}")
        return value


def open_sheet(text: str, place: str) -> Sheet:
    """The outermost table of a TOML text that came from `place`."""
    try:
        return Sheet(tomllib.loads(text), place)
    except tomllib.TOMLDecodeError as fault:
        raise SheetDoesNotFit(f"{place}: not TOML: {fault}") from fault


def _is_whole(value: object) -> bool:
    # In Python True is an int; in a questionnaire it is a mistake.
    return isinstance(value, int) and not isinstance(value, bool)
