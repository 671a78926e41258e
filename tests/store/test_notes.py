"""Notes: sealed, their author's alone until proposed, answered by digest, and then final."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from care.audit import Act, Action, ActorRole, Kind
from care.notes import Answer, NoteState, Waiting, digest
from store import audit, notes, notes_due
from store.tables import note as table
from store.tables import note_version
from tests.store.kept import cold, keep_client

DAY = timedelta(days=1)
TEXT = "Wir haben über den Chor gesprochen – 加油 🌱\n\nNächstes Mal: die Probe."
OTHER = "Wir haben über die Probe gesprochen."


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


async def draft(database, memory, client, now, text=TEXT):
    return await database.write(
        notes.draft, memory, client.id, client.therapist, text, now.date(), now
    )


async def propose(database, memory, wanted, now, text=TEXT):
    return await database.write(notes.propose, memory, wanted, digest(text), now + 14 * DAY, now)


async def proposed(database, memory, client, now, text=TEXT):
    made = await draft(database, memory, client, now, text)
    assert await propose(database, memory, made, now, text)
    return made


async def answer(database, memory, wanted, kind, now, *, version=1, text=TEXT, words=""):
    return await database.write(
        notes.answer, memory, wanted, version, digest(text), kind, words, now
    )


async def rewrite(database, memory, wanted, client, now, text, row_version):
    return await database.write(
        notes.rewrite, memory, wanted, client.therapist, text, now.date(), row_version, now
    )


async def test_a_draft_is_its_authors_alone_and_sealed(database, memory, ring, client, now):
    made = await draft(database, memory, client, now)

    mine = await database.read(notes.get, cold(memory, ring), made, client.therapist)

    assert (mine.text, mine.state, mine.version) == (TEXT, NoteState.DRAFT, 1)
    assert (mine.author, mine.session_on, mine.shown) == (client.therapist, now.date(), None)
    assert mine.draft is not None
    assert await database.read(notes.get, memory, made) is None
    assert await database.read(notes.of_client, memory, client.id) == ()
    assert await database.read(notes.of_client, memory, client.id, client.therapist) == (mine,)
    assert await database.read(notes.client_of, memory, made) == client.id
    sealed = await database.read(
        lambda connection: connection.execute(select(note_version.c.sealed_text)).scalar_one()
    )
    assert b"Chor" not in sealed


async def test_a_draft_is_put_into_other_words_and_thrown_away(database, memory, client, now):
    made = await draft(database, memory, client, now)

    assert await rewrite(database, memory, made, client, now, OTHER, 1)
    assert not await rewrite(database, memory, made, client, now, TEXT, 1)
    mine = await database.read(notes.get, memory, made, client.therapist)
    assert (mine.text, mine.version, mine.row_version) == (OTHER, 1, 2)
    assert not await database.write(notes.discard, memory, made, 1)
    assert await database.write(notes.discard, memory, made, 2)
    assert await database.read(notes.get, memory, made, client.therapist) is None
    left = await database.read(lambda connection: connection.execute(select(note_version)).all())
    assert left == []


async def test_what_is_proposed_is_the_text_that_was_seen(database, memory, client, now):
    made = await draft(database, memory, client, now)

    assert not await propose(database, memory, made, now, OTHER)
    assert await propose(database, memory, made, now)
    assert not await propose(database, memory, made, now)

    found = await database.read(notes.get, memory, made)
    assert (found.state, found.text, found.is_whole) == (NoteState.PROPOSED, TEXT, True)
    assert found.answer_by == now + 14 * DAY
    assert not await rewrite(database, memory, made, client, now, OTHER, found.row_version)
    assert not await database.write(notes.discard, memory, made, found.row_version)
    assert await database.read(notes.waiting, memory, [client.id]) == {client.id: Waiting(1, 0)}
    assert await database.read(notes_due.to_tell, memory, now, 9) == {made: client.id}
    assert await database.read(notes_due.untold, memory, client.id, now) == (made,)


async def test_an_answer_is_to_the_text_and_the_version_that_were_shown(
    database, memory, client, now
):
    made = await proposed(database, memory, client, now)

    assert not await answer(database, memory, made, Answer.AGREED, now, text=OTHER)
    assert not await answer(database, memory, made, Answer.AGREED, now, version=2)
    assert not await answer(database, memory, made, Answer.AGREED, now + 14 * DAY)
    assert await answer(database, memory, made, Answer.AGREED, now + DAY)

    found = await database.read(notes.get, memory, made)
    assert (found.state, found.settled_at, found.is_final) == (NoteState.AGREED, now + DAY, True)
    assert (found.shown.answer, found.shown.answered_at) == (Answer.AGREED, now + DAY)


async def test_what_is_taken_back_is_a_draft_again_and_no_old_button_answers_it(
    database, memory, client, now
):
    made = await proposed(database, memory, client, now)

    assert await database.write(notes.take_back, memory, made, client.therapist, now)
    assert not await database.write(notes.take_back, memory, made, client.therapist, now)
    assert await database.read(notes.get, memory, made) is None
    assert not await answer(database, memory, made, Answer.AGREED, now)
    assert await propose(database, memory, made, now)
    assert not await answer(database, memory, made, Answer.AGREED, now)
    assert await answer(database, memory, made, Answer.AGREED, now, version=2)


async def test_a_change_that_was_asked_for_stays_with_its_version(database, memory, client, now):
    made = await proposed(database, memory, client, now)
    assert await answer(database, memory, made, Answer.CHANGE, now, words="Nicht der Chor")

    assert await database.read(notes.waiting, memory, [client.id]) == {client.id: Waiting(0, 1)}
    mine = await database.read(notes.get, memory, made, client.therapist)
    assert await rewrite(database, memory, made, client, now, OTHER, mine.row_version)
    mine = await database.read(notes.get, memory, made, client.therapist)
    theirs = await database.read(notes.get, memory, made)
    assert ([each.text for each in mine.versions], mine.version) == ([TEXT, OTHER], 2)
    assert ([each.text for each in theirs.versions], theirs.version) == ([TEXT], 1)
    assert theirs.state is NoteState.CHANGE_ASKED
    assert await database.write(notes.discard, memory, made, mine.row_version)
    mine = await database.read(notes.get, memory, made, client.therapist)
    assert (mine.version, mine.shown.words) == (1, "Nicht der Chor")
    assert await rewrite(database, memory, made, client, now, OTHER, mine.row_version)
    assert await propose(database, memory, made, now, OTHER)
    assert await database.write(notes.take_back, memory, made, client.therapist, now)
    mine = await database.read(notes.get, memory, made, client.therapist)
    assert (mine.state, mine.version) == (NoteState.CHANGE_ASKED, 3)
    assert await propose(database, memory, made, now, OTHER)
    assert await answer(
        database, memory, made, Answer.DISAGREED, now, version=3, text=OTHER, words="Ich sehe"
    )
    found = await database.read(notes.get, memory, made)
    assert [each.words for each in found.versions] == ["Nicht der Chor", "Ich sehe"]
    assert found.state is NoteState.DISAGREED


@pytest.mark.parametrize("ends", [Answer.AGREED, Answer.DISAGREED, None])
async def test_nothing_changes_a_final_note(database, memory, client, now, ends):
    made = await proposed(database, memory, client, now)
    if ends is None:
        assert await database.write(notes.expire, memory, made, now + 14 * DAY)
    else:
        assert await answer(database, memory, made, ends, now, words="x" if ends.has_words else "")
    final = await database.read(notes.get, memory, made, client.therapist)
    row_version = final.row_version

    for version in (row_version - 1, row_version):
        assert not await rewrite(database, memory, made, client, now, OTHER, version)
        assert not await database.write(notes.discard, memory, made, version)
    assert not await propose(database, memory, made, now)
    assert not await database.write(notes.take_back, memory, made, client.therapist, now)
    for kind in Answer:
        assert not await answer(database, memory, made, kind, now, words="other")
    assert not await database.write(notes.expire, memory, made, now + 30 * DAY)
    await database.write(notes_due.answer_later, memory, client.id, now + 30 * DAY)
    await database.write(notes.drop_drafts, memory, client.therapist)
    for done in (notes_due.tell_again, notes_due.note_told):
        await database.write(done, memory, [made], now)
    await database.write(notes_due.close_later, memory, made, now)

    assert await database.read(notes.get, memory, made, client.therapist) == final
    assert await database.read(notes_due.next_due) is None


async def test_of_two_answers_at_once_one_counts(database, memory, client, now):
    made = await proposed(database, memory, client, now)

    given = await asyncio.gather(
        *(answer(database, memory, made, kind, now, words="x") for kind in Answer)
    )

    assert sorted(given) == [False, False, True]


async def test_the_date_goes_by_and_can_be_moved(database, memory, client, now):
    made = await proposed(database, memory, client, now)

    assert await database.read(notes_due.to_close, memory, now + 13 * DAY, 9) == {}
    await database.write(notes_due.answer_later, memory, client.id, now + 20 * DAY)
    assert await database.read(notes_due.to_close, memory, now + 14 * DAY, 9) == {}
    assert not await database.write(notes.expire, memory, made, now + 14 * DAY)
    await database.write(notes_due.answer_later, memory, client.id, now + 3 * DAY)
    assert await database.read(notes_due.to_close, memory, now + 20 * DAY, 9) == {made: client.id}
    await database.write(notes_due.close_later, memory, made, now + 30 * DAY)
    assert not await database.write(notes.expire, memory, made, now + 20 * DAY)
    assert await database.write(notes.expire, memory, made, now + 30 * DAY)

    found = await database.read(notes.get, memory, made)
    assert (found.state, found.shown.answer) == (NoteState.UNANSWERED, None)


async def test_what_only_somebody_who_left_could_read_goes_with_them(database, memory, client, now):
    await draft(database, memory, client, now)
    waits = await proposed(database, memory, client, now)
    asked = await proposed(database, memory, client, now)
    assert await answer(database, memory, asked, Answer.CHANGE, now, words="x")
    mine = await database.read(notes.get, memory, asked, client.therapist)
    assert await rewrite(database, memory, asked, client, now, OTHER, mine.row_version)

    await database.write(notes.drop_drafts, memory, client.therapist)

    left = await database.read(notes.of_client, memory, client.id, client.therapist)
    assert {each.id: (each.state, each.text) for each in left} == {
        waits: (NoteState.PROPOSED, TEXT),
        asked: (NoteState.CHANGE_ASKED, TEXT),
    }


async def _change_version(database, **values):
    await database.write(
        lambda connection: connection.execute(update(note_version).values(**values)).close()
    )


async def _seal(memory, client, note, text, kept):
    where = notes.place(note, 1)
    owner = memory.client(client.id)
    return {
        "sealed_text": memory.vault.seal_text(owner, notes.TEXT, where, text, pad=True),
        "sealed_digest": memory.vault.seal(owner, notes.DIGEST, where, kept),
    }


async def test_a_final_text_that_somebody_changed_is_told(database, memory, client, now):
    made = await proposed(database, memory, client, now)
    assert await answer(database, memory, made, Answer.AGREED, now)
    act = Act(
        ActorRole.PORTAL,
        "portal",
        Action.SETTLED,
        Kind.NOTE,
        str(made),
        client.id,
        await database.read(notes.mark, memory, made),
    )
    await database.write(audit.append, memory, [act], now)
    row = await database.read(lambda connection: connection.execute(select(note_version)).one())
    assert (await database.read(notes.get, memory, made)).is_whole

    # With the keys, but not the digest.
    salt, _ = notes.salt_and_digest(memory, row)
    other = await _seal(memory, client, made, OTHER, salt + digest(TEXT))
    await _change_version(database, **other)
    assert not (await database.read(notes.get, memory, made)).is_whole

    # With the keys and the digest, but not the audit.
    await _change_version(
        database, **(await _seal(memory, client, made, OTHER, salt + digest(OTHER)))
    )
    assert not (await database.read(notes.get, memory, made)).is_whole

    # Without any key.
    await _change_version(database, sealed_text=row.sealed_text[:-1] + b"x")
    found = await database.read(notes.get, memory, made)
    assert (found.text, found.is_whole) == ("", False)
    await _change_version(database, sealed_text=row.sealed_text, sealed_digest=None)
    assert not (await database.read(notes.get, memory, made)).is_whole

    await _change_version(database, sealed_digest=row.sealed_digest)
    assert (await database.read(notes.get, memory, made)).is_whole
    assert (
        await database.read(
            lambda connection: connection.execute(select(table.c.state)).scalar_one()
        )
        == "agreed"
    )


async def _settle(database, memory, client, made, now):
    mark = await database.read(notes.mark, memory, made)
    act = Act(ActorRole.PORTAL, "portal", Action.SETTLED, Kind.NOTE, str(made), client.id, mark)
    await database.write(audit.append, memory, [act], now)


async def _change(database, changed, **values):
    await database.write(
        lambda connection: connection.execute(update(changed).values(**values)).close()
    )


async def test_without_any_key_nobody_turns_one_answer_into_another(database, memory, client, now):
    made = await proposed(database, memory, client, now)
    assert await answer(database, memory, made, Answer.DISAGREED, now, words="no, twice")
    await _settle(database, memory, client, made, now)
    other = (await keep_client(database, memory, now, code="still-brook")).therapist
    note, version = await database.read(
        lambda connection: (
            connection.execute(select(table)).one(),
            connection.execute(select(note_version)).one(),
        )
    )
    turned = (
        (table, {"state": "agreed"}),
        (table, {"state": "proposed"}),
        (table, {"state": "proposed", "settled_at": None, "answer_by": now + DAY}),
        (table, {"state": "change-asked", "settled_at": None}),
        (table, {"session_on": now.date() - 7 * DAY}),
        (note_version, {"answer": "agreed"}),
        (note_version, {"author": other}),
        (note_version, {"sealed_words": None}),
    )
    for changed, values in turned:
        assert (await database.read(notes.get, memory, made)).is_whole
        await _change(database, changed, **values)
        assert not (await database.read(notes.get, memory, made)).is_whole, values
        before = note if changed is table else version
        await _change(database, changed, **{each: getattr(before, each) for each in values})


async def test_what_nobody_has_settled_is_not_shown_as_agreed(database, memory, client, now):
    made = await proposed(database, memory, client, now)

    await _change(database, table, state="agreed", settled_at=now)

    assert not (await database.read(notes.get, memory, made)).is_whole


async def test_words_with_an_earlier_version_belong_to_what_is_final(database, memory, client, now):
    made = await proposed(database, memory, client, now)
    assert await answer(database, memory, made, Answer.CHANGE, now, words="leave it out")
    asked = await database.read(notes.get, memory, made, client.therapist)
    assert await rewrite(database, memory, made, client, now, OTHER, asked.row_version)
    assert await propose(database, memory, made, now, OTHER)
    assert await answer(database, memory, made, Answer.AGREED, now, text=OTHER, version=2)
    await _settle(database, memory, client, made, now)
    assert (await database.read(notes.get, memory, made)).is_whole

    await _change(database, note_version, sealed_words=None)

    assert not (await database.read(notes.get, memory, made)).is_whole


async def test_what_is_thrown_away_and_proposed_at_once_is_one_of_both(
    database, memory, client, now
):
    for _ in range(8):
        made = await draft(database, memory, client, now)

        is_gone, is_proposed = await asyncio.gather(
            database.write(notes.discard, memory, made, 1),
            propose(database, memory, made, now),
        )

        assert is_gone != is_proposed
        found = await database.read(notes.get, memory, made)
        assert (found is None) == is_gone


async def test_what_is_taken_back_and_answered_at_once_is_one_of_both(
    database, memory, client, now
):
    for _ in range(8):
        made = await proposed(database, memory, client, now)

        is_back, is_answered = await asyncio.gather(
            database.write(notes.take_back, memory, made, client.therapist, now),
            answer(database, memory, made, Answer.AGREED, now),
        )

        assert is_back != is_answered
        found = await database.read(notes.get, memory, made, client.therapist)
        assert found.state is (NoteState.DRAFT if is_back else NoteState.AGREED)
        assert found.text == TEXT
