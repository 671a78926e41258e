"""Every purpose switched off in turn, through whole courses: nothing of its kind is kept or sent.

The traces are looked for in the tables and in what Telegram and Slack were sent; the course with
everything agreed to shows that each trace is found where there is one.
"""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from care.consent import AT_JOINING, CONSENT_VERSION, Purpose
from care.notes import digest
from portal import note_deeds
from portal.commands import facilitator_add, group_create, group_enrol
from portal.office import NotPossible
from portal.sandboxed import BOT
from portal.scene import Scene
from sandbox.telegram.cannot import CannotDo, NoSuchButton
from store import notes, people
from store.tables import (
    alert,
    answer,
    client,
    consent,
    journal_entry,
    membership,
    message,
    note_version,
    occurrence,
)
from tests.world import has_picture, spoken
from tests.world import world as made

SWITCHES = {
    Purpose.CHECK_INS: "Check-ins",
    Purpose.ALERTS: "Notes",
    Purpose.SHARING: "Numbers",
    Purpose.MESSAGES: "Messages",
    Purpose.GROUPS: "Groups",
    Purpose.GROUP_COUNT: "Counted in a group",
    Purpose.JOURNAL: "Journal",
    Purpose.JOURNAL_SHARING: "Sharing the journal",
    Purpose.NOTES: "Notes of sessions",
}
GROUP = "Tuesday group"
WORDS = "Thinking of you."
NOTE = "We spoke about the garden."


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
async def practice(tmp_path):
    """A practice with a group, too."""
    async with made(tmp_path, groups=True) as world:
        office = world.sandbox.office
        await facilitator_add(office, name="Mira Winter")
        await group_create(office, name=GROUP, facilitator="Mira Winter")
        yield world


async def how_many(world, column, *conditions):
    asked = select(func.count()).select_from(column).where(*conditions)
    return await world.database.read(lambda connection: connection.execute(asked).scalar_one())


async def switch(world, person, purpose, how="off"):
    """One tap in /sharing."""
    await person.say("/sharing")
    await person.tap(f"{SWITCHES[purpose]}: switch {how}")


async def agree_to_all(world, person):
    """What joining does not ask for is agreed to as well."""
    for purpose in set(Purpose) - set(AT_JOINING):
        await switch(world, person, purpose, "on")


async def may_tap(person, *labels):
    """Taps what is there to be tapped, in the newest message or in an old one."""
    for label in labels:
        with suppress(CannotDo, NoSuchButton):
            await person.tap(label)


async def proposed_if_it_may_be(world, ana):
    """A note of a session, which the record page proposes to who wants notes."""

    def keep(connection, memory):
        scene = Scene.begin(connection, memory, world.now)
        therapist = scene.client(ana.id).therapist
        now, on = world.now, date(2026, 11, 6)
        made = notes.draft(connection, memory, ana.id, therapist, NOTE, on, now)
        if note_deeds.may_be_proposed_to(scene, ana.id):
            notes.propose(connection, memory, made, digest(NOTE), now + timedelta(14), now)

    await world.write(keep)


async def a_course(world, ana):
    """A mood that falls, a chart, a message, a journal, a group: as far as the client lets it."""
    for day, mood in enumerate((8, 6, 4, 3)):
        if day:
            await world.until(day)
        await may_tap(ana, str(mood), "5", "5")
    await world.until(4, "09:00")
    for card in world.cards:
        if "mood has been falling" in spoken(card) and "Chart" in world.mira.buttons(ts=card.ts):
            await world.press("Chart", card)
            await world.press("Send support", card)
            if world.mira.view is not None:
                world.mira.fill("text", WORDS)
                assert await world.mira.submit() == {}
            await world.pass_time(seconds=30)
    await ana.say("/journal")
    await ana.say("A quiet day.")
    await may_tap(ana, "Share with Mira Winter")
    await proposed_if_it_may_be(world, ana)
    await ana.say("/notes")
    await may_tap(ana, "Fri 6 Nov: waits for you", "I agree", "Yes, I agree")
    with suppress(NotPossible):
        await group_enrol(world.sandbox.office, group=GROUP, client=ana.code)


async def traces_of(world, ana):
    """What there is of each kind, in the tables and on the platforms."""
    open_or_planned = occurrence.c.state.in_(["open", "planned", "done"])
    telegram = " ".join(str(call.params) for call in world.sandbox.telegram.calls)
    slack = " ".join(str(call.params) for call in world.sandbox.slack.calls)
    pictures = [each for each in world.cards if has_picture(each)]
    return {
        Purpose.CHECK_INS: [
            await how_many(world, answer),
            await how_many(world, occurrence, open_or_planned),
            telegram.count("Your check-in for today."),
        ],
        Purpose.ALERTS: [
            await how_many(world, alert),
            world.told("mood has been falling"),
            slack.count("mood has been falling"),
        ],
        Purpose.SHARING: [
            slack.count("Mood was lower each day"),
            len(pictures),
            sum(call.method == "files.getUploadURLExternal" for call in world.sandbox.slack.calls),
        ],
        Purpose.MESSAGES: [await how_many(world, message), ana.told(WORDS)],
        Purpose.GROUPS: [await how_many(world, membership, membership.c.state != "leads")],
        Purpose.JOURNAL: [await how_many(world, journal_entry)],
        Purpose.JOURNAL_SHARING: [
            await how_many(world, journal_entry, journal_entry.c.shared_at.is_not(None)),
            await how_many(world, journal_entry, journal_entry.c.counts.is_(True)),
        ],
        Purpose.NOTES: [
            await how_many(world, note_version, note_version.c.proposed_at.is_not(None)),
            await how_many(world, note_version, note_version.c.answer.is_not(None)),
            telegram.count(NOTE),
        ],
    }


async def test_what_is_agreed_to_leaves_a_trace_of_every_kind(practice):
    ana = await practice.join()
    await agree_to_all(practice, ana)

    await a_course(practice, ana)

    for purpose, traces in (await traces_of(practice, ana)).items():
        assert all(traces), (purpose, traces)


@pytest.mark.parametrize("off", sorted(set(Purpose) - {Purpose.GROUP_COUNT}))
async def test_what_is_switched_off_is_neither_kept_nor_sent(practice, off):
    ana = await practice.join()
    await agree_to_all(practice, ana)
    await switch(practice, ana, off)

    await a_course(practice, ana)

    traces = (await traces_of(practice, ana))[off]
    assert not any(traces), traces


def test_every_purpose_has_a_switch_and_a_trace():
    assert set(SWITCHES) == set(Purpose)


async def test_a_switch_works_in_the_transaction_of_its_tap_and_back(practice):
    ana = await practice.join()
    await agree_to_all(practice, ana)

    for off in Purpose:
        await switch(practice, ana, off)

    assert await practice.read(people.consents, [ana.id]) == {}
    assert ana.labels(ana.received[-1])[: len(Purpose)] == [
        f"{each}: switch on" for each in SWITCHES.values()
    ]

    for on in Purpose:
        await switch(practice, ana, on, "on")

    assert await practice.read(people.consents, [ana.id]) == {ana.id: frozenset(Purpose)}
    await practice.until(1)
    assert ana.told("Your check-in for today.") == 1


async def test_an_open_question_ends_with_check_ins_and_its_old_buttons_keep_nothing(practice):
    ana = await practice.join()
    question = ana.received[-1]
    await ana.tap("7")
    await switch(practice, ana, Purpose.CHECK_INS)

    for button in [each for row in question.buttons for each in row]:
        ana.person.tap_data(BOT, question.message_id, button.data)
        await practice.settle()

    assert await how_many(practice, answer) == 1

    await ana.say("/checkin")

    assert ana.last == "Check-ins are switched off, as you chose."
    assert ana.labels() == ["Check-ins: switch on", "Help now"]


async def with_a_card(world):
    """A client of whom the therapist has a card with numbers and a picture."""
    ana = await world.join()
    await a_course_of_answers(world, ana)
    return ana, world.card("mood has been falling")


async def a_course_of_answers(world, ana):
    for day, mood in enumerate((8, 6, 4, 3)):
        if day:
            await world.until(day)
        await ana.pulse(mood, 5, 5)
    await world.until(4, "09:00")


async def test_cards_that_stand_in_slack_are_closed_when_notes_are_switched_off(practice):
    ana, card = await with_a_card(practice)
    await practice.mira.open_home()
    await practice.settle()
    await practice.press("Snooze", card)
    await practice.mira.submit()
    await practice.settle()

    await switch(practice, ana, Purpose.ALERTS)
    await practice.pass_time(seconds=5)

    [left] = practice.cards
    assert "the client has switched notes about patterns off" in spoken(left)
    # What the note was worth can still be said.
    assert practice.mira.buttons(ts=left.ts) == ["Useful", "Not useful", "Knew already"]
    assert "no notes about patterns, by choice" in str(practice.mira.home().blocks)

    await practice.until(12, "23:00")

    assert len(practice.cards) == 1


async def test_a_critical_answer_reaches_both_with_everything_switched_off_but_check_ins(practice):
    ana = await practice.join()
    await ana.pulse(5, 5, 5)
    for off in set(AT_JOINING) - {Purpose.CHECK_INS}:
        await switch(practice, ana, off)
    await practice.until(1)
    await ana.pulse(5, 5, 5)

    await ana.answer(0, 0, 0, 0, 0, 0, 0, 0, 2)

    assert ana.told("Thank you for answering that.") == 1
    assert "question 9, answered with 2" in spoken(practice.card("critical answer"))


async def test_numbers_leave_the_cards_in_slack_and_come_back(practice):
    ana, card = await with_a_card(practice)
    assert "Mood was lower each day" in spoken(card)

    await switch(practice, ana, Purpose.SHARING)

    [card] = practice.cards
    assert f"{ana.code} does not show numbers in Slack." in spoken(card)
    assert not has_picture(card)

    await switch(practice, ana, Purpose.SHARING, "on")

    [card] = practice.cards
    assert "Mood was lower each day" in spoken(card)


async def test_a_message_that_waits_is_taken_back_when_messages_are_switched_off(practice):
    ana, card = await with_a_card(practice)
    await practice.support(card, WORDS)

    await switch(practice, ana, Purpose.MESSAGES)
    await practice.pass_time(minutes=2)

    assert ana.told(WORDS) == 0
    assert practice.told(f"Taken back. {ana.code} was not sent anything.") == 1

    await practice.press("Send support", practice.card("mood has been falling"))

    assert practice.mira.view is None
    assert practice.told(f"{ana.code} takes no messages here, by choice.") == 1


async def test_coming_back_after_a_stop_leaves_off_what_was_switched_off(practice):
    ana = await practice.join()
    await switch(practice, ana, Purpose.SHARING)
    await ana.say("/stop")
    await ana.tap("Stop everything")

    assert await practice.read(people.consents, [ana.id]) == {}

    await ana.tap("Come back")

    found = await practice.read(people.consents, [ana.id])
    assert found[ana.id] == frozenset(AT_JOINING) - {Purpose.SHARING}


async def test_new_texts_are_asked_about_once_and_what_was_agreed_to_stays(practice):
    ana = await practice.join()

    def as_it_was(connection):
        connection.execute(update(consent).values(version=1))
        connection.execute(update(client).values(asked_version=1))

    await practice.database.write(as_it_was)
    await ana.pulse(5, 5, 5)

    assert ana.told("You can choose more now") == 1
    assert await practice.read(people.consents, [ana.id]) == {ana.id: frozenset(AT_JOINING)}

    await practice.until(1)
    await ana.pulse(5, 5, 5)

    assert ana.told("You can choose more now") == 1

    await ana.tap("It is fine as it is")

    standing = select(consent.c.version).where(consent.c.revoked_at.is_(None))
    versions = await practice.database.read(lambda found: found.execute(standing).scalars().all())
    assert versions == [CONSENT_VERSION] * len(AT_JOINING)
