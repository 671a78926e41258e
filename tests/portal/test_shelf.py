"""The shelf the whole way: filled in Slack, looked at in Telegram, and seen in Slack again."""

import pytest

from care.shelf import Resource, ResourceKind
from portal import shelf_deeds
from portal.scene import Scene
from sandbox.telegram import Fault
from store import resources, shelves
from tests.world import World, world

BREATHING = Resource(
    "slow-breathing",
    "Slow breathing",
    ResourceKind.TRY,
    about="For evenings that do not want to end.",
    text="Count to four, then to six. <b>Slowly</b> & kindly.",
    minutes=3,
)
WALKS = Resource(
    "walks", "Saturday walks", ResourceKind.PLACE, link="https://example.org/walks?a=1"
)
BOOK = Resource("a-book", "A book about nights", ResourceKind.BOOK, text="By A. Nobody.")


@pytest.fixture
async def practice(tmp_path):
    async with world(tmp_path) as made:

        def fill(connection, memory):
            for each in (BREATHING, WALKS, BOOK):
                resources.keep(connection, memory, each, made.now)

        await made.write(fill)
        yield made


async def open_shelf(world: World, code: str) -> list[str]:
    """What stands in the window, one line for each block."""
    await world.mira.command("/portal", f"shelf {code}")
    await world.settle()
    return window(world)


def window(world: World) -> list[str]:
    lines = []
    for block in world.mira.view.blocks:
        match block:
            case {"type": "context", "elements": elements}:
                lines += [each["text"] for each in elements]
            case {"label": {"text": text}} | {"text": {"text": text}}:
                lines.append(text)
    return lines


async def put(world: World, code: str, title: str, why: str = "") -> None:
    await open_shelf(world, code)
    world.mira.fill("resource", title)
    if why:
        world.mira.fill("why", why)
    assert await world.mira.submit() == {}
    await world.settle()


async def switch_off(client, purpose: str) -> None:
    await client.say("/sharing")
    await client.tap(f"{purpose}: switch off")


async def test_a_shelf_is_filled_in_slack_used_in_telegram_and_seen_in_slack(practice):
    world = practice
    ana = await world.join()
    await ana.say("/shelf")
    assert "Nothing is on your shelf so far." in ana.last

    # What is missing or too long is said beside its field, and nothing is kept.
    lines = await open_shelf(world, ana.code)
    assert lines[0] == f"Shelf of {ana.code}"
    assert lines[1] == f"Nothing is on the shelf of {ana.code} so far."
    assert (await world.mira.submit()).keys() == {"resource"}
    world.mira.fill("resource", "Slow breathing")
    world.mira.fill("why", 301 * "x")
    assert (await world.mira.submit()).keys() == {"why"}
    world.mira.fill("why", "You told me that evenings are long.")
    assert await world.mira.submit() == {}
    await world.settle()
    assert world.told(f"It is on the shelf of {ana.code}")

    await ana.say("/shelf")
    assert "· Slow breathing – to try, about 3 minutes – new" in ana.last
    await ana.tap("Slow breathing")
    assert "For evenings that do not want to end." in ana.last
    assert "Mira Winter writes:" in ana.last
    assert "You told me that evenings are long." in ana.last
    assert "<b>Slowly</b> & kindly." in ana.last

    # What was said of it can be said otherwise, and taken back.
    await ana.tap("Not for me")
    assert "You said: not for me. That is all right." in ana.last
    await ana.tap("Helpful")
    assert "You said: helpful." in ana.last
    await ana.tap("Back to my shelf")
    assert "· Slow breathing – to try, about 3 minutes – helpful" in ana.last

    lines = await open_shelf(world, ana.code)
    assert lines[1].startswith("1. Slow breathing · since ")
    assert lines[1].endswith(" · helpful")
    # What is there already is not offered again.
    assert "Slow breathing" not in str(world.mira.view.blocks[3])
    world.mira.fill("off", "Slow breathing")
    assert await world.mira.submit() == {}
    await world.settle()
    await ana.tap("Slow breathing")
    assert "Nothing is on your shelf so far." in ana.last


async def test_a_client_takes_off_what_they_do_not_want_and_it_may_come_back(practice):
    world = practice
    ana = await world.join()
    await put(world, ana.code, "Saturday walks")
    await ana.say("/shelf")
    await ana.tap("Saturday walks")
    assert "https://example.org/walks?a=1" in ana.last

    await ana.tap("Take off my shelf")

    assert "Nothing is on your shelf so far." in ana.last
    assert await world.read(shelves.of_client, ana.id) == ()
    await put(world, ana.code, "Saturday walks")
    [item] = await world.read(shelves.of_client, ana.id)
    assert item.opened_at is None


async def test_what_is_new_joins_the_one_message_of_the_day(practice):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await put(world, ana.code, "Slow breathing")
    await put(world, ana.code, "Saturday walks")
    before = len(ana.received)

    await world.until(1, "21:00")

    asked = ana.texts[before:]
    assert len(asked) == 1
    assert "2 new things are on your shelf, for when it suits you. /shelf shows them." in asked[0]
    await ana.pulse(5, 5, 5)
    await world.until(2, "21:00")
    assert "shelf" not in ana.last


async def test_without_check_ins_it_is_one_message_of_its_own_at_their_time(practice):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await switch_off(ana, "Check-ins")
    await put(world, ana.code, "Slow breathing", why="For the nights.")
    await put(world, ana.code, "Saturday walks")
    before = len(ana.received)

    await world.until(1, "19:00")
    assert len(ana.received) == before
    await world.until(4, "21:00")

    [told] = ana.texts[before:]
    assert told.startswith("2 new things are on your shelf, for when it suits you:")
    assert "· Slow breathing" in told
    assert "For the nights." not in told
    await ana.tap("Saturday walks")
    assert "Somewhere to turn to" in ana.last


async def test_after_a_crisis_card_nothing_is_told_for_two_days(practice):
    world = practice
    ana = await world.join(instruments=["phq9"])
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(*[0] * 8, 2)
    await switch_off(ana, "Check-ins")
    await put(world, ana.code, "Slow breathing")
    before = len(ana.received)

    await world.until(3, "19:00")
    assert len(ana.received) == before

    await world.until(4, "21:00")
    assert "Something new is on your shelf" in ana.last


async def test_in_discreet_mode_only_that_something_is_there_comes_unasked(practice):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await ana.say("/settings")
    await ana.tap("Use discreet wording")
    await switch_off(ana, "Check-ins")
    await put(world, ana.code, "Slow breathing", why="For the nights.")
    before = len(ana.received)

    await world.until(2, "21:00")

    [told] = ana.texts[before:]
    assert "Slow breathing" not in told
    await ana.tap("Open")
    await ana.tap("Slow breathing")
    assert "A word about it:" in ana.last
    assert "For the nights." in ana.last


async def test_in_a_pause_nothing_is_told_and_afterwards_it_is(practice):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await ana.say("/pause 3d")
    await put(world, ana.code, "Slow breathing")
    before = len(ana.received)

    await world.until(2, "21:00")
    assert len(ana.received) == before
    await world.until(5, "21:00")

    assert "Something new is on your shelf" in "".join(ana.texts[before:])


async def test_what_waited_for_the_end_of_a_long_pause_is_told_though_that_end_took_the_day(
    practice,
):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await switch_off(ana, "Check-ins")
    await put(world, ana.code, "Slow breathing")
    await ana.say("/pause 20d")
    before = len(ana.received)

    await world.until(23, "21:00")

    told = ana.texts[before:]
    assert "Your break is over." in told[0]
    assert "Something new is on your shelf" in told[1]
    assert len(told) == 2


ALONE, BY_THE_WAY = "shelf, for when it suits you:", "shelf, for when it suits you. /shelf"


def off_the_line(world: World, *, is_off: bool) -> None:
    """Telegram takes no message, or takes them again."""
    world.sandbox.telegram.fault = lambda call: (
        Fault.answer(502) if is_off and call.method == "sendMessage" else None
    )


@pytest.mark.parametrize("told", [ALONE, BY_THE_WAY])
async def test_what_a_message_told_that_went_stale_is_told_with_the_next(practice, told):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    if told == ALONE:
        await switch_off(ana, "Check-ins")
    await put(world, ana.code, "Slow breathing")
    before = len(ana.received)
    off_the_line(world, is_off=True)
    await world.until(1, "19:31")
    assert await world.read(shelves.untold, ana.id) == {}
    world.leap(hours=7)
    await world.settle()
    off_the_line(world, is_off=False)

    await world.until(2, "14:00")
    assert (await world.letters())["stale"] == 1
    assert ana.texts[before:] == []
    assert len(await world.read(shelves.untold, ana.id)) == 1
    await world.until(4, "21:00")

    assert [told in each for each in ana.texts[before:]].count(True) == 1
    assert await world.read(shelves.untold, ana.id) == {}


@pytest.mark.parametrize("told", [ALONE, BY_THE_WAY])
async def test_what_a_message_told_that_a_pause_took_back_is_told_after_the_pause(practice, told):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    if told == ALONE:
        await switch_off(ana, "Check-ins")
    await put(world, ana.code, "Slow breathing")
    off_the_line(world, is_off=True)
    await world.until(1, "19:31")
    assert await world.read(shelves.untold, ana.id) == {}
    await ana.say("/pause 3d")
    off_the_line(world, is_off=False)
    await world.until(1, "22:00")
    before = len(ana.received)
    assert len(await world.read(shelves.untold, ana.id)) == 1

    await world.until(3, "21:00")
    assert ana.texts[before:] == []
    await world.until(7, "21:00")

    assert [told in each for each in ana.texts[before:]].count(True) == 1
    assert await world.read(shelves.untold, ana.id) == {}


async def test_who_has_looked_is_told_no_more_and_reads_who_did_what(practice):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await put(world, ana.code, "Slow breathing")
    await ana.say("/shelf")

    await world.until(1, "21:00")

    assert "shelf" not in ana.last
    await ana.say("/who")
    assert "Mira Winter put something on your shelf." in ana.last
    assert "Your shelf was shown to Mira Winter." in ana.last


async def test_who_takes_no_messages_is_not_told_and_may_look(practice):
    world = practice
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await switch_off(ana, "Messages")
    lines = await open_shelf(world, ana.code)
    assert any("does not take messages here" in each for each in lines)
    await world.mira.close()
    await put(world, ana.code, "A book about nights")
    before = len(ana.received)

    await world.until(3, "21:00")

    assert not [each for each in ana.texts[before:] if "shelf" in each]
    await ana.say("/shelf")
    assert "A book about nights – a book" in ana.last


async def test_what_is_not_offered_any_more_is_not_put_and_stays_where_it_lies(practice):
    world = practice
    ana = await world.join()
    bea = await world.join("Bea")
    await put(world, ana.code, "Slow breathing")
    await open_shelf(world, bea.code)
    world.mira.fill("resource", "Slow breathing")

    await world.write(lambda c, m: resources.retire(c, m, "slow-breathing", world.now))

    assert await world.mira.submit() == {}
    await world.settle()
    assert world.told("The library does not offer this any more.")
    assert await world.read(shelves.of_client, bea.id) == ()
    await ana.say("/shelf")
    assert "Slow breathing" in ana.last


async def test_the_window_is_reached_from_the_homework_of_a_client(practice):
    world = practice
    ana = await world.join()
    await world.mira.command("/portal", f"homework {ana.code}")
    await world.settle()

    await world.press("Shelf", world.card(f"Homework of {ana.code}"))

    assert window(world)[0] == f"Shelf of {ana.code}"


async def test_a_long_shelf_has_pages(practice):
    world = practice
    ana = await world.join()

    def fill(connection, memory):
        scene = Scene.begin(connection, memory, world.now)
        for number in range(8):
            code = f"text-{number}"
            resources.keep(
                connection, memory, Resource(code, f"Text {number}", text="Words."), world.now
            )
            assert shelf_deeds.put(scene, ana.id, None, code) is shelf_deeds.Put.DONE

    await world.write(fill)
    await ana.say("/shelf")
    assert "Page 1 of 2" in ana.last
    await ana.tap("Older")
    assert "Page 2 of 2" in ana.last
    await ana.tap("Text 0")
    assert "A rule that" in ana.last
    assert "put this here; no person did at this moment." in ana.last
    await ana.tap("Back to my shelf")
    assert "Page 2 of 2" in ana.last
