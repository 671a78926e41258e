"""Statements that are put together once: they find and change what SQLAlchemy finds and changes."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Time,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound

from store import prepared
from store.columns import Instant, NaiveInstant, Uuid

THINGS = Table(
    "things",
    MetaData(),
    Column("id", Uuid, primary_key=True),
    Column("number", Integer, unique=True),
    Column("word", String(7)),
    Column("blob", LargeBinary),
    Column("at", Instant),
    Column("day", Date),
    Column("clock", Time),
    Column("share", SmallInteger),
    Column("flag", Boolean),
)
OF_NUMBERS = (
    select(THINGS, THINGS.c.word.is_(None).label("wordless"))
    .where(
        THINGS.c.share.in_([0, 1, 2, 3, 4, 5, 6]),
        THINGS.c.number.in_(bindparam("numbers", expanding=True)),
    )
    .order_by(THINGS.c.number)
)
OF_TWO_LISTS = select(THINGS.c.id).where(
    THINGS.c.at < bindparam("before"),
    THINGS.c.word.in_(bindparam("words", expanding=True)),
    THINGS.c.number.in_(bindparam("numbers", expanding=True)),
    THINGS.c.at < bindparam("before"),
)
CHANGE = (
    update(THINGS)
    .where(THINGS.c.id.in_(bindparam("ids", expanding=True)), THINGS.c.flag.is_not(None))
    .values(word="changed", at=bindparam("now"), blob=None)
)
FORGET = delete(THINGS).where(THINGS.c.number == bindparam("which"))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def thing(number):
    bare = number % 3 == 0
    return {
        "id": UUID(int=number),
        "number": number,
        "word": None if bare else f"word {number}",
        "blob": None if bare else bytes([number, 0, 255]),
        "at": None if number == 3 else NOON + timedelta(microseconds=number),
        "day": None if bare else date(2026, 2, number),
        "clock": None if bare else time(9, number),
        "share": number % 7,
        "flag": None if bare else number % 2 == 0,
    }


@pytest.fixture(params=["write", "write_briefly"])
async def work(request, database):
    """Runs a function in a transaction, statement by statement or through the driver at once."""
    write = getattr(database, request.param)

    def furnish(connection):
        THINGS.create(connection)
        connection.execute(insert(THINGS), [thing(number) for number in range(1, 20)])

    await database.write(furnish)
    return write


def plainly(connection):
    return [tuple(row) for row in connection.execute(select(THINGS).order_by(THINGS.c.id))]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 8, 19])
async def test_rows_are_those_that_sqlalchemy_finds_for_lists_of_any_length(work, count):
    asked = {"numbers": range(1, count + 1)}

    def both(connection):
        mine = prepared.rows(connection, OF_NUMBERS, asked)
        theirs = connection.execute(OF_NUMBERS, asked).all()
        return mine, theirs

    mine, theirs = await work(both)

    assert [tuple(row) for row in mine] == [tuple(row) for row in theirs]
    assert [row.number for row in mine] == list(asked["numbers"])
    assert [list(map(type, row)) for row in mine] == [list(map(type, row)) for row in theirs]


@pytest.mark.parametrize("seed", range(10))
async def test_two_lists_and_a_value_that_stands_twice_are_bound_in_their_places(work, seed):
    chance = Random(seed)
    asked = {
        "before": NOON + timedelta(microseconds=chance.randrange(26)),
        "words": [f"word {chance.randrange(25)}" for _ in range(chance.randrange(10))],
        "numbers": [chance.randrange(25) for _ in range(chance.randrange(10))],
    }

    def both(connection):
        mine = prepared.rows(connection, OF_TWO_LISTS, asked)
        return mine, connection.execute(OF_TWO_LISTS, asked).all()

    mine, theirs = await work(both)

    assert sorted(row.id for row in mine) == sorted(row.id for row in theirs)


async def test_a_change_changes_what_it_names_and_nothing_else(work):
    def change(connection):
        before = plainly(connection)
        ids = [UUID(int=number) for number in (1, 2, 3)]
        prepared.execute(connection, CHANGE, {"ids": ids, "now": NOON})
        prepared.execute(connection, FORGET, {"which": 5})
        return before, plainly(connection)

    before, after = await work(change)

    assert [row[0].int for row in before if row not in after] == [1, 2, 5]
    changed = [row for row in after if row not in before]
    assert [(row[0].int, row[2], row[3], row[4]) for row in changed] == [
        (1, "changed", None, NOON),
        (2, "changed", None, NOON),
    ]


async def test_one_row_is_asked_for_and_no_other_number_of_them_taken(work):
    async def one(*numbers):
        return await work(prepared.one, OF_NUMBERS, {"numbers": numbers})

    assert (await one(4)).word == "word 4"
    with pytest.raises(NoResultFound):
        await one(40)
    with pytest.raises(MultipleResultsFound):
        await one(1, 2)


async def test_a_value_that_a_column_refuses_is_refused_here_too(work):
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(NaiveInstant):
        await work(prepared.execute, CHANGE, {"ids": [UUID(int=1)], "now": naive})


DOUBLE = update(THINGS).values(number=1).where(THINGS.c.id == bindparam("which"))


async def test_what_the_database_refuses_is_said_as_sqlalchemy_says_it_without_the_values(
    work, database
):
    with pytest.raises(IntegrityError) as refused:
        await work(prepared.execute, DOUBLE, {"which": UUID(int=2)})

    assert "00000002" not in str(refused.value)
    assert await database.read(lambda connection: len(plainly(connection))) == 19


async def test_a_brief_read_sees_one_state_from_its_first_statement_on(database, work):
    def look(connection):
        return len(prepared.rows(connection, OF_NUMBERS, {"numbers": range(1, 20)}))

    assert await database.read_briefly(look) == 19
    await work(prepared.execute, FORGET, {"which": 5})
    assert await database.read_briefly(look) == 18


async def test_what_is_longer_than_its_column_is_found_nowhere(work):
    asked = {"before": NOON + timedelta(days=1), "numbers": range(20)}

    def both(connection):
        return [
            prepared.rows(connection, OF_TWO_LISTS, {**asked, "words": words})
            for words in (["word 4"], ["word 4", "word 19 and more"], ["word 19 and more"])
        ]

    assert [len(found) for found in await work(both)] == [1, 1, 0]


NOT_OF = select(THINGS.c.id).where(THINGS.c.number.not_in(bindparam("numbers", expanding=True)))


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_a_list_that_stands_behind_something_else_than_in_is_refused_in_words(work):
    with pytest.raises(LookupError, match="behind IN"):
        await work(prepared.rows, NOT_OF, {"numbers": [1]})
