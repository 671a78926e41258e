"""The journal the whole way: written in Telegram, shared or not, read where it may be read."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.rule_settings import parse
from care.rules import Rule
from conversations.records import journal_part
from conversations.wording import wording
from portal.backtesting import caseload, compare
from portal.export.document import document
from portal.export.gathering import gathered
from portal.export.sheets import sheets
from portal.home_deeds import facts_of
from portal.record_facts import news_facts, record_facts, span_of
from portal.scene import Scene
from store import read_marks
from store.tables import audit_entry, journal_entry
from tests.portal.test_erasing import erase_now
from tests.world import BERLIN, World, spoken, world

ENGLISH = wording("en", "Europe/Madrid")


@pytest.fixture
async def practice(tmp_path):
    async with world(tmp_path) as made:
        yield made


async def write(guest, words: str) -> None:
    """A client writes an entry from the command on; the first time the journal is begun."""
    await guest.say("/journal")
    if "Yes, keep what I write" in guest.labels():
        await guest.tap("Yes, keep what I write")
    await guest.say(words)


async def share(guest) -> None:
    """Shares the entry that was written last; the first time that is agreed to."""
    await guest.tap("Share with Mira Winter")
    if "Yes, share it" in guest.labels():
        await guest.tap("Yes, share it")


async def rows(world: World):
    return await world.database.read(
        lambda connection: connection.execute(select(journal_entry)).all()
    )


async def record_of(world: World, guest):
    """What the record page says of the journal, now and as news of the last hour."""

    def read(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        client = scene.client(guest.id)
        span = span_of(client, world.now.date())
        facts = record_facts(scene, client, span, ENGLISH, client.therapist)
        news = news_facts(scene, client, world.now - timedelta(hours=1), ENGLISH, client.therapist)
        return [[each.quote for each in journal_part(of, ENGLISH).entries] for of in (facts, news)]

    return await world.database.read(read)


async def shared_on_home(world: World, guest) -> int:
    """How many new shared entries the therapist's list counts."""

    def read(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        facts = facts_of(scene, scene.client(guest.id).therapist)
        return {each.client: each.shared_entries for each in facts.standings}[guest.id]

    return await world.database.read(read)


async def silences(world: World, guest):
    return [each for each in await world.alerts(guest) if each.rule == Rule.NO_JOURNAL]


# --- writing ----------------------------------------------------------------------------------


async def test_nothing_is_kept_before_the_client_has_said_yes(practice):
    ana = await practice.join()

    await ana.say("/journal")

    assert "Nothing is kept before you say yes." in ana.last
    await ana.say("A word too early")
    assert await rows(practice) == []
    await ana.say("/journal")
    await ana.tap("Yes, keep what I write")
    assert "Write what you like" in ana.last
    await ana.say("A quiet day, *with* a <walk>.")
    assert "A quiet day, *with* a <walk>." in ana.last
    assert "Who may read it? As long as you choose nothing, only you." in ana.last
    [row] = await rows(practice)
    assert (row.shared_at, row.counts, row.look_at) == (None, False, None)
    await ana.tap("Only for me")
    assert "Only you can read it." in ana.holding("A quiet day").text


async def test_three_questions_may_be_answered_or_skipped(practice):
    ana = await practice.join()
    await ana.say("/journal")
    await ana.tap("Yes, keep what I write", "Ask me three questions")

    assert "What happened?" in ana.last
    await ana.say("The train was late.")
    assert "What did you feel or think?" in ana.last
    await ana.tap("Skip")
    assert "What helped" in ana.last
    await ana.say("Looking out of the window.")

    card = ana.holding("The train was late.").text
    assert "What happened\n\nThe train was late." in card
    assert "What I felt or thought" not in card
    assert "What helped, or what I want to remember\n\nLooking out of the window." in card
    assert len(await rows(practice)) == 1


async def test_whoever_skips_everything_has_written_nothing(practice):
    ana = await practice.join()
    await ana.say("/journal")
    await ana.tap("Yes, keep what I write", "Ask me three questions", "Skip", "Skip", "Skip")

    assert "Nothing was kept." in ana.last
    assert await rows(practice) == []


async def test_what_was_answered_is_kept_when_the_client_goes_on_to_something_else(practice):
    ana = await practice.join()
    await ana.say("/journal")
    await ana.tap("Yes, keep what I write", "Ask me three questions")
    await ana.say("Half of it.")

    await ana.say("/settings")
    await ana.say("This is not for the journal")

    assert len(await rows(practice)) == 1
    await ana.say("/journal")
    await ana.tap("My entries")
    assert "Half of it." in ana.last
    assert "not for the journal" not in ana.last


async def test_a_second_message_belongs_to_the_entry_and_one_of_the_next_day_does_not(practice):
    ana = await practice.join()
    await write(ana, "The first half.")

    await ana.say("The second half.")

    assert "The first half.\nThe second half." in ana.last
    assert len(await rows(practice)) == 1
    await ana.say("x" * 4000)
    await ana.say("y" * 4000)
    # What does not fit is an entry of its own, and nothing of it is lost.
    assert len(await rows(practice)) == 2
    await practice.until(1, "10:00")
    await ana.say("Good morning")
    assert len(await rows(practice)) == 2


async def test_entries_are_listed_by_pages_opened_and_deleted(practice):
    ana = await practice.join()
    for number in range(1, 11):
        await write(ana, f"Day number {number}.")
        await ana.tap("Only for me")
    await ana.say("/journal")
    await ana.tap("My entries")
    assert "1. Mon 2 Nov 2026 – Day number 10." in ana.last
    assert "Day number 2." not in ana.last

    await ana.tap("Older")

    listed = ana.holding("Day number 2.")
    assert "9. Mon 2 Nov 2026 – Day number 2." in listed.text
    assert "Newer" in ana.labels(listed)
    await ana.tap("9")
    await ana.tap("Delete")
    assert "Nothing of it is left then." in ana.holding("Delete this entry?").text
    await ana.tap("Yes, delete it")
    assert len(await rows(practice)) == 9
    await ana.say("/journal")
    await ana.tap("My entries", "Older")
    assert "Day number 2." not in ana.holding("Day number 1.").text


# --- sharing ----------------------------------------------------------------------------------


async def test_the_therapist_reads_what_is_shared_on_the_record_and_none_of_it_in_slack(practice):
    world = practice
    ana = await world.join()
    await world.mira.open_home()
    await world.settle()
    await write(ana, "My own secret.")
    await ana.tap("Only for me")
    assert await record_of(world, ana) == [[], []]
    assert await shared_on_home(world, ana) == 0
    await write(ana, "We spoke about the flat.")

    await share(ana)

    assert "Mira Winter may read it" in ana.holding("We spoke about the flat.").text
    assert await record_of(world, ana) == [["We spoke about the flat."]] * 2
    assert await shared_on_home(world, ana) == 1
    await world.pass_time(seconds=5)
    home = str(world.mira.home().blocks)
    assert "1 new shared journal entry" in home
    assert "flat" not in home
    assert "secret" not in home
    assert not world.told("flat")


async def test_what_was_marked_as_read_is_not_new_any_more(practice):
    world = practice
    ana = await world.join()
    await write(ana, "Shared with you.")
    await share(ana)

    def mark(connection, _):
        scene = Scene.begin(connection, world.memory, world.now)
        therapist = scene.client(ana.id).therapist
        read_marks.keep(connection, world.memory, therapist, ana.id, world.now)

    await world.write(mark)
    await world.pass_time(minutes=5)

    assert await shared_on_home(world, ana) == 0
    await write(ana, "And this.")
    await share(ana)
    assert await shared_on_home(world, ana) == 1


async def test_sharing_is_taken_back_one_by_one_and_all_at_once(practice):
    world = practice
    ana = await world.join()
    for words in ("The first.", "The second."):
        await write(ana, words)
        await share(ana)
    assert await record_of(world, ana) == [["The second.", "The first."]] * 2

    await ana.tap("Take back, only for me")

    assert await record_of(world, ana) == [["The first."]] * 2
    await ana.say("/sharing")
    await ana.tap("Sharing the journal: switch off")
    assert await record_of(world, ana) == [[], []]
    assert await shared_on_home(world, ana) == 0
    assert {row.shared_at for row in await rows(world)} == {None}
    assert {row.counts for row in await rows(world)} == {False}
    # To share again is to agree again.
    await write(ana, "The third.")
    await ana.tap("Share with Mira Winter")
    assert "Sharing from your journal is not switched on yet." in ana.last


async def test_a_stop_takes_back_what_was_shared_and_keeps_what_was_written(practice):
    world = practice
    ana = await world.join()
    await write(ana, "Shared with you.")
    await share(ana)

    await ana.say("/stop")
    await ana.tap("Stop everything")
    await ana.say("/journal")

    assert "Shared with you." not in ana.last
    assert await record_of(world, ana) == [[], []]
    assert len(await rows(world)) == 1


async def test_with_the_journal_switched_off_nothing_new_is_kept_and_the_old_is_there(practice):
    ana = await practice.join()
    await write(ana, "From before.")
    await ana.say("/sharing")
    await ana.tap("Journal: switch off")

    await ana.say("/journal")
    await ana.say("Something new")

    assert len(await rows(practice)) == 1
    await ana.tap("My entries")
    assert "From before." in ana.last


# --- words that may mean danger ---------------------------------------------------------------


async def test_in_a_private_entry_the_card_is_for_the_client_alone(practice):
    world = practice
    ana = await world.join()

    await write(ana, "Some days I want to kill myself.")
    await ana.tap("Only for me")

    assert ana.told("Some of your words made me want to show you this.") == 1
    assert await world.alerts(ana) == ()
    assert len(world.cards) == 0 or not world.told("danger")
    # For the next two days nobody is asked to look into themselves; writing is always possible.
    await ana.say("/journal")
    assert "Write what you like" in ana.last
    assert "Ask me three questions" not in ana.labels()


async def test_questions_end_where_the_card_comes(practice):
    ana = await practice.join()
    await ana.say("/journal")
    await ana.tap("Yes, keep what I write", "Ask me three questions")

    await ana.say("I want to end it all.")

    assert ana.told("What did you feel or think?") == 0
    assert "Who may read it?" in ana.last
    assert len(await rows(practice)) == 1


async def test_when_such_an_entry_is_shared_the_therapist_is_told_that_it_may_be_false(practice):
    world = practice
    ana = await world.join()
    await write(ana, "Some days I want to kill myself.")
    assert await world.alerts(ana) == ()

    await share(ana)

    [alert] = await world.alerts(ana)
    assert alert.rule == "crisis-words"
    card = spoken(world.card("danger"))
    assert "that may be a false alarm" in card
    assert "They stand in a journal entry that the client has shared now" in card
    assert not world.told("kill")
    assert ana.told("is on its way to your therapist’s Slack") == 1


# --- days without an entry --------------------------------------------------------------------


async def every_other_day(world: World, guest) -> None:
    """Three entries, of which only the first is shared: days 0, 2 and 4."""
    await write(guest, "The day before.")
    await share(guest)
    for day in (0, 2, 4):
        if day:
            await world.until(day, "12:00")
        await write(guest, f"Entry of day {day}.")
        await guest.tap("Only for me")


async def test_silence_of_who_shares_a_journal_is_told_on_home_and_back_tested_alike(practice):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await every_other_day(world, ana)
    await world.until(9, "23:00")
    assert await silences(world, ana) == []

    await world.until(10, "12:00")

    [alert] = await silences(world, ana)
    assert (alert.facts["gap"], alert.facts["usual"]) == (6, 2)
    assert alert.facts["since"] == "2026-11-06"
    assert not world.told("no journal entry for a while")

    def tested(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        return compare(scene, caseload(scene), 30, [[parse("no-journal.days=9")]])

    now, [later] = await world.database.read(tested)
    told_on = alert.raised_at.astimezone(BERLIN).date()
    assert now.rules[Rule.NO_JOURNAL].days == ((told_on, 1),)
    assert Rule.NO_JOURNAL not in later.rules

    await write(ana, "I am back.")
    [ended] = await silences(world, ana)
    assert ended.ended


async def test_nobody_hears_of_the_silence_of_a_journal_that_is_not_shared(practice):
    world = practice
    ana = await world.join()
    for day in (0, 2, 4):
        if day:
            await world.until(day, "12:00")
        await write(ana, f"Entry of day {day}.")
        await ana.tap("Only for me")

    await world.until(20, "12:00")

    assert await silences(world, ana) == []
    assert {row.look_at for row in await rows(world)} == {None}


async def test_days_of_a_pause_are_no_silence(practice):
    world = practice
    ana = await world.join()
    await every_other_day(world, ana)
    await ana.say("/pause 7d")

    await world.until(14, "12:00")

    # Six of the days since the last entry were days of the pause, and so was the day it began.
    assert await silences(world, ana) == []
    await world.until(17, "12:00")
    [alert] = await silences(world, ana)
    assert alert.facts["gap"] == 6


async def test_switched_off_sharing_ends_what_was_told_and_tells_nothing_more(practice):
    world = practice
    ana = await world.join()
    await every_other_day(world, ana)
    await world.until(10, "12:00")
    assert len(await silences(world, ana)) == 1
    await ana.say("/sharing")

    await ana.tap("Sharing the journal: switch off")

    assert [each.ended for each in await silences(world, ana)] == [True]
    await world.until(30, "12:00")
    assert len(await silences(world, ana)) == 1


async def test_after_a_deletion_no_silence_is_told_before_the_next_entry(practice):
    world = practice
    ana = await world.join()
    await every_other_day(world, ana)
    await ana.tap("Delete", "Yes, delete it")

    await world.until(30, "12:00")

    assert await silences(world, ana) == []


# --- the rest ---------------------------------------------------------------------------------


async def test_in_discreet_mode_nothing_says_journal(practice):
    ana = await practice.join()
    await ana.say("/settings")
    await ana.tap("Use discreet wording")

    await write(ana, "A quiet day.")
    await ana.tap("Share with my contact")

    assert not ana.told("ournal from")
    assert "Mira" not in ana.last
    await ana.tap("Only for me")
    await ana.tap("My notes")
    assert "My notes" in ana.last
    assert "Journal" not in ana.last


async def test_the_copy_holds_all_of_it_and_an_erasure_takes_all(practice):
    world = practice
    ana = await world.join()
    await write(ana, "My own secret.\nIn two lines.")
    await write(ana, "We spoke about the flat.")
    await share(ana)

    def copied(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        record = gathered(scene, ana.id)
        [sheet] = [each for each in sheets(record) if each.name == "journal"]
        return sheet, repr(document(record))

    sheet, told = await world.database.read(copied)

    assert {row[2] for row in sheet.rows} == {
        "My own secret.\nIn two lines.",
        "We spoke about the flat.",
    }
    assert "In two lines." in told
    assert "your therapist may read it" in told
    assert "only for you" in told
    await erase_now(world, ana)
    assert await rows(world) == []


async def test_of_a_private_entry_no_trace_is_left_in_the_audit(practice):
    world = practice
    ana = await world.join()
    await write(ana, "My own secret.")

    noted = await world.database.read(
        lambda connection: connection.execute(select(audit_entry.c.kind)).scalars().all()
    )

    assert "journal" not in noted
