"""The joins drill: very many people at the doors of therapy groups, and nobody is let in wrongly.

A portal runs between the two servers with two practices, three groups and their bots. Members,
strangers, clients whom nobody has enrolled, members of other groups, and those whose membership has
ended or whose telephone is another now ask to be let in, agree or do not, and press each other's
buttons. A witness knows by itself who may be in, and holds what Telegram did against it.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, update

from benchmarks.drills.at_the_door import (
    ELSEWHERE,
    UNKNOWN,
    VISITS,
    Door,
    Doors,
    Script,
    Visit,
    too_late,
)
from benchmarks.drills.circle import AT_NIGHT, LOOKS_EVERY, RIGHTS
from benchmarks.drills.crowd import crowd
from benchmarks.drills.door_book import Book
from benchmarks.drills.drilling import drilled
from benchmarks.drills.progress import Bar
from benchmarks.drills.stage import ZONE, Engine, Member, Stage
from benchmarks.drills.verdict import Wrong, above_zero, not_so
from benchmarks.result import Figure, Figures, Result
from conversations.flows.groups import DOOR_OPEN
from portal import membership_deeds
from portal.commands import (
    group_create,
    group_list,
    practice_create,
    practice_set,
    therapist_add,
)
from portal.sandboxed import (
    BOT,
    BOT_TOKEN,
    GROUP_BOT,
    GROUP_BOT_TOKEN,
    MADE_UP_LINES,
    PATIENCE,
    PRACTICE,
    SLACK_APP_TOKEN,
    SLACK_BOT_TOKEN,
    Sandboxed,
    database_for,
    sandboxed,
)
from sandbox.telegram import CannotDo, Happening, Kind, NoSuchButton
from store import groups, memberships, practices
from store.memberships import Membership
from store.memory import Memory
from store.tables import check_in_plan

NAME = "joins"
MANY = 10_000
STARTS = datetime(2026, 11, 2, 11, 0, tzinfo=ZoneInfo(ZONE))
TOGETHER = 80
"""So many come at once."""

LATE = DOOR_OPEN + timedelta(minutes=1)
OTHER = "Lakeside Practice"
THERAPIST, LEADER = "Therapist", "Facilitator"
ADMITS_ANYBODY, FORGETS_ENDINGS, ADMITS_NOBODY = "open-door", "forget-endings", "shut-door"

OVER = object()
ZERO = (
    "wrong_admissions",
    "wrong_refusals",
    "unanswered",
    "let_in_again",
    "listed_wrongly",
    "astonished",
)
"""What may not be."""


def run(
    joins: int, *, seed: int, engine: Engine, sabotage: str | None = None, shown: bool = False
) -> Result:
    """So many requests at the doors."""
    broken = SABOTAGES.get(sabotage or "")
    put_back = broken() if broken is not None else lambda: None
    try:
        with database_for(engine.value) as url:
            found = drilled(
                NAME, seed, None, lambda folder: _drill(folder, url, joins, seed, shown)
            )
    finally:
        put_back()
    figures: dict[str, Figure] = {"database": engine.value, **found.figures}
    if sabotage is not None:
        figures["sabotage"] = sabotage
    return replace(found, figures=figures)


# --- what sabotage breaks ---


def _swap(owner: Any, name: str, by: Any) -> Callable[[], None]:
    real = getattr(owner, name)
    setattr(owner, name, by)
    return lambda: setattr(owner, name, real)


def _open_door() -> Callable[[], None]:
    """Whoever is not known as a member is made one."""
    find = memberships.find

    def anybody(
        connection: Connection, memory: Memory, group: UUID, address: str
    ) -> Membership | None:
        memberships.enrol(connection, memory, group, address, address, STARTS)
        return find(connection, memory, group, address)

    return _swap(memberships, "find", anybody)


def _forget_endings() -> Callable[[], None]:
    """A consent that ends leaves its memberships as they are."""
    return _swap(membership_deeds, "end", lambda *_: None)


def _shut_door() -> Callable[[], None]:
    """Nobody is known as a member."""
    return _swap(memberships, "find", lambda *_: None)


SABOTAGES: dict[str, Callable[[], Callable[[], None]]] = {
    ADMITS_ANYBODY: _open_door,
    FORGETS_ENDINGS: _forget_endings,
    ADMITS_NOBODY: _shut_door,
}


# --- who is there ---


async def _practice(
    world: Sandboxed, folder: Path, name: str, tokens: dict[str, str], user: str
) -> Stage:
    """A practice with bots of its own, a therapist and somebody who leads groups."""
    office = world.office
    world.slack.add_person(THERAPIST, user_id=user, tz=ZONE)
    await practice_create(
        office,
        name=name,
        zone_name=ZONE,
        emergency="000 (made up)",
        lines=MADE_UP_LINES,
        verified_by="the drill",
    )
    await practice_set(office, practice=name, tokens=tokens)
    await therapist_add(office, name=THERAPIST, slack_user=user, practice=name)
    await therapist_add(
        office, name=LEADER, slack_user=f"{user}L", roles=["facilitator"], practice=name
    )
    [made] = [each for each in await office.database.read(practices.every) if each.name == name]
    return Stage(world, made.id, folder)


async def _both_practices(world: Sandboxed, folder: Path) -> tuple[Stage, Stage]:
    own = {"client-bot": BOT_TOKEN, "group-bot": GROUP_BOT_TOKEN}
    slack = {"slack-bot": SLACK_BOT_TOKEN, "slack-app": SLACK_APP_TOKEN}
    here = await _practice(world, folder, PRACTICE, {**own, **slack}, "U0HERE")
    theirs = {
        "client-bot": "300200100:a-token-of-the-drill-for-clients",
        "group-bot": "400200100:a-token-of-the-drill-for-groups",
        "slack-bot": "xoxb-drill-2",
        "slack-app": "xapp-drill-2",
    }
    world.telegram.add_bot(theirs["client-bot"], f"other_{BOT}", OTHER)
    world.telegram.add_bot(theirs["group-bot"], f"other_{GROUP_BOT}", OTHER)
    world.slack.add_app(theirs["slack-bot"], theirs["slack-app"], name=OTHER)
    return here, await _practice(world, folder, OTHER, theirs, "U0THERE")


async def _door(set_up: Stage, practice: str, bot: str, name: str) -> Door:
    """A group whose bot is in its chat and has all it needs."""
    made = await group_create(set_up.world.office, name=name, facilitator=LEADER, practice=practice)
    leader = set_up.telegram.add_group(name, set_up.telegram.add_person(f"Leader of {name}", "en"))
    account = set_up.telegram.world.bot_named(bot)
    leader.leading.add(account.id)
    leader.leading.promote(account.id, *RIGHTS)
    await set_up.world.settle()
    leader.say(str(made["or_type_in_the_group"]))
    async with asyncio.timeout(PATIENCE):
        # The portal looks at its rights and makes the door: the desk hears of both from itself.
        while not any(each.asks for each in leader.group.links.values()):
            await set_up.world.settle()
            await asyncio.sleep(LOOKS_EVERY)
    await set_up.world.settle()
    [link] = [each.url for each in leader.group.links.values() if each.asks]
    every = await set_up.world.office.database.read(groups.every, set_up.groups)
    [found] = [each.id for each in every if each.name == name]
    return Door(set_up, practice, name, bot, leader, link, found)


async def _clients(set_up: Stage, many: int) -> list[Member]:
    """So many more clients who have joined, and whom nobody asks for anything meanwhile."""
    found = await crowd(set_up, THERAPIST, many, AT_NIGHT, lambda _: None)

    def nothing_due(connection: Connection) -> None:
        connection.execute(
            update(check_in_plan)
            .where(
                check_in_plan.c.practice == set_up.memory.practice,
                check_in_plan.c.client.in_([each.id for each in found]),
            )
            .values(plan_again_at=None)
        )

    await set_up.world.office.database.write(nothing_due)
    return found


# --- what happens ---


async def _drill(
    folder: Path, url: str | None, joins: int, seed: int, shown: bool
) -> tuple[Figures, Wrong]:
    dice, bar, book = random.Random(seed), Bar(NAME, joins, shown=shown), Book()
    async with sandboxed(
        folder, STARTS, database_url=url, groups=True, sealed_tokens=True
    ) as world:
        here, there = await _both_practices(world, folder)
        await world.start()
        doors = Doors(
            await _door(here, PRACTICE, GROUP_BOT, "First group"),
            await _door(here, PRACTICE, GROUP_BOT, "Second group"),
            await _door(there, OTHER, f"other_{GROUP_BOT}", "Group elsewhere"),
        )
        every = (doors.first, doors.second, doors.elsewhere)
        book.groups = {each.group.id: each.group for each in every}
        world.telegram.watch(book.hears)
        visitors = 0
        while book.counted["joins"] < joins:
            kinds = _drawn(dice, min(TOGETHER, joins - book.counted["joins"]), visitors)
            await _together(doors, book, dice, kinds, visitors)
            visitors += len(kinds)
            bar.at(book.counted["joins"])
        await _listed(doors, book)
        bar.end()
    return _figures(book, visitors)


def _drawn(dice: random.Random, many: int, before: int) -> list[Callable[[Visit], Script]]:
    """Who comes next. The first that come are one of every kind, so that none is left out."""
    kinds = list(VISITS) if before == 0 else []
    kinds += dice.choices(list(VISITS), list(VISITS.values()), k=max(0, many - len(kinds)))
    dice.shuffle(kinds)
    return kinds


async def _together(
    doors: Doors,
    book: Book,
    dice: random.Random,
    kinds: list[Callable[[Visit], Script]],
    before: int,
) -> None:
    """Visitors who come at the same time, each of whom does one thing after the other."""
    here, there = doors.first.set_up, doors.elsewhere.set_up
    known = iter(await _clients(here, sum(each not in UNKNOWN | ELSEWHERE for each in kinds)))
    guests = iter(await _clients(there, sum(each in ELSEWHERE for each in kinds)))
    visits: list[Visit] = []
    for number, kind in enumerate(kinds, before):
        client = next(guests if kind in ELSEWHERE else known) if kind not in UNKNOWN else None
        visits.append(Visit(doors, book, dice, client, number))
    told = {each.me.id: each for each in visits}

    def remember(happening: Happening) -> None:
        update = happening.update
        if happening.kind is Kind.QUEUED and update is not None:
            for each in update.values():
                who = each.get("from", {}).get("id") if isinstance(each, dict) else None
                if who in told:
                    told[who].latest[who] = update

    forget = here.telegram.watch(remember)
    await _come_too_late(
        doors, book, [v for v, k in zip(visits, kinds, strict=True) if k is too_late]
    )
    scripts = [kind(visit) for kind, visit in zip(kinds, visits, strict=True)]
    while scripts:
        dice.shuffle(scripts)
        scripts = [each for each in scripts if await _goes_on(each, book)]
        await here.world.settle()
        book.looks()
    forget()
    book.closes()


async def _goes_on(script: Script, book: Book) -> bool:
    """Does what comes next; nothing more follows where the app shows what nobody expected."""
    try:
        return await anext(script, OVER) is not OVER
    except (CannotDo, NoSuchButton):
        book.counted["astonished"] += 1
        return False


async def _come_too_late(doors: Doors, book: Book, visits: list[Visit]) -> None:
    """These ask while nobody hears, for longer than anybody could answer them."""
    world = doors.first.set_up.world
    for each in visits:
        await each.enrol()
    for each in visits:
        each.ask_unheard()
    world.clock.jump(world.clock.now() + LATE)
    await world.settle()
    book.looks()


async def _listed(doors: Doors, book: Book) -> None:
    """What the practice is told of its groups is what Telegram shows."""
    for door in (doors.first, doors.second, doors.elsewhere):
        office = door.set_up.world.office
        found = (await group_list(office, practice=door.practice))["groups"]
        [told] = [each["inside"] for each in found if each["group"] == door.name]
        inside = sum(chat == door.group.id for _, chat in book.agreed)
        book.counted["listed_wrongly"] += abs(told - inside)


def _figures(book: Book, visitors: int) -> tuple[Figures, Wrong]:
    counted = book.counted
    figures: dict[str, Figure] = {
        "joins": counted["joins"],
        "visitors": visitors,
        "let_in": sum(book.let_in.values()),
        "inside": counted["inside"],
        "turned_away": counted["turned_away"],
        **{each: counted[each] for each in ZERO},
        # Nobody learns from the words why they are turned away.
        "answers": max((len(each) for each in book.answers.values()), default=0),
    }
    musts = {"answers": figures["answers"] == 1, "inside": counted["inside"] > 0}
    return figures, (*above_zero(figures, ZERO), *not_so(musts))
