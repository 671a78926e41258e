"""What a reader says about a file: what it used, what it left, and what a person must decide."""

from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What became of one part of a file."""

    USED = "used"
    NOT_USED = "not used"
    DECIDE = "a person must decide"


@dataclass(frozen=True, slots=True)
class Reported:
    """One part of a file: what became of it, where it stands, and why in a sentence.

    `kind` names the matter for programs, such as "functional" or "no-weights".
    """

    outcome: Outcome
    kind: str
    place: str
    sentence: str


@dataclass(slots=True)
class Report:
    """The entries of one reading, as they come up."""

    entries: list[Reported] = field(default_factory=list)

    def used(self, kind: str, place: str, sentence: str) -> None:
        """Something was taken over."""
        self.entries.append(Reported(Outcome.USED, kind, place, sentence))

    def left(self, kind: str, place: str, sentence: str) -> None:
        """Something was not taken over."""
        self.entries.append(Reported(Outcome.NOT_USED, kind, place, sentence))

    def decide(self, kind: str, place: str, sentence: str) -> None:
        """Something cannot be taken over, or not alone on the word of the file."""
        self.entries.append(Reported(Outcome.DECIDE, kind, place, sentence))

    def folded(self) -> tuple[Reported, ...]:
        """The entries, with those that say the same of several places told once."""
        places: dict[tuple[Outcome, str, str], list[str]] = {}
        for each in self.entries:
            key = (each.outcome, each.kind, each.sentence)
            places.setdefault(key, []).append(each.place)
        return tuple(
            Reported(outcome, kind, _listed(found), sentence)
            for (outcome, kind, sentence), found in places.items()
        )


def _listed(places: list[str]) -> str:
    distinct = list(dict.fromkeys(places))
    return distinct[0] if len(distinct) == 1 else f"{distinct[0]} and {len(distinct) - 1} more"
