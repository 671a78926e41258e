"""What is set about rules: by the practice, by a therapist, for a client; the nearest wins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from care.people import ClientId, StaffId
from care.rulebook import BOOK, STATE, Definition, Parameter, State, Value
from care.rules import Rule

Chosen: TypeAlias = Mapping[Rule, Mapping[str, Value]]
"""What holds for one client: every parameter of every rule."""

USUAL = "usual"
"""Takes a setting back: what is set further away holds again, or the default."""


class NotASetting(ValueError):
    """Something that cannot be set, or not so; the text says why and what can."""


class Level(StrEnum):
    """For whom something is set, the farthest first."""

    PRACTICE = "practice"
    THERAPIST = "therapist"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Setting:
    """One parameter of one rule, and to what it is set; None takes it back."""

    rule: Rule
    parameter: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Everything that a practice has set about rules, by whom it holds for."""

    practice: Mapping[tuple[Rule, str], Value] = field(default_factory=dict)
    therapists: Mapping[UUID, Mapping[tuple[Rule, str], Value]] = field(default_factory=dict)
    clients: Mapping[UUID, Mapping[tuple[Rule, str], Value]] = field(default_factory=dict)
    _held: dict[tuple[StaffId | None, ClientId | None], Chosen] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was worked out already: the same for everybody of whom nothing particular is set."""

    @property
    def is_empty(self) -> bool:
        """Whether the defaults hold for everybody."""
        return not (self.practice or self.therapists or self.clients)

    def holding_for(self, therapist: StaffId, client: ClientId) -> Chosen:
        """What holds for this client of this therapist."""
        if self.is_empty:
            return DEFAULTS
        whose = (
            therapist if therapist in self.therapists else None,
            client if client in self.clients else None,
        )
        if whose not in self._held:
            sparse = (
                self.practice,
                self.therapists.get(therapist, {}),
                self.clients.get(client, {}),
            )
            self._held[whose] = with_settings(
                DEFAULTS,
                (Setting(*key, value) for level in sparse for key, value in level.items()),
            )
        return self._held[whose]


DEFAULTS: Chosen = {rule: each.defaults for rule, each in BOOK.items()}


def with_settings(chosen: Chosen, settings: Iterable[Setting]) -> Chosen:
    """What holds once these are set; the last one about a parameter wins."""
    changed = {rule: dict(values) for rule, values in chosen.items()}
    for each in settings:
        changed[each.rule][each.parameter] = (
            BOOK[each.rule].defaults[each.parameter] if each.value is None else each.value
        )
    return changed


def parse(typed: str) -> Setting:
    """A setting as people write it: `declining-mood.falls=4`, or `declining-mood=off`."""
    name, equals, value = typed.partition("=")
    named, dot, parameter = name.strip().lower().partition(".")
    definition = defined(named)
    if definition.is_fixed:
        raise NotASetting(
            f"{named} is told at once, always: nothing about it can be set, and it cannot be "
            "switched off."
        )
    found = definition.parameter(parameter if dot else STATE)
    if found is None or not equals:
        raise NotASetting(
            f"{typed!r} is not how a rule is set. Write {named}=on, off or shadow, or one of: "
            + ", ".join(f"{named}.{each.name}={each.default}" for each in definition.parameters)
        )
    return Setting(definition.rule, found.name, _value(definition, found, value.strip().lower()))


def defined(named: str) -> Definition:
    """The rule of this name; NotASetting, with all names, when there is none."""
    try:
        return BOOK[Rule(named)]
    except ValueError:
        raise NotASetting(f"There is no rule {named!r}. There are: {', '.join(BOOK)}") from None


def _value(definition: Definition, parameter: Parameter, typed: str) -> Value | None:
    named = f"{definition.rule}.{parameter.name}"
    if typed == USUAL:
        return None
    if parameter.choices:
        if typed not in parameter.choices:
            raise NotASetting(f"{named} is one of: {', '.join(parameter.choices)}. Not {typed!r}.")
        return typed
    if not parameter.is_number:
        if not typed or len(typed) > 32 or not typed.replace(".", "").replace("-", "").isalnum():
            raise NotASetting(f"{named} is the name of a score, as phq9 or dass21.anxiety.")
        return typed
    bounds = f"from {parameter.lowest:g} to {parameter.highest:g}"
    kind = "a whole number" if parameter.whole else "a number"
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        raise NotASetting(f"{named} is {kind} {bounds}, and not {typed!r}.") from None
    if not parameter.lowest <= number <= parameter.highest or (
        parameter.whole and not number.is_integer()
    ):
        raise NotASetting(f"{named} is {kind} {bounds}, and not {typed}.")
    return int(number) if number.is_integer() else number


class Style(StrEnum):
    """How much a therapist wants to hear: a named set of parameters to begin with."""

    QUIET = "quiet"
    BALANCED = "balanced"
    CLOSE = "close"


_QUIET = (
    "declining-mood.falls=4",
    "declining-mood.minimum=4",
    "rising-anxiety.rises=4",
    "rising-anxiety.minimum=4",
    "below-own-baseline.days=4",
    "below-own-baseline.k=1.5",
    "missed-check-ins.limit=4",
    "missed-check-ins.delivery=home",
)
_CLOSE = (
    "below-own-baseline.days=2",
    "below-own-baseline.k=1",
    "missed-check-ins.delivery=today",
    "engagement-decline.percent=75",
    "no-reliable-change=on",
)


def style(wanted: Style) -> tuple[Setting, ...]:
    """Every parameter of every rule that can be set, as this style has it."""
    typed = {Style.QUIET: _QUIET, Style.BALANCED: (), Style.CLOSE: _CLOSE}[wanted]
    differing = {(each.rule, each.parameter): each.value for each in map(parse, typed)}
    return tuple(
        Setting(rule, each.name, differing.get((rule, each.name), each.default))
        for rule, definition in BOOK.items()
        if not definition.is_fixed
        for each in definition.parameters
    )


def is_asked(chosen: Chosen, rule: Rule) -> bool:
    """Whether a rule is asked about this client, told or in the shadow."""
    return chosen[rule][STATE] != State.OFF
