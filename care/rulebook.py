"""The rulebook: every rule with what can be set about it, within which bounds, and its default.

The sentence that defines a rule stands in the wording, and takes its numbers from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from care.alerts import Urgency
from care.rules import Rule

Value: TypeAlias = int | float | str
"""What a parameter may be set to."""


class State(StrEnum):
    """Whether a rule is asked, and whether anybody hears of what it finds."""

    ON = "on"
    OFF = "off"
    SHADOW = "shadow"
    """It is asked and counted, and nobody is told."""


class LooksAt(StrEnum):
    """What has to happen for a rule to be asked."""

    DAYS = "days"
    SCORES = "scores"
    ATTENDANCE = "attendance"
    ANSWER = "answer"
    """One answer or one press: told at once, and nothing about it can be set."""
    PRACTICE = "practice"
    """A check-in about practice that is over, answered or not."""
    HOMEWORK = "homework"
    """A piece of homework that is still open when its day is over."""
    JOURNAL = "journal"
    """Days on which a client who shares a journal writes nothing."""
    MESSAGES = "messages"
    """A client's message that nobody has answered when working hours have passed."""
    APPOINTMENT = "appointment"
    """An appointment that is near and has no answer."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number, or one word, of a rule's definition."""

    name: str
    default: Value
    lowest: float = 0
    highest: float = 0
    whole: bool = True
    choices: tuple[str, ...] = ()
    """The words that are allowed; empty for a number, or for the name of a score."""

    @property
    def is_number(self) -> bool:
        """Whether it is a number, and not a word."""
        return not isinstance(self.default, str)


@dataclass(frozen=True, slots=True)
class Definition:
    """A rule of the book."""

    rule: Rule
    looks_at: LooksAt
    urgency: Urgency
    state: State = State.ON
    own: tuple[Parameter, ...] = ()
    """What is particular to this rule."""

    @property
    def is_fixed(self) -> bool:
        """Whether nothing about it can be set: safety is no matter of taste."""
        return self.looks_at is LooksAt.ANSWER

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Everything that can be set about it."""
        if self.is_fixed:
            return ()
        common = (
            Parameter(STATE, self.state.value, choices=tuple(State)),
            Parameter(DELIVERY, self.urgency.value, choices=DELIVERIES),
            Parameter(COOL_DOWN, 7, 1, 60),
        )
        return (*self.own, *common)

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of this name, or None."""
        return next((each for each in self.parameters if each.name == name), None)

    @property
    def defaults(self) -> Mapping[str, Value]:
        """What holds where nobody has set anything."""
        return {each.name: each.default for each in self.parameters}


STATE, DELIVERY, COOL_DOWN = "state", "delivery", "cool-down"

DELIVERIES = (Urgency.TODAY.value, Urgency.DIGEST.value, Urgency.HOME.value)
"""How what a rule finds may be told: in working hours, with the digest, on Home alone."""

_LEAST = Parameter("minimum", 0, 0, 10)
_DAYS = Parameter("days", 5, 1, 60)

_EVERY = (
    Definition(
        Rule.DECLINING_MOOD,
        LooksAt.DAYS,
        Urgency.TODAY,
        own=(Parameter("falls", 3, 2, 14), _LEAST),
    ),
    Definition(
        Rule.RISING_ANXIETY,
        LooksAt.DAYS,
        Urgency.TODAY,
        own=(Parameter("rises", 3, 2, 14), _LEAST),
    ),
    Definition(
        Rule.BELOW_OWN_BASELINE,
        LooksAt.DAYS,
        Urgency.TODAY,
        own=(Parameter("days", 3, 1, 7), Parameter("k", 1.25, 0.5, 4, whole=False)),
    ),
    Definition(
        Rule.MISSED_CHECK_INS,
        LooksAt.ATTENDANCE,
        Urgency.DIGEST,
        own=(Parameter("limit", 2, 1, 14),),
    ),
    Definition(
        Rule.ENGAGEMENT_DECLINE,
        LooksAt.ATTENDANCE,
        Urgency.DIGEST,
        own=(Parameter("percent", 50, 10, 100),),
    ),
    Definition(Rule.RELIABLE_DETERIORATION, LooksAt.SCORES, Urgency.TODAY),
    Definition(
        Rule.NO_RELIABLE_CHANGE,
        LooksAt.SCORES,
        Urgency.TODAY,
        State.OFF,
        own=(Parameter("weeks", 6, 6, 52),),
    ),
    Definition(
        Rule.SCORE_THRESHOLD,
        LooksAt.SCORES,
        Urgency.TODAY,
        State.OFF,
        own=(Parameter("instrument", "phq9"), Parameter("at", 20, 0, 1000, whole=False)),
    ),
    Definition(Rule.CRITICAL_ITEM, LooksAt.ANSWER, Urgency.NOW),
    Definition(Rule.ASKED_FOR_THERAPIST, LooksAt.ANSWER, Urgency.NOW),
    Definition(Rule.CRISIS_WORDS, LooksAt.ANSWER, Urgency.NOW),
    Definition(
        Rule.UNANSWERED_MESSAGE,
        LooksAt.MESSAGES,
        Urgency.TODAY,
        own=(Parameter("hours", 8, 1, 80),),
    ),
    Definition(Rule.NO_JOURNAL, LooksAt.JOURNAL, Urgency.HOME, own=(_DAYS,)),
    Definition(
        Rule.HOMEWORK_OVERDUE, LooksAt.HOMEWORK, Urgency.HOME, own=(Parameter("days", 2, 1, 60),)
    ),
    # The daily record holds 35 days: what is counted has to fit into it.
    Definition(
        Rule.PRACTICE_GAP, LooksAt.PRACTICE, Urgency.HOME, own=(Parameter("days", 5, 1, 28),)
    ),
    Definition(
        Rule.UNCONFIRMED_APPOINTMENT,
        LooksAt.APPOINTMENT,
        Urgency.HOME,
        own=(Parameter("hours", 24, 1, 168),),
    ),
)

BOOK: Mapping[Rule, Definition] = {each.rule: each for each in _EVERY}
"""Every rule, in the order in which people read of them."""


def which_look_at(what: LooksAt) -> tuple[Rule, ...]:
    """The rules that are asked when this has happened, in the order of the book."""
    return tuple(rule for rule, definition in BOOK.items() if definition.looks_at is what)


def defaults_of(rule: str) -> Mapping[str, Value]:
    """The defaults of a rule by its name; none of one that this release does not know."""
    return BOOK[Rule(rule)].defaults if rule in frozenset(Rule) else {}
