"""Many rows are written as one by one, whatever they have in common."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    Boolean,
    Column,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError

from store import dialect
from store.columns import Instant, Uuid

THINGS = Table(
    "things",
    MetaData(),
    Column("practice", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("word", String(8)),
    Column("blob", LargeBinary),
    Column("at", Instant),
    Column("share", SmallInteger),
    Column("flag", Boolean),
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE = UUID(int=7)
VALUES = {
    "word": st.sampled_from([None, "", "a", "ä%:$1", "{b,c}", 'quo"te', "NULL"]),
    "blob": st.sampled_from([None, b"", b"\x00\xff", b"{}"]),
    "at": st.sampled_from(
        [
            None,
            NOON,
            NOON + timedelta(microseconds=1),
            NOON.astimezone(timezone(timedelta(hours=2))),
        ]
    ),
    "share": st.sampled_from([None, 0, 1, -7]),
    "flag": st.sampled_from([None, True, False]),
}


@st.composite
def rows(draw, ids):
    """Rows of which some columns hold the same in all of them."""
    listed = draw(ids)
    shared = draw(st.fixed_dictionaries({}, optional=VALUES))
    differing = {name: each for name, each in VALUES.items() if name not in shared}
    return [
        {"practice": HERE, "id": UUID(int=each), **shared, **draw(st.fixed_dictionaries(differing))}
        for each in listed
    ]


SOME = st.lists(st.integers(1, 40), min_size=1, max_size=30, unique=True)
OFTEN = st.lists(st.integers(1, 40), min_size=1, max_size=30)
ALWAYS = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(params=["write", "write_briefly"])
async def work(request, database):
    """Runs a function in a transaction, statement by statement or through the driver at once."""
    await database.write(THINGS.create)
    return getattr(database, request.param)


def kept(connection):
    found = connection.execute(select(THINGS).order_by(THINGS.c.id))
    return {row["id"].int: dict(row) for row in found.mappings()}


def anew(connection, *groups):
    """Each group of rows as one statement; what is there afterwards."""
    connection.execute(THINGS.delete())
    for write, several in groups:
        write(connection, THINGS, several)
    return kept(connection)


@ALWAYS
@given(several=rows(SOME))
async def test_added_rows_are_those_that_were_given(work, several):
    def one_by_one(connection):
        connection.execute(THINGS.delete())
        for each in several:
            connection.execute(insert(THINGS), each)
        return kept(connection)

    assert await work(anew, (dialect.add, several)) == await work(one_by_one)


@ALWAYS
@given(there=rows(SOME), several=rows(OFTEN))
async def test_of_rows_that_are_there_already_the_first_holds(work, there, several):
    def known(connection):
        before = anew(connection, (dialect.add, there))
        return dialect.insert_new(connection, THINGS, several), before, kept(connection)

    all_new, before, after = await work(known)

    first = {each["id"].int: each for each in reversed(several)} | before
    assert set(after) == set(first)
    assert {number: after[number] for number in before} == before
    ids = [each["id"].int for each in several]
    assert all_new is (len(set(ids)) == len(ids) and not before.keys() & set(ids))


@ALWAYS
@given(there=rows(SOME), several=rows(OFTEN))
async def test_of_rows_that_are_put_the_last_holds(work, there, several):
    last = {each["id"].int: each for each in [*there, *several]}
    expected = await work(anew, (dialect.add, list(last.values())))

    assert await work(anew, (dialect.add, there), (dialect.put, several)) == expected


async def test_more_ways_of_having_something_in_common_than_are_prepared_are_written_too(work):
    def all_ways(connection):
        for way in range(2 ** len(VALUES)):
            several = [
                {
                    "practice": HERE,
                    "id": UUID(int=40 * way + number + 1),
                    "word": "w" if way & 1 else f"w{number}",
                    "blob": b"b" if way & 2 else bytes([number]),
                    "at": NOON if way & 4 else NOON + timedelta(days=number),
                    "share": 3 if way & 8 else 300 + number,
                    "flag": True if way & 16 else number % 2 == 0,
                }
                for number in range(dialect.FEW + 1)
            ]
            dialect.add(connection, THINGS, several)
            found = kept(connection)
            for each in several:
                assert found[each["id"].int] == each

    assert 2 ** len(VALUES) > dialect.WAYS
    await work(all_ways)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize("shared", [True, False])
async def test_what_is_too_long_for_its_column_is_refused_and_not_cut_off(work, shared):
    too_long = "123456789"
    several = [
        {
            "practice": HERE,
            "id": UUID(int=number + 1),
            "word": too_long if shared else f"{number:09}",
        }
        for number in range(20)
    ]
    with pytest.raises(DBAPIError):
        await work(dialect.add, THINGS, several)
