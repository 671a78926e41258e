"""Goals the whole way: agreed and rated in Telegram, on pictures, seen where they may be seen."""

import json
from datetime import timedelta

import pytest
from fhir.resources.R4B.bundle import Bundle
from sqlalchemy import select

from care.pictured import GoalProgress
from charts.requests import DashboardPicture, GoalsPicture
from conversations.contents import Progress
from conversations.records import goals_part, record
from conversations.wording import wording
from portal.export.document import document
from portal.export.gathering import gathered
from portal.export.sheets import sheets
from portal.export.written import as_fhir
from portal.record_facts import GOALS, drawn, news_facts, record_facts, span_of
from portal.scene import Scene
from store import goals, reading
from store.tables import audit_entry, goal, goal_rating, goal_step
from tests.portal.test_erasing import erase_now
from tests.portal.test_glances import filled, lines
from tests.world import BOT, World, spoken, world

ENGLISH = wording("en", "Europe/Madrid")
CHOIR, SLEEP = "Go <back> to the *choir* & sing", "Sleep without the television"


@pytest.fixture
async def practice(tmp_path):
    async with world(tmp_path) as made:
        yield made


async def aim(guest, words: str = CHOIR, who: str = "Yes, share it", near: str = "3") -> None:
    """A client agrees a goal from the command on."""
    await guest.say("/goals")
    await guest.tap("Something I want")
    await guest.say(words)
    await guest.tap(who)
    await guest.tap(near)


async def rate(guest, near: str) -> None:
    await guest.tap("How near it is today")
    await guest.tap(near)


async def open_list(world: World, code: str):
    await world.mira.command("/portal", f"goals {code}")
    await world.settle()
    return world.card(f"Goals of {code}")


async def rows(world: World):
    def read(connection):
        tables = (goal, goal_rating, goal_step)
        return [len(connection.execute(select(each)).all()) for each in tables]

    return await world.database.read(read)


async def on_record(world: World, guest, since: timedelta = timedelta(hours=1)):
    """The goals of the record page, the same as news, and the picture of them."""

    def read(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        client = scene.client(guest.id)
        facts = record_facts(
            scene, client, span_of(client, world.now.date()), ENGLISH, client.therapist
        )
        news = news_facts(scene, client, world.now - since, ENGLISH, client.therapist)
        return facts, news, drawn(scene, guest.id, GOALS, ENGLISH)

    return await world.database.read(read)


def quotes(facts) -> list[str]:
    return [each.quote for each in goals_part(facts, ENGLISH).entries]


async def test_a_client_agrees_a_goal_rates_it_and_ticks_smaller_steps_off(practice):
    world = practice
    ana = await world.join()

    await ana.say("/goals")
    assert "There is nothing here yet." in ana.last
    await ana.tap("Something I want")
    assert "What would you like?" in ana.last
    await ana.say("x" * 101)
    assert "Please keep it to 100 characters" in ana.last
    await ana.say(CHOIR)
    assert "May Mira Winter see it" in ana.last
    await ana.tap("No, only for me")
    assert "How near is it today?" in ana.last
    await ana.tap("3")
    assert CHOIR in ana.last
    assert "3 of 10 on Mon 2 Nov 2026." in ana.last
    assert "Only you see it." in ana.last

    await ana.tap("A smaller step")
    await ana.say("Call the choir's office")
    assert "○ Call the choir's office" in ana.last
    await ana.tap("○ Call the choir's office")
    assert "✓ Call the choir's office" in ana.holding(CHOIR).text
    await ana.tap("✓ Call the choir's office")
    assert "○ Call the choir's office" in ana.holding(CHOIR).text

    await world.until(7)
    await ana.say("/goals")
    await ana.tap(CHOIR)
    await rate(ana, "6")
    assert "6 of 10 on Mon 9 Nov 2026; at the beginning, on Mon 2 Nov 2026, 3." in (
        ana.holding(CHOIR).text
    )
    await rate(ana, "5")
    await ana.say("/goals")
    assert f"{CHOIR} – 5 of 10, 3 at the beginning – 0 of 1 smaller steps ticked off" in ana.last
    assert await rows(world) == [1, 2, 1]


async def test_a_goal_is_reached_or_let_go_kindly_taken_up_again_and_taken_away(practice):
    world = practice
    ana = await world.join()
    await aim(ana)

    await ana.tap("Let it go")
    assert "What somebody wants may change." in ana.holding(CHOIR).text
    await ana.tap("Take it up again")
    assert "What somebody wants may change." not in ana.holding(CHOIR).text
    await ana.tap("Reached")
    assert "reached: Mon 2 Nov" in ana.holding(CHOIR).text
    await ana.say("/goals")
    assert "reached: Mon 2 Nov" in ana.last
    await ana.tap(CHOIR[:33].rstrip() + "…" if len(CHOIR) > 34 else CHOIR)
    await ana.tap("Delete")
    await ana.tap("Yes, delete it")
    assert await rows(world) == [0, 0, 0]


async def test_three_are_open_at_a_time(practice):
    world = practice
    ana = await world.join()
    for words in ("one", "two", "three"):
        await aim(ana, words)

    await ana.say("/goals a fourth")

    assert "3 are open, and that is as many as can stand here at a time." in ana.last
    assert (await rows(world))[0] == 3
    await ana.say("/goals")
    await ana.tap("one")
    await ana.tap("Reached")
    await ana.say("/goals a fourth")
    assert "May Mira Winter see it" in ana.last


async def test_steps_are_taken_away_and_at_most_six_stand_below_a_goal(practice):
    world = practice
    ana = await world.join()
    await aim(ana)
    for number in range(6):
        await ana.tap("A smaller step")
        await ana.say(f"step {number}")
    assert "A smaller step" not in ana.labels(ana.holding(CHOIR))

    await ana.tap("Delete a step")
    await ana.tap("step 0")

    assert "step 0" not in ana.holding(CHOIR).text
    assert await rows(world) == [1, 1, 5]


async def test_the_pictures_show_goals_and_say_them_in_words(practice):
    world = practice
    ana = await world.join()
    await aim(ana)
    await aim(ana, SLEEP, "No, only for me", "7")
    await world.until(7)
    await ana.say("/goals")
    await ana.tap(CHOIR)
    await rate(ana, "5")

    shown = await filled(world, Progress("goals"), client=ana)
    everything = await filled(world, Progress("all"), client=ana)
    numbers = " ".join(lines(await filled(world, Progress("numbers"), client=ana)))

    assert isinstance(shown.picture, GoalsPicture)
    assert isinstance(everything.picture, DashboardPicture)
    assert shown.picture.goals == (GoalProgress(CHOIR, 3, 5), GoalProgress(SLEEP, 7, 7))
    assert everything.picture.goals == shown.picture.goals
    told = " ".join(lines(shown))
    assert f"{CHOIR}: 5 of 10 on Mon 9 Nov 2026; at the beginning" in told
    assert f"{SLEEP}: 7 of 10 on Mon 2 Nov 2026." in told
    # Where much else is said, goals are told as they are drawn: without their days.
    assert f"{CHOIR}: 5 of 10, 3 at the beginning." in lines(everything)
    assert f"{SLEEP}: 7 of 10." in lines(everything)
    assert f"{CHOIR}:\nMon 9 Nov: 5" in numbers

    await ana.say("/progress")
    await ana.tap("My goals")
    assert any(each.photo for each in ana.received)


async def test_in_discreet_mode_a_picture_has_numbers_instead_of_words(practice):
    world = practice
    ana = await world.join()
    await aim(ana)
    await ana.say("/settings")
    await ana.tap("Use discreet wording")

    shown = await filled(world, Progress("goals"), client=ana)

    assert [each.words for each in shown.picture.goals] == ["Number 1"]
    assert "choir" not in repr(shown)


async def test_without_a_goal_the_picture_is_not_offered(practice):
    world = practice
    ana = await world.join()

    shown = await filled(world, Progress("all"), client=ana)

    assert "My goals" not in repr(shown.shown)
    assert (await filled(world, Progress("goals"), client=ana)).picture is None


async def test_the_therapist_reads_shared_words_on_the_record_and_none_in_slack(practice):
    world = practice
    ana = await world.join()
    await aim(ana)
    await ana.tap("A smaller step")
    await ana.say("Call the office")
    await aim(ana, "My own secret", "No, only for me")

    listed = spoken(await open_list(world, ana.code))

    assert "Open: 1. Reached: 0." in listed
    assert "Goal 1: 3 of 10 on Mon 2 Nov 2026." in listed
    assert "0 of 1 smaller steps ticked off" in listed
    for words in ("choir", "secret", "Call the office"):
        assert not world.told(words)
    facts, news, picture = await on_record(world, ana)
    assert quotes(facts) == quotes(news) == [CHOIR]
    assert picture.goals == (GoalProgress(CHOIR, 3, 3),)
    [scale] = goals_part(facts, ENGLISH).scales
    assert CHOIR in scale.drawings[0].alternative
    assert "○ Call the office" in goals_part(facts, ENGLISH).entries[0].notes
    assert "secret" not in repr((record(facts, ENGLISH), record(news, ENGLISH), picture))
    await ana.say("/who")
    assert "How your goals stand was shown to Mira Winter" in ana.last
    noted = await world.database.read(
        lambda connection: connection.execute(
            select(audit_entry.c.action).where(audit_entry.c.kind == "goal")
        ).scalars().all()
    )  # fmt: skip
    assert noted == ["viewed"]


async def test_what_is_kept_private_is_no_news_and_a_rating_of_what_is_shared_is(practice):
    world = practice
    ana = await world.join()
    await aim(ana, "My own secret", "No, only for me")

    async def newest():
        found = await world.database.read(reading.newest, world.memory, [ana.id])
        return found.get(ana.id)

    before = await newest()
    await rate(ana, "9")
    assert await newest() == before
    _, news, picture = await on_record(world, ana)
    assert quotes(news) == []
    assert picture is None
    hidden = world.now
    await ana.tap("Let Mira Winter see it")
    assert await newest() > hidden
    await world.until(1)
    morning = world.now
    await ana.say("/goals")
    await ana.tap("My own secret")
    await rate(ana, "4")
    assert await newest() > morning
    assert quotes((await on_record(world, ana))[1]) == ["My own secret"]


async def test_without_consent_to_numbers_in_slack_none_stand_there(practice):
    world = practice
    ana = await world.join()
    await aim(ana)
    await ana.say("/sharing")
    await ana.tap("Numbers: switch off")

    listed = spoken(await open_list(world, ana.code))

    assert "Open: 1." in listed
    assert "does not agree that numbers are shown in Slack" in listed
    assert "3 of 10" not in listed


async def test_the_way_to_them_stands_beside_homework(practice):
    world = practice
    ana = await world.join()
    await world.mira.command("/portal", f"homework {ana.code}")
    await world.settle()

    await world.press("Goals", world.card("Homework of"))

    assert "has no goals that you can see" in spoken(world.card("Goals of"))


async def test_with_check_ins_switched_off_nothing_is_kept_and_what_is_there_can_go(practice):
    world = practice
    ana = await world.join()
    await aim(ana)
    card = ana.holding(CHOIR)
    await ana.say("/sharing")
    await ana.tap("Check-ins: switch off")

    await ana.say("/goals another one")
    assert "I keep no goals either" in ana.last
    ana.person.tap(BOT, "How near it is today", message_id=card.message_id)
    await world.settle()
    assert "I keep no goals either" in ana.last
    await ana.say("/goals")
    await ana.tap(CHOIR)
    await ana.tap("Delete")
    await ana.tap("Yes, delete it")

    assert await rows(world) == [0, 0, 0]


@pytest.mark.parametrize("where", ["goal", "step", "words"])
async def test_words_that_may_mean_danger_meet_help_and_are_told(practice, where):
    world = practice
    ana = await world.join()
    danger = "I want to kill myself"

    if where == "goal":
        await aim(ana, danger, "No, only for me")
    else:
        await aim(ana)
        await ana.tap("A smaller step" if where == "step" else "Change the words")
        await ana.say(danger)

    assert ana.told("Some of your words made me want to show you this.")
    [alert] = await world.alerts(ana)
    assert alert.rule == "crisis-words"
    assert "They were about a goal" in spoken(world.card("danger"))
    assert not world.told("kill")


async def test_the_button_of_somebody_elses_goal_shows_and_changes_nothing(practice):
    world = practice
    ana = await world.join()
    ben = await world.join("Ben")
    await aim(ana)
    before = len(ben.received)
    made = (await world.database.read(goals_of, world, ana))[0]

    for choice in ("7", "show", "really"):
        there = ben.received[-1].message_id
        ben.person.tap_data(BOT, there, f"goal:{made.id.hex}:{choice}")
        await world.settle()

    assert (await world.database.read(goals_of, world, ana)) == (made,)
    assert all(CHOIR not in each.text for each in ben.received[before:])


def goals_of(connection, world, guest):
    return goals.of_client(connection, world.memory, guest.id, shared_only=False)


async def test_the_copy_holds_all_of_them_and_an_erasure_takes_all(practice):
    world = practice
    ana = await world.join()
    await aim(ana)
    await ana.tap("A smaller step")
    await ana.say("Call the office")
    await ana.tap("○ Call the office")
    await aim(ana, SLEEP, "No, only for me", "8")
    await ana.tap("Reached")

    def copied(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        record = gathered(scene, ana.id)
        return sheets(record), repr(document(record)), json.loads(as_fhir(record))

    made, told, bundle = await world.database.read(copied)

    by_name = {each.name: each.rows for each in made}
    assert {row[0] for row in by_name["goals"]} == {CHOIR, SLEEP}
    assert [row[1:3] for row in by_name["goal_ratings"]] == [(CHOIR, 3), (SLEEP, 8)]
    assert by_name["goal_steps"][0][:2] == (CHOIR, "Call the office")
    for words in (CHOIR, SLEEP, "Call the office", "ticked off", "3 of 10", "only for you"):
        assert words in told
    resources = [each["resource"] for each in bundle["entry"]]
    found = {
        each["description"]["text"]: each for each in resources if each["resourceType"] == "Goal"
    }
    assert found[CHOIR]["lifecycleStatus"] == "active"
    assert found[CHOIR]["note"][0]["text"] == "[x] Call the office"
    assert found[SLEEP]["lifecycleStatus"] == "completed"
    values = [each["valueInteger"] for each in resources if each.get("focus")]
    assert sorted(values) == [3, 8]
    assert Bundle.model_validate(bundle).entry
    await erase_now(world, ana)
    assert await rows(world) == [0, 0, 0]


async def test_once_a_week_the_days_message_asks_how_near_the_goals_are(practice):
    ana = await practice.join(instruments=[])
    await ana.pulse(5, 5, 5)
    await aim(ana)
    line = "How near are your goals by now?"

    await ana.go_on(*range(1, 7))
    assert ana.told(line) == 0
    await practice.until(7)
    assert line in ana.last
    await ana.pulse(5, 5, 5)
    await ana.say("/goals")
    await ana.tap(CHOIR)
    await rate(ana, "4")
    await ana.go_on(8, 9, 10, 11, 12, 13)
    assert line not in ana.last
    await practice.until(14)

    assert line in ana.last
