"""The made-up authenticator: the codes that the telephones of the practice's people would show."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Code:
    """What an authenticator app shows, and when the next code takes its place."""

    digits: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Authenticator:
    """A page elsewhere that asks for codes, and the app that makes them.

    All of it is given: where that page is, what there is to know of it, and the codes by the
    accounts in Slack of those who have set something up.
    """

    address: str
    about: str
    codes: Callable[[], Awaitable[Mapping[str, Code]]]


class Codes:
    """Everybody's codes as they were at the last look."""

    def __init__(self, authenticator: Authenticator | None, now: Callable[[], datetime]) -> None:
        self._authenticator = authenticator
        self._now = now
        self._codes: Mapping[str, Code] = {}

    async def look(self) -> bool:
        """Looks at every app; True when one of them shows something else than before."""
        if self._authenticator is None:
            return False
        before, self._codes = self._codes, await self._authenticator.codes()
        return before != self._codes

    def shows(self, person: str) -> Json | None:
        """The app of one person; without digits while there is nothing in it."""
        if self._authenticator is None:
            return None
        code = self._codes.get(person)
        left = (code.until - self._now()).total_seconds() if code is not None else 0.0
        return {
            "address": self._authenticator.address,
            "about": self._authenticator.about,
            "digits": code.digits if code is not None else "",
            "seconds": max(round(left), 0),
        }
