"""How often the rules alarm: made-up stable and declining clients, and a therapist's day with 40.

Each rule that can be set, alone, on clients who are stable, on ones who get worse and on ones who
draw back; then a caseload of 40 stable clients under each style. The yardstick is one alert a day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID

from benchmarks.caseloads import BEGINS, Course, history, person
from benchmarks.reading import Progress
from benchmarks.result import Figures, Result, result
from care.alerts import Urgency
from care.backtest import CheckInOver, Heard, JournalLooked, Raised, alerts_of
from care.people import ClientId
from care.rule_settings import DEFAULTS, Chosen, Style, style, with_settings
from care.rulebook import BOOK
from care.rules import Rule

WATCHED = tuple(rule for rule, definition in BOOK.items() if not definition.is_fixed)
"""All but those about one answer or one press, which are told always and are no pattern."""
CASELOAD = 40
SETTLING, MONTH = 42, 30
"""Days before anything is counted, so that everybody has a baseline; and days that are."""

FOUND_WITHIN = timedelta(days=42)
AT_MOST = 1.0
"""Alerts a day, told one by one, of 40 stable clients under the defaults."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many clients of each kind are made up, and for how long 40 of them are followed."""

    clients: int = 400
    months: int = 3


def measure(seed: int, size: Size, progress: Progress) -> Result:
    """Every figure of the page."""
    found = simulated(seed, size, progress)
    figures: Figures = {}
    for rule, (stable, worse, draws_back) in found.rules.items():
        figures[f"{rule}_stable_percent_a_month"] = stable
        figures[f"{rule}_found_percent"] = worse
        figures[f"{rule}_drawing_back_percent"] = draws_back
    for named, day in found.styles.items():
        figures |= {f"{named}_{what}": value for what, value in day.items()}
    balanced = found.styles[Style.BALANCED]["told_a_day"]
    return result("alarms", seed, figures, passed=balanced <= AT_MOST)


@dataclass(frozen=True, slots=True)
class Simulated:
    """Of each rule, in per cent: stable clients alarmed about in a month, and who was found of
    those who got worse, and of those who drew back; of clients who give occasion for it at all.

    Of each style: what a therapist of 40 stable clients is told a day.
    """

    rules: Mapping[str, tuple[float, ...]]
    styles: Mapping[str, Mapping[str, float]]


def simulated(seed: int, size: Size, progress: Progress) -> Simulated:
    """Makes clients up and asks the rules about them."""
    chance = Random(seed)
    days = SETTLING + MONTH * size.months
    stable = [history(person(chance), days, chance) for _ in range(size.clients)]
    progress(0.3, "who declines")
    worse, drawn_back = (
        [
            history(person(chance), SETTLING + FOUND_WITHIN.days, chance, course, SETTLING)
            for _ in range(size.clients)
        ]
        for course in (Course.WORSE, Course.DRAWS_BACK)
    )
    progress(0.5, "each rule")
    asked = {rule: {**each, "state": "on"} for rule, each in DEFAULTS.items()}
    kinds = tuple((each, _raised(each, asked)) for each in (stable, worse, drawn_back))
    begins = datetime.combine(BEGINS, time(0), UTC) + timedelta(days=SETTLING)
    rules = {}
    for rule in WATCHED:
        quietly, *found = (_about(rule, *each) for each in kinds)
        shares = (_share(each, rule, begins) for each in found)
        a_month = _share_a_month(quietly, rule, begins, size.months)
        rules[rule.value] = (100 * a_month, *(100 * each for each in shares))
    progress(0.7, "a therapist's day")
    styles = {
        each.value: _day(stable, with_settings(DEFAULTS, style(each)), begins, size)
        for each in Style
    }
    progress(1.0, "done")
    return Simulated(rules, styles)


def _about(
    rule: Rule, histories: Sequence[Sequence[Heard]], raised: Sequence[tuple[Raised, ...]]
) -> list[tuple[Raised, ...]]:
    """The alerts about clients who give occasion for a rule: not everybody practises, or writes."""

    def is_concerned(history: Sequence[Heard]) -> bool:
        match rule:
            case Rule.PRACTICE_GAP:
                return any(isinstance(each, CheckInOver) and each.practice for each in history)
            case Rule.NO_JOURNAL:
                return any(isinstance(each, JournalLooked) for each in history)
            case _:
                return True

    return [each for history, each in zip(histories, raised, strict=True) if is_concerned(history)]


def _raised(histories: Sequence[Sequence[Heard]], chosen: Chosen) -> list[tuple[Raised, ...]]:
    return [
        alerts_of(ClientId(UUID(int=number)), each, chosen)
        for number, each in enumerate(histories, start=1)
    ]


def _share_a_month(
    raised: Sequence[Sequence[Raised]], rule: Rule, begins: datetime, months: int
) -> float:
    """The share of client months with at least one alert of this rule."""
    hit = {
        (number, (each.at - begins).days // MONTH)
        for number, of_client in enumerate(raised)
        for each in of_client
        if each.rule is rule and each.at >= begins
    }
    return len(hit) / (len(raised) * months) if raised else 0.0


def _share(raised: Sequence[Sequence[Raised]], rule: Rule, begins: datetime) -> float:
    """The share of clients with at least one alert of this rule since then."""
    hit = [any(each.rule is rule and each.at >= begins for each in found) for found in raised]
    return sum(hit) / len(hit) if hit else 0.0


def _day(
    stable: Sequence[Sequence[Heard]], chosen: Chosen, begins: datetime, size: Size
) -> dict[str, float]:
    found = [
        each for of_client in _raised(stable, chosen) for each in of_client if each.at >= begins
    ]
    a_day = CASELOAD / len(stable) / (MONTH * size.months)

    def of(urgency: Urgency) -> float:
        return sum(each.urgency is urgency for each in found) * a_day

    return {
        "told_a_day": of(Urgency.TODAY),
        "in_the_digest_a_day": of(Urgency.DIGEST),
        "on_home_a_day": of(Urgency.HOME),
    }
