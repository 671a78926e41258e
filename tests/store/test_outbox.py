"""The outbox: one letter for one cause, taken by one carrier, urgent ones first."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from care.people import PracticeId
from conversations.contents import (
    Button,
    Lane,
    Line,
    Sentences,
    Style,
)
from conversations.envelopes import CLIENTS, THERAPISTS, Place
from store import outbox, practices
from store.database import Database
from store.memory import Memory
from store.outbox import Carrier
from store.tables import outbox as table
from tests.conftest import PRACTICE
from tests.store.kept import a_letter, keep_person

SOON = timedelta(minutes=1)


@pytest.fixture
async def person(database, memory, now):
    return await keep_person(database, memory, now)


EVERY = [(PRACTICE, CLIENTS), (PRACTICE, THERAPISTS)]


async def write(database, now, *letters, claimed_by=None):
    served = [(each.practice, each.bot) for each in letters]
    carrier = Carrier(claimed_by, served) if claimed_by else None
    return await database.write(outbox.write, letters, carrier=carrier, now=now)


async def claim(database, now, by="carrier", bots=(CLIENTS, THERAPISTS), limit=100):
    served = [(each.id, bot) for each in await database.read(practices.every) for bot in bots]
    return await database.write(outbox.claim_due, by, served, now, limit)


async def counts(database):
    return await database.read(outbox.counts)


async def test_a_letter_comes_out_as_it_went_in(database, memory, person, now):
    content = Sentences(
        (Line("hello", {"at": now, "count": 3}, Style.TITLE),),
        ((Button("yes", "join", "agree", {"name": "Ada"}),),),
    )
    letter = a_letter(
        memory,
        person,
        now,
        "cause:1",
        content=content,
        slot="join",
        fresh=True,
        not_after=now + timedelta(days=1),
    )

    await write(database, now, letter)

    assert await claim(database, now) == (letter,)


async def test_one_cause_writes_one_letter(database, memory, person, now):
    first = a_letter(memory, person, now, "cause:1")
    same_batch = a_letter(memory, person, now, "cause:1")
    later = a_letter(memory, person, now, "cause:1")

    assert await write(database, now, first, same_batch, claimed_by="me") == (first,)
    assert await write(database, now, later, claimed_by="me") == ()

    assert await counts(database) == {"claimed": 1}


async def test_a_cause_handled_by_many_processes_at_once_is_told_once(
    database, database_url, memory, person, now
):
    other = Database(database_url)
    handed = await asyncio.gather(
        *(
            write(each, now, a_letter(memory, person, now, "cause:1"), claimed_by=f"carrier {n}")
            for n in range(10)
            for each in (database, other)
        )
    )

    await other.close()
    assert sum(len(letters) for letters in handed) == 1
    assert await counts(database) == {"claimed": 1}


async def test_two_practices_may_have_equal_causes(database, memory, practice, person, now):
    other = Memory(PracticeId(UUID(int=7)), memory.vault)

    def begin(connection):
        practices.add(connection, replace(practice, id=other.practice, name="Other"), now)
        other.new_key(connection, other.house(), now)

    await database.write(begin)
    stranger = await keep_person(database, other, now)
    letters = (a_letter(memory, person, now, "same"), a_letter(other, stranger, now, "same"))

    assert await write(database, now, *letters, claimed_by="me") == letters


async def test_what_is_due_is_handed_over_claimed_and_what_is_not_waits(
    database, memory, person, now
):
    due = a_letter(memory, person, now, "due")
    later = a_letter(memory, person, now, "later", not_before=now + SOON)

    assert await write(database, now, due, later, claimed_by="me") == (due,)

    assert await claim(database, now) == ()
    assert [each.key for each in await claim(database, now + SOON)] == ["later"]


async def test_urgent_lanes_go_first_and_each_keeps_its_order(database, memory, person, now):
    lanes = [Lane.DIGEST, Lane.REPLY, Lane.CRISIS, Lane.REMINDER, Lane.REPLY, Lane.THERAPIST]
    letters = [a_letter(memory, person, now, str(n), lane) for n, lane in enumerate(lanes)]
    await write(database, now, *letters)

    found = await claim(database, now, limit=4) + await claim(database, now, limit=4)

    assert [each.key for each in found] == ["2", "1", "4", "5", "3", "0"]


async def test_a_carrier_takes_only_letters_of_its_bots(database, memory, person, now):
    slack = await keep_person(database, memory, now, "U1", THERAPISTS)
    await write(
        database, now, a_letter(memory, person, now, "1"), a_letter(memory, slack, now, "2")
    )

    assert [each.key for each in await claim(database, now, bots=[THERAPISTS])] == ["2"]


async def test_every_letter_goes_to_one_carrier(database, database_url, memory, person, now):
    await write(database, now, *(a_letter(memory, person, now, str(n)) for n in range(200)))
    other = Database(database_url)

    taken = await asyncio.gather(
        *(
            claim(each, now, by=f"carrier {n}", limit=15)
            for n in range(10)
            for each in (database, other)
        )
    )

    await other.close()
    keys = [letter.key for letters in taken for letter in letters]
    assert sorted(keys) == sorted(str(n) for n in range(200))


async def test_a_claim_that_ran_out_can_be_taken_by_another(database, memory, person, now):
    await write(database, now, a_letter(memory, person, now, "1"))
    assert len(await claim(database, now, by="gone")) == 1

    assert await claim(database, now + outbox.CLAIM, by="next") == ()
    late = now + outbox.CLAIM + timedelta(seconds=1)
    assert [each.key for each in await claim(database, late, by="next")] == ["1"]


async def test_a_process_that_is_alone_frees_what_the_last_one_had_claimed(
    database, memory, person, now
):
    letters = [a_letter(memory, person, now, str(n)) for n in range(2)]
    await write(database, now, *letters, claimed_by="gone")
    await database.write(outbox.settle, [letters[0].id], outbox.SENT, now)

    assert await database.write(outbox.release, EVERY) == 1

    assert [each.key for each in await claim(database, now)] == ["1"]


async def test_a_letter_with_an_outcome_is_never_taken_again(database, memory, person, now):
    letter = a_letter(memory, person, now, "1")
    await write(database, now, letter, claimed_by="me")

    await database.write(outbox.settle, [letter.id], outbox.UNREACHABLE, now, "blocked")

    assert await claim(database, now + timedelta(days=1)) == ()
    assert await counts(database) == {"unreachable": 1}


async def test_a_letter_that_could_not_be_sent_waits_and_counts_its_tries(
    database, memory, person, now
):
    letter = a_letter(memory, person, now, "1")
    await write(database, now, letter, claimed_by="me")

    await database.write(
        outbox.put_back, letter.id, now + SOON, "timeout", claimed_by="me", failed=True
    )

    assert await claim(database, now) == ()
    [again] = await claim(database, now + SOON)
    assert again.tries == 1

    mine = {"claimed_by": "carrier", "failed": False}
    await database.write(outbox.put_back, letter.id, now + SOON, "bucket", **mine)
    [again] = await claim(database, now + SOON)
    assert again.tries == 1


async def test_a_letter_that_another_carrier_has_taken_meanwhile_is_not_put_back(
    database, memory, person, now
):
    letter = a_letter(memory, person, now, "1")
    await write(database, now, letter, claimed_by="laid down")
    await database.write(outbox.release, EVERY)
    assert await claim(database, now, by="new") == (letter,)

    await database.write(
        outbox.put_back, letter.id, now, "not served", claimed_by="laid down", failed=False
    )

    assert await counts(database) == {"claimed": 1}


async def test_letters_of_bots_that_are_served_elsewhere_are_left_to_whoever_serves_them(
    database, memory, person, now
):
    letter = a_letter(memory, person, now, "1")
    here = Carrier("here", [(memory.practice, THERAPISTS)])

    assert await database.write(outbox.write, [letter], carrier=here, now=now) == ()

    assert await claim(database, now, by="there") == (letter,)


async def test_a_letter_can_be_taken_back_until_a_carrier_has_it(database, memory, person, now):
    letters = [a_letter(memory, person, now, key, not_before=now + SOON) for key in "ab"]
    await write(database, now, *letters)

    assert await database.write(outbox.cancel, memory.practice, "a", now)
    assert not await database.write(outbox.cancel, memory.practice, "a", now)
    assert [each.key for each in await claim(database, now + SOON)] == ["b"]
    assert not await database.write(outbox.cancel, memory.practice, "b", now)
    assert not await database.write(outbox.cancel, memory.practice, "unknown", now)


async def test_who_stops_gets_no_reminder_but_still_an_answer(database, memory, person, now):
    letters = [a_letter(memory, person, now, lane.name, lane) for lane in Lane]
    other = await keep_person(database, memory, now, "88")
    await write(database, now, *letters, a_letter(memory, other, now, "other", Lane.REMINDER))

    await database.write(outbox.cancel_unasked, memory.practice, person.id, now)

    found = [each.key for each in await claim(database, now)]
    assert found == ["CRISIS", "REPLY", "THERAPIST", "other"]


async def test_a_letter_of_a_newer_release_is_set_aside_and_stops_no_other(
    database, memory, person, now
):
    odd, known = (a_letter(memory, person, now, key) for key in ("odd", "known"))
    await write(database, now, odd, known)
    newer = update(table).where(table.c.id == odd.id).values(content='{"kind": "hologram"}')
    await database.write(lambda connection: connection.execute(newer).close())

    assert await claim(database, now) == (known,)

    assert await counts(database) == {"claimed": 1, "dead": 1}


async def test_a_slot_remembers_where_its_message_stands(database, memory, person, now):
    practice = memory.practice
    assert await database.read(outbox.place_of, practice, person.id, "join") is None

    for place in (Place("77", "1"), Place("77", "2")):
        await database.write(outbox.keep_places, practice, {(person.id, "join"): place}, now)
    other = {(person.id, "other"): Place("77", "9")}
    await database.write(outbox.keep_places, practice, other, now)

    assert await database.read(outbox.place_of, practice, person.id, "join") == Place("77", "2")


async def test_a_letter_whose_carrier_is_gone_is_due_when_the_claim_runs_out(
    database, memory, person, now
):
    letter = a_letter(memory, person, now, "1")
    await write(database, now, letter, claimed_by="gone")

    assert await database.read(outbox.next_due) == now + outbox.CLAIM

    await database.write(outbox.settle, [letter.id], outbox.SENT, now)

    assert await database.read(outbox.next_due) is None


async def test_the_next_letter_is_due_at_the_earliest_time(database, memory, person, now):
    assert await database.read(outbox.next_due) is None
    await write(
        database,
        now,
        a_letter(memory, person, now, "1", not_before=now + SOON),
        a_letter(memory, person, now, "2", not_before=now + 2 * SOON),
    )

    assert await database.read(outbox.next_due) == now + SOON


async def test_a_letter_of_a_practice_not_served_here_is_left_alone(database, memory, person, now):
    await write(database, now, a_letter(memory, person, now, "1"))
    elsewhere = [(PracticeId(UUID(int=1)), CLIENTS)]

    assert await database.write(outbox.claim_due, "carrier", elsewhere, now) == ()
    assert len(await claim(database, now)) == 1


async def test_what_is_not_sent_is_counted_by_lane_and_state(database, memory, person, now):
    letters = [a_letter(memory, person, now, str(n)) for n in range(3)]
    crisis = a_letter(memory, person, now, "crisis", Lane.CRISIS)
    await write(database, now, *letters, crisis)
    await database.write(outbox.settle, [letters[0].id], outbox.SENT, now)
    await database.write(outbox.settle, [letters[1].id], outbox.DEAD, now)

    assert await database.read(outbox.unsent) == {
        (Lane.REPLY, outbox.WAITING): 1,
        (Lane.REPLY, outbox.DEAD): 1,
        (Lane.CRISIS, outbox.WAITING): 1,
    }


async def test_the_letter_that_is_due_longest_is_known(database, memory, person, now):
    assert await database.read(outbox.oldest_due, now) is None

    await write(
        database,
        now,
        a_letter(memory, person, now, "1"),
        a_letter(memory, person, now, "2", not_before=now - SOON),
        a_letter(memory, person, now, "3", not_before=now + SOON),
    )

    assert await database.read(outbox.oldest_due, now) == now - SOON
    assert await database.read(outbox.oldest_due, now - 2 * SOON) is None
