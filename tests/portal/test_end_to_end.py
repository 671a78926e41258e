"""The whole story between two people: real bots, real database, servers on loopback."""

import asyncio
from dataclasses import replace

import pytest

from portal.sandboxed import BOT
from sandbox.slack.payloads import block_actions
from tests.world import has_picture, spoken
from tests.world import world as made


@pytest.fixture
def engine():
    return "sqlite"


async def in_need(world):
    """A client of whom the therapist has a card: she asked for it."""
    ana = await world.join()
    await ana.tap("Help now", "Tell my therapist")
    return ana, world.card("asked for you")


def button(card, label):
    """A button of a card as the platform has it."""
    actions = [block for block in card.blocks if block["type"] == "actions"]
    elements = [each for block in actions for each in block["elements"]]
    return next(each for each in elements if each["text"]["text"] == label)


async def pressed_by(world, person, card, element):
    """A press that arrives without its button being seen: late, or forged."""
    place = replace(card, blocks=({"type": "actions", "block_id": "b", "elements": [element]},))
    payload = block_actions(
        world.sandbox.slack.state,
        world.sandbox.slack.state.workspace.apps[0],
        person.id,
        place,
        action={**element, "block_id": "b", "action_ts": "1.000001"},
        values={},
    )
    [app] = world.sandbox.slack.state.workspace.apps
    await world.sandbox.slack.courier.ask(app, "interactive", payload)
    await world.settle()


async def test_from_the_link_to_a_word_of_support(world):
    ana = await world.join()
    await ana.pulse(7, 3, 6)

    assert ana.last == "Saved."

    await world.until(1)
    await ana.pulse(6, 3, 6)
    await ana.answer(1, 1, 2, 1, 1, 1, 1, 1, 0)
    await ana.tap("Each time")

    assert ana.received[-1].photo is not None
    assert "PHQ-9, Tue 3 Nov: 9 of 27" in ana.last

    await world.until(2)
    await ana.pulse(5, 3, 6)
    await world.until(3)
    await ana.pulse(4, 3, 6)

    assert world.cards == []

    await world.until(4, "09:00")

    [card] = world.cards
    assert "Mood was lower each day, 3 points in all" in spoken(card)
    assert f"{ana.code}: mood has been falling" in spoken(card)
    assert has_picture(card)

    await world.support(card)

    assert "Taken by Mira Winter, Fri 6 Nov, 09:00." in spoken(world.card("mood has been"))
    assert world.told("leaves at 09:00:2") == 1
    assert ana.told("Mira Winter writes") == 0

    await world.pass_time(seconds=21)

    assert ana.told("Mira Winter writes") == 1
    assert world.told("was handed to Telegram at 09:00:2") == 1
    assert world.told("leaves at") == 0


async def test_joining_takes_two_screens_and_with_the_first_check_in_seven_taps_at_most(world):
    ana = await world.invite()
    seen = set()
    world.sandbox.telegram.watch(
        lambda each: (
            seen.add(each.message.text.split("\n")[0])
            if each.message and each.message.from_bot and each.message.text
            else None
        )
    )

    await ana.join()
    await ana.pulse(5, 5, 5)

    taps = sum(call.method == "answerCallbackQuery" for call in world.sandbox.telegram.calls)
    assert taps == 5
    assert [each for each in seen if "Welcome" in each or "One more choice" in each]
    assert ana.last == "Saved."


async def test_a_message_taken_back_in_time_is_never_sent(world):
    ana, card = await in_need(world)
    await world.support(card, "Thinking of you.")

    await world.press("Undo")
    await world.pass_time(minutes=5)

    assert world.told(f"Taken back. {ana.code} was not sent anything.") == 1
    assert ana.told("Thinking of you.") == 0


async def test_undo_pressed_twice_says_the_truth_both_times(world):
    ana, card = await in_need(world)
    await world.support(card, "Thinking of you.")
    notice = world.card("leaves at")

    await asyncio.gather(*(world.mira.press("Undo", ts=notice.ts) for _ in range(2)))
    await world.settle()

    assert world.told("Taken back.") == 1
    assert world.told("It has already left.") == 0
    assert ana.told("Thinking of you.") == 0


async def test_undo_that_comes_too_late_says_so(world):
    ana, card = await in_need(world)
    await world.support(card, "Thinking of you.")
    undo = button(world.card("leaves at"), "Undo")
    await world.pass_time(seconds=21)

    # Pressed on a screen that has not caught up.
    await pressed_by(world, world.mira, card, undo)

    assert world.told("It has already left.") == 1
    assert world.told("Taken back.") == 0
    assert ana.told("Thinking of you.") == 1


async def test_a_snoozed_alert_comes_back_at_the_end_of_the_chat(world):
    ana, card = await in_need(world)
    await ana.tap("I am safe, continue")

    await world.press("Snooze", card)
    assert await world.mira.submit() == {}
    await world.settle()

    assert "Snoozed by Mira Winter until Tue 3 Nov, 09:00" in spoken(world.card("asked for you"))
    assert len(world.cards) == 1

    await world.until(1, "09:00")

    assert len(world.cards) == 2
    assert "Not taken yet." in spoken(world.cards[-1])


async def test_a_resolved_alert_says_by_whom_and_when_and_has_no_buttons(world):
    _, card = await in_need(world)

    await world.press("Resolve", card)

    [card] = world.cards
    assert "Resolved by Mira Winter, Mon 2 Nov, 09:30." in spoken(card)
    assert not any(block["type"] == "actions" for block in card.blocks)


async def test_the_chart_is_posted_under_its_card(world):
    ana = await world.join()
    await ana.pulse(7, 3, 6)
    await ana.tap("Help now", "Tell my therapist")

    await world.press("Chart", world.card("asked for you"))

    [reply] = world.card("asked for you").replies
    assert has_picture(reply)


async def test_the_other_suggestion_is_put_into_the_form(world):
    _, card = await in_need(world)
    await world.press("Send support", card)
    first = world.mira.view
    options = [
        option["text"]["text"]
        for block in first.blocks
        if block["type"] == "input" and block["element"]["type"] == "radio_buttons"
        for option in block["element"]["options"]
    ]

    await world.mira.choose("suggestion", options[1])
    await world.settle()
    await world.mira.submit()
    await world.pass_time(seconds=21)

    assert len(options) == 3
    assert world.told("was handed to Telegram") == 1


@pytest.mark.parametrize("label", ["Send support", "Chart", "Snooze", "Resolve"])
async def test_another_therapist_may_not_act_on_an_alert(world, label):
    ana, card = await in_need(world)
    noor = await world.therapist("Noor Haddad", "U0NOOR")

    await pressed_by(world, noor, card, button(card, label))

    [alert] = await world.alerts(ana)
    assert alert.state == "open"
    assert noor.view is None
    assert "not about one of your clients" in spoken(noor.direct_messages()[-1])


async def test_a_stranger_in_slack_is_told_kindly_whose_app_this_is(world):
    world.sandbox.slack.add_person("Somebody", user_id="U0ELSE")
    somebody = world.sandbox.slack_person("U0ELSE")

    await somebody.say("what is this?")

    def answer():
        return spoken(somebody.direct_messages()[-1])

    await world.seen(lambda: "This app belongs to Harbour Practice." in answer())


async def test_a_stranger_in_telegram_learns_where_the_invitation_comes_from(world):
    somebody = world.sandbox.telegram.add_person("Somebody")

    somebody.say(BOT, "hello")
    await world.settle()

    assert "open the personal invitation link" in somebody.chat(BOT)[-1].text


@pytest.mark.parametrize("why", ["used", "expired", "replaced", "unknown", "other"])
async def test_a_link_that_does_not_work_gets_one_and_the_same_answer(world, tmp_path, why):
    ana = await world.invite()
    somebody = await world.invite("Somebody")
    somebody.link = ana.link
    match why:
        case "used":
            await ana.join()
        case "expired":
            await world.pass_time(hours=72)
        case "replaced":
            await world.invite("Ana again", code=ana.code)
        case "unknown":
            somebody.link = ana.link[:-4] + "AAAA"
        case "other":
            (tmp_path / "other").mkdir()
            async with made(tmp_path / "other", start=False) as other:
                somebody.link = (await other.invite()).link

    somebody.person.open_link(somebody.link)
    await world.settle()

    assert somebody.last == "This link cannot be used. Your therapist can send you a new one."
    assert somebody.labels() == ["Help now"]


async def test_a_link_is_good_for_72_hours(world):
    ana = await world.invite()

    await world.pass_time(hours=71, minutes=59)
    await ana.join()

    assert "Daily pulse" in ana.last


async def test_a_link_that_ends_while_its_screen_is_open_joins_nobody(world):
    ana = await world.invite()
    ana.person.open_link(ana.link)
    await world.settle()
    await world.pass_time(hours=73)

    await ana.tap("I agree")

    assert ana.last == "This link cannot be used. Your therapist can send you a new one."


async def test_of_twenty_who_redeem_one_link_at_once_one_joins(world):
    ana = await world.invite()
    others = [world.sandbox.telegram.add_person(f"Person {number}") for number in range(20)]
    for each in others:
        each.open_link(ana.link)
    await world.settle()

    for each in others:
        each.tap(BOT, "I agree")
    await world.settle()

    last = [each.chat(BOT)[-1].text for each in others]
    assert sum("One more choice" in text for text in last) == 1
    assert sum("This link cannot be used" in text for text in last) == 19


async def test_a_client_in_another_language_is_spoken_to_in_it_and_the_therapist_in_hers(world):
    ana = await world.invite("Ana", "es", locale="es")
    ana.person.open_link(ana.link)
    await world.settle()

    assert "Harbour Practice" in ana.last
    assert "Welcome" not in ana.last

    await ana.tap(ana.labels()[-1])
    await world.settle()

    assert "000 (made up)" in ana.last


async def test_the_therapist_reads_times_in_the_zone_of_the_practice(tmp_path, database_url):
    async with made(tmp_path, database_url=database_url) as world:
        ana = await world.join(zone_name="America/Los_Angeles")
        await ana.tap("Help now", "Tell my therapist")

        assert "First seen Mon 2 Nov, 09:30." in spoken(world.card("asked for you"))
        assert "It is within working hours" in ana.last
