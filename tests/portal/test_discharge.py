"""A therapy ends here: who may end it, what the client reads, and that nothing comes afterwards."""

from datetime import timedelta
from functools import partial

import pytest

from care.alerts import AlertState
from care.notes import NoteState
from care.people import ClientStatus, PictureChoice
from care.progress import Point
from care.rules import Rule
from conversations.showing import alert_status
from conversations.wording import wording
from portal.alert_deeds import facts_of
from portal.backtesting import caseload, compare
from portal.commands import client_appointment, client_discharge, client_readmit, client_schedule
from portal.office import NotPossible
from portal.sandboxed import BOT
from portal.scene import Scene
from store import check_ins, episodes, filing, people
from store.filing import Scores
from tests.portal.meeting import meeting
from tests.portal.test_notes import kept, propose
from tests.world import CHOICES, GAD7, PHQ9, spoken

ENDED = "Your therapy with Mira Winter has ended here."
NOBODY = "nobody at Harbour Practice reads along"
CARD = "Your therapy here has ended, and nobody here is told of what you tap or write."


@pytest.fixture
def engine():
    return "sqlite"


async def status(world, client):
    return (await world.read(people.clients, [client.id]))[client.id].status


async def command(world, words, person=None):
    await (person or world.mira).command("/portal", words)
    await world.settle()


async def discharge(world, client, words=None):
    await command(world, f"discharge {client.code}")
    if words is not None:
        world.mira.fill("text", words)
    assert await world.mira.submit() == {}
    await world.settle()


async def readmit(world, client):
    await command(world, f"readmit {client.code}")
    assert await world.mira.submit() == {}
    await world.settle()


async def home_of(world):
    await world.mira.open_home()
    await world.settle()
    return str(world.mira.home().blocks)


async def test_a_therapist_ends_a_therapy_and_the_client_reads_what_that_means(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    before = len(ana.received)

    await discharge(world, ana, "It was good to work with you.")
    await world.pass_time(seconds=25)

    words, notice = ana.texts[before:]
    assert words == "Mira Winter writes:\n\nIt was good to work with you."
    assert notice.startswith(ENDED)
    for said in (NOBODY, "Help now", "/progress", "/export", "/who", "/privacy", "/delete_me"):
        assert said in notice
    assert await status(world, ana) is ClientStatus.DISCHARGED
    [course] = (await world.read(episodes.of_clients, [ana.id]))[ana.id]
    assert course.closed_at is not None
    assert f"{ana.code} is discharged, and reads so now." in spoken(world.card("is discharged"))
    home = await home_of(world)
    assert ana.code not in home
    assert "1 client was discharged" in home


async def test_the_form_says_what_will_happen_and_nothing_happens_before_it_is_sent(world):
    ana = await world.join()
    await world.until(2, "10:00")
    await ana.say("/message")
    await ana.say("My boiler broke")
    await ana.tap("Send")

    await command(world, f"discharge {ana.code}")

    form = str(world.mira.view)
    for said in (
        f"The therapy of {ana.code} ends here, now.",
        "nobody here is told of it any more",
        "1 message of the client is not answered.",
        "Your words to the client",
    ):
        assert said in form
    assert await status(world, ana) is ClientStatus.ACTIVE

    assert await world.mira.submit() == {}
    await world.settle()

    assert "A message of yours was not answered here" in ana.last
    assert not await world.read(people.to_tell_of_therapist, world.now, 9)
    assert "1 message" not in await home_of(world)


async def test_what_is_open_is_closed_and_not_missed_and_a_month_brings_nothing(world):
    ana = await world.join(instruments=["practice"])
    await ana.pulse(5, 5, 5)
    await world.until(2)
    told = len(world.cards)

    await client_discharge(world.sandbox.office, code=ana.code)
    await world.settle()

    assert ENDED in ana.last
    before, cards = len(ana.received), len(world.cards)
    assert cards == told
    await world.until(33, "21:00")
    assert len(ana.received) == before
    assert len(world.cards) == cards
    [alert] = await world.alerts(ana)
    assert (alert.rule, alert.state, alert.discharged) == (
        "missed-check-ins",
        AlertState.RESOLVED,
        True,
    )
    assert not await world.database.read(check_ins.next_due)
    assert sorted((await world.attendance(ana)).values()) == [False, True]


async def test_with_an_urgent_alert_open_nobody_ends_a_therapy(world):
    ana = await world.join()
    await ana.say("/help")
    await ana.tap("Tell my therapist")

    await command(world, f"discharge {ana.code}")

    assert world.mira.view is None
    refusal = spoken(world.cards[-1])
    assert f"{ana.code} has an urgent alert that is not resolved." in refusal
    with pytest.raises(NotPossible, match="urgent alert"):
        await client_discharge(world.sandbox.office, code=ana.code)
    assert await status(world, ana) is ClientStatus.ACTIVE

    await world.press("I take it", world.card("asked"))
    await world.press("Resolve", world.card("asked"))
    await discharge(world, ana)

    assert await status(world, ana) is ClientStatus.DISCHARGED


async def test_an_alert_that_comes_while_the_form_is_open_holds_the_end_up(world):
    ana = await world.join()
    await command(world, f"discharge {ana.code}")
    await ana.say("/help")
    await ana.tap("Tell my therapist")

    assert await world.mira.submit() == {}
    await world.settle()

    assert "urgent alert that is not resolved" in spoken(world.cards[-1])
    assert await status(world, ana) is ClientStatus.ACTIVE
    assert ana.told(ENDED) == 0


async def test_with_a_session_to_come_nobody_ends_a_therapy_and_who_has_not_joined_has_none(world):
    ana = await world.join()
    eva = await world.invite("Eva")
    await client_appointment(world.sandbox.office, code=ana.code, starts="2026-11-05T10:00")
    await world.settle()

    await command(world, f"discharge {ana.code}")

    assert "has a session to come, Thu 5 Nov, 10:00" in spoken(world.cards[-1])
    for client, why in ((ana, "2026-11-05T10:00 --cancel"), (eva, "has not joined")):
        with pytest.raises(NotPossible, match=why):
            await client_discharge(world.sandbox.office, code=client.code)
    with pytest.raises(NotPossible, match="was not discharged"):
        await client_readmit(world.sandbox.office, code=ana.code)


async def test_crisis_words_and_an_old_button_show_the_card_and_nobody_is_told(world):
    ana = await world.join(instruments=["phq9"])
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.tap(PHQ9, "Begin", *["Not at all"] * 8)
    critical = ana.received[-1]
    number = next(
        each.data for row in critical.buttons for each in row if each.label == "Nearly every day"
    )
    await discharge(world, ana)
    cards = len(world.cards)

    await ana.say("I want to die")
    card = ana.holding(CARD)
    assert "Emergency" in card.text
    assert ana.labels(card) == ["I am safe, continue"]
    assert "on its way" not in "".join(ana.texts[-2:])

    before = len(ana.received)
    ana.person.tap_data(BOT, critical.message_id, number)
    await world.settle()
    assert CARD in "".join(ana.texts[before:])

    await ana.say("/help")
    assert CARD in ana.last
    await world.pass_time(hours=30)
    assert len(world.cards) == cards
    assert await world.alerts(ana) == ()


async def test_an_old_tell_my_therapist_says_that_nobody_is_told(world):
    ana = await world.join()
    await ana.say("/help")
    await discharge(world, ana)

    await ana.tap("Tell my therapist")

    assert CARD in ana.last
    assert await world.alerts(ana) == ()


async def test_what_a_former_client_asks_for_is_there_or_is_said_not_to_be(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await discharge(world, ana)

    for words, said in (
        ("/checkin", "Nothing is asked here any more"),
        ("/pause 3d", "Nothing is asked here any more"),
        ("/message Hello", "From here no message reaches Mira Winter any more"),
        ("/journal", "nothing new is kept here"),
        ("/goals", "nothing new is kept here"),
        ("Are you there?", "Your therapy here has ended."),
        ("/start", "Your therapy here has ended."),
    ):
        before = len(ana.received)
        await ana.say(words)
        assert said in "".join(ana.texts[before:]), words
    for name in ("progress", "privacy", "sharing", "settings", "homework", "notes"):
        before = len(ana.received)
        await ana.say(f"/{name}")
        told = "".join(ana.texts[before:])
        assert told
        assert "Your therapy here has ended" not in told, name


async def score(ana, value):
    await ana.tap("Begin", *[CHOICES[value]] * 7)


def back_test(connection, world):
    scene = Scene.begin(connection, world.memory, world.now)
    return compare(scene, caseload(scene), 60)[0]


async def test_who_comes_back_begins_anew_with_consents_as_they_were(world):
    ana = await world.join(instruments=["gad7"])
    await ana.pulse(5, 5, 5)
    await ana.say("/sharing")
    await ana.tap("Numbers: switch off")
    agreed = await world.read(people.agreed, [ana.id])
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(*[0] * 7, name=GAD7)
    await discharge(world, ana)
    await world.until(10, "10:00")

    await readmit(world, ana)

    assert ana.last.startswith("You are with Mira Winter again here")
    assert "What you had agreed to holds again as it was." in ana.last
    assert await status(world, ana) is ClientStatus.ACTIVE
    assert await world.read(people.agreed, [ana.id]) == agreed
    [first, second] = (await world.read(episodes.of_clients, [ana.id]))[ana.id]
    assert first.closed_at is not None
    assert second.closed_at is None
    before = len(ana.received)
    await world.until(14, "21:00")
    assert len(ana.received) == before, "nothing is asked before the therapist says what"

    await client_schedule(
        world.sandbox.office, code=ana.code, instrument="gad7", said="every week", keep=True
    )
    await world.until(15)
    await score(ana, 2)
    assert await world.alerts(ana) == (), "14 points are the first score of a new course"
    await world.until(22)
    await score(ana, 3)

    [alert] = await world.alerts(ana)
    assert alert.rule == "reliable-deterioration"
    assert [number for _, number in alert.facts["scores"]] == [14, 21]
    found = await world.database.read(back_test, world)
    assert found.rules[Rule.RELIABLE_DETERIORATION].alerts == 1
    assert ana.code in await home_of(world)


async def test_who_had_stopped_is_sent_nothing_and_comes_back_by_themselves(world):
    ana = await world.join()
    await ana.say("/stop")
    await ana.tap("Stop everything")
    before = len(ana.received)

    await discharge(world, ana)
    await world.pass_time(hours=1)
    assert len(ana.received) == before
    assert "Nothing was sent" in spoken(world.cards[-1])
    await ana.say("/start")
    assert ana.last.startswith("Your therapy here has ended.")

    before = len(ana.received)
    await client_readmit(world.sandbox.office, code=ana.code)
    await world.settle()
    assert len(ana.received) == before
    assert await status(world, ana) is ClientStatus.STOPPED
    await ana.say("/start")
    await ana.tap("Come back")
    assert await status(world, ana) is ClientStatus.ACTIVE


async def test_a_former_client_may_take_back_what_was_agreed_to_and_be_erased(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await discharge(world, ana)

    await ana.say("/export")
    await ana.tap("Make my copy")
    assert ana.told("It leaves this chat at") == 1
    await ana.say("/stop")
    await ana.tap("Take everything back")
    assert await world.read(people.consents, [ana.id]) == {}
    assert await status(world, ana) is ClientStatus.DISCHARGED
    await ana.say("/delete_me")
    await ana.tap("Now", "Yes, delete everything now")
    await world.pass_time(minutes=2)
    assert "Receipt" in ana.last
    assert await world.read(people.clients, [ana.id]) == {}


async def test_lists_have_no_button_that_begins_something_and_old_ones_are_refused(world):
    ana = await world.join()
    await ana.say("/message")
    await ana.say("My boiler broke")
    await ana.tap("Send")
    await ana.say("/messages")
    listed = ana.received[-1]
    begins = next(
        each.data for row in listed.buttons for each in row if each.label == "Write a message"
    )
    await discharge(world, ana)

    await ana.say("/messages")
    assert "My boiler broke" in ana.last
    assert ana.labels() == ["Help now"]
    ana.person.tap_data(BOT, listed.message_id, begins)
    await world.settle()
    assert "nothing new is kept here" in ana.last
    await ana.say("I write nevertheless")
    assert world.told("1 message waits") == 0
    assert ana.last.startswith("Your therapy here has ended.")


@pytest.mark.parametrize(
    ("language", "discreet", "ended", "unread"),
    [
        ("es", False, "Su terapia con Mira Winter ha terminado aquí.", "no se avisa a nadie"),
        ("en", True, "What you had with this service here has ended.", "nobody is told"),
        ("es", True, "Lo que tenía aquí con este servicio ha terminado.", "no se avisa a nadie"),
    ],
)
async def test_each_reads_it_in_their_own_words_and_on_a_locked_phone_nothing_is_named(
    world, language, discreet, ended, unread
):
    ana = await world.join()
    chosen = partial(people.change_client, locale=language, discreet=discreet)
    await world.database.write(chosen, world.memory, ana.id)
    before = len(ana.received)

    await discharge(world, ana, "A last word")
    await world.pass_time(seconds=25)

    words, notice = ana.received[before:]
    assert notice.text.startswith(ended)
    assert unread in notice.text
    if discreet:
        assert "A last word" not in words.text
        assert "Mira" not in notice.text
        await ana.tap(ana.labels(words)[0])
        assert "A last word" in ana.last


async def test_every_alert_of_a_rule_says_why_it_closed_and_the_former_client_is_out_of_the_way(
    world,
):
    ana = await world.join()
    bea = await world.join("Bea")
    await world.until(3, "10:00")
    home = await home_of(world)
    assert ana.code in home

    await discharge(world, ana)

    home = await home_of(world)
    assert ana.code not in home
    assert bea.code in home
    await command(world, "clients")
    assert ana.code not in spoken(world.cards[-1])
    await world.mira.press("Discharged clients")
    await world.settle()
    assert f"{ana.code} · discharged on Thu 5 Nov 2026" in spoken(world.cards[-1])
    [alert] = await world.alerts(ana)
    assert alert.discharged
    shown = await world.database.read(status_of, world, alert)
    assert shown.startswith("Closed Thu 5 Nov, 10:00: the client was discharged.")


def status_of(connection, world, alert):
    scene = Scene.begin(connection, world.memory, world.now)
    return alert_status(facts_of(scene, alert), wording("en", "Europe/Berlin"))


async def test_who_wants_to_begin_something_with_a_former_client_is_shown_the_way_back(world):
    ana = await world.join()
    await discharge(world, ana)

    for words in ("homework", "appointment", "schedule", "moment"):
        await command(world, f"{words} {ana.code}")
    await world.mira.press("Assign homework")
    await world.pass_time(seconds=5)
    assert world.mira.view is None
    refusal = world.card(f"{ana.code} was discharged, so nothing is begun")
    with pytest.raises(NotPossible, match="portal client readmit"):
        await client_schedule(
            world.sandbox.office, code=ana.code, instrument="gad7", said="every week", keep=True
        )
    await world.press("Readmit", refusal)
    assert await world.mira.submit() == {}
    await world.settle()
    assert await status(world, ana) is ClientStatus.ACTIVE


async def test_a_group_goes_on_and_both_are_told_of_it(tmp_path):
    async with meeting(tmp_path, None) as found:
        await found.come_in()

        ended = await client_discharge(found.world.sandbox.office, code=found.client.code)
        await found.world.settle()

        assert ended["groups_that_go_on"] == 1
        assert "Your group goes on as before" in found.client.last
        assert (await found.listed())["inside"] == 1
        await found.post("I want to end my life")
        assert found.name in spoken(found.world.card("may be a false alarm"))


async def test_a_note_that_waits_can_be_answered_until_its_date_and_nothing_else_is_read(world):
    ana = await world.join()
    agreed, closed = await propose(world, ana), await propose(world, ana, "Another one.")
    await discharge(world, ana)

    assert "2 notes of sessions wait for your word" in ana.last
    assert "What you say to it, and nothing else, Mira Winter still reads." in ana.last
    await ana.say("/notes")
    await ana.tap("Yes, show me the notes")
    await ana.tap(next(each for each in ana.labels() if "waits for you" in each))
    await ana.tap("I agree", "Yes, I agree")
    await world.pass_time(days=20)

    states = {each.state for each in [await kept(world, one) for one in (agreed, closed)]}
    assert states == {NoteState.AGREED, NoteState.UNANSWERED}
    assert world.told("Notes of sessions with") == 1


async def test_then_and_now_is_one_tap_away_for_whoever_wants_pictures(world):
    ana, bea = await world.join(instruments=["phq9"]), await world.join("Bea")
    today = world.now.date()
    points = tuple(Point(today - timedelta(days=days), 18 - days % 7) for days in (100, 90, 3, 0))
    for client, picture in ((ana, PictureChoice.EACH), (bea, PictureChoice.THERAPIST)):
        kept_now = {(client.id, "phq9"): Scores(points, "1", 1)}
        await world.write(filing.keep_points, kept_now)
        chosen = partial(people.change_client, picture=picture.value)
        await world.database.write(chosen, world.memory, client.id)

        await discharge(world, client)

    assert ENDED in ana.last
    assert ENDED in bea.last
    assert "Three months ago and now" not in bea.labels()
    await ana.tap("Three months ago and now")
    assert ana.received[-1].photo is not None
    assert "18 on Mon 2 Nov" in ana.last
    await bea.say("/progress")
    assert "Your therapy here ended on Mon 2 Nov" in bea.last
