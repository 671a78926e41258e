"""Ids of rows: UUIDv7, so that rows of one table lie in the order of their making."""

from uuid import UUID, SafeUUID

import uuid_utils

_UNKNOWN = SafeUUID.unknown
_new, _set = object.__new__, object.__setattr__


def of_number(number: int) -> UUID:
    """The id of this number: `UUID(int=number)`, which looks at all that it might be given."""
    made = _new(UUID)
    _set(made, "int", number)
    _set(made, "is_safe", _UNKNOWN)
    return made


def new_id() -> UUID:
    """A new id, later than every id this process made before.

    The stamp inside orders rows and is never read as a time: times are columns of their own.
    """
    return of_number(uuid_utils.uuid7().int)
