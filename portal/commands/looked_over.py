"""What a command would do, seen by doing it: all of it, in a transaction that is undone again."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from store.database import Database


class _OnlyLooked(Exception):
    """Nothing of it is kept: it was done to be seen."""

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__("looked over")
        self.told = told


async def looked_over(
    database: Database, take: Callable[[Connection], dict[str, Any]], *, keep: bool
) -> dict[str, Any]:
    """What `take` tells, and whether it was kept; either way it is done completely.

    So what is told without `keep` is what happens with it.
    """

    def work(connection: Connection) -> dict[str, Any]:
        told = take(connection)
        if not keep:
            raise _OnlyLooked(told)
        return told

    try:
        told = await database.write(work)
    except _OnlyLooked as looked:
        told = looked.told
    return {**told, "kept": keep}
