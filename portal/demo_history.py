"""Six weeks of the demo practice, lived fast: the real desk, rounds and deeds, without a wire.

Whatever the people of the story did is heard by the desk as their apps would tell it, answers are
kept and filed as at the tap, and the rounds are made at the hours that matter. Only the letters of
those weeks go nowhere: their outcome is kept as if they had arrived.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from care.alerts import AlertState
from care.consent import Purpose
from care.local_time import instant, zone
from care.people import ClientId, PictureChoice
from care.rules import Rule
from conversations.contents import SupportText
from conversations.envelopes import CLIENTS, THERAPISTS, Arrived, Inbound
from conversations.flows import joining, preferences, sharing, triage
from conversations.turn import Asked, Came, Event, Form, Submitted, Tapped
from portal import auditing
from portal.allowances import UNLIMITED
from portal.check_in_deeds import complete, write_answers
from portal.clock import MovableClock
from portal.demo_story import OPENS, SLACK_ACCOUNTS, SUPPORT, THERAPIST, Character
from portal.desk import Desk
from portal.office import Office
from portal.rounds import Rounds
from portal.scene import DirectAct, Scene
from questionnaires.catalogue import PULSE
from questionnaires.instrument import Instrument
from store import alerts, check_ins, messages, outbox
from store.check_ins import Answered, CheckInRow
from store.memory import Memory
from store.outbox import Carrier

MORNING, NOON, EVENING = time(8, 30), time(12), time(19, 30)
JOINS_AT = time(18)
A_WHILE = timedelta(minutes=20)
LETTERS_AT_ONCE = 500
SATURDAY = 5

NOBODY = Carrier("history", ())
"""Carries no letter of those weeks."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A character with an invitation and an account in Telegram."""

    character: Character
    client: ClientId
    address: str
    secret: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the story on the practice's own wall."""

    first: date
    zone: str

    def at(self, day: int, clock: time) -> datetime:
        """The instant of a time of day so many days after the first."""
        return instant(self.first + timedelta(days=day), clock, zone(self.zone))


class History:
    """The weeks before the sandbox opens."""

    def __init__(
        self, office: Office, memory: Memory, clock: MovableClock, calendar: Calendar
    ) -> None:
        self._database = office.database
        self._memory = memory
        self._clock = clock
        self._calendar = calendar
        self._heard: dict[bytes, Inbound] = {}
        self._desk = Desk(
            office.database,
            memory,
            {CLIENTS: self._read, THERAPISTS: self._read},
            clock,
            carrier=NOBODY,
            hand_over=_leave,
            direct=_do_nothing,
            limits=UNLIMITED,
        )
        self._rounds = Rounds(office.database, memory, clock, carrier=NOBODY, hand_over=_leave)
        self._count = 0

    async def live(self, joined: Sequence[Joined], progress: Callable[[int, int], None]) -> None:
        """From the day on which everybody joins to the night before the last day."""
        by_client = {each.client: each for each in joined}
        self._go(0, JOINS_AT)
        for each in joined:
            await self._hear(CLIENTS, each.address, *_joins(each))
        await self._work_off()
        await self._answer(by_client, 0)
        for day in range(1, OPENS - 1):
            self._go(day, MORNING)
            if day % 7 == 1:
                await self._rounds.plan()
            await self._asked(by_client, day)
            self._go(day, NOON)
            await self._work(by_client, day)
            self._go(day, EVENING)
            await self._asked(by_client, day)
            progress(day, OPENS)
        await self._database.write(_arrived, self._memory, self._clock.now())

    # --- what people do

    async def _asked(self, joined: Mapping[ClientId, Joined], day: int) -> None:
        """Check-ins are opened and closed, and whoever was asked answers a while later."""
        await self._rounds.check_ins()
        self._clock.jump(self._clock.now() + A_WHILE)
        await self._answer(joined, day)

    async def _answer(self, joined: Mapping[ClientId, Joined], day: int) -> None:
        await self._database.write(self._file, joined, day, self._clock.now())

    def _file(
        self, connection: Connection, joined: Mapping[ClientId, Joined], day: int, now: datetime
    ) -> None:
        """Keeps what they answer now, item by item, and files what that completes."""
        scene = Scene.begin(connection, self._memory, now)
        yesterday = self._calendar.first + timedelta(days=day - 1)
        late = [each.client for each in joined.values() if day - 1 in each.character.late]
        for row in _open(scene, list(joined), late, yesterday):
            asked = scene.library.instrument(row.instrument, row.version)
            values = self._values(joined[row.client].character, asked, row.local_date, day)
            if values is not None:
                scene.answered += [
                    Answered(row.client, row.id, item, value)
                    for item, value in enumerate(values, 1)
                ]
                complete(scene, row.id)
        write_answers(scene)
        auditing.post(scene, NOBODY)

    def _values(
        self, character: Character, asked: Instrument, on: date, today: int
    ) -> Sequence[int] | None:
        day = (on - self._calendar.first).days
        is_for_later = asked.code == PULSE and day in character.late and today == day
        return None if is_for_later else character.answers(asked, day)

    async def _work(self, joined: Mapping[ClientId, Joined], day: int) -> None:
        """Noon: letters count as arrived, Mira looks at her alerts, and David goes away."""
        now = self._clock.now()
        await self._rounds.alerts()
        await self._database.write(_arrived, self._memory, now)
        for each in joined.values():
            if each.character.pauses_on == day:
                await self._hear(CLIENTS, each.address, Asked("pause", "14 days"))
            found = await self._database.read(alerts.of_client, self._memory, each.client)
            for alert in found:
                if alert.state is AlertState.OPEN and day % 7 < SATURDAY:
                    does = _triage(alert.rule, str(alert.id))
                    await self._hear(THERAPISTS, SLACK_ACCOUNTS[THERAPIST], *does)
        await self._work_off()

    # --- the desk

    async def _hear(self, bot: str, address: str, *events: Event) -> None:
        arrived = []
        for event in events:
            self._count += 1
            update_id = f"history:{self._count}"
            self._heard[update_id.encode()] = Inbound(bot, address, event)
            arrived.append(Arrived(update_id, update_id.encode()))
        if arrived:
            await self._desk.receive(bot, arrived)

    async def _work_off(self) -> None:
        while await self._desk.work():
            pass

    def _read(self, body: bytes) -> Inbound:
        return self._heard.pop(body)

    def _go(self, day: int, at: time) -> None:
        to = self._calendar.at(day, at)
        # The clock runs: what it shows already is no jump.
        if to > self._clock.now():
            self._clock.jump(to)


def _joins(each: Joined) -> list[Event]:
    """From the invitation to the first question."""
    at = each.character.at.replace(":", "")
    taps: list[Event] = [
        Came(each.secret),
        Tapped(joining.SUBJECT, joining.AGREE),
        Tapped(joining.SUBJECT, f"at-{at}"),
    ]
    if each.character.diary is None:
        taps.append(Tapped(sharing.QUESTION, f"{Purpose.CHECK_INS}{sharing.OFF}"))
    else:
        taps.append(Tapped(preferences.QUESTION, "-".join(("picture", PictureChoice.EACH))))
    return taps


def _triage(rule: str, alert: str) -> list[Event]:
    """What Mira does with an alert of those weeks."""
    if rule == Rule.MISSED_CHECK_INS:
        return [Submitted(Form.SNOOZE, alert, {"until": "week"})]
    about = f"{triage.ALERT}:{alert}"
    return [Submitted(Form.SUPPORT, alert, {"text": SUPPORT}), Tapped(about, triage.RESOLVE)]


def _open(
    scene: Scene, clients: Sequence[ClientId], late: Sequence[ClientId], yesterday: date
) -> list[CheckInRow]:
    """What each of them may answer now; of some also the pulse that ended unanswered."""
    connection, memory = scene.connection, scene.memory
    plans = [each for client in late for each in check_ins.plans(connection, memory, client)]
    missed = [
        ended.token
        for plan in plans
        if plan.instrument == PULSE
        and (ended := check_ins.on_date(connection, memory, plan.id, yesterday)) is not None
    ]
    rows = check_ins.open_for(connection, memory, clients, missed, scene.now)
    return [row for row, _ in rows]


def _arrived(connection: Connection, memory: Memory, now: datetime) -> None:
    """Letters that were due by now are sent, as far as anybody can tell."""
    bots = [(memory.practice, CLIENTS), (memory.practice, THERAPISTS)]
    while letters := outbox.claim_due(connection, NOBODY.name, bots, now, LETTERS_AT_ONCE):
        outbox.settle(connection, [each.id for each in letters], outbox.SENT, now)
        for each in letters:
            if isinstance(each.content, SupportText):
                messages.settle(connection, memory, each.content.message, messages.SENT, now)


def _leave(*_: object) -> None:
    """Nobody carries them."""


async def _do_nothing(_: str, __: DirectAct) -> None:
    """There is no form to open in front of anybody."""
