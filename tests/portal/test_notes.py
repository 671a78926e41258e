"""Notes the whole way: proposed, told of, read, answered in Telegram, closed, and told in Slack."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.audit import Action, Kind
from care.consent import Purpose
from care.local_time import local_date, zone
from care.notes import Answer, NoteState, digest, too_late_at
from portal import note_deeds
from portal.commands import client_move, therapist_leave
from portal.export.document import document
from portal.export.gathering import gathered
from portal.export.sheets import sheets
from portal.sandboxed import BOT
from portal.scene import Scene
from store import notes, people
from store.tables import audit_entry, note, note_version, outbox
from tests.portal.test_erasing import erase_now
from tests.portal.test_messages import in_working_hours
from tests.portal.test_pin import enter, set_pin
from tests.world import World, spoken, world

TEXT = "We spoke about <the choir> & the rehearsal.\n\nNext time: the first song."
OTHER = "We spoke about the rehearsal."
WAITS = "A note of a session waits for you: what Mira Winter would like you both to hold"
SHOW, AGREE, CHANGE, DIFFERS = (
    "Yes, show me the notes",
    *(
        "I agree",
        "I want something changed",
        "I see it differently",
    ),
)
CARD = "Notes of sessions with"


@pytest.fixture
async def practice(tmp_path):
    async with world(tmp_path) as made:
        yield made


async def draft(world: World, client, text: str = TEXT):
    def keep(connection, memory):
        therapist = people.clients(connection, memory, [client.id])[client.id].therapist
        today = local_date(world.now, zone("Europe/Berlin"))
        return notes.draft(connection, memory, client.id, therapist, text, today, world.now)

    return await world.write(keep)


async def propose(world: World, client, text: str = TEXT, days: int = 14, made=None):
    """What the record page does when a therapist proposes."""
    made = made or await draft(world, client, text)

    def keep(connection, memory):
        at = too_late_at(world.now, days, zone("Europe/Berlin"), None)
        assert notes.propose(connection, memory, made, digest(text), at, world.now)

    await world.write(keep)
    return made


async def take_back(world: World, made) -> None:
    def keep(connection, memory):
        found = notes.get(connection, memory, made)
        assert notes.take_back(connection, memory, made, found.author, world.now)

    await world.write(keep)


async def kept(world: World, made):
    return await world.read(notes.get, made)


async def of_rows(world: World, column):
    return await world.database.read(
        lambda connection: connection.execute(select(column)).scalars().all()
    )


async def opened(guest, on: str = "waits for you") -> None:
    """The client reads the note that waits."""
    await guest.say("/notes")
    if SHOW in guest.labels():
        await guest.tap(SHOW)
    [label] = [each for each in guest.labels() if on in each]
    await guest.tap(label)


async def agree(guest) -> None:
    await guest.tap(AGREE)
    await guest.tap("Yes, I agree")


async def test_a_note_is_told_of_read_and_agreed_to_and_the_therapist_hears_so(practice):
    world = practice
    ana = await world.join()
    await world.until(1, "12:00")
    made = await propose(world, ana)
    before = len(ana.received)

    await world.until(1, "19:31")

    # With the check-in of the evening, as one line of the one message of the day.
    assert len(ana.received) == before + 1
    assert "A note of a session waits for you, and for your answer if you like. /notes" in ana.last
    assert not any("choir" in each.text for each in ana.received)

    await ana.say("/notes")
    assert "You need not answer." in ana.last
    assert "Slack has none of it" in ana.last
    assert "choir" not in ana.last
    await ana.tap(SHOW)
    assert "Notes of sessions" in ana.last
    await ana.tap("Tue 3 Nov: waits for you")
    assert "Note of the session of Tue 3 Nov 2026" in ana.last
    assert "Written by Mira Winter." in ana.last
    assert TEXT in ana.last
    assert "You can answer until Tue 17 Nov 2026." in ana.last
    await ana.tap(AGREE)
    assert "After that nobody changes it any more, neither you nor Mira Winter." in ana.last
    assert (await kept(world, made)).state is NoteState.PROPOSED
    await ana.tap("Yes, I agree")

    assert "Kept: you agree." in ana.last
    card = ana.holding("the choir")
    assert AGREE not in ana.labels(card)
    assert "You agreed to it (Tue 3 Nov 2026). Nobody changes it any more." in card.text
    found = await kept(world, made)
    assert (found.state, found.shown.answer, found.is_whole) == (
        NoteState.AGREED,
        Answer.AGREED,
        True,
    )

    # It is the evening: the card comes when somebody works.
    assert not world.told(CARD)
    await world.until(2, "10:00")
    told = world.card(CARD)
    assert f"Notes of sessions with {ana.code}" in spoken(told)
    assert "Session of Tue 3 Nov: agreed, Tue 3 Nov" in spoken(told)
    assert not world.told("choir")


async def test_the_mark_of_what_is_final_is_in_the_audit_and_tells_a_changed_row(practice):
    world = practice
    ana = await world.join()
    made = await propose(world, ana)
    await opened(ana)
    await agree(ana)

    def settled(connection):
        row = connection.execute(
            select(audit_entry).where(
                audit_entry.c.kind == Kind.NOTE.value,
                audit_entry.c.action == Action.SETTLED.value,
            )
        ).one()
        return row.object, row.subject, row.reason

    about, subject, mark = await world.database.read(settled)
    assert (about, subject) == (str(made), ana.id)
    assert mark == await world.read(notes.mark, made)
    assert mark != digest(TEXT).hex()

    def change(connection, memory):
        memory.open_clients(connection, [ana.id])
        owner, where = memory.client(ana.id), notes.place(made, 1)
        text = memory.vault.seal_text(owner, notes.TEXT, where, OTHER, pad=True)
        known = memory.vault.seal(owner, notes.DIGEST, where, bytes(16) + digest(OTHER))
        connection.execute(
            notes.note_version.update().values(sealed_text=text, sealed_digest=known)
        )

    await world.write(change)
    await opened(ana, on="altered")
    assert "this is not what was proposed to you, or not what you answered" in ana.last
    assert "You agreed to it" not in ana.last


async def test_a_disagreement_that_somebody_made_an_agreement_is_shown_as_altered(practice):
    world = practice
    ana = await world.join()
    await in_working_hours(world)
    await propose(world, ana, "Word by word. " * 300)
    await opened(ana)
    await ana.tap("Read on")
    await ana.tap(DIFFERS)
    await ana.say("It was twice.")
    await ana.tap("Send")

    def alter(connection):
        connection.execute(note.update().values(state="agreed")).close()

    await world.database.write(alter)
    await world.settle()

    await opened(ana, on="altered")
    assert "not what you answered" in ana.last
    await ana.tap("Read on")
    assert "not what you answered" in ana.last
    assert "You agreed to it" not in ana.last

    def copied(connection):
        record = gathered(Scene.begin(connection, world.memory, world.now), ana.id)
        return repr(tuple(sheets(record))), repr(document(record))

    for told in await world.database.read(copied):
        assert "altered" in told


async def test_what_was_final_is_neither_closed_nor_taken_back_when_somebody_reopened_it(practice):
    world = practice
    ana = await world.join()
    made = await propose(world, ana)
    await opened(ana)
    await agree(ana)

    def reopen(connection):
        due = world.now + timedelta(hours=1)
        connection.execute(note.update().values(state="proposed", answer_by=due)).close()

    await world.database.write(reopen)
    await world.until(3, "10:00")
    assert (await kept(world, made)).state is NoteState.PROPOSED

    def decline(connection, memory):
        note_deeds.end(Scene.begin(connection, memory, world.now), ana.id)

    await world.write(decline)
    found = await kept(world, made)
    assert (found.state, found.text, found.is_whole) == (NoteState.PROPOSED, TEXT, False)


async def test_a_change_goes_to_the_therapist_as_a_word_that_there_is_one_and_comes_back(practice):
    world = practice
    ana = await world.join()
    await in_working_hours(world)
    made = await propose(world, ana)
    await opened(ana)
    await ana.tap(CHANGE)
    assert "Nothing leaves before you press “Send”." in ana.last
    await ana.say("Not the choir.")
    await ana.say("The <band> & me.")
    assert "Shall I send" in ana.last
    assert (await kept(world, made)).state is NoteState.PROPOSED
    await ana.tap("Send")

    assert "Kept and passed on." in ana.holding("Kept and passed on.").text
    assert "a change is asked for" in spoken(world.card(CARD))
    assert not world.told("band")
    found = await kept(world, made)
    assert found.state is NoteState.CHANGE_ASKED
    assert found.shown.words == "Not the choir.\n\nThe <band> & me."
    card = ana.holding("the choir")
    assert "Page 1 of 2" in card.text
    assert AGREE not in ana.labels(card)

    def next_one(connection, memory):
        mine = notes.get(connection, memory, made, found.author)
        assert notes.rewrite(
            *(connection, memory, made, found.author, OTHER),
            *(found.session_on, mine.row_version, world.now),
        )

    await world.write(next_one)
    await propose(world, ana, OTHER, made=made)
    await opened(ana)
    assert OTHER in ana.last
    assert "Page 1 of 2" in ana.last
    assert AGREE not in ana.labels()
    await ana.tap("Read on")
    assert "you asked for a change:" in ana.last
    assert "The <band> & me." in ana.last
    await ana.tap(DIFFERS)
    assert "Your words are kept beside the note for good" in ana.last
    await ana.say("It was my idea.")
    assert "neither the note, nor your words" in ana.last
    await ana.tap("Send")
    found = await kept(world, made)
    assert (found.state, found.shown.words) == (NoteState.DISAGREED, "It was my idea.")
    await world.pass_time(seconds=30)
    assert "the client sees it differently" in spoken(world.card(CARD))


async def test_an_old_button_never_answers_another_text(practice):
    world = practice
    ana = await world.join()
    made = await propose(world, ana)
    await opened(ana)
    old = ana.received[-1]
    [agree_to] = [each.data for row in old.buttons for each in row if each.label == AGREE]
    await ana.tap(AGREE)
    [sure] = [
        each.data
        for row in ana.received[-1].buttons
        for each in row
        if "Yes, I agree" in each.label
    ]
    await ana.tap("Back to the note")
    await ana.tap(CHANGE)
    await take_back(world, made)

    # Taken back while words are written: they are not sent, and nothing of it is there.
    await ana.say("Something else")
    assert "your words were not sent" in ana.last
    found = await world.read(notes.of_client, ana.id)
    assert found == ()

    def reworded(connection, memory):
        therapist = people.clients(connection, memory, [ana.id])[ana.id].therapist
        mine = notes.get(connection, memory, made, therapist)
        assert notes.rewrite(
            *(connection, memory, made, therapist, OTHER),
            *(mine.session_on, mine.row_version, world.now),
        )

    await world.write(reworded)
    await propose(world, ana, OTHER, made=made)
    for pressed in (agree_to, sure):
        ana.person.tap_data(BOT, old.message_id, pressed)
        await world.settle()
        assert (await kept(world, made)).state is NoteState.PROPOSED
    assert OTHER in ana.holding("Note of the session").text


async def test_what_is_taken_back_goes_from_the_clients_card(practice):
    world = practice
    ana = await world.join()
    made = await propose(world, ana)
    await opened(ana)

    await take_back(world, made)
    await world.pass_time(minutes=2)

    assert "This note is not here any more" in ana.last
    assert not any("choir" in each.text for each in ana.received)
    await ana.say("/notes")
    assert "There is no note so far." in ana.last


async def test_who_wants_no_notes_is_shown_none_and_the_therapist_hears_so(practice):
    world = practice
    ana = await world.join()
    await in_working_hours(world)
    made = await propose(world, ana)
    await ana.say("/notes")
    await ana.tap("No, I want no notes here")

    assert "Then nothing of it is shown here." in ana.last
    assert await kept(world, made) is None
    await world.pass_time(seconds=30)
    assert f"{ana.code} wants no notes here." in spoken(world.card(CARD))

    def may(connection, memory):
        return note_deeds.may_be_proposed_to(Scene.begin(connection, memory, world.now), ana.id)

    assert not await world.read(may)

    # What is proposed all the same comes to nobody, and is a draft again.
    await propose(world, ana, made=made)
    before = len(ana.received)
    await world.pass_time(minutes=2)
    assert len(ana.received) == before
    assert await kept(world, made) is None

    await ana.say("/sharing")
    await ana.tap("Notes of sessions: switch on")
    assert await world.read(may)
    await propose(world, ana, made=made)
    await opened(ana)
    assert TEXT in ana.last
    await agree(ana)
    other = await propose(world, ana, OTHER)
    await ana.say("/sharing")
    await ana.tap("Notes of sessions: switch off")
    assert await kept(world, other) is None
    # What is settled stays, and can be read.
    await opened(ana, on="agreed")
    assert TEXT in ana.last
    assert not await world.read(may)


async def test_a_note_is_a_message_of_its_own_where_no_check_in_comes_and_is_told_once(practice):
    world = practice
    ana = await world.join()
    await ana.say("/sharing")
    await ana.tap("Check-ins: switch off")
    await world.until(0, "23:30")
    await propose(world, ana)
    before = len(ana.received)

    # Not in the night, and not at noon: at the client's own time.
    await world.until(1, "19:29")
    assert len(ana.received) == before
    await world.until(1, "19:31")
    assert WAITS in ana.last
    assert "nothing happens to anybody who does not" in ana.last
    assert len(ana.received) == before + 1
    await world.until(3, "21:00")
    assert len(ana.received) == before + 1
    await ana.tap("Show")
    assert "You need not answer." in ana.last


async def test_nobody_answers_and_the_note_is_closed_on_its_date(practice):
    world = practice
    ana = await world.join()
    made = await propose(world, ana, days=7)
    await opened(ana)
    assert "You can answer until Mon 9 Nov 2026." in ana.last

    await world.until(7, "23:00")
    assert (await kept(world, made)).state is NoteState.PROPOSED
    await world.until(8, "00:02")

    found = await kept(world, made)
    assert (found.state, found.shown.answer) == (NoteState.UNANSWERED, None)
    assert "It was left without an answer" in ana.holding("the choir").text
    await world.until(8, "10:00")
    assert "not answered, closed" in spoken(world.card(CARD))
    assert await of_rows(world, note.c.answer_by) == [None]


async def test_time_for_an_answer_stands_still_in_a_pause_and_after_a_stop(practice):
    world = practice
    ana = await world.join()
    made = await propose(world, ana, days=7)
    await opened(ana)
    await ana.say("/pause 10d")

    await world.until(10, "12:00")
    found = await kept(world, made)
    assert found.state is NoteState.PROPOSED
    # Ten days of pause, and a week after them.
    assert found.answer_by - world.now > timedelta(days=7)
    await world.until(11, "12:00")
    await ana.say("/stop")
    await ana.tap("Stop everything")
    await world.until(40, "12:00")
    assert (await kept(world, made)).state is NoteState.PROPOSED
    await ana.say("/start")
    await ana.tap("Come back")
    found = await kept(world, made)
    assert found.answer_by - world.now >= timedelta(days=7)
    await world.until(49, "12:00")
    assert (await kept(world, made)).state is NoteState.UNANSWERED


async def test_what_nobody_was_told_of_is_never_closed_as_not_answered(practice):
    world = practice
    ana = await world.join()
    await ana.say("/sharing")
    await ana.tap("Messages: switch off")
    made = await propose(world, ana, days=7)

    await world.until(20, "12:00")

    found = await kept(world, made)
    assert found.state is NoteState.PROPOSED
    await opened(ana)
    assert (await kept(world, made)).answer_by - world.now >= timedelta(days=7)


async def test_words_that_may_mean_danger_meet_help_first_and_the_therapist_when_they_are_sent(
    practice,
):
    world = practice
    ana = await world.join()
    await propose(world, ana)
    await opened(ana)
    await ana.tap(DIFFERS)
    await ana.say("I want to die")

    assert ana.told("Some of your words made me want to show you this.")
    assert await world.alerts(ana) == ()
    await ana.tap("Send")
    [alert] = await world.alerts(ana)
    assert alert.rule == "crisis-words"
    await world.settle()
    assert "They were in an answer to a note of a session" in spoken(world.card("may mean danger"))
    assert not world.told("want to die")


async def test_a_note_stays_behind_the_pin_and_says_nothing_in_discreet_mode(practice):
    world = practice
    ana = await world.join()
    await propose(world, ana)
    await ana.say("/settings")
    await ana.tap("Use discreet wording")
    await world.until(1, "19:31")
    assert ana.last == "Something is waiting for you here."
    await ana.tap("Open")
    await opened(ana)
    assert "Note: Mon 2 Nov 2026" in ana.last
    assert "Mira" not in ana.last.replace(TEXT, "")

    await set_pin(ana)
    await ana.say("/lock")
    await ana.say("/notes")
    await world.pass_time(seconds=5)
    assert "choir" not in ana.last
    assert "PIN" in ana.last
    await enter(ana)
    await world.pass_time(seconds=5)
    assert "Shared notes" in ana.last


async def test_a_long_note_is_read_in_pages_and_answered_below_the_last(practice):
    world = practice
    ana = await world.join()
    text = "\n\n".join(f"{number}. " + "Word by word. " * 60 for number in range(12)).strip()
    made = await propose(world, ana, text)
    await opened(ana)
    assert "Page 1 of 4" in ana.last
    assert AGREE not in ana.labels()

    for _ in range(3):
        await ana.tap("Read on")
    assert "Page 4 of 4" in ana.last
    await agree(ana)

    assert (await kept(world, made)).state is NoteState.AGREED


async def test_no_letter_holds_a_word_of_a_note_and_nobody_elses_is_shown(practice):
    world = practice
    ana, ben = await world.join(), await world.join("Ben")
    made = await propose(world, ana)
    await opened(ana)
    [agree_to] = [
        each.data for row in ana.received[-1].buttons for each in row if each.label == AGREE
    ]
    await ben.say("/notes")
    ben.person.tap_data(BOT, ben.received[-1].message_id, agree_to)
    await world.settle()

    assert (await kept(world, made)).state is NoteState.PROPOSED
    assert not any("choir" in each.text for each in ben.received)
    assert not any("choir" in str(each) for each in await of_rows(world, outbox.c.content))


async def test_drafts_go_with_who_leaves_and_proposals_are_answered_to_the_heir(practice):
    world = practice
    ana = await world.join()
    noor = await world.therapist("Noor Aziz", "U0NOORAZIZ")
    await in_working_hours(world)
    waits = await propose(world, ana)
    mine = await draft(world, ana, OTHER)
    await therapist_leave(world.sandbox.office, name="Mira Winter", hand_to="Noor Aziz")

    def gone(connection, memory):
        return notes.client_of(connection, memory, mine)

    assert await world.read(gone) is None
    await opened(ana)
    assert "Written by Mira Winter." in ana.last
    await agree(ana)
    assert (await kept(world, waits)).state is NoteState.AGREED
    await world.pass_time(seconds=30)
    [card] = [each for each in noor.direct_messages() if CARD in spoken(each)]
    assert "agreed, Wed 4 Nov" in spoken(card)


async def test_when_one_client_moves_only_the_drafts_about_that_client_go(practice):
    world = practice
    ana, ben = await world.join(), await world.join("Ben")
    await world.therapist("Noor Aziz", "U0NOORAZIZ")
    about_ana, about_ben = await draft(world, ana), await draft(world, ben, OTHER)

    await client_move(world.sandbox.office, code=ana.code, to="Noor Aziz")

    def kept_of(connection, memory):
        return [notes.client_of(connection, memory, each) for each in (about_ana, about_ben)]

    assert await world.read(kept_of) == [None, ben.id]


async def test_a_copy_has_what_was_proposed_and_answered_and_no_draft_and_erasure_takes_all(
    practice,
):
    world = practice
    ana = await world.join()
    made = await propose(world, ana, "We spoke about the rehearsal room.")
    await draft(world, ana, "Zebra thoughts that are mine alone")
    await opened(ana)
    await ana.tap(CHANGE)
    await ana.say("It was the stairwell.")
    await ana.tap("Send")

    def mine(connection, memory):
        found = notes.get(connection, memory, made)
        assert notes.rewrite(
            *(connection, memory, made, found.author, "Zebra words to come"),
            *(found.session_on, found.row_version, world.now),
        )

    await world.write(mine)

    def copied(connection):
        record = gathered(Scene.begin(connection, world.memory, world.now), ana.id)
        return record.rows, [repr(tuple(sheets(record))), repr(document(record))]

    rows, told = await world.database.read(copied)
    for each in (repr(rows), *told):
        assert "the rehearsal room" in each
        assert "the stairwell" in each
        assert "Zebra" not in each
    [version] = rows["note_version"]
    assert version["digest"]["sha256"] == digest("We spoke about the rehearsal room.").hex()
    assert "You asked for a change" in told[1]

    await erase_now(world, ana)
    assert await of_rows(world, note.c.id) == []
    assert await of_rows(world, note_version.c.version) == []


async def test_consent_is_kept_as_it_was_given_and_as_it_was_not(practice):
    world = practice
    ana = await world.join()

    def said(connection, memory):
        return people.has_declined(connection, memory, ana.id, Purpose.NOTES)

    assert not await world.read(said)
    await propose(world, ana)
    await ana.say("/notes")
    await ana.tap("No, I want no notes here")
    assert await world.read(said)
    await ana.say("/sharing")
    await ana.tap("Notes of sessions: switch on")
    assert not await world.read(said)
    await ana.tap("Notes of sessions: switch off")
    assert await world.read(said)
