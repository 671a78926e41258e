"""The data map held against the tables: nothing is kept that it does not name."""

from collections.abc import Iterable, Mapping

from care.data_map import MAP, DataClass, Holding, entries
from store.tables import metadata

SENSITIVE = frozenset({DataClass.CONTENT, DataClass.IDENTITY})


class MapDoesNotFit(RuntimeError):
    """Tables and data map say different things about what is kept."""


def faults(holdings: tuple[Holding, ...], tables: Mapping[str, Iterable[str]]) -> list[str]:
    """What does not fit, in sentences; none when every column has exactly one entry."""
    named = [(each.table, each.column) for each in entries(holdings)]
    there = {(table, column) for table, columns in tables.items() for column in columns}
    found = [f"{table}.{column} has no entry" for table, column in sorted(there - {*named})]
    found += [
        f"{table}.{column} has an entry and is no column"
        for table, column in sorted({*named} - there)
    ]
    found += [
        f"{table}.{column} has more than one entry"
        for table, column in sorted({each for each in named if named.count(each) > 1})
    ]
    found += [
        f"{each.table}.{column} has something of its own and is no column of it"
        for each in holdings
        for column in sorted(set(each.own) - {name for name, _ in each.columns})
    ]
    excused = {(each.table, column) for each in holdings for column in each.in_the_open}
    in_the_open = {
        (each.table, each.column)
        for each in entries(holdings)
        if each.data_class in SENSITIVE and not each.sealed
    }
    found += [
        f"{table}.{column} is of a class that is sealed, and is not"
        for table, column in sorted(in_the_open - excused)
    ]
    found += [
        f"{table}.{column} is excused from being sealed and need not be"
        for table, column in sorted(excused - in_the_open)
    ]
    return found


TABLES = {name: [column.name for column in table.c] for name, table in metadata.tables.items()}

if _faults := faults(MAP, TABLES):
    raise MapDoesNotFit("care/data_map.py: " + "; ".join(_faults))
