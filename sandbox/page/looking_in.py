"""What happens inside, told to open pages while it happens."""

from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page import moments
from sandbox.page.cast import Cast, Glimpse, Inside

Json = dict[str, Any]


class LookingIn:
    """Glimpses of the inside that no page was told of yet; addresses become names."""

    def __init__(self, inside: Inside | None, cast: Cast, zone: ZoneInfo) -> None:
        self._inside = inside
        self._zone = zone
        self._told = 0
        self._names = {str(each.person.id): each.person.name for each in cast.clients}
        for circle in cast.groups:
            self._names |= {str(one.id): one.name for one in circle.members}
        self._names |= {each.person.id: each.person.name for each in cast.colleagues}

    @property
    def is_open(self) -> bool:
        """Whether anything of the inside may be seen."""
        return self._inside is not None

    def fresh(self) -> list[Glimpse]:
        """What happened since the last look."""
        if self._inside is None:
            return []
        fresh = [each for each in self._inside() if each.number > self._told]
        if fresh:
            self._told = fresh[-1].number
        return fresh

    def known(self) -> list[Json]:
        """What pages were told so far, for one that has just been opened."""
        seen = self._inside() if self._inside is not None else ()
        return [self.json(each) for each in seen if each.number <= self._told]

    def json(self, glimpse: Glimpse) -> Json:
        """A glimpse as the page lists it."""
        return {
            "number": glimpse.number,
            "time": moments.hour(glimpse.at, self._zone),
            "kind": glimpse.kind.value,
            "who": self._names.get(glimpse.who, glimpse.who),
            "name": glimpse.name,
            "text": glimpse.text,
        }
