"""Refusals in Slack's own words."""

from collections.abc import Mapping, Sequence
from typing import Any


class Refused(Exception):
    """The Web API says no: `{"ok": false, "error": ...}`."""

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.error = error
        self.details: Mapping[str, Any] = details


class RateLimited(Refused):
    """Too many calls; the answer is HTTP 429 with the seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


def invalid(error: str, problems: Sequence[str]) -> Refused:
    """`invalid_blocks` and `invalid_arguments`, with every problem named as the real one does."""
    messages = [f"[ERROR] {problem}" for problem in problems]
    metadata = {"messages": messages}
    if error == "invalid_blocks":
        return Refused(error, errors=list(problems), response_metadata=metadata)
    return Refused(error, response_metadata=metadata)


class NoSuchButton(LookupError):
    """A person looked for a button that is not there."""

    def __init__(self, label: str, there_are: Sequence[str]) -> None:
        super().__init__(f"no button {label!r}; there are {list(there_are)}")
        self.label = label
        self.there_are = tuple(there_are)


class NoSuchInput(LookupError):
    """A person looked for a field or menu that is not there."""

    def __init__(self, name: str, there_are: Sequence[str]) -> None:
        super().__init__(f"no input {name!r}; there are {list(there_are)}")
        self.there_are = tuple(there_are)


class NoSuchOption(LookupError):
    """A person looked for an option that the menu does not offer."""

    def __init__(self, label: str, there_are: Sequence[str]) -> None:
        super().__init__(f"no option {label!r}; there are {list(there_are)}")
        self.there_are = tuple(there_are)


class NoOpenModal(LookupError):
    """A person tried to fill in or submit a modal, and none is open."""
