"""The faults drill: a tenth of all calls to the platforms goes wrong, in every way there is."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from benchmarks.drills.drilling import drilled
from benchmarks.drills.progress import Bar
from benchmarks.drills.stage import ZONE, Member, Stage, stage
from benchmarks.drills.verdict import Wrong, above_zero, not_so
from benchmarks.result import Figure, Figures, Result
from care.people import PracticeId
from conversations.contents import Lane, Line, Sentences
from conversations.envelopes import CLIENTS
from portal.sandboxed import BOT
from sandbox.slack.person import Person as SlackPerson
from sandbox.slack.records import Call as SlackCall
from sandbox.slack.records import Fault as SlackFault
from sandbox.slack.records import FaultKind as SlackFaultKind
from sandbox.slack.records import Message as SlackMessage
from sandbox.telegram import Call, Fault
from store import outbox
from store import tables as kept
from store.memory import Memory

NAME = "faults"
MANY = 1_000
STARTS = datetime(2026, 11, 2, 19, 0, tzinfo=ZoneInfo(ZONE))
ASKED_AT = "19:30"
A_TENTH = 0.1
WORDS = 3
"""Numbered reminders to every client, all due at once: their order is to be kept."""
THERAPISTS = 4

NUMBER = re.compile(r"no\. (\d+)")
PULSE = ".pulse.1:"
STEPS = 400
"""So often the clock is moved on before the drill says that something never comes to rest."""

KINDS: tuple[tuple[str, float], ...] = (
    ("429", 0.3),
    ("500", 0.2),
    ("502", 0.13),
    ("reset-before", 0.17),
    ("reset-after", 0.17),
    ("silence", 0.02),
    ("silence-after", 0.01),
)
"""What goes wrong, and how often. Silence is rare here only because it costs real seconds."""

CUT = frozenset({"reset-after", "silence-after"})


@dataclass(frozen=True, slots=True)
class Size:
    """How large a drill is: every client is asked once and reminded three times."""

    clients: int
    gone: int
    """Clients who have blocked the bot, and as many who have deleted their accounts."""
    moved: int
    """Clients whose chat has another number when it is written to."""

    @classmethod
    def of(cls, clients: int) -> "Size":
        """One in thirty is gone in either way, as many have moved."""
        few = max(clients // 30, 1)
        return cls(clients, few, few)


@dataclass
class Weather:
    """Decides about every call whether it goes wrong, and how."""

    dice: random.Random
    moved: dict[str, int] = field(default_factory=dict)
    """Chats whose number has changed, and to what."""
    is_bad: bool = False
    told: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)
    """How often the answer to a call was cut off after it was carried out, by what it said."""
    failed: Counter[str] = field(default_factory=Counter)
    """Calls with a fault, by the chat they name."""

    def telegram(self, call: Call) -> Fault | None:
        chat = call.text("chat_id")
        if chat in self.moved:
            self.told["moved"] += 1
            self.failed[chat] += 1
            return Fault.moved(self.moved[chat])
        kind = self._kind(is_poll=call.method == "getUpdates")
        if kind is None:
            return None
        if chat:
            self.failed[chat] += 1
        if kind in CUT and call.method == "sendMessage":
            self.cut[f"{chat}:{_said(call)}"] += 1
        match kind:
            case "429" | "500" | "502":
                return Fault.answer(int(kind))
            case "reset-before":
                return Fault.reset_before()
            case "reset-after":
                return Fault.reset_after()
            case "silence":
                return Fault.timeout()
            case _:
                return Fault.timeout(accepted=True)

    def slack(self, call: SlackCall) -> SlackFault | None:
        kind = self._kind(is_poll=call.method != "chat.postMessage")
        if kind is None:
            return None
        accepted = kind in CUT
        if accepted:
            self.cut[f"slack:{call.params.get('text')}"] += 1
        match kind:
            case "429" | "500" | "502":
                return SlackFault(SlackFaultKind.STATUS, status=int(kind))
            case "reset-before" | "reset-after":
                return SlackFault(SlackFaultKind.RESET, accepted=accepted)
            case _:
                return SlackFault(SlackFaultKind.TIMEOUT, accepted=accepted)

    def _kind(self, *, is_poll: bool) -> str | None:
        if not self.is_bad or self.dice.random() >= A_TENTH:
            return None
        names, weights = zip(*KINDS, strict=True)
        kind = str(self.dice.choices(names, weights)[0])
        if is_poll and kind.startswith("silence"):
            # Silence is what a poll without news hears anyway.
            kind = "reset-before"
        self.told[kind] += 1
        return kind


def run(size: Size, *, seed: int, sabotage: str | None = None, shown: bool = False) -> Result:
    """One drill: everybody is written to while the weather is bad, then everything is counted."""
    return drilled(NAME, seed, sabotage, lambda folder: _drill(folder, size, seed, shown))


async def _drill(folder: Path, size: Size, seed: int, shown: bool) -> tuple[Figures, Wrong]:
    dice = random.Random(seed)
    bar = Bar(NAME, size.clients * (WORDS + 1), shown=shown)
    async with stage(folder, STARTS) as set_up:
        therapists = [await set_up.therapist(number) for number in range(THERAPISTS)]
        members = []
        for number in range(size.clients):
            name = therapists[number % THERAPISTS].name
            members.append(await set_up.client(number, name, ASKED_AT))
            bar.at(0, f"{number + 1} clients join")
        weather = Weather(dice)
        _move(set_up, weather, members[: size.moved])
        gone = members[size.moved : size.moved + 2 * size.gone]
        _leave(set_up, gone)
        set_up.telegram.fault, set_up.slack.fault = weather.telegram, weather.slack
        await set_up.world.start()
        weather.is_bad = True
        await set_up.world.office.database.write(
            _write_to_all, set_up.memory, members, set_up.now() + timedelta(minutes=30)
        )
        calm = await _go_on(set_up, bar)
        weather.is_bad = False
        await set_up.world.stop()
        return await _figures(set_up, weather, members, gone, therapists, calm=calm)


def _move(set_up: Stage, weather: Weather, members: Sequence[Member]) -> None:
    """These chats have another number now."""
    bot = set_up.telegram.world.bot_named(BOT)
    for each in members:
        number = each.person.id + 1_000_000_000
        set_up.telegram.world.private[bot.id, number] = set_up.telegram.world.private[
            bot.id, each.person.id
        ]
        weather.moved[str(each.person.id)] = number


def _leave(set_up: Stage, members: Sequence[Member]) -> None:
    """Half of these have blocked the bot while nobody listened, half are not there any more."""
    bot = set_up.telegram.world.bot_named(BOT)
    for number, each in enumerate(members):
        if number % 2:
            set_up.telegram.world.private[bot.id, each.person.id].blocked = True
        else:
            each.person.deactivate()


def _write_to_all(
    connection: Connection, memory: Memory, members: Sequence[Member], at: datetime
) -> None:
    """Three numbered reminders for every client, which all are due at one time."""
    letters = [
        outbox.new_letter(
            PracticeId(memory.practice),
            CLIENTS,
            member.account,
            Sentences((Line("return-welcome", {"clock": f"no. {number}"}),)),
            key=f"drill:{number}",
            lane=Lane.REMINDER,
            now=at,
        )
        for place, member in enumerate(members)
        for number in range(place * WORDS, (place + 1) * WORDS)
    ]
    outbox.write(connection, letters, carrier=None, now=at - timedelta(seconds=1))


async def _go_on(set_up: Stage, bar: Bar) -> bool:
    """Moves the clock on until everything has come to rest; False when it never does."""
    world = set_up.world
    portal = world.portal
    if portal is None:
        raise RuntimeError("the portal was not started")
    ends = set_up.now() + timedelta(minutes=45)
    for _ in range(STEPS):
        await portal.settle()
        left = await world.office.database.read(_unsent)
        bar.at(len(set_up.telegram.calls), f"{left} letters wait")
        if not left and set_up.now() >= ends:
            return True
        due = await portal.next_due()
        soon = set_up.now() + timedelta(seconds=2)
        world.clock.jump(max(soon, min(due or ends, ends)))
        await portal.every_round()
    return False


def _unsent(connection: Connection) -> int:
    """How many letters wait or are in hand."""
    waiting = kept.outbox.c.state.in_([outbox.WAITING, outbox.CLAIMED])
    return connection.execute(select(func.count()).where(waiting)).scalar_one()


def _said(call: Call) -> str:
    """What tells one message of the drill from another."""
    if found := NUMBER.search(call.text("text")):
        return found.group(1)
    return "asked" if PULSE in call.text("reply_markup") else call.text("text")


@dataclass
class Seen:
    """What arrived in one chat."""

    order: list[str] = field(default_factory=list)
    """Messages in the order in which each arrived first."""
    times: Counter[str] = field(default_factory=Counter)
    requests: int = 0


def _seen(set_up: Stage) -> dict[str, Seen]:
    found: dict[str, Seen] = defaultdict(Seen)
    for call in set_up.telegram.calls:
        if call.method != "sendMessage":
            continue
        chat = found[call.text("chat_id")]
        chat.requests += 1
        if call.ok:
            said = _said(call)
            if said not in chat.times:
                chat.order.append(said)
            chat.times[said] += 1
    return found


async def _figures(
    set_up: Stage,
    weather: Weather,
    members: Sequence[Member],
    gone: Sequence[Member],
    therapists: Sequence[SlackPerson],
    *,
    calm: bool,
) -> tuple[Figures, Wrong]:
    seen = _seen(set_up)
    states = await set_up.world.office.database.read(outbox.counts)
    counts: Counter[str] = Counter()
    for place, member in enumerate(members):
        number = str(member.person.id)
        there = Seen() if member in gone else seen[str(weather.moved.get(number, number))]
        wanted = [str(each) for each in range(place * WORDS, (place + 1) * WORDS)]
        if member in gone:
            counts["arrived_at_nobody"] += there.times.total()
        else:
            counts["lost"] += sum(each not in there.times for each in (*wanted, "asked"))
            arrived = [each for each in there.order if each in wanted]
            counts["out_of_order"] += arrived != sorted(arrived, key=int)
        counts["sent_twice"] += sum(times - 1 for times in there.times.values())
        for said, times in there.times.items():
            cut = weather.cut[f"{weather.moved.get(number, number)}:{said}"]
            counts["sent_twice_uncut"] += max(0, times - 1 - cut)
        asked = seen[number].requests + (there.requests if number in weather.moved else 0)
        faults = weather.failed[number] + weather.failed[str(weather.moved.get(number, ""))]
        # Once each, once more after each fault, and not at all where nobody is.
        allowed = faults + (1 if member in gone else WORDS + 1)
        counts["requests_too_many"] += max(0, asked - allowed)
        counts["requests"] += asked
    told = "\n".join(
        block_text
        for each in therapists
        for message in each.direct_messages()
        for block_text in _texts(message)
    )
    counts["therapists_not_told"] += sum(
        f"{member.code} cannot be reached" not in told for member in gone
    )
    counts["therapists_told_of_others"] += sum(
        f"{member.code} cannot be reached" in told for member in members if member not in gone
    )
    names = (
        *("requests", "lost", "out_of_order", "sent_twice", "sent_twice_uncut"),
        *("requests_too_many", "arrived_at_nobody", "therapists_not_told"),
        "therapists_told_of_others",
    )
    figures: dict[str, Figure] = {
        "clients": len(members),
        "letters": sum(states.values()),
        **{name: counts[name] for name in names},
        "faults": weather.told.total(),
        **{f"faults_{kind}": times for kind, times in sorted(weather.told.items())},
        "unreachable": len(gone),
        "settled": calm,
    }
    zero = (
        *("lost", "out_of_order", "sent_twice_uncut", "requests_too_many"),
        *("arrived_at_nobody", "therapists_not_told", "therapists_told_of_others"),
    )
    return figures, (*above_zero(figures, zero), *not_so({"settled": calm}))


def _texts(message: SlackMessage) -> list[str]:
    return [
        message.text,
        *(str(block["text"]["text"]) for block in message.blocks if "text" in block),
    ]
