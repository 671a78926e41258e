"""What the linter says of a file: how bad it is, where, and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; an error makes scores wrong or keeps them from being computed."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person should look at; `what` names it for programs."""

    severity: Severity
    what: str
    place: str
    sentence: str
    advice: str


def by_severity(findings: list[Finding]) -> tuple[Finding, ...]:
    """Errors first, then warnings, then notes; each found once."""
    order = list(Severity)
    return tuple(sorted(dict.fromkeys(findings), key=lambda each: order.index(each.severity)))
