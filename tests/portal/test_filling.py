"""A letter is put in words when it is sent: as things are then, in the reader's language."""

import asyncio
import threading
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import delete, update

from charts.drawing import Studio
from conversations.contents import (
    AlertCard,
    CrisisCard,
    CrisisReason,
    Lane,
    Line,
    Progress,
    Sentences,
    StyleOffer,
)
from conversations.envelopes import CLIENTS, THERAPISTS
from portal import backtesting
from portal.filler import Filler
from portal.filling import NoContacts, Wish, drawn, fill
from store import outbox, people, practices
from store.tables import person, staff


@pytest.fixture
def engine():
    return "sqlite"


async def filled(world, content, **about):
    """This content, ready to be sent to a client or to the therapist of the practice."""

    def ready(connection):
        return fill(connection, wish(connection, world, content, **about))

    return await world.database.read(ready)


def wish(connection, world, content, *, client=None, slot=None, **how):
    """A letter with this content that is to be filled in."""
    if client is not None:
        whose = people.account_of(connection, world.memory, CLIENTS, of_client=client.id)
    else:
        [member] = people.members(connection, world.memory)
        whose = people.account_of(connection, world.memory, THERAPISTS, of_staff=member.id)
    letter = outbox.new_letter(
        world.memory.practice,
        whose.bot,
        whose.id,
        content,
        key=str(uuid4()),
        lane=Lane.REPLY,
        now=world.now,
        slot=slot,
    )
    return Wish(world.memory, letter, world.now, **how)


def lines(ready):
    return [line.text for line in ready.shown.lines]


async def test_no_letter_waits_for_a_back_test(world, monkeypatch):
    ana = await world.join()
    may_end = threading.Event()
    monkeypatch.setattr(backtesting, "alerts_of", lambda *_: () if may_end.wait(60) else None)
    offer = await world.database.read(wish, world, StyleOffer())
    card = await world.database.read(wish, world, CrisisCard(CrisisReason.ASKED), client=ana)
    filler = Filler(world.database)

    offered = asyncio.create_task(filler.fill(offer))
    await asyncio.sleep(0.05)
    async with asyncio.timeout(30):
        shown = await filler.fill(card)

    assert not offered.done()
    assert shown.shown is not None
    may_end.set()
    assert lines(await offered)[0] == "How much do you want to hear?"


async def test_sentences_know_the_practice_and_the_therapist(world):
    ana = await world.join()

    ready = await filled(world, Sentences((Line("join-welcome"),)), client=ana)

    assert lines(ready)[0].startswith("Mira Winter invited you.")
    assert ready.address == str(ana.person.id)


async def test_progress_without_scores_says_that_there_are_none(world):
    ana = await world.join()

    ready = await filled(world, Progress("phq9"), client=ana)

    assert lines(ready) == ["There are no scores yet; they come after the first questionnaire."]
    assert ready.picture is None


async def test_progress_says_the_same_in_words_as_in_the_picture(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(2, 2, 2, 2, 2, 2, 2, 2, 0)
    await ana.go_on(3, 6)
    await world.until(8)
    await ana.pulse(5, 5, 5)
    await ana.answer(1, 1, 1, 1, 1, 1, 1, 1, 0)

    ready = await filled(world, Progress("phq9"), client=ana)

    assert lines(ready)[:3] == [
        "PHQ-9, Tue 10 Nov: 8 of 27. At the start, Tue 3 Nov: 16.",
        "That is 8 lower.",
        "A difference of 6 points or more is unlikely to be chance.",
    ]
    assert [point.score for point in ready.picture.trajectory.points] == [16, 8]
    assert not any("improve" in line for line in lines(ready))


async def test_names_of_ranges_and_changes_are_shown_when_both_want_them(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(2, 2, 2, 2, 2, 2, 2, 2, 0)

    def allow(connection, **wish):
        people.change_client(connection, world.memory, ana.id, **wish)

    await world.database.write(allow, bands_by_therapist=True)
    without = lines(await filled(world, Progress("phq9"), client=ana))
    await world.database.write(allow, bands_for_client=True)
    named = lines(await filled(world, Progress("phq9"), client=ana))

    assert not any("range is called" in line for line in without)
    assert "This range is called “moderately severe”." in named


async def test_a_picture_that_cannot_be_drawn_leaves_the_words(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(1, 1, 1, 1, 1, 1, 1, 1, 0)
    ready = await filled(world, Progress("phq9"), client=ana)
    closed = Studio()
    await closed.close()

    shown = await drawn(ready, closed)

    assert shown.picture is None
    assert shown.lines == ready.shown.lines


async def test_an_alert_is_told_as_it_is_when_the_card_leaves(world):
    ana = await world.join()
    await ana.tap("Help now", "Tell my therapist")
    [alert] = await world.alerts(ana)
    await world.press("Resolve", world.card("asked for you"))

    ready = await filled(world, AlertCard(alert.id))

    assert "Resolved by Mira Winter, Mon 2 Nov, 09:30." in lines(ready)
    assert ready.shown.buttons == ()


async def test_the_crisis_card_says_when_somebody_may_see_the_note(world):
    ana = await world.join()

    in_hours = lines(await filled(world, CrisisCard(CrisisReason.CRITICAL), client=ana))
    await world.until(0, "19:00")
    later = lines(await filled(world, CrisisCard(CrisisReason.CRITICAL), client=ana))
    asked = lines(await filled(world, CrisisCard(CrisisReason.ASKED), client=ana))

    assert any("It is within working hours" in line for line in in_hours)
    assert any("The next working hours begin Tue 3 Nov, 09:00." in line for line in later)
    assert not any("Slack" in line for line in asked)


async def test_a_practice_without_contacts_shows_no_empty_card(world):
    ana = await world.join()
    [practice] = await world.database.read(practices.every)
    await world.database.write(practices.change, replace(practice, contacts=None))

    with pytest.raises(NoContacts):
        await filled(world, CrisisCard(CrisisReason.ASKED), client=ana)


NOTE = Sentences((Line("help-note-on-its-way"), Line("help-reads-later")))
UNREACHED = "I cannot reach your therapist from here."


async def leaves(world):
    """The therapist cannot be written to any more."""
    await world.database.write(
        lambda connection: connection.execute(
            update(person).where(person.c.staff.is_not(None)).values(reachable=False)
        )
    )


async def has_no_account(world):
    """The therapist has not been given an account in Slack yet."""
    await world.database.write(
        lambda connection: connection.execute(delete(person).where(person.c.staff.is_not(None)))
    )


@pytest.mark.parametrize("content", [CrisisCard(CrisisReason.CRITICAL), NOTE])
@pytest.mark.parametrize("unreached", [leaves, has_no_account])
async def test_no_note_is_promised_when_the_therapist_cannot_be_written_to(
    world, content, unreached
):
    ana = await world.join()
    before = "\n".join(lines(await filled(world, content, client=ana)))

    await unreached(world)
    after = "\n".join(lines(await filled(world, content, client=ana)))

    assert ("Slack" in before, UNREACHED in before) == (True, False)
    assert ("Slack" in after, UNREACHED in after) == (False, True)


@pytest.mark.parametrize("content", [CrisisCard(CrisisReason.CRITICAL), NOTE])
async def test_no_note_is_promised_where_slack_is_not_served(world, content):
    ana = await world.join()

    said = "\n".join(lines(await filled(world, content, client=ana, tells_therapists=False)))

    assert ("Slack" in said, UNREACHED in said) == (False, True)


async def test_the_numbers_are_shown_although_the_names_cannot_be_opened(world):
    ana = await world.join()
    await world.database.write(
        lambda connection: connection.execute(update(staff).values(sealed_name=b"spoilt"))
    )

    card = await filled(world, CrisisCard(CrisisReason.CRITICAL), client=ana)

    assert "Emergency: 000 (made up)" in lines(card)
    assert card.address == str(ana.person.id)
    assert [each.choice for row in card.shown.buttons for each in row] == ["tell", "safe"]
    assert not any("Slack" in line for line in lines(card))


async def test_a_message_is_edited_in_the_chat_where_it_stands(world):
    ana = await world.join()
    [slot] = {
        f"check-in:{button.data.partition('.')[0]}"
        for row in ana.received[-1].buttons
        for button in row
        if button.data.endswith(":7")
    }

    ready = await filled(world, Sentences((Line("checkin-saved"),)), client=ana, slot=slot)

    assert ready.place.channel == str(ana.person.id)
    assert ready.place.message == str(ana.received[-1].message_id)


async def test_a_glance_shows_a_picture_says_the_same_and_offers_the_others(world):
    ana = await world.join()
    await ana.pulse(5, 6, 7)
    await world.until(1)
    await ana.pulse(3, 6, 7)

    daily = await filled(world, Progress("daily"), client=ana)
    everything = await filled(world, Progress("all"), client=ana)
    check_ins = await filled(world, Progress("check-ins"), client=ana)

    assert lines(daily)[0] == "Mood: 2 days answered, between 3 and 5, most recently 3."
    assert not any("gap" in line for line in lines(daily))
    assert [item.name for item in daily.picture.items] == ["Mood", "Anxiety", "Sleep"]
    assert [value for _, value in everything.picture.mood] == [5, 3]
    assert lines(check_ins) == [
        "Check-ins: 2 days answered, 0 open.", "For orientation, not a diagnosis."
    ]  # fmt: skip
    assert [button.choice for row in daily.shown.buttons for button in row] == [
        "all",
        "week",
        "check-ins",
        "numbers-daily",
    ]


async def test_day_by_day_shows_every_daily_item_that_is_answered(world):
    ana = await world.join(instruments=["pain"])
    await ana.pulse(5, 6, 7)
    await world.until(1)
    await ana.pulse(3, 6, 7)
    await ana.tap("Pain, about 30 seconds", "8")

    daily = await filled(world, Progress("daily"), client=ana)
    numbers = await filled(world, Progress("numbers"), client=ana)

    assert [item.name for item in daily.picture.items] == ["Mood", "Anxiety", "Sleep", "Pain"]
    assert "Pain: 1 day answered, between 8 and 8, most recently 8." in lines(daily)
    assert "Pain:\nTue 3 Nov: 8" in lines(numbers)


async def test_the_numbers_are_told_without_a_picture_newest_first(world):
    ana = await world.join()
    await ana.pulse(5, 6, 7)
    await world.until(1)
    await ana.pulse(3, 6, 7)

    numbers = await filled(world, Progress("numbers"), client=ana)

    assert numbers.picture is None
    assert lines(numbers)[0] == "Mood:\nTue 3 Nov: 3\nMon 2 Nov: 5"


async def test_a_glance_of_nothing_says_so(world):
    ana = await world.join()

    for name in ("daily", "links"):
        ready = await filled(world, Progress(name), client=ana)

        assert lines(ready) == ["Nothing to show yet"]
        assert ready.picture is None

    then = await filled(world, Progress("then"), client=ana)
    assert lines(then)[0].startswith("There are no two numbers yet that lie three months apart.")
    assert then.picture is None
