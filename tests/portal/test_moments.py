"""Key moments the whole way: marked in Telegram and in Slack, seen where they may be seen."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.moments import Marked
from care.people import StaffId
from conversations.records import moments_part
from conversations.wording import wording
from portal.export.document import document
from portal.export.gathering import gathered
from portal.export.sheets import sheets
from portal.record_facts import news_facts, record_facts, span_of
from portal.scene import Scene
from store import moments
from store.tables import audit_entry, key_moment, staff
from tests.portal.test_erasing import erase_now
from tests.world import World, spoken, world

ENGLISH = wording("en", "Europe/Madrid")


@pytest.fixture
async def practice(tmp_path):
    async with world(tmp_path) as made:
        yield made


async def mark(guest, words: str = "Moved to the new flat", *taps: str) -> None:
    """A client marks a moment from the command on."""
    await guest.say("/moment")
    await guest.say(words)
    for label in taps or ("Today", "Yes, share it"):
        await guest.tap(label)


async def open_list(world: World, code: str):
    await world.mira.command("/portal", f"moment {code}")
    await world.settle()
    return world.card(f"Key moments of {code}")


async def rows(world: World):
    return await world.database.read(
        lambda connection: connection.execute(select(key_moment)).all()
    )


async def record_of(world: World, guest):
    """What the record page says of key moments, now and as news of the last hour."""

    def read(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        client = scene.client(guest.id)
        span = span_of(client, world.now.date())
        facts = record_facts(scene, client, span, ENGLISH, client.therapist)
        news = news_facts(scene, client, world.now - timedelta(hours=1), ENGLISH, client.therapist)
        return [[each.quote for each in moments_part(of, ENGLISH).entries] for of in (facts, news)]

    return await world.database.read(read)


async def test_a_client_marks_a_day_changes_its_words_and_takes_it_away(practice):
    world = practice
    ana = await world.join()

    await ana.say("/moment")
    assert "What was important?" in ana.last
    await ana.say("Moved <to> the *new* flat & garden")
    await ana.tap("Another day")
    await ana.say("tomorrow")
    assert "I could not read that as a date" in ana.last
    await ana.say("1 November")
    assert "Sun 1 Nov 2026. May Mira Winter see it?" in ana.last
    await ana.tap("No, only for me")
    assert "Moved <to> the *new* flat & garden" in ana.last
    assert "Only you see it." in ana.last

    await ana.tap("Change the words")
    await ana.say("x" * 61)
    assert "Please keep it to 60 characters" in ana.last
    await ana.say("Moved out")
    assert "Moved out" in ana.last
    await ana.tap("Let Mira Winter see it")
    assert "can see it on the record page" in ana.holding("Moved out").text
    await ana.say("/moment")
    await ana.tap("All of them")
    assert "Sun 1 Nov 2026 – Moved out" in ana.last
    await ana.tap("Moved out")
    await ana.tap("Delete")
    await ana.tap("Yes, delete it")
    assert await rows(world) == []
    await ana.say("/moment")
    await ana.tap("All of them")
    assert "No day is marked yet." in ana.last


async def test_the_therapist_reads_shared_words_on_the_record_and_none_in_slack(practice):
    world = practice
    ana = await world.join()
    await mark(ana, "Spoke to my sister")
    await mark(ana, "My own secret", "Yesterday", "No, only for me")

    listed = spoken(await open_list(world, ana.code))

    assert "marked by the client" in listed
    assert listed.count("marked by the client") == 1
    assert not world.told("sister")
    assert not world.told("secret")
    assert await record_of(world, ana) == [["Spoke to my sister"], ["Spoke to my sister"]]
    await ana.say("/who")
    assert "The list of your key moments was shown to Mira Winter" in ana.last


async def test_a_therapist_marks_a_day_and_takes_it_away_and_the_client_is_not_written_to(practice):
    world = practice
    ana = await world.join()
    before = len(ana.received)

    await world.press("Mark a key moment", await open_list(world, ana.code))
    world.mira.fill("title", 13 * "long ")
    world.mira.fill("day", "2026-12-24")
    assert (await world.mira.submit()).keys() == {"title", "day"}
    world.mira.fill("title", "First exposure & <coffee>")
    world.mira.fill("day", "2026-11-01")
    assert await world.mira.submit() == {}
    await world.settle()

    card = world.card("Key moments of")
    assert "1. Sun 1 Nov 2026 · First exposure" in spoken(card)
    assert "<coffee>" in spoken(card).replace("&lt;", "<").replace("&gt;", ">")
    assert len(ana.received) == before
    assert await record_of(world, ana) == [["First exposure & <coffee>"], []]
    await ana.say("/moment")
    await ana.tap("All of them")
    assert "First exposure & <coffee> – from Mira Winter" in ana.last
    await ana.tap("First exposure & <coffee>")
    assert "Mira Winter marked this day." in ana.last
    await ana.say("/who")
    assert "Mira Winter marked a day as important." in ana.last

    await world.press("1: Take back", card)
    assert "Nothing is marked that you can see." in spoken(world.card("Key moments of"))
    assert await rows(world) == []
    noted = await world.database.read(
        lambda connection: connection.execute(
            select(audit_entry.c.action).where(audit_entry.c.kind == "moment")
        ).scalars().all()
    )  # fmt: skip
    assert {"viewed", "marked", "withdrawn"} <= set(noted)


async def test_a_long_list_says_that_there_are_more_and_where(practice):
    world = practice
    ana = await world.join()

    def keep(connection, ago):
        given = Marked(f"day {ago}", world.now.date() - timedelta(days=ago))
        moments.mark(connection, world.memory, ana.id, None, given, world.now)

    for ago in range(12):
        await world.write(lambda connection, _, ago=ago: keep(connection, ago))
    assert "Older days" not in str((await open_list(world, ana.code)).blocks)
    await world.write(lambda connection, _: keep(connection, 12))

    listed = await open_list(world, ana.code)

    assert "Older days" in str(listed.blocks)
    assert "Newer days" not in str(listed.blocks)
    assert spoken(listed).count("marked by the client") == 12
    await ana.say("/moment")
    await ana.tap("All of them")
    assert "These are the 12 newest days." in ana.last
    assert "day 11" in ana.last
    assert "day 12" not in ana.last


async def test_a_day_that_a_therapist_marked_long_ago_is_found_and_taken_back(practice):
    world = practice
    ana = await world.join()
    [mira] = await world.database.read(
        lambda connection: connection.execute(select(staff.c.id)).scalars().all()
    )

    def keep(connection, ago, by):
        given = Marked(f"day {ago}", world.now.date() - timedelta(days=ago))
        moments.mark(connection, world.memory, ana.id, by, given, world.now)

    for ago in range(13):
        by = StaffId(mira) if ago == 12 else None
        await world.write(lambda connection, _, ago=ago, by=by: keep(connection, ago, by))
    card = await open_list(world, ana.code)
    assert "day 12" not in spoken(card)

    await world.press("Older days", card)
    older = world.card("day 12")
    assert older.ts == card.ts
    assert "13." in spoken(older)
    assert "marked by the client" not in spoken(older)
    await world.press("13: Take back", older)

    assert len(await rows(world)) == 12
    first = world.card("Key moments of")
    assert spoken(first).count("marked by the client") == 12
    assert "Older days" not in str(first.blocks)


async def test_the_way_to_them_stands_beside_homework(practice):
    world = practice
    ana = await world.join()
    await world.mira.command("/portal", f"homework {ana.code}")
    await world.settle()

    await world.press("Key moments", world.card("Homework of"))

    assert world.card("Key moments of")


async def test_with_check_ins_switched_off_nothing_is_kept_by_anybody(practice):
    world = practice
    ana = await world.join()
    await ana.say("/moment")
    await ana.say("Half begun")
    asked = ana.last
    await ana.say("/sharing")
    await ana.tap("Check-ins: switch off")
    await ana.say("/moment")
    assert "I keep no key moments either" in ana.last
    await ana.say("Something else")

    await world.press("Mark a key moment", await open_list(world, ana.code))

    assert "On which day" in asked
    assert world.told("no key moment can be marked")
    assert await rows(world) == []


async def test_words_that_may_mean_danger_meet_help_and_are_told(practice):
    world = practice
    ana = await world.join()

    await mark(ana, "I want to kill myself", "Today", "No, only for me")

    assert ana.told("Some of your words made me want to show you this.")
    [alert] = await world.alerts(ana)
    assert alert.rule == "crisis-words"
    assert "They were about a key moment" in spoken(world.card("danger"))
    assert not world.told("kill")


async def test_in_discreet_mode_the_questions_do_not_say_what_it_is_about(practice):
    world = practice
    ana = await world.join()
    await ana.say("/settings")
    await ana.tap("Use discreet wording")

    await ana.say("/moment")

    assert "What stands at the day?" in ana.last
    assert "important" not in ana.last


async def test_the_copy_holds_all_of_them_and_an_erasure_takes_all(practice):
    world = practice
    ana = await world.join()
    await mark(ana, "Spoke to my sister")
    await mark(ana, "My own secret", "Yesterday", "No, only for me")

    def copied(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        record = gathered(scene, ana.id)
        [sheet] = [each for each in sheets(record) if each.name == "key_moments"]
        return sheet, repr(document(record))

    sheet, told = await world.database.read(copied)

    assert {row[1] for row in sheet.rows} == {"Spoke to my sister", "My own secret"}
    assert "your therapist may see it" in told
    assert "only for you" in told
    await erase_now(world, ana)
    assert await rows(world) == []
