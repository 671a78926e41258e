"""What is set about alert rules; read anew only when it has changed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from care.people import ClientId
from care.rule_settings import Level, RuleSettings, Setting
from care.rulebook import BOOK, Value
from care.rules import Rule
from store import practices
from store.dialect import put
from store.ids import new_id
from store.memory import Memory
from store.tables import practice, rule_setting

table = rule_setting


def settings(connection: Connection, memory: Memory, changed: UUID | None) -> RuleSettings:
    """What is set, as of this change, which the practice's row names."""
    held = memory.rules
    if held.changed == changed:
        return held.settings
    found = read(connection, memory)
    if practices.is_as_of(connection, memory.practice, practice.c.rules, changed):
        held.settings, held.changed = found, changed
    return found


def read(connection: Connection, memory: Memory) -> RuleSettings:
    """What is set, as the rows have it. What this release does not know is left out."""
    of_practice: dict[tuple[Rule, str], Value] = {}
    therapists: dict[UUID, dict[tuple[Rule, str], Value]] = {}
    clients: dict[UUID, dict[tuple[Rule, str], Value]] = {}
    for row in connection.execute(select(table).where(table.c.practice == memory.practice)):
        if row.rule not in frozenset(Rule):
            continue
        rule = Rule(row.rule)
        parameter = BOOK[rule].parameter(row.parameter)
        if parameter is None:
            continue
        value: Value = row.value
        if parameter.is_number:
            number = float(row.value)
            value = int(number) if number.is_integer() else number
        key = rule, row.parameter
        match Level(row.level):
            case Level.PRACTICE:
                of_practice[key] = value
            case Level.THERAPIST:
                therapists.setdefault(row.about, {})[key] = value
            case Level.CLIENT:
                clients.setdefault(row.about, {})[key] = value
    return RuleSettings(of_practice, therapists, clients)


def decide(
    connection: Connection,
    memory: Memory,
    level: Level,
    about: UUID,
    decided: tuple[Setting, ...],
    by: str,
    now: datetime,
) -> None:
    """Keeps these settings, or takes back those without a value, and notes that they changed.

    `about` is the practice, the therapist or the client for whom they hold.
    """
    for each in decided:
        connection.execute(
            delete(table).where(
                table.c.practice == memory.practice,
                table.c.level == level.value,
                table.c.about == about,
                table.c.rule == each.rule.value,
                table.c.parameter == each.parameter,
            )
        )
    rows = [
        {
            "practice": memory.practice,
            "level": level.value,
            "about": about,
            "rule": each.rule.value,
            "parameter": each.parameter,
            "client": ClientId(about) if level is Level.CLIENT else None,
            "value": str(each.value),
            "decided_at": now,
            "decided_by": by,
        }
        for each in decided
        if each.value is not None
    ]
    put(connection, table, rows)
    connection.execute(
        update(practice).where(practice.c.practice == memory.practice).values(rules=new_id())
    )
