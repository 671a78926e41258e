"""Frozen dataclasses that are quick to make: frozen where they are checked, light where they run.

A dataclass that is frozen while it runs sets each of its fields through `object.__setattr__`,
seven times as slow as a plain one, and a tap makes some thirty of them with 165 fields. The type
checker sees the standard library's, so nothing that changes a field of one passes `make check`;
equality, hashes and `replace` are the same.
"""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        *, frozen: bool, slots: bool, order: bool = False
    ) -> Callable[[type[T]], type[T]]:
        """As the standard library's, without the guard; of what is frozen and has slots alone."""
        if not (frozen and slots):
            raise TypeError("what is not frozen, or has no slots, is the standard library's")
        return dataclasses.dataclass(slots=True, unsafe_hash=True, order=order)
