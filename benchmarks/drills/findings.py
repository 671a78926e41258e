"""What a comparison finds: what is missing, and what is there too often."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID


@dataclass
class Findings:
    """What the comparison found: the first few of each kind are named, all are counted."""

    lost: Counter[str] = field(default_factory=Counter)
    done_twice: Counter[str] = field(default_factory=Counter)
    sent_twice: dict[UUID, int] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)

    def expect(self, what: str, wanted: int, found: int, *, where: object = "") -> None:
        """Fewer than wanted are lost, more were done twice."""
        if found < wanted:
            self.lost[what] += wanted - found
        elif found > wanted:
            self.done_twice[what] += found - wanted
        if found != wanted and len(self.examples) < 20:
            self.examples.append(f"{what} {where}: {found} instead of {wanted}")
