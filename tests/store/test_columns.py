"""Instants: what is stored comes back as the same moment, and moments keep their order."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, delete, insert, select
from sqlalchemy.exc import StatementError

from store.columns import Instant, NaiveInstant

moments = Table(
    "moment", MetaData(), Column("id", Integer, primary_key=True), Column("at", Instant)
)

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(timezones=zones).filter(lambda at: 2 <= at.year < 9999)


def keep(connection, found):
    connection.execute(delete(moments))
    connection.execute(insert(moments), [{"id": n, "at": at} for n, at in enumerate(found)])
    in_order = connection.execute(select(moments.c.at).order_by(moments.c.at)).scalars().all()
    earliest = min(found)
    equal = connection.execute(select(moments.c.at).where(moments.c.at == earliest)).scalars().all()
    later = connection.execute(select(moments.c.at).where(moments.c.at > earliest)).scalars().all()
    return in_order, equal, later


async def test_instants_come_back_as_they_were_in_order_and_in_utc(database):
    await database.write(moments.metadata.create_all)

    for found in drawn(st.lists(instants, min_size=1, max_size=20)):
        in_order, equal, later = await database.write(keep, found)

        assert in_order == sorted(found)
        assert all(each.tzinfo is UTC for each in in_order)
        assert equal == [each for each in found if each == min(found)]
        assert sorted(later) == sorted(each for each in found if each > min(found))


def drawn(strategy, examples=60):
    """Examples of a strategy for a test that awaits."""
    found = []

    @settings(max_examples=examples, database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def draw(value):
        found.append(value)

    draw()
    return found


@pytest.mark.parametrize(
    "at",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, 0, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
)
async def test_the_edges_of_time_come_back_to_the_microsecond(database, at):
    await database.write(moments.metadata.create_all)

    in_order, equal, _ = await database.write(keep, [at])

    assert in_order == equal == [at]


async def test_no_instant_comes_back_as_none(database):
    await database.write(moments.metadata.create_all)
    await database.write(lambda connection: connection.execute(insert(moments).values(id=1)))

    found = await database.read(lambda connection: connection.execute(select(moments.c.at)).all())

    assert found == [(None,)]


async def test_a_time_without_a_zone_is_refused(database, now):
    await database.write(moments.metadata.create_all)

    with pytest.raises(StatementError) as refusal:
        await database.write(keep, [now.replace(tzinfo=None)])

    assert isinstance(refusal.value.orig, NaiveInstant)
