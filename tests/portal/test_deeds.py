"""What follows from an effect: each in one place, in the transaction of its turn."""

import pytest
from sqlalchemy import delete, func, select

from care.consent import AT_JOINING
from conversations.contents import SupportText
from conversations.envelopes import CLIENTS
from portal.alert_deeds import settle_message
from portal.sandboxed import BOT
from portal.scene import Scene
from store import check_ins, messages, outbox, people
from store.tables import answer, response, talk
from tests.world import CHOICES, PHQ9, spoken


@pytest.fixture
def engine():
    return "sqlite"


def button(message, label):
    return next(b.data for row in message.buttons for b in row if b.label == label)


async def counted(world, column, *conditions):
    """How many rows there are."""
    asked = select(func.count()).select_from(column).where(*conditions)
    return await world.database.read(lambda connection: connection.execute(asked).scalar_one())


async def with_first_scores(world):
    """A client who has filled in PHQ-9 for the first time and is asked about pictures."""
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(1, 1, 1, 1, 1, 1, 1, 1, 0)
    return ana


async def test_joining_records_a_yes_for_all_that_the_first_texts_speak_of(world):
    ana = await world.join()

    given = await world.read(people.consents, [ana.id])

    assert given == {ana.id: frozenset(AT_JOINING)}


async def test_back_corrects_an_answer_and_the_earlier_one_is_kept_as_its_trail(world):
    ana = await world.join()

    await ana.tap("7", "Back", "4", "3", "6")

    record, _ = await world.read(check_ins.record, ana.id)
    assert [value for _, value in record.values("mood")] == [4]
    assert await counted(world, answer) == 4


async def test_a_check_in_is_taken_up_where_its_answers_end_when_its_talk_is_lost(world):
    ana = await world.join()
    await ana.tap("7")
    await world.database.write(lambda connection: connection.execute(delete(talk)))

    await ana.tap("3")

    assert "Daily pulse · 3 of 3" in ana.last


async def test_a_late_answer_of_ones_own_accord_is_welcome_and_marked_late(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(2, "15:00")
    question = ana.holding("Daily pulse · 1 of 3")

    ana.person.tap_data(BOT, question.message_id, button(question, "7"))
    await world.settle()
    await ana.tap("3", "6")

    assert ana.told("Saved.") == 2
    assert list((await world.attendance(ana)).values()) == [True, True]
    assert await counted(world, response, response.c.late) == 1


async def test_a_check_in_that_is_saved_stays_as_it_is(world):
    ana = await world.join()
    question = ana.received[-1]
    data = button(question, "7")
    await ana.pulse(7, 3, 6)

    ana.person.tap_data(BOT, question.message_id, data.replace(":7", ":1"))
    await world.settle()

    assert ana.person.toasts(BOT)[-1] == "This check-in is already closed."
    record, _ = await world.read(check_ins.record, ana.id)
    assert [value for _, value in record.values("mood")] == [7]


async def test_who_wants_no_pictures_gets_none_unless_asking(world):
    ana = await with_first_scores(world)

    await ana.tap("Never")
    await ana.go_on(3, 6)
    await world.until(8)
    await ana.pulse(5, 5, 5)
    await ana.answer(1, 1, 1, 1, 1, 1, 1, 1, 0)

    assert not any(each.photo for each in ana.received)

    await ana.say("/progress")

    assert ana.received[-1].photo


async def test_scores_that_got_reliably_worse_reach_the_therapist_in_working_hours(world):
    ana = await with_first_scores(world)
    await ana.tap("Never")
    await ana.go_on(3, 6)
    await world.until(8)
    await ana.pulse(5, 5, 5)
    await ana.answer(2, 2, 2, 2, 2, 2, 2, 2, 0)

    assert world.told("reliably higher") == 0

    await world.until(9, "09:00")

    card = spoken(world.card("reliably higher"))
    assert "PHQ-9: 16 on Tue 10 Nov; at the start, on Tue 3 Nov, it was 8." in card


async def test_anxiety_that_rises_for_three_days_is_told_in_numbers_and_dates(world):
    ana = await world.join()
    await ana.pulse(5, 2, 5)
    for day, anxiety in enumerate((3, 5, 6), start=1):
        await world.until(day)
        await ana.pulse(5, anxiety, 5)
    await world.until(4, "09:00")

    card = spoken(world.card("anxiety has been rising"))
    assert "4 points in all: Mon 2 Nov 2, Tue 3 Nov 3, Wed 4 Nov 5, Thu 5 Nov 6." in card


async def test_the_therapist_reads_a_code_and_never_a_name(world):
    ana = await world.join("Xanthippelina")
    await ana.say("my words")
    await ana.tap("Help now", "Tell my therapist")
    await world.press("Send support", world.card("asked for you"))

    everything = "\n".join(spoken(each) for each in world.cards) + str(world.mira.view)
    assert ana.code in everything
    assert "Xanthippelina" not in everything
    assert "my words" not in everything


async def test_the_form_names_the_next_appointment(world):
    from portal.commands import COMMANDS

    ana = await world.join()
    await COMMANDS["client appointment"](
        world.sandbox.office, code=ana.code, starts="2026-11-12T16:00"
    )
    await ana.tap("Help now", "Tell my therapist")

    await world.press("Send support", world.card("asked for you"))

    assert "Next appointment: Thu 12 Nov, 16:00" in str(world.mira.view)


async def in_hand(world, ana):
    """A carrier's hand with the therapist's message to this client in it, and that message's id."""
    await ana.tap("Help now", "Tell my therapist")
    await world.support(world.card("asked for you"), "Thinking of you.")
    world.leap(seconds=21)
    letters = await world.database.write(
        outbox.claim_due,
        world.portal.delivery.carrier.name,
        [(world.memory.practice, CLIENTS)],
        world.now,
    )
    [support] = [each for each in letters if isinstance(each.content, SupportText)]
    return letters, support.content.message


async def test_a_message_that_a_carrier_has_in_hand_can_still_be_taken_back(world):
    ana = await world.join()
    letters, _ = await in_hand(world, ana)

    await world.press("Undo", world.card("leaves at"))

    assert world.told("may be leaving just now; I will tell you here.") == 1
    assert world.told("It has already left.") == 0

    world.portal.delivery.hand_over(letters)
    await world.settle()

    assert world.told(f"Taken back. {ana.code} was not sent anything.") == 1
    assert ana.told("Thinking of you.") == 0


async def test_a_message_that_left_before_it_was_wanted_back_is_told_as_sent(world):
    ana = await world.join()
    _, message = await in_hand(world, ana)
    await world.press("Undo", world.card("leaves at"))

    def sent(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        settle_message(scene, message, messages.SENT)
        outbox.write(connection, scene.letters, carrier=None, now=world.now)

    await world.database.write(sent)
    await world.settle()

    assert world.told(f"Support for {ana.code} was handed to Telegram") == 1
    assert world.told("may be leaving just now") == 0


async def test_a_language_that_is_chosen_holds_from_the_next_word_on(world):
    ana = await world.join()

    await ana.say("/settings")
    await ana.tap("Change the language", "Español")
    await ana.say("/help")

    assert "000 (made up)" in ana.last
    assert "Emergency" not in ana.last


async def test_pause_keeps_the_answers_and_go_on_takes_them_up(world):
    ana = await world.join()
    await ana.tap("7", "Pause")

    assert "Your answers so far are saved." in ana.last

    await ana.tap("Go on")

    assert "Daily pulse · 2 of 3" in ana.last


async def test_a_questionnaire_asks_every_item_in_its_own_words(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.tap(PHQ9, "Begin")

    for number in range(1, 10):
        assert f"PHQ-9 · {number} of 9" in ana.last
        assert ana.labels()[:4] == list(CHOICES)
        await ana.tap("Not at all")
