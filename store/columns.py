"""Column types: aware UTC instants that both databases compare, and JSON of plain values."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy
from sqlalchemy import BigInteger, DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

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
    return None if text is None else UUID(text)


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

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveInstant("a datetime without a zone cannot be stored: make it aware, in UTC")
        if dialect.name == "postgresql":
            return value.astimezone(UTC)
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "postgresql":
            moment: datetime = value
            return moment.astimezone(UTC)
        return _EPOCH + timedelta(microseconds=value)
