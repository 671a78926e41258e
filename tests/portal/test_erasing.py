"""Erasing a client: everything goes, everybody else's stays, and a receipt tells of it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from care.erasure import ErasureState
from charts.drawing import Studio
from conversations.discretion import health_words
from portal.commands import client_erase, client_list
from portal.export_shop import CopyShop
from portal.office import NotPossible
from portal.sandboxed import BOT
from store import audit_check, belongings, erasures, outbox, practices
from store.data_keys import KeyMissing
from store.ids import new_id
from store.key_file import RingName
from store.signing import public_key
from store.tables import erasure as erasure_table
from store.tables import inbox, metadata, person
from tests.world import spoken

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
BOTH = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)

SURE = "Yes, delete everything now"
IN_3, IN_14 = "In 3 days", "In 14 days"


async def a_course(world, name="Ana"):
    """A client with something of every kind: answers, a note, a message."""
    ana = await world.join(name)
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 4, 7)
    await ana.answer(*[2] * 9)
    await world.pass_time(seconds=10)
    await world.support(world.card("critical answer"), "Take care of yourself today.")
    await world.pass_time(seconds=30)
    return ana


async def everything_of(world, client):
    """How many rows of each table are this client's; the inbox is asked elsewhere."""

    def count(connection):
        whose = belongings.of_client(connection, world.memory, client)
        if whose is None:
            return {}
        found = {}
        for name, table in metadata.tables.items():
            mine = belongings.rows_of(table, world.memory, whose)
            if mine is not None:
                query = select(func.count()).select_from(table).where(mine)
                found[name] = connection.execute(query).scalar_one()
        return found

    return await world.database.read(count)


async def naming(world, client):
    """Which tables still hold this client's id, wherever it may stand."""

    def look(connection):
        found = set()
        for name, table in metadata.tables.items():
            for row in connection.execute(select(table)):
                if any(str(client) in str(value) for value in row):
                    found.add(name)
        return found

    return await world.database.read(look)


async def erase_now(world, ana):
    await ana.say("/delete_me")
    await ana.tap("Now", SURE)
    await world.sandbox.tick()


@BOTH
async def test_a_client_who_wants_to_go_is_gone_and_gets_a_receipt(world):
    ana = await a_course(world)
    before = await everything_of(world, ana.id)
    assert all(before[each] for each in ("answer", "response", "alert", "message", "data_key"))

    await erase_now(world, ana)

    assert "Receipt" in ana.last
    assert "key under which everything of yours was encrypted was destroyed" in ana.last
    assert await everything_of(world, ana.id) == {}
    assert await naming(world, ana.id) == {"erasure", "audit_entry"}
    with pytest.raises(KeyMissing):
        await world.read(lambda connection, memory: memory.open_clients(connection, [ana.id]))


@ON_SQLITE
async def test_the_receipt_and_what_comes_after_it_say_nothing_about_health(world):
    """That account is nobody's by then, so no setting of the client's can choose the words."""
    ana = await world.join("Ana")

    await erase_now(world, ana)
    receipt = ana.last
    await ana.say("/progress")

    assert "deleted from the database of this service" in receipt
    assert health_words(receipt, "en") == ()
    assert "personal invitation link that you were given" in ana.last
    assert health_words(ana.last, "en") == ()


@BOTH
async def test_the_therapist_is_told_plainly_and_sees_the_client_nowhere(world):
    ana = await a_course(world)

    await erase_now(world, ana)

    note = spoken(world.card("was deleted from the portal"))
    assert ana.code in note
    assert "as the client wished" in note
    assert world.told("critical answer") == 0
    assert world.told("This note was about a client whose data has been deleted.") == 1
    found = await client_list(world.sandbox.office)
    assert found["clients"] == []


@BOTH
async def test_everybody_else_is_untouched(world):
    ana = await a_course(world)
    ben = await world.join("Ben")
    await ben.pulse(2, 8, 1)
    before = await everything_of(world, ben.id)

    await erase_now(world, ana)

    assert await everything_of(world, ben.id) == before
    await world.pass_time(seconds=10)
    await ben.say("/progress")
    assert ben.received


@ON_SQLITE
async def test_an_urgent_note_that_nobody_has_taken_does_not_go_in_silence(world):
    ana = await world.join("Ana")
    await ana.tap("Help now", "Tell my therapist")

    await erase_now(world, ana)

    assert world.told(f"An urgent note about {ana.code} was open") == 1


@ON_SQLITE
async def test_it_happens_when_the_client_said_and_nobody_reminds(world):
    ana = await world.join("Ana")
    await ana.say("/stop")
    await ana.tap("Stop everything")
    await ana.say("/delete_me")
    await ana.tap(IN_3)
    told = len(ana.received)

    await world.pass_time(days=2, hours=23)
    assert len(ana.received) == told
    assert await everything_of(world, ana.id)

    await world.pass_time(hours=2)
    assert "Receipt" in ana.last
    assert await everything_of(world, ana.id) == {}


@ON_SQLITE
async def test_it_can_be_taken_back_until_then(world):
    ana = await world.join("Ana")
    await ana.say("/delete_me")
    await ana.tap(IN_14)
    await world.pass_time(days=13)
    await ana.say("/delete_me")

    await ana.tap("I take it back")

    assert "Taken back" in ana.last
    await world.pass_time(days=3)
    assert await everything_of(world, ana.id)
    assert await world.read(erasures.waiting, ana.id) is None


@ON_SQLITE
async def test_the_last_question_is_good_for_a_quarter_of_an_hour(world):
    ana = await world.join("Ana")
    await ana.say("/delete_me")
    await ana.tap("Now")
    await world.pass_time(minutes=16)

    await ana.tap(SURE)

    await world.sandbox.tick()
    assert await everything_of(world, ana.id)


@BOTH
async def test_the_same_person_may_come_back_with_a_new_invitation(world):
    ana = await a_course(world)
    await erase_now(world, ana)
    again = await world.invite("Ana")
    ana.person.open_link(again.link)
    await world.settle()
    await world.pass_time(seconds=10)

    await ana.tap("I agree", "In the evening, 19:30")
    await ana.tap("5", "5", "5")

    answered = await everything_of(world, again.id)
    assert answered["answer"] == 3
    assert await everything_of(world, ana.id) == {}


@BOTH
async def test_what_is_in_flight_of_theirs_finds_nobody_and_stays_nowhere(world):
    ana = await a_course(world)
    await ana.say("/delete_me")
    await ana.tap("Now")
    ana.person.tap(BOT, SURE)
    ana.person.say(BOT, "what I wrote a moment too late")
    await world.settle()
    await world.sandbox.tick()
    ana.person.say(BOT, "and this afterwards")
    await world.settle()

    def bodies(connection):
        waiting = select(func.count()).select_from(inbox).where(inbox.c.sealed_body.is_not(None))
        return connection.execute(waiting).scalar_one()

    assert await world.database.read(bodies) == 0
    assert await everything_of(world, ana.id) == {}


@BOTH
async def test_an_update_that_was_set_aside_goes_with_its_sender(world):
    ana = await world.join("Ana")

    def set_aside(connection):
        [sender] = connection.execute(
            select(person.c.blind_index).where(person.c.client == ana.id)
        ).scalars()
        connection.execute(
            inbox.insert().values(
                practice=world.memory.practice,
                bot="telegram/clients",
                update_id="late",
                id=new_id(),
                state="quarantined",
                tries=3,
                sender=sender,
                sealed_body=b"sealed",
                arrived_at=world.now,
                not_before=world.now,
                settled_at=world.now,
            )
        )

    await world.database.write(set_aside)

    await erase_now(world, ana)

    def left(connection):
        aside = select(func.count()).select_from(inbox).where(inbox.c.update_id == "late")
        return connection.execute(aside).scalar_one()

    assert await world.database.read(left) == 0


@BOTH
async def test_the_audit_is_whole_afterwards_and_knows_the_erasure_by_ids(world):
    ana = await a_course(world)
    await erase_now(world, ana)
    office = world.sandbox.office
    keys = {ring.value: public_key(office.keys.ring(ring)) for ring in RingName}
    [practice] = await world.database.read(practices.every)

    found = await world.database.read(audit_check.check, practice.id, keys)

    assert found.faults == ()
    [receipt] = await world.database.read(
        lambda connection: connection.execute(select(erasure_table.c.id)).scalars().all()
    )
    entries = await world.database.read(
        lambda connection: [
            tuple(row)
            for row in connection.execute(select(metadata.tables["audit_entry"]))
            if row.action == "erased"
        ]
    )
    assert len(entries) == 1
    assert str(receipt) in map(str, entries[0])
    assert ana.code not in str(entries)


@ON_SQLITE
async def test_no_receipt_says_so_before_the_log_is_empty(world):
    ana = await world.join("Ana")
    await ana.say("/delete_me")
    await ana.tap("Now", SURE)
    reader = await world.database._reader.connect()
    await reader.exec_driver_sql("select count(*) from person")
    try:
        await world.portal.every_round()
        await world.settle()
        assert await everything_of(world, ana.id) == {}
        assert ana.told("Receipt") == 0
    finally:
        await reader.close()

    await world.sandbox.tick()

    assert ana.told("Receipt") == 1


@ON_SQLITE
async def test_no_receipt_says_so_while_the_disk_has_no_room_to_be_rid_of_it(world, monkeypatch):
    ana = await world.join("Ana")
    monkeypatch.setattr("store.database.ROOM", 1e15)
    await erase_now(world, ana)
    assert await everything_of(world, ana.id) == {}
    assert ana.told("Receipt") == 0

    monkeypatch.undo()
    await world.sandbox.tick()

    assert ana.told("Receipt") == 1


@ON_SQLITE
async def test_the_receipt_names_the_day_on_which_the_last_copy_is_gone(world):
    ana = await world.join("Ana")
    for house in world.portal.houses.values():
        house.rounds._copies_kept = timedelta(days=30)

    await erase_now(world, ana)

    assert "until Wed 2 Dec at the latest" in ana.last


@BOTH
async def test_the_account_goes_too_once_the_receipt_has_left(world):
    ana = await world.join("Ana")
    await erase_now(world, ana)

    def accounts(connection):
        mine = select(func.count()).select_from(person).where(person.c.bot == "telegram/clients")
        return connection.execute(mine).scalar_one()

    assert "Receipt" in ana.last
    assert await world.database.read(accounts) == 0


@BOTH
async def test_the_practice_erases_with_the_code_typed_twice(world):
    ana = await a_course(world)
    office = world.sandbox.office
    with pytest.raises(NotPossible, match="typed again"):
        await client_erase(office, code=ana.code, again="somebody-else")
    assert await everything_of(world, ana.id)

    found = await client_erase(office, code=ana.code, again=ana.code.upper())

    await world.pass_time(seconds=5)
    assert found["rows"] > 50
    assert await everything_of(world, ana.id) == {}
    assert found["receipt"] in ana.last
    assert world.told("by the practice") == 1


@ON_SQLITE
async def test_a_check_in_tapped_afterwards_is_nobodys(world):
    ana = await world.join("Ana")
    question = ana.received[-1]
    await erase_now(world, ana)

    ana.person.tap(BOT, "7", message_id=question.message_id)
    await world.settle()

    assert await everything_of(world, ana.id) == {}
    found = await world.database.read(
        lambda connection: connection.execute(select(erasure_table.c.state)).scalars().all()
    )
    assert found == [ErasureState.DONE]


@BOTH
@pytest.mark.parametrize(
    ("words", "press", "maker", "name"),
    [
        ("/export", "export:make", CopyShop, "copy"),
        ("/progress", "progress:phq9", Studio, "draw"),
    ],
    ids=["a copy", "a picture"],
)
async def test_what_is_being_made_meanwhile_stays_nowhere_and_stops_nobody(
    world, monkeypatch, capsys, words, press, maker, name
):
    ana, ben = await a_course(world), await world.join("Ben")
    begun, may_go_on = asyncio.Event(), asyncio.Event()
    make = getattr(maker, name)

    async def slowly(shop, request):
        begun.set()
        await may_go_on.wait()
        return await make(shop, request)

    def files():
        return sum(bool(each.document or each.photo) for each in ana.received)

    await ana.say(words)
    before = files()
    monkeypatch.setattr(maker, name, slowly)
    ana.person.tap_data(BOT, ana.received[-1].message_id, press)
    await asyncio.wait_for(begun.wait(), 60)
    await client_erase(world.sandbox.office, code=ana.code, again=ana.code)
    may_go_on.set()
    await world.pass_time(seconds=5)
    heard = len(ben.received)
    await ben.say("/settings")

    assert await everything_of(world, ana.id) == {}
    assert files() == before
    assert len(ben.received) > heard
    assert set(await world.letters()) <= {outbox.SENT, outbox.CANCELLED}
    assert "trouble=" not in capsys.readouterr().out
