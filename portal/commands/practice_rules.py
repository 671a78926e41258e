"""The section [rules] of a practice's file, in the words of `portal rule set`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from care.rule_settings import Level, Setting
from care.rulebook import STATE
from portal.commands.rules import parsed, refuse_unknown_scores
from portal.office import NotPossible
from questionnaires.library import Library
from store import rule_settings
from store.memory import Memory


def held_rules(connection: Connection, memory: Memory) -> list[str]:
    """What is set for the whole practice, and not what a therapist or a client has set."""
    kept = rule_settings.read(connection, memory).practice
    return sorted(_written(Setting(*key, value)) for key, value in kept.items())


def keep_rules(
    connection: Connection,
    memory: Memory,
    library: Library,
    typed: Sequence[str],
    by: str,
    now: datetime,
) -> None:
    """Sets what stands here, and takes back what the practice had set and does not stand here."""
    wanted = parsed(typed)
    keys = [(each.rule, each.parameter) for each in wanted]
    for each in wanted:
        if keys.count((each.rule, each.parameter)) > 1:
            raise NotPossible(f"{_name(each)} stands there more than once.")
    refuse_unknown_scores(library, wanted)
    kept = rule_settings.read(connection, memory).practice
    if {(each.rule, each.parameter): each.value for each in wanted} == dict(kept):
        return
    taken_back = tuple(Setting(*key, None) for key in kept if key not in keys)
    rule_settings.decide(
        connection, memory, Level.PRACTICE, memory.practice, (*wanted, *taken_back), by, now
    )


def _name(setting: Setting) -> str:
    if setting.parameter == STATE:
        return setting.rule.value
    return f"{setting.rule}.{setting.parameter}"


def _written(setting: Setting) -> str:
    return f"{_name(setting)}={setting.value}"
