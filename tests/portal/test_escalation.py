"""An urgent card that nobody takes goes on, and what is told about it is true."""

from datetime import timedelta

import pytest

from care.access import Relation
from portal.commands import practice_set, therapist_add
from sandbox.slack.records import Fault, FaultKind
from store import alerts, people, relations
from tests.world import PHQ9, at, spoken

NUMBERS = "Emergency: 000 (made up)"
NOBODY = "Nobody has taken the note in Slack so far."
NOT_DELIVERED = "The note has not reached your therapist’s Slack so far."


@pytest.fixture
def engine():
    return "sqlite"


class Chain:
    """Mira, then Jonas, then Vera who supervises."""

    def __init__(self, world, jonas, vera):
        self.world, self.mira, self.jonas, self.vera = world, world.mira, jonas, vera

    def cards(self, person, words="asked for you"):
        return [each for each in person.direct_messages() if words in spoken(each)]

    def counts(self, words="asked for you"):
        return [len(self.cards(each, words)) for each in (self.mira, self.jonas, self.vera)]


@pytest.fixture
async def chain(world):
    jonas = await world.therapist("Jonas Vale", "U0JONAS")
    world.sandbox.slack.add_person("Vera Lind", user_id="U0VERA")
    office = world.sandbox.office
    await therapist_add(office, name="Vera Lind", slack_user="U0VERA", supervisor=True)
    await practice_set(office, chain="Mira Winter, Jonas Vale", escalate_after=10)
    return Chain(world, jonas, world.sandbox.slack_person("U0VERA"))


@pytest.fixture
async def ana(world, chain):
    """A client of Mira's, in the middle of the working day."""
    return await world.join(therapist="Mira Winter")


async def ask(client):
    await client.tap("Help now", "Tell my therapist")


async def test_an_untaken_card_goes_on_to_the_next_then_to_the_supervisor_then_again(
    world, chain, ana
):
    await ask(ana)
    seen = [chain.counts()]
    for _ in range(3):
        await world.pass_time(minutes=10)
        seen.append(chain.counts())

    assert seen == [[1, 0, 0], [1, 1, 0], [1, 1, 1], [2, 1, 1]]
    assert "Mira Winter, Mon 2 Nov, " in spoken(chain.cards(chain.jonas)[0])


async def test_each_step_is_made_once_however_often_the_round_is(world, chain, ana):
    await ask(ana)
    await world.pass_time(minutes=10)
    for _ in range(5):
        await world.sandbox.tick()

    assert chain.counts() == [1, 1, 0]


async def test_who_asked_hears_once_that_nobody_could_be_reached_with_the_numbers(
    world, chain, ana
):
    await ask(ana)
    numbers = ana.told(NUMBERS)
    await world.pass_time(minutes=29)

    assert ana.told(NOBODY) == 0

    await world.pass_time(minutes=60)

    assert ana.told(NOBODY) == 1
    assert ana.told(NUMBERS) == numbers + 1


async def critical(world, client):
    """Answers question 9 with more than nothing, and says no more."""
    await client.pulse(5, 5, 5)
    await world.until(1)
    await client.pulse(5, 5, 5)
    await client.tap(PHQ9, "Begin", *["Not at all"] * 8, "Several days")


async def test_who_has_not_asked_hears_nothing_of_that_and_the_chain_goes_on_all_the_same(
    world, chain, ana
):
    await critical(world, ana)
    await world.pass_time(minutes=39)

    assert chain.counts("critical answer") == [2, 1, 1]
    assert ana.told(NOBODY) == 0


async def test_outside_the_urgent_hours_the_chain_begins_with_them_unless_the_client_asks(
    world, chain, ana
):
    await critical(world, ana)
    [alert] = await world.alerts(ana)
    await world.write(alerts.take, alert.id, alert.therapist, world.now)
    await world.until(1, "22:30")
    await ana.tap("No")
    await world.pass_time(minutes=10)

    assert chain.counts() == [1, 1, 0]


async def test_a_critical_answer_at_night_is_passed_on_in_the_morning(world, chain):
    ana = await world.join(therapist="Mira Winter")
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.tap(PHQ9, "Begin", *["Not at all"] * 8)
    await world.until(1, "22:30")
    await ana.tap("Several days")

    await world.until(2, "08:09")
    assert chain.counts("critical answer") == [1, 0, 0]

    await world.until(2, "08:10")
    assert chain.counts("critical answer") == [1, 1, 0]


async def test_whoever_got_the_card_may_take_it_and_the_others_see_who_did(world, chain, ana):
    await ask(ana)
    await world.pass_time(minutes=10)
    await chain.jonas.press("I take it")
    await world.settle()
    await world.pass_time(hours=2)

    assert chain.counts() == [1, 1, 0]
    for person in (chain.mira, chain.jonas):
        assert "Taken by Jonas Vale" in spoken(chain.cards(person)[0])
    assert "I take it" not in chain.mira.buttons(ts=chain.cards(chain.mira)[0].ts)
    assert ana.told(NOBODY) == 0


async def test_who_has_not_got_the_card_may_not_act_on_it(world, chain, ana):
    await ask(ana)
    [alert] = await world.alerts(ana)
    vera = (await members(world))["Vera Lind"]

    assert await world.read(relations.to_alert, vera, alert.id) is Relation.COLLEAGUES_CLIENT


async def members(world):
    return {each.name: each.id for each in await world.read(people.members)}


async def test_who_takes_one_urgent_card_has_the_other_about_the_same_client(world, chain, ana):
    await critical(world, ana)
    await ana.tap("Not sure")
    await world.press("I take it", world.card("asked for you"))
    await world.pass_time(minutes=30)

    assert "Taken by Mira Winter" in spoken(world.card("critical answer"))
    assert chain.counts("critical answer") == [1, 0, 0]


async def test_asking_again_does_not_make_the_chain_begin_anew(world, chain, ana):
    await ask(ana)
    await world.pass_time(minutes=9)
    await ana.tap("Help now", "Tell my therapist")
    await world.pass_time(minutes=1)

    assert len(chain.cards(chain.jonas)) == 1


async def test_a_client_who_asks_where_it_is_reads_what_is_so(world, chain, ana):
    def where():
        return ana.holding("Slack does not tell me who looks").text

    world.sandbox.slack.fault = lambda call: Fault(FaultKind.STATUS, 503)
    await ask(ana)
    await ana.tap("Where is it?")
    assert "It has not reached your therapist’s Slack so far." in where()

    world.sandbox.slack.fault = None
    await world.pass_time(seconds=30)
    await ana.tap("Where is it?")
    assert "Posted to your therapist’s Slack Mon 2 Nov, 09:30. Not opened yet." in where()

    await world.press("Chart", world.card("asked for you"))
    await ana.tap("Where is it?")
    assert "Opened Mon 2 Nov, 09:30." in where()

    await world.pass_time(minutes=10)
    await ana.tap("Where is it?")
    assert "Passed on to a colleague of your therapist Mon 2 Nov, 09:40. Not opened yet." in where()

    await chain.jonas.press("I take it")
    await world.settle()
    await ana.tap("Where is it?")
    assert "A colleague of your therapist has seen it and taken it" in where()


async def test_a_card_that_only_the_colleague_s_slack_refuses_is_not_told_as_lost(
    world, chain, ana
):
    chain.jonas.deactivate()
    await ask(ana)
    await world.pass_time(minutes=25)

    assert ana.told(NOT_DELIVERED) == 0


async def test_a_therapist_who_left_slack_is_stood_in_for_at_once_and_the_client_reads_so(
    world, chain, ana
):
    chain.mira.deactivate()
    await ask(ana)
    await world.pass_time(minutes=12)
    await ask(ana)

    assert "A note is on its way to a colleague’s Slack instead." in ana.last


# --- away -----------------------------------------------------------------------------------


async def test_while_the_therapist_is_away_the_next_has_the_card_at_once(world, chain, ana):
    await chain.mira.command("/portal", "away until fri 9:00")
    await world.settle()
    await ask(ana)

    assert chain.counts() == [1, 1, 0]
    assert "away at the moment, so the note goes to a colleague as well." in ana.last
    assert "It is within working hours" in ana.last


async def test_a_colleague_who_is_away_is_passed_over(world, chain, ana):
    await chain.jonas.command("/portal", "away until 2026-11-06")
    await world.settle()
    await ask(ana)
    await world.pass_time(minutes=10)

    assert chain.counts() == [1, 0, 1]


async def test_with_everybody_away_the_client_reads_when_the_therapist_is_back(world, chain, ana):
    for person in (chain.mira, chain.jonas, chain.vera):
        await person.command("/portal", "away until wed 9:00")
    await world.settle()
    await ask(ana)

    assert "Your therapist is away at the moment.\n" in f"{ana.last}\n"
    assert "The next working hours begin Wed 4 Nov, 09:00." in ana.last

    assert chain.counts() == [1, 1, 0]

    await world.pass_time(minutes=10)

    assert chain.counts() == [1, 1, 1]


async def falling_mood(world, client):
    for day, mood in enumerate((8, 7, 6, 5)):
        if day:
            await world.until(day)
        await client.pulse(mood, 4, 5)


async def test_ordinary_alerts_wait_for_who_is_away_and_come_with_the_return(world, chain, ana):
    await chain.mira.command("/portal", "away until 2026-11-09 9:00")
    await world.settle()
    await falling_mood(world, ana)
    await world.until(4, "12:00")

    assert chain.counts("mood has been falling") == [0, 0, 0]

    await chain.mira.command("/portal", "back")
    await world.settle()

    assert chain.counts("mood has been falling") == [1, 0, 0]


async def test_a_deputy_gets_ordinary_alerts_and_may_act_on_them(world, chain, ana):
    await chain.mira.command("/portal", "away until 2026-11-09 9:00, jonas vale")
    await world.settle()
    await falling_mood(world, ana)
    await world.until(4, "09:00")

    assert chain.counts("mood has been falling") == [0, 1, 0]

    await chain.jonas.press("Resolve")
    await world.settle()

    assert "Resolved by Jonas Vale" in spoken(chain.cards(chain.jonas, "mood")[0])


# --- the test alert -------------------------------------------------------------------------


async def test_a_test_alert_walks_the_whole_chain_and_its_success_is_kept(world, chain):
    await chain.mira.command("/portal", "test")
    await world.settle()
    for person in (chain.mira, chain.jonas, chain.vera):
        assert len(chain.cards(person, "No client is concerned.")) == 1
        await person.press("Got it")
        await world.settle()

    report = spoken(world.card("who has got it"))
    assert report.count("got it, Mon 2 Nov") == 3
    assert "Everybody who was asked has got it." in report

    await chain.mira.open_home()
    await world.settle()

    assert "Last successful test alert: Mon 2 Nov" in page(chain.mira)

    await world.pass_time(days=31)
    await chain.mira.open_home()
    await world.settle()

    assert "is more than 30 days old" in page(chain.mira)


async def test_a_test_alert_goes_on_without_an_answer_and_says_who_gave_none(world, chain):
    await chain.mira.command("/portal", "test")
    await world.settle()
    await chain.mira.press("Got it")
    await world.settle()
    await world.pass_time(minutes=21)

    report = spoken(world.card("who has got it"))
    assert "Jonas Vale: told Mon 2 Nov, 09:30, no answer so far" in report
    assert "Not everybody has got it." in report


def page(person):
    return "\n".join(
        block["text"]["text"]
        if "text" in block
        else " ".join(each.get("text", "") for each in block["elements"] if "text" in each)
        if block["type"] == "context"
        else " ".join(f"[{each['text']['text']}]" for each in block["elements"])
        for block in person.home().blocks
    )


# --- home -----------------------------------------------------------------------------------


async def test_home_lists_clients_by_who_needs_attention_and_acts_on_their_alerts(world, chain):
    ana = await world.join(therapist="Mira Winter")
    bea = await world.join("Bea", therapist="Mira Winter")
    await world.invite("Cem", therapist="Mira Winter")
    await ana.pulse(5, 5, 5)
    await bea.pulse(5, 5, 5)
    await ask(bea)
    await chain.mira.open_home()
    await world.settle()

    told = page(chain.mira)
    assert told.index("Urgent, not taken (1)") < told.index(f"{bea.code}: asked for you")
    assert told.index(f"{bea.code}: asked for you") < told.index("All others (2)")
    assert f"{ana.code} · last check-in Mon 2 Nov" in told
    assert "invited, has not joined yet" in told
    assert "Urgent cards go to: Mira Winter → Jonas Vale → Vera Lind" in told
    assert "[I take it] [Send support] [Chart] [Snooze] [Resolve]" in told

    await chain.mira.press("I take it", where="home")
    await world.settle()
    await world.pass_time(seconds=3)

    told = page(chain.mira)
    assert "Taken by Mira Winter" in told
    assert "Urgent, not taken" not in told


async def test_home_changes_with_what_happens_and_only_once_for_all_of_it(world, chain, ana):
    await chain.mira.open_home()
    await world.settle()
    published = calls(world, "views.publish")

    await ask(ana)
    await ana.tap("Help now", "Tell my therapist")
    await world.pass_time(seconds=3)

    assert f"{ana.code}: asked for you" in page(chain.mira)
    assert calls(world, "views.publish") == published + 1


def calls(world, method):
    return sum(each.method == method for each in world.sandbox.slack.calls)


async def test_a_card_passed_on_stands_on_the_colleague_s_home_too(world, chain, ana):
    await ask(ana)
    await world.pass_time(minutes=10)
    await chain.jonas.open_home()
    await world.settle()

    assert "A client of Mira Winter" in page(chain.jonas)

    await chain.vera.open_home()
    await world.settle()

    # Whoever supervises reads of every client, and acts on what the chain has brought alone.
    assert f"{ana.code}: asked for you" in page(chain.vera)
    assert "[Chart]" in page(chain.vera)
    assert "Send support" not in page(chain.vera)


async def test_an_empty_home_and_a_stranger_s_home_say_so_kindly(world, chain):
    await chain.mira.open_home()
    world.sandbox.slack.add_person("Nora", user_id="U0NORA")
    nora = world.sandbox.slack_person("U0NORA")
    await nora.open_home()
    await world.settle()

    assert "No client yet." in page(chain.mira)
    assert "This app belongs to Harbour Practice." in page(nora)


async def test_home_is_shown_anew_after_the_connection_was_away(world, chain, ana):
    await chain.mira.open_home()
    await world.settle()
    published = calls(world, "views.publish")

    await world.restart()
    await world.pass_time(seconds=3)

    assert calls(world, "views.publish") == published + 1


async def test_away_can_be_chosen_on_home_and_a_time_that_has_passed_is_not_taken(world, chain):
    await chain.mira.open_home()
    await world.settle()
    await chain.mira.press("I will be away", where="home")
    await world.settle()
    chain.mira.fill("until", world.now - timedelta(hours=1))

    assert await chain.mira.submit() == {"until": "Please choose a time to come, within a year."}

    chain.mira.fill("until", at(3, "12:00"))
    chain.mira.fill("deputy", "Jonas Vale")
    assert await chain.mira.submit() == {}
    await world.settle()
    await world.pass_time(seconds=3)

    assert "You are away until Thu 5 Nov, 12:00." in page(chain.mira)
    assert "other alerts go to Jonas Vale" in page(chain.mira)

    await chain.mira.press("I am back", where="home")
    await world.settle()
    await world.pass_time(seconds=3)

    assert "You are here." in page(chain.mira)


# --- /portal --------------------------------------------------------------------------------


async def test_the_command_answers_in_the_chat_and_a_stranger_is_told_whose_app_it_is(
    world, chain, ana
):
    await ask(ana)
    press = await chain.mira.command("/portal")
    await world.settle()

    assert "Home tab" in spoken(world.card("What /portal can do"))
    assert press.answer["text"] == (
        "The answer comes in your chat with this app, or opens in front of you."
    )

    for words, told in (
        ("clients", f"{ana.code} · asked for you"),
        ("alerts", f"{ana.code} · asked for you"),
        ("away until someday", "I did not understand until when."),
        ("away until fri 9:00, Nobody Atall", "There are: Jonas Vale, Vera Lind"),
        ("away for 3 days", "You are away until Thu 5 Nov, 09:00."),
        ("back", "Welcome back."),
        ("back", "You were not away."),
    ):
        await chain.mira.command("/portal", words)
        # Slack takes a message a second in one conversation.
        await world.pass_time(seconds=2)
        assert told in spoken(world.cards[-1])

    world.sandbox.slack.add_person("Nora", user_id="U0NORA")
    nora = world.sandbox.slack_person("U0NORA")
    await nora.command("/portal", "clients")
    await world.settle()

    assert "This app belongs to Harbour Practice." in spoken(nora.direct_messages()[-1])
