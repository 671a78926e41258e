"""Ids of rows: UUIDv7, so that rows of one table lie in the order of their making."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A new id, later than every id this process made before.

    The stamp inside orders rows and is never read as a time: times are columns of their own.
    """
    return uuid_utils.compat.uuid7()
