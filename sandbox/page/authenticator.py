"""The made-up authenticator: the codes that the telephones of the practice's people would show."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.page.cast import Cast

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Code:
    """What an authenticator app shows, and when the next code takes its place."""

    digits: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Authenticator:
    """A page elsewhere that asks for codes, and the app that makes them.

    All of it is given: where that page is, what there is to know of it, and the code of somebody
    by their account in Slack; None as long as nothing was set up.
    """

    address: str
    about: str
    code_of: Callable[[str], Awaitable[Code | None]]


class Codes:
    """Everybody's codes as they were at the last look."""

    def __init__(
        self, authenticator: Authenticator | None, cast: Cast, now: Callable[[], datetime]
    ) -> None:
        self._authenticator = authenticator
        self._people = tuple(each.person.id for each in cast.colleagues)
        self._now = now
        self._codes: Mapping[str, Code | None] = {}

    async def look(self) -> bool:
        """Looks at every app; True when one of them shows something else than before."""
        if self._authenticator is None:
            return False
        seen = {each: await self._authenticator.code_of(each) for each in self._people}
        changed = seen != self._codes
        self._codes = seen
        return changed

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
