"""What follows when a therapist looks at rules or a schedule, tries another, and keeps it."""

from dataclasses import dataclass
from typing import TypeAlias

from care.people import ClientId
from care.rule_settings import Setting
from care.rules import Rule


@dataclass(frozen=True, slots=True)
class ShowRules:
    """List the rules as they hold for a client, or (None) for the one who acts."""

    client: ClientId | None


@dataclass(frozen=True, slots=True)
class OpenRuleForm:
    """Open the form with a rule's numbers, directly after the commit."""

    client: ClientId | None
    rule: Rule


@dataclass(frozen=True, slots=True)
class TryRule:
    """Show what a rule would have told with these numbers, beside what it tells now."""

    client: ClientId | None
    rule: Rule
    proposed: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class SetRule:
    """Keep these numbers; one without a value is taken back."""

    client: ClientId | None
    rule: Rule
    decided: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class ShowSchedule:
    """What a client is asked when, and how many messages a week that is."""

    client: ClientId


@dataclass(frozen=True, slots=True)
class OpenScheduleForm:
    """Open the form that asks what is asked when, directly after the commit."""

    client: ClientId


@dataclass(frozen=True, slots=True)
class TrySchedule:
    """Show how many messages a week another schedule would be; keep: and keep it."""

    client: ClientId
    instrument: str
    said: str
    keep: bool = False


TuningEffect: TypeAlias = (
    ShowRules | OpenRuleForm | TryRule | SetRule | ShowSchedule | OpenScheduleForm | TrySchedule
)
