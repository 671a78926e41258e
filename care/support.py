"""Micro-support: the brief supportive messages suggested for a concern, as wording keys."""

from care.rules import Rule

_TEXTS = 3

WITH_TEXTS = (
    Rule.DECLINING_MOOD,
    Rule.RISING_ANXIETY,
    Rule.BELOW_OWN_BASELINE,
    Rule.MISSED_CHECK_INS,
    Rule.RELIABLE_DETERIORATION,
    Rule.CRITICAL_ITEM,
    Rule.ASKED_FOR_THERAPIST,
)
"""Rules that have texts of their own; a decline of engagement reads as open check-ins do."""


def suggestions(rule: str) -> tuple[str, ...]:
    """Three wording keys to choose from; a rule without texts of its own has the generic ones."""
    if rule == Rule.ENGAGEMENT_DECLINE:
        rule = Rule.MISSED_CHECK_INS
    kind = rule if rule in WITH_TEXTS else "generic"
    return tuple(f"support-{kind}-{number}" for number in range(1, _TEXTS + 1))


def all_keys() -> tuple[str, ...]:
    """Every key that may be suggested, for the wording to be complete."""
    return tuple(key for kind in (*WITH_TEXTS, "generic") for key in suggestions(kind))
