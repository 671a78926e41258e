"""Checks with memory: what is wrong with a piece of JSON, and where."""

from collections.abc import Iterable, Sequence
from typing import Any


class Findings:
    """Problems as Slack words them: what is wrong, and a JSON pointer to it."""

    def __init__(self, files: Iterable[str] = ()) -> None:
        self.problems: list[str] = []
        # The files that images may show.
        self.files = frozenset(files)

    def add(self, problem: str, at: str) -> None:
        self.problems.append(f"{problem} [json-pointer:{at}]")

    def an_object(self, value: Any, at: str) -> bool:
        if not isinstance(value, dict):
            self.add("must provide an object", at)
            return False
        return True

    def only(self, value: dict[str, Any], allowed: Iterable[str], at: str) -> None:
        """Slack refuses properties it does not know."""
        for name in value.keys() - frozenset(allowed):
            self.add(f"invalid additional property: {name}", at)

    def needs(self, value: dict[str, Any], names: Iterable[str], at: str) -> bool:
        missing = [name for name in names if value.get(name) is None]
        for name in missing:
            self.add(f"missing required field: {name}", at)
        return not missing

    def a_string(self, value: Any, at: str, most: int, least: int = 0) -> bool:
        if not isinstance(value, str):
            self.add("must provide a string", at)
            return False
        if len(value) < least:
            self.add(f"must be more than {least - 1} characters", at)
        if len(value) > most:
            self.add(f"must be less than {most + 1} characters", at)
        return True

    def strings(self, value: dict[str, Any], at: str, /, **most: int) -> None:
        """Optional strings of an object, each with its greatest length."""
        for name, length in most.items():
            if value.get(name) is not None:
                self.a_string(value[name], f"{at}/{name}", length)

    def a_list(self, value: Any, at: str, most: int, least: int = 0) -> Sequence[Any]:
        if not isinstance(value, list):
            self.add("must provide an array", at)
            return ()
        if len(value) < least:
            self.add(f"no fewer than {least} items allowed", at)
        if len(value) > most:
            self.add(f"no more than {most} items allowed", at)
        return value

    def one_of(self, value: Any, allowed: Iterable[Any], at: str) -> None:
        if value not in tuple(allowed):
            self.add("must be a valid enum value", at)

    def a_boolean(self, value: dict[str, Any], at: str, *names: str) -> None:
        for name in names:
            if name in value and not isinstance(value[name], bool):
                self.add("must be a boolean", f"{at}/{name}")
