"""A known critical answer at work: both cards come, and the chain begins when it has to."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from care.alerts import AlertState
from care.audit import Action, Kind
from care.rules import Rule, asked_for_therapist, critical_answer
from conversations.contents import AlertCard
from conversations.envelopes import THERAPISTS, Inbound
from conversations.knowing import EndKnown, MarkKnown
from conversations.turn import OpenedHome
from portal import alert_deeds, known_deeds
from portal.commands import practice_set
from portal.sandboxed import BOT
from portal.scene import Actor, Scene
from store import alerts, known_answers, people
from store.tables import known_answer
from tests.portal.everybody import slack_id
from tests.store.kept import a_client, a_member
from tests.world import PHQ9, spoken

NUMBERS = "Emergency: 000 (made up)"


@pytest.fixture
def engine():
    return "sqlite"


# --- the whole of it, once ---


def buttons(message):
    """What each answer sends, by its label."""
    return {each.label: each.data for row in message.buttons for each in row}


async def test_what_is_known_brings_both_cards_and_no_chain_until_it_is_more(world):
    jonas = await world.therapist("Jonas Vale", "U0JONAS")
    await practice_set(world.sandbox.office, chain="Mira Winter, Jonas Vale", escalate_after=10)
    ana = await world.join(therapist="Mira Winter")
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.tap(PHQ9, "Begin", *["Not at all"] * 8)
    question = ana.holding("PHQ-9 · 9 of 9")
    answers = buttons(question)

    async def answers_again(day, label):
        """What is tapped on an old message is heard as any other critical answer."""
        await world.until(day, "10:00")
        ana.person.tap_data(BOT, question.message_id, answers[label])
        await world.settle()

    await ana.tap("Several days")
    card = world.card("critical answer")

    assert "Known, with a plan" not in world.mira.buttons(ts=card.ts)

    await world.press("I take it", card)
    await world.press("Known, with a plan", card)
    world.mira.fill("plan", " ")
    world.mira.fill("until", date(2026, 12, 2))
    refused = await world.mira.submit()

    assert refused == {
        "plan": "Please say what the plan is.",
        "until": "Please choose a day from today on, and at most 28 days ahead.",
    }

    world.mira.fill("plan", "We speak about it each Tuesday.")
    world.mira.fill("until", date(2026, 11, 20))

    assert await world.mira.submit() == {}
    await world.settle()
    assert "with a plan until Fri 20 Nov, 23:59 (Mira Winter)" in spoken(world.card("critical"))
    assert world.told("We speak about it") == 0

    # The same again: both cards, and nobody else hears of it, however long it stands there.
    await answers_again(8, "Several days")

    assert sum(NUMBERS in text for text in ana.texts) == 2
    assert world.told("critical answer") == 2
    await world.pass_time(hours=20)
    assert jonas.direct_messages() == []

    # Not sure: the chain.
    await ana.tap("Not sure")
    await world.pass_time(minutes=10)
    assert len(jonas.direct_messages()) == 1
    for words in ("asked for you", "critical answer"):
        await world.press("Resolve", world.card(words))

    # A higher answer: the chain.
    await answers_again(15, "More than half the days")
    assert "This one is higher" in spoken(world.card("critical answer"))
    await world.pass_time(minutes=10)
    assert len(jonas.direct_messages()) == 2

    # Known no longer: an answer that was known begins it again.
    await world.press("Resolve", world.card("critical answer"))
    await world.press("No longer known", world.card("critical answer"))
    assert world.told("the answer is known no longer") == 1
    await answers_again(17, "Several days")
    await world.pass_time(minutes=10)
    assert len(jonas.direct_messages()) == 3

    await ana.say("/who")
    told = ana.last
    await ana.tap("Older")
    told += "\n".join(ana.texts)
    assert "Mira Winter noted that one of your answers is known and that there is a plan." in told
    assert "Mira Winter ended a plan about one of your answers." in told


# --- over many sequences, on the rows ---


class Told:
    """Ada's client, and Ada; what is known of the client is written down a second time."""

    def __init__(self, connection, memory, now, seed):
        self.connection, self.memory, self.now = connection, memory, now
        self.random = Random(seed)
        ada = a_member(name="Ada")
        people.add_member(connection, memory, ada, now)
        account = people.new_account(THERAPISTS, staff_id=ada.id, locale="en")
        people.add_account(connection, memory, account, slack_id("ada"), now)
        self.ada, self.account = ada.id, account
        self.client = a_client(ada.id, now, zone="UTC")
        people.add_client(connection, memory, self.client)
        self.known = {}
        """By question: up to which value, and until when."""
        self.cause = self.started = self.spared = 0

    def scene(self):
        return Scene.begin(self.connection, self.memory, self.now)

    def actor(self):
        self.cause += 1
        return Actor(
            self.account, Inbound(THERAPISTS, slack_id("ada"), OpenedHome()), f"x{self.cause}"
        )

    def alert(self, rule=Rule.CRITICAL_ITEM):
        every = alerts.of_client(self.connection, self.memory, self.client.id)
        return next((each for each in reversed(every) if each.rule == rule), None)

    def is_running(self, rule=Rule.CRITICAL_ITEM):
        alert = self.alert(rule)
        return (
            alert is not None
            and alert.state is AlertState.OPEN
            and alert.escalation_level is not None
        )

    def answer(self):
        code, item = self.random.choice([("phq9", 9), ("phq9", 9), ("core10", 6)])
        value = self.random.randint(1, 3)
        was_running = self.is_running()
        concern = critical_answer(code, item, value, self.now.date())
        scene = self.scene()
        alert_deeds.raise_concern(scene, self.client.id, concern)

        most, until = self.known.get((code, item), (0, self.now))
        is_known = value <= most and self.now < until
        assert self.is_running() is (was_running or not is_known)
        self.started += not is_known
        self.spared += is_known and not was_running
        # Never swallowed: whatever is known, the card is posted at once.
        assert AlertCard(self.alert().id) in [each.content for each in scene.letters]

    def ask(self):
        concern = asked_for_therapist("unsure", self.now.date())
        alert_deeds.raise_concern(self.scene(), self.client.id, concern)

        assert self.is_running(Rule.ASKED_FOR_THERAPIST)

    def take(self):
        for rule in (Rule.CRITICAL_ITEM, Rule.ASKED_FOR_THERAPIST):
            if (alert := self.alert(rule)) is not None:
                alert_deeds.take(self.scene(), self.actor(), alert.id)

    def mark(self):
        alert = self.alert()
        if alert is None:
            return
        days = self.random.randint(-2, 40)
        until = self.now.date() + timedelta(days=days)
        stale = self.random.random() < 0.2
        wish = MarkKnown(alert.id, alert.version - stale, "a plan", until)
        for _ in range(self.random.choice((1, 2))):
            # Sent twice it is the same.
            known_deeds.make_true(self.scene(), self.actor(), wish)
        if alert.state is AlertState.OPEN or stale or not 0 <= days <= 28:
            return
        question = alert.facts["instrument"], alert.facts["item"]
        # The client's clock is UTC here, and the day ends with midnight.
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        ends = min(midnight + timedelta(days=days + 1), self.now + timedelta(days=28))
        self.known[question] = alert.facts["value"], ends

    def end(self):
        held = known_answers.holding(self.connection, self.memory, self.client.id, self.now)
        if held:
            found = self.random.choice(held)
            known_deeds.make_true(self.scene(), self.actor(), EndKnown(found.id))
            self.known.pop((found.marked.answer.instrument, found.marked.answer.item))

    def wait(self):
        self.now += timedelta(hours=self.random.choice((1, 30, 200)))

    def go(self, steps):
        for _ in range(steps):
            self.random.choice(
                [self.answer, self.take, self.mark] * 3 + [self.ask, self.end, self.wait]
            )()


class Undone(Exception):
    """Ends a transaction without a trace."""


@pytest.mark.parametrize("seed", range(6))
async def test_over_any_sequence_the_chain_begins_exactly_when_the_definition_says(
    database, memory, now, seed
):
    def go(connection):
        told = Told(connection, memory, now, seed)
        told.go(150)
        assert told.started > 0
        assert told.spared > 0
        raise Undone

    with pytest.raises(Undone):
        await database.write(go)


async def test_an_end_shows_on_every_card_that_showed_what_was_known(database, memory, now):
    def go(connection):
        told = Told(connection, memory, now, 0)

        def answers(code, item):
            concern = critical_answer(code, item, 1, now.date(), "1")
            alert_deeds.raise_concern(told.scene(), told.client.id, concern)
            told.take()
            return told.alert()

        first, scene = answers("phq9", 9), told.scene()
        known_deeds.make_true(
            scene, told.actor(), MarkKnown(first.id, first.version, "a plan", now.date())
        )
        alert_deeds.resolve(told.scene(), told.actor(), first.id)
        other = answers("core10", 6)
        alert_deeds.resolve(told.scene(), told.actor(), other.id)
        second = answers("phq9", 9)
        [held] = known_answers.holding(connection, memory, told.client.id, now)
        scene = told.scene()
        known_deeds.make_true(scene, told.actor(), EndKnown(held.id))
        cards = [each.content for each in scene.letters if isinstance(each.content, AlertCard)]
        return {each.alert for each in cards}, {first.id, second.id}

    shown, about = await database.write(go)

    assert len(about) == 2
    assert shown == about


async def test_a_plan_is_sealed_audited_and_ends_what_was_known_before(database, memory, now):
    def go(connection):
        told = Told(connection, memory, now, 0)
        alert_deeds.raise_concern(
            told.scene(), told.client.id, critical_answer("phq9", 9, 2, now.date())
        )
        told.take()
        alert = told.alert()
        scene = told.scene()
        for plan in ("an older plan", "a call on Friday"):
            wish = MarkKnown(alert.id, alert.version, plan, now.date())
            known_deeds.make_true(scene, told.actor(), wish)
        [held] = known_answers.holding(connection, memory, told.client.id, now)
        rows = connection.execute(select(known_answer)).all()
        return held, rows, scene.acts

    held, rows, acts = await database.write(go)

    assert held.plan == "a call on Friday"
    assert held.marked.answer.value == 2
    assert [row.ended_at is None for row in rows] == [False, True]
    assert not any(b"call" in row.sealed_plan or b"phq9" in row.sealed_answer for row in rows)
    assert [(act.action, act.kind) for act in acts] == [(Action.CONFIGURED, Kind.KNOWN_ANSWER)] * 2
