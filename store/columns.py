"""Column types: aware UTC instants that both databases compare, and JSON of plain values."""

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import pydantic_core
import sqlalchemy
from sqlalchemy import BigInteger, DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from store.ids import of_number

_COMPACT = json.JSONEncoder(separators=(",", ":"))

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Uuid(sqlalchemy.Uuid[UUID]):
    """The ids of rows. SQLite keeps them as text, and a batch reads the same few many times."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        return super().bind_processor(dialect) if dialect.supports_native_uuid else _as_text

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        if not dialect.supports_native_uuid:
            return _from_text
        return super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]


def _as_text(value: UUID | None) -> str | None:
    return None if value is None else f"{value.int:032x}"


@lru_cache(maxsize=16_384)
def _from_text(text: str | None) -> UUID | None:
    return None if text is None else of_number(int(text, 16))


def packed(value: Any) -> bytes:
    """Plain values as JSON, without a space too many: what is sealed or kept for a while."""
    try:
        return pydantic_core.to_json(value)
    except pydantic_core.PydanticSerializationError:
        # Half of a character, as a phone may send it, is no UTF-8: it is written in ASCII.
        return _COMPACT.encode(value).encode()


def unpacked(data: bytes | str) -> Any:
    """What `packed` wrote; ValueError for what is no JSON."""
    try:
        return pydantic_core.from_json(data)
    except ValueError:
        return json.loads(data)


class NaiveInstant(ValueError):
    """A datetime without a zone was about to be stored."""


class Instant(TypeDecorator[datetime]):
    """An aware instant: `timestamptz` on PostgreSQL, microseconds since 1970 on SQLite.

    SQLite has no type for instants; an integer compares and indexes as the instant does, which
    texts of varying precision do not.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def bind_processor(self, dialect: Dialect) -> Any:
        # Directly, where nothing else is to be done: a tap reads and writes some twenty of them.
        return super().bind_processor(dialect) if dialect.name == "postgresql" else _microseconds

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        if dialect.name == "postgresql":
            return _in_utc
        return _from_microseconds

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if dialect.name != "postgresql":
            return _microseconds(value)
        return None if value is None else _aware(value).astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if dialect.name != "postgresql":
            return _from_microseconds(value)
        return _in_utc(value)


def _in_utc(value: datetime | None) -> datetime | None:
    return value if value is None or value.tzinfo is UTC else value.astimezone(UTC)


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise NaiveInstant("a datetime without a zone cannot be stored: make it aware, in UTC")
    return value


def _microseconds(value: datetime | None) -> int | None:
    if value is None:
        return None
    # Of other zones two instants of one night may be equal: those are not remembered.
    return _of_utc(value) if value.tzinfo is UTC else (_aware(value) - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=4096)
def _of_utc(value: datetime) -> int:
    """A batch writes one instant into many rows."""
    return (value - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=16_384)
def _from_microseconds(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + timedelta(microseconds=value)
