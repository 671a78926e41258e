"""How often the rules alarm: made-up stable and declining clients, and a therapist's day with 40.

Each rule alone on clients whose mood, anxiety and scores are stable, and on ones who decline; then
a caseload of 40 stable clients under each style. The yardstick is one alert a day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from benchmarks.caseloads import history, person
from benchmarks.reading import Progress
from benchmarks.result import Figures, Result, result
from care.alerts import Urgency
from care.backtest import Heard, Raised, alerts_of
from care.people import ClientId
from care.rule_settings import DEFAULTS, Chosen, Style, style, with_settings
from care.rules import Rule
from care.watching import OF_ATTENDANCE, OF_DAYS, OF_SCORES

WATCHED = (*OF_DAYS, *OF_SCORES, *OF_ATTENDANCE)
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
    for rule, (stable, declining) in found.rules.items():
        figures[f"{rule}_stable_percent_a_month"] = stable
        figures[f"{rule}_found_percent"] = declining
    for named, day in found.styles.items():
        figures |= {f"{named}_{what}": value for what, value in day.items()}
    balanced = found.styles[Style.BALANCED]["told_a_day"]
    return result("alarms", seed, figures, passed=balanced <= AT_MOST)


@dataclass(frozen=True, slots=True)
class Simulated:
    """Of each rule, in per cent: stable clients alarmed about in a month, declines found.

    Of each style: what a therapist of 40 stable clients is told a day.
    """

    rules: Mapping[str, tuple[float, float]]
    styles: Mapping[str, Mapping[str, float]]


def simulated(seed: int, size: Size, progress: Progress) -> Simulated:
    """Makes clients up and asks the rules about them."""
    chance = Random(seed)
    days = SETTLING + MONTH * size.months
    stable = [tuple(history(person(chance), days, chance)) for _ in range(size.clients)]
    progress(0.3, "declining clients")
    declining = [
        tuple(history(person(chance), SETTLING + FOUND_WITHIN.days, chance, SETTLING))
        for _ in range(size.clients)
    ]
    progress(0.5, "each rule")
    everything = with_settings(DEFAULTS, style(Style.CLOSE))
    asked = {
        rule: {**DEFAULTS[rule], "state": "on"} if rule in WATCHED else everything[rule]
        for rule in DEFAULTS
    }
    quietly = _raised(stable, asked)
    loudly = _raised(declining, asked)
    begins = min(heard.at for heard in stable[0]) + timedelta(days=SETTLING)
    rules = {
        rule.value: (
            100 * _share_a_month(quietly, rule, begins, size.months),
            100 * _share(loudly, rule, begins),
        )
        for rule in WATCHED
        if rule is not Rule.SCORE_THRESHOLD
    }
    progress(0.7, "a therapist's day")
    styles = {
        each.value: _day(stable, with_settings(DEFAULTS, style(each)), begins, size)
        for each in Style
    }
    progress(1.0, "done")
    return Simulated(rules, styles)


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
    return len(hit) / (len(raised) * months)


def _share(raised: Sequence[Sequence[Raised]], rule: Rule, begins: datetime) -> float:
    """The share of clients with at least one alert of this rule since then."""
    hit = [any(each.rule is rule and each.at >= begins for each in found) for found in raised]
    return sum(hit) / len(hit)


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
