"""What each command needs: whoever gives it is asked for before it begins."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from care.access import Capability, Relation, may
from portal.office import NotPossible, Office

P = ParamSpec("P")
R = TypeVar("R")

NEEDS: dict[Callable[..., Any], Capability] = {}
"""What each command is."""


def needs(
    wanted: Capability,
) -> Callable[
    [Callable[Concatenate[Office, P], Awaitable[R]]],
    Callable[Concatenate[Office, P], Awaitable[R]],
]:
    """Says what a command is; it is not even begun for somebody who may not give it."""

    def asking(
        command: Callable[Concatenate[Office, P], Awaitable[R]],
    ) -> Callable[Concatenate[Office, P], Awaitable[R]]:
        @wraps(command)
        async def asked(office: Office, /, *args: P.args, **given: P.kwargs) -> R:
            if not may(office.who, wanted, Relation.OWN_PRACTICE):
                raise NotPossible(
                    "Your role in this practice does not include this command. Ask whoever runs "
                    "the portal."
                )
            return await command(office, *args, **given)

        NEEDS[asked] = wanted
        return asked

    return asking
