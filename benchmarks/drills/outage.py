"""The outage drill: Telegram and Slack are away for a day, the rounds go on, and both come back."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from benchmarks.drills.drilling import drilled
from benchmarks.drills.progress import Bar
from benchmarks.drills.stage import ZONE, Member, Stage, stage
from benchmarks.drills.verdict import Wrong, above_zero, not_so
from benchmarks.result import Figure, Figures, Result
from care.local_time import local_date, zone
from care.rules import critical_answer
from conversations.flows.checkin import asking
from conversations.flows.triage import ALERT
from conversations.wording import wording
from portal.alert_deeds import raise_concern
from portal.sandboxed import BOT
from portal.scene import Scene
from sandbox.slack.records import Change
from sandbox.slack.records import Happening as SlackHappening
from sandbox.telegram import Happening, Kind
from store import alerts, outbox
from store.memory import Memory
from store.tables import occurrence

NAME = "outage"
MANY = 90
STARTS = datetime(2026, 11, 2, 11, 0, tzinfo=ZoneInfo(ZONE))
TIMES = ("08:30", "12:30", "19:30")
"""When clients are asked: before the hour at which all of this begins and ends, and after it."""

AWAY_FOR = timedelta(hours=24)
SLACK_FIRST = timedelta(minutes=5)
"""So much earlier Slack goes and comes back."""
STEP = timedelta(minutes=30)
SOON = timedelta(seconds=5)
TOLD_AGAIN_AFTER = timedelta(minutes=9)
"""Before an urgent alert is passed on: by then it must have been shown once."""

ALERTED_WITHIN = timedelta(seconds=60)
AFTERWARDS = timedelta(hours=6)
THERAPISTS = 3
URGENT = 6
"""Clients who ask for their therapist before Telegram goes, and as many of whom somebody has to be
told while both are away."""


@dataclass
class Record:
    """What was shown on either platform, in one order."""

    stage: Stage
    began: datetime | None = None
    """When Telegram was back."""
    posted: Counter[int] = field(default_factory=Counter)
    """By chat: messages of the portal since Telegram was back."""
    urgent: Counter[int] = field(default_factory=Counter)
    """How many of these were about help."""
    not_delivered: Counter[int] = field(default_factory=Counter)
    """By chat: how often a client was told that a note has not arrived."""
    prompts: list[tuple[str, datetime]] = field(default_factory=list)
    """Check-ins that were asked for since then, by token, and when."""
    untrue: list[int] = field(default_factory=list)
    """Chats that were told so when the note had arrived."""
    cards: Counter[UUID] = field(default_factory=Counter)
    arrived: dict[UUID, datetime] = field(default_factory=dict)
    """By alert: when its card was first shown."""
    alert_of: dict[int, UUID] = field(default_factory=dict)
    """By chat: the alert about that client."""

    def begin(self) -> None:
        words = wording("en")
        self._not_delivered = words.say("help-not-delivered")
        self._nobody = words.say("help-nobody")
        self.stage.telegram.watch(self._telegram)
        self.stage.slack.watch(self._slack)

    def _telegram(self, happening: Happening) -> None:
        message, chat = happening.message, happening.chat_id
        if happening.kind is not Kind.POSTED or message is None or not message.from_bot:
            return
        if message.text.startswith(self._not_delivered):
            self.not_delivered[chat] += 1
            if self.alert_of.get(chat) in self.arrived:
                self.untrue.append(chat)
        if self.began is not None:
            self.posted[chat] += 1
            data = [button.data or "" for row in message.buttons for button in row]
            about_a_note = message.text.startswith((self._not_delivered, self._nobody))
            is_help = about_a_note or "help:tell" in data
            self.urgent[chat] += is_help
            asked = {named.token for each in data if (named := asking(each.rpartition(":")[0]))}
            self.prompts += ((token, self.stage.now()) for token in asked)

    def _slack(self, happening: SlackHappening) -> None:
        if happening.change is not Change.MESSAGE_POSTED or happening.message is None:
            return
        for block in happening.message.blocks:
            for element in block.get("elements", ()):
                kind, _, rest = str(element.get("value", "")).partition(":")
                if kind == ALERT and rest.endswith(":resolve"):
                    alert = UUID(rest.partition(":")[0])
                    first = self.arrived.setdefault(alert, self.stage.now())
                    # Later it is told again, as every urgent alert that nobody has taken.
                    self.cards[alert] += self.stage.now() - first < TOLD_AGAIN_AFTER


def run(clients: int, *, seed: int, sabotage: str | None = None, shown: bool = False) -> Result:
    """One day without platforms, and the hours after it."""
    return drilled(NAME, seed, sabotage, lambda folder: _drill(folder, clients, seed, shown))


async def _drill(folder: Path, clients: int, seed: int, shown: bool) -> tuple[Figures, Wrong]:
    dice = random.Random(seed)
    bar = Bar(NAME, int(AWAY_FOR / STEP), shown=shown)
    async with stage(folder, STARTS) as set_up:
        therapists = [await set_up.therapist(number) for number in range(THERAPISTS)]
        members = []
        for number in range(clients):
            name = therapists[number % THERAPISTS].name
            members.append(await set_up.client(number, name, TIMES[number % len(TIMES)]))
            bar.at(0, f"{number + 1} clients join")
        record = Record(set_up)
        record.begin()
        await set_up.world.start()
        asking = members[:URGENT]
        told_in_time = await _slack_goes(set_up, record, asking)
        back_at = await _day_without(set_up, record, members[URGENT : 2 * URGENT], dice, bar)
        await _hours_after(set_up)
        await set_up.world.stop()
        return await _figures(set_up, record, members, told_in_time, back_at)


async def _slack_goes(set_up: Stage, record: Record, asking: Sequence[Member]) -> int:
    """Slack goes first. Who asks for the therapist now reads that the note has not arrived."""
    await set_up.slack.stop()
    for each in asking:
        each.person.say(BOT, "/help")
    await set_up.world.settle()
    for each in asking:
        each.person.tap(BOT, wording("en").say("help-tell-button"))
    await set_up.world.settle()
    await _note_alerts(set_up, record, asking)
    ends = set_up.now() + SLACK_FIRST
    while set_up.now() < ends:
        await _pass(set_up, timedelta(seconds=30))
    return sum(record.not_delivered[each.person.id] == 1 for each in asking)


async def _day_without(
    set_up: Stage, record: Record, urgent: Sequence[Member], dice: random.Random, bar: Bar
) -> datetime:
    """A day in which nobody can be written to; tells when Slack was back."""
    await set_up.telegram.stop()
    ends = set_up.now() + AWAY_FOR
    coming = sorted(
        (dice.uniform(0.1, 0.9) * AWAY_FOR + set_up.now(), each.code, each) for each in urgent
    )
    steps = 0
    while set_up.now() < ends - SLACK_FIRST:
        await _pass(set_up, STEP)
        while coming and coming[0][0] <= set_up.now():
            member = coming.pop(0)[-1]
            await set_up.world.office.database.write(
                _answer_critically, set_up.memory, member, set_up.now()
            )
        steps += 1
        bar.at(steps)
    await _note_alerts(set_up, record, urgent)
    back_at = set_up.now()
    await set_up.slack.start(port=_port(set_up.slack.url))
    while set_up.now() < back_at + SLACK_FIRST:
        await _pass(
            set_up, SOON if set_up.now() < back_at + ALERTED_WITHIN else timedelta(minutes=1)
        )
    record.began = set_up.now()
    await set_up.telegram.start(port=_port(set_up.telegram.url))
    return back_at


def _answer_critically(
    connection: Connection, memory: Memory, member: Member, now: datetime
) -> None:
    """Somebody has to be told of this client, though nobody can be."""
    scene = Scene.begin(connection, memory, now)
    today = local_date(now, zone(ZONE))
    raise_concern(scene, member.id, critical_answer("phq9", 9, 2, today))
    outbox.write(connection, scene.letters, carrier=None, now=now)


async def _note_alerts(set_up: Stage, record: Record, members: Sequence[Member]) -> None:
    for each in members:
        found = await set_up.world.office.database.read(alerts.of_client, set_up.memory, each.id)
        for alert in found:
            record.alert_of[each.person.id] = alert.id


async def _hours_after(set_up: Stage) -> None:
    ends = set_up.now() + AFTERWARDS
    while set_up.now() < ends:
        await _pass(set_up, STEP)


async def _pass(set_up: Stage, span: timedelta) -> None:
    """The clock goes on, the rounds are made, and whatever can leave leaves."""
    portal = set_up.world.portal
    if portal is None:
        raise RuntimeError("the portal was not started")
    set_up.world.clock.jump(set_up.now() + span)
    await portal.every_round()
    await portal.settle()


def _port(url: str) -> int:
    port = urlsplit(url).port
    if port is None:
        raise ValueError("a server without a port")
    return port


def _stale(connection: Connection, memory: Memory, prompts: Sequence[tuple[str, datetime]]) -> int:
    """How many of these were sent when the time in which they could be answered was over."""
    rows = select(occurrence.c.token, occurrence.c.expires_at).where(
        occurrence.c.practice == memory.practice,
        occurrence.c.token.in_({token for token, _ in prompts}),
    )
    ends = {row.token: row.expires_at for row in connection.execute(rows)}
    return sum(at >= ends[token] for token, at in prompts)


async def _figures(
    set_up: Stage,
    record: Record,
    members: Sequence[Member],
    told_in_time: int,
    back_at: datetime,
) -> tuple[Figures, Wrong]:
    raised = list(record.alert_of.values())
    late = [record.arrived[each] - back_at for each in raised if each in record.arrived]
    unasked = {
        each.person.id: record.posted[each.person.id] - record.urgent[each.person.id]
        for each in members
    }
    stale = await set_up.world.office.database.read(_stale, set_up.memory, record.prompts)
    slowest = max(late, default=timedelta(0)).total_seconds()
    figures: dict[str, Figure] = {
        "clients": len(members),
        "away_h": AWAY_FOR / timedelta(hours=1),
        "alerts": len(raised),
        "alerts_lost": sum(each not in record.arrived for each in raised),
        "alerts_shown_twice": sum(max(0, record.cards[each] - 1) for each in raised),
        "alerts_after_s": round(slowest, 1),
        "messages_afterwards": sum(unasked.values()),
        "most_messages_to_one": max(unasked.values(), default=0),
        "prompts_afterwards": len(record.prompts),
        "stale_messages": stale,
        "clients_in_need_told_in_time": told_in_time,
        "clients_told_what_was_not_true": len(record.untrue),
    }
    states = await set_up.world.office.database.read(outbox.counts)
    figures |= {f"letters_{state}": times for state, times in sorted(states.items())}
    zero = (
        *("alerts_lost", "alerts_shown_twice", "stale_messages"),
        "clients_told_what_was_not_true",
    )
    musts = {
        "alerts": len(raised) == 2 * URGENT,
        "alerts_after_s": slowest <= ALERTED_WITHIN.total_seconds(),
        "most_messages_to_one": figures["most_messages_to_one"] == 1,
        "clients_in_need_told_in_time": told_in_time == URGENT,
    }
    return figures, (*above_zero(figures, zero), *not_so(musts))
