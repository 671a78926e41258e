"""Micro-support: the brief supportive messages suggested for a concern, as wording keys."""

from care.rules import Rule

_TEXTS = 3


def suggestions(rule: str) -> tuple[str, ...]:
    """Three wording keys to choose from; a rule without texts of its own has the generic ones."""
    kind = rule if rule in frozenset(Rule) else "generic"
    return tuple(f"support-{kind}-{number}" for number in range(1, _TEXTS + 1))


def all_keys() -> tuple[str, ...]:
    """Every key that may be suggested, for the wording to be complete."""
    return tuple(key for kind in (*Rule, "generic") for key in suggestions(kind))
