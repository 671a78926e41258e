"""The permissions drill: everybody reaches for what is not theirs, through the real platforms.

A portal runs between the two servers. Every role, somebody who has left and somebody who was never
there press the buttons and send in the forms of clients and groups that are not theirs, open Home
and ask for lists. What each of them may have is said here and not asked of the portal. At the end
those who may do press, so that it is known that the buttons work at all.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from benchmarks.drills.drilling import drilled
from benchmarks.drills.progress import Bar
from benchmarks.drills.stage import ZONE, Member, Stage, stage
from benchmarks.drills.verdict import Wrong, above_zero, not_so
from benchmarks.result import Figure, Figures, Result
from care.alerts import Concern, Urgency
from care.people import StaffId
from conversations.turn import CaseKind
from portal import auditing, group_viewing, home_deeds, permission, readers, viewing
from portal.alert_deeds import raise_concern
from portal.commands import therapist_add
from portal.sandboxed import BOT
from portal.scene import Scene
from sandbox.slack.person import Person
from store import cases, groups, people
from store.groups import Group
from store.ids import new_id
from store.memory import Memory
from store.tables import metadata

NAME = "permissions"
STARTS = datetime(2026, 11, 2, 11, 0, tzinfo=ZoneInfo(ZONE))
FORGETS_THE_TABLE = "forget-the-table"
SABOTAGES = (FORGETS_THE_TABLE,)
CLIENTS_EACH = 2
TOGETHER = 20
"""So many presses come at once."""

ROLES: dict[str, tuple[str, ...]] = {
    "therapist": ("therapist",),
    "colleague": ("therapist",),
    "facilitator": ("facilitator",),
    "other facilitator": ("facilitator",),
    "supervisor": ("supervisor",),
    "administrator": ("administrator",),
    "auditor": ("auditor",),
    "departed": ("therapist",),
}
STRANGER = "stranger"
WHO = (*ROLES, STRANGER)

ACTS = ("take", "support", "snooze", "resolve")
READS = ("chart",)
FORMS: dict[str, dict[str, str]] = {
    "support": {"text": "I thought of you"},
    "snooze": {"until": "tomorrow"},
}
DECISIONS = ("release", "delete", "remind", "mute")
OWN_WORK = ("home:away", "home:back", "home:test")
WORKS = {"therapist", "colleague", "facilitator", "other facilitator", "supervisor"}
LISTS = ("clients", "alerts")

KEPT = (
    *("alert", "message", "moderation_case", "absence", "chain_test", "answer", "response"),
    *("client", "consent", "membership", "staff", "therapy_group", "check_in_plan", "occurrence"),
)
"""What nobody may change by reaching for it."""


def run(*, seed: int, sabotage: str | None = None, shown: bool = False) -> Result:
    """Everybody reaches for everything once."""
    undo = _forget_the_table() if sabotage == FORGETS_THE_TABLE else []
    try:
        found = drilled(NAME, seed, None, lambda folder: _drill(folder, seed, shown))
    finally:
        for module, real in undo:
            module.may = real
    if sabotage is not None:
        found.figures["sabotage"] = sabotage
    return found


def _forget_the_table() -> list[tuple[Any, Any]]:
    """Whoever presses may, as if nobody had looked anything up."""
    modules: list[Any] = [permission, viewing, group_viewing, readers, home_deeds]
    undo = [(module, module.may) for module in modules]
    for module in modules:
        module.may = lambda *_: True
    return undo


@dataclass
class _Scenery:
    """Who is there, and what they reach for."""

    set_up: Stage
    staff: dict[str, Person] = field(default_factory=dict)
    clients: dict[str, list[Member]] = field(default_factory=dict)
    """By whose they are."""
    alerts: dict[str, UUID] = field(default_factory=dict)
    cases: dict[str, UUID] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)

    def codes_not_of(self, who: str) -> set[str]:
        """The clients of whom somebody must not read."""
        if who == "supervisor":
            return set()
        return {
            each.code for owner, theirs in self.clients.items() if owner != who for each in theirs
        }


async def _drill(folder: Path, seed: int, shown: bool) -> tuple[Figures, Wrong]:
    dice = random.Random(seed)
    async with stage(folder, STARTS, groups=True) as set_up:
        scenery = await _furnished(set_up)
        await set_up.world.start()
        # Plans the check-ins of everybody.
        await set_up.world.tick()
        reached = list(_reached(scenery))
        dice.shuffle(reached)
        bar = Bar(NAME, len(reached), shown=shown)
        await _wrong(scenery, reached, bar)
        await _telephones(scenery)
        await _right(scenery)
        bar.end()
        counted = scenery.counted
        figures: dict[str, Figure] = {
            "people": len(WHO),
            "tried": counted["tried"],
            "refused": max(counted["tried"] - counted["accepted"], 0),
            "wrongly_accepted": counted["accepted"],
            "wrongly_read": counted["read"],
            "pages_and_lists": counted["pages"],
            "telephones": counted["telephones"],
            "rightly_tried": counted["right"],
            "wrongly_refused": counted["right"] - counted["done"],
        }
        zero = ("wrongly_accepted", "wrongly_read", "wrongly_refused")
        musts = {"tried": counted["tried"] > 0, "rightly_tried": counted["right"] > 0}
        return figures, (*above_zero(figures, zero), *not_so(musts))


# --- who is there ---


async def _furnished(set_up: Stage) -> _Scenery:
    scenery = _Scenery(set_up)
    for number, (who, roles) in enumerate(ROLES.items()):
        user = f"U0P{number:03}"
        set_up.slack.add_person(who.title(), user_id=user, tz=ZONE)
        await therapist_add(
            set_up.world.office, name=who.title(), slack_user=user, roles=list(roles)
        )
        scenery.staff[who] = set_up.world.slack_person(user)
    set_up.slack.add_person("Stranger", user_id="U0P999", tz=ZONE)
    scenery.staff[STRANGER] = set_up.world.slack_person("U0P999")
    for who in ("therapist", "colleague", "departed"):
        scenery.clients[who] = [
            await set_up.client(10 * len(scenery.clients) + each, who.title(), "01:00")
            for each in range(CLIENTS_EACH)
        ]
    database = set_up.world.office.database
    await database.write(_things, scenery, set_up.memory, set_up.groups, set_up.now())
    return scenery


def _things(
    connection: Connection, scenery: _Scenery, memory: Memory, ring: Memory, now: datetime
) -> None:
    """Notes about clients, cases of groups; then one therapist leaves."""
    ids = {each.name.lower(): each.id for each in people.members(connection, memory)}
    scene = Scene.begin(connection, memory, now)
    concern = Concern("asked-for-therapist", Urgency.TODAY, {"how": "asked", "on": "2026-11-02"})
    for who, theirs in scenery.clients.items():
        raise_concern(scene, theirs[0].id, concern)
        scenery.alerts[who] = _alert_of(connection, theirs[0])
    auditing.post(scene, None)
    for who in ("facilitator", "other facilitator"):
        scenery.cases[who] = _case(connection, ring, ids[who], who, now)
    people.leave(connection, memory, ids["departed"])


def _alert_of(connection: Connection, client: Member) -> UUID:
    table = metadata.tables["alert"]
    found: UUID = connection.execute(
        select(table.c.id).where(table.c.client == client.id)
    ).scalar_one()
    return found


def _case(connection: Connection, ring: Memory, leads: StaffId, name: str, now: datetime) -> UUID:
    group = Group(new_id(), name, leads, "en")
    groups.add(connection, ring, group, now)
    case = cases.new(group.id, CaseKind.REPORTED, 5, author=None, reporter=None, why="", now=now)
    return cases.open_case(connection, ring, case)[0].id


# --- what they reach for ---


@dataclass(frozen=True, slots=True)
class _Reach:
    """One thing that somebody tries and may not."""

    who: str
    payload: dict[str, Any]


def _reached(scenery: _Scenery) -> Iterator[_Reach]:
    """Everything that nobody here may have."""
    for who in WHO:
        user = scenery.staff[who].id
        for owner, alert in scenery.alerts.items():
            if who == owner and who != "departed":
                continue
            reads = () if who == "supervisor" else READS
            for choice in (*ACTS, *reads):
                yield _Reach(who, _press(user, f"alert:{alert}:{choice}"))
            for form, values in FORMS.items():
                yield _Reach(who, _form(user, form, str(alert), values))
        for owner, case in scenery.cases.items():
            if who != owner:
                for choice in DECISIONS:
                    yield _Reach(who, _press(user, f"case:{case}:{choice}"))
        if who not in WORKS:
            for value in OWN_WORK:
                yield _Reach(who, _press(user, value))
            until = str(int((STARTS + timedelta(days=2)).timestamp()))
            yield _Reach(who, _form(user, "away", "", {"until": until, "deputy": "nobody"}))


def _press(user: str, value: str) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": user},
        "trigger_id": f"1.2.{new_id().hex}",
        "actions": [{"type": "button", "action_id": "a", "block_id": "b", "value": value}],
    }


def _form(user: str, form: str, about: str, values: dict[str, str]) -> dict[str, Any]:
    fields = {
        name: {name: {"type": "plain_text_input", "value": each}} for name, each in values.items()
    }
    view = {
        **{"id": f"V{new_id().hex}", "hash": "1.a", "callback_id": form},
        **{"private_metadata": about, "blocks": [{"block_id": name} for name in fields]},
        "state": {"values": fields},
    }
    return {"type": "view_submission", "user": {"id": user}, "view": view}


async def _tell(scenery: _Scenery, payload: dict[str, Any]) -> None:
    slack = scenery.set_up.slack
    await slack.courier.ask(slack.state.workspace.apps[0], "interactive", payload)


# --- trying ---


async def _wrong(scenery: _Scenery, reached: Sequence[_Reach], bar: Bar) -> None:
    """Nothing of it may change anything, nor show anybody a client who is not theirs."""
    before = await _rows(scenery)
    for start in range(0, len(reached), TOGETHER):
        for each in reached[start : start + TOGETHER]:
            await _tell(scenery, each.payload)
            scenery.counted["tried"] += 1
        await scenery.set_up.world.settle()
        after = await _rows(scenery)
        scenery.counted["accepted"] += len(after ^ before)
        before = after
        bar.at(start)
    for who in WHO:
        await scenery.staff[who].open_home()
        for listing in LISTS:
            await scenery.staff[who].command("/portal", listing)
        scenery.counted["pages"] += 1 + len(LISTS)
    await scenery.set_up.world.settle()
    for who in WHO:
        read = _read(scenery.staff[who])
        scenery.counted["read"] += sum(code in read for code in scenery.codes_not_of(who))
        scenery.counted["read"] += scenery.staff[who].view is not None


def _read(person: Person) -> str:
    """Everything that somebody has been shown."""
    home = person.home()
    said = [str(each.blocks) + each.text for each in person.direct_messages()]
    return "\n".join([*said, str(home.blocks) if home is not None else ""])


async def _rows(scenery: _Scenery) -> set[Any]:
    """Every row of what is kept; a changed one counts twice, as it was and as it is."""

    def look(connection: Connection) -> set[Any]:
        return {
            (name, *row)
            for name in KEPT
            for row in connection.execute(select(metadata.tables[name])).all()
        }

    return await scenery.set_up.world.office.database.read(look)


async def _telephones(scenery: _Scenery) -> None:
    """Clients answer each other's check-ins, and somebody whom nobody knows answers all of them."""
    telegram = scenery.set_up.telegram
    mine, other = scenery.clients["therapist"][0], scenery.clients["colleague"][0]
    outsider = telegram.add_person("Outsider", "en")
    tokens = await scenery.set_up.world.office.database.read(_tokens, mine)
    before = await _rows(scenery)
    for person in (other.person, outsider):
        person.say(BOT, "hello")
    await scenery.set_up.world.settle()
    for person in (other.person, outsider):
        message = next(each for each in reversed(person.chat(BOT)) if each.from_bot)
        for token in tokens:
            person.tap_data(BOT, message.message_id, f"{token}.pulse.1:5")
            scenery.counted["telephones"] += 1
            scenery.counted["tried"] += 1
    await scenery.set_up.world.settle()
    scenery.counted["accepted"] += len(await _rows(scenery) ^ before)


def _tokens(connection: Connection, member: Member) -> list[str]:
    table = metadata.tables["occurrence"]
    found = select(table.c.token).where(table.c.client == member.id)
    return list(connection.execute(found).scalars())


async def _right(scenery: _Scenery) -> None:
    """Whoever may presses as well: a portal that refuses everything would pass otherwise."""
    for who in ("therapist", "colleague"):
        user, alert = scenery.staff[who].id, scenery.alerts[who]
        for payload in (
            _press(user, f"alert:{alert}:take"),
            _press(user, f"alert:{alert}:resolve"),
        ):
            await _try_right(scenery, payload)
    for who in ("facilitator", "other facilitator"):
        case = scenery.cases[who]
        await _try_right(scenery, _press(scenery.staff[who].id, f"case:{case}:release"))
    before = len(scenery.staff["supervisor"].direct_messages())
    alert = scenery.alerts["therapist"]
    await _tell(scenery, _press(scenery.staff["supervisor"].id, f"alert:{alert}:chart"))
    await scenery.set_up.world.settle()
    scenery.counted["right"] += 1
    scenery.counted["done"] += len(scenery.staff["supervisor"].direct_messages()) > before


async def _try_right(scenery: _Scenery, payload: dict[str, Any]) -> None:
    before = await _rows(scenery)
    await _tell(scenery, payload)
    await scenery.set_up.world.settle()
    scenery.counted["right"] += 1
    scenery.counted["done"] += await _rows(scenery) != before
