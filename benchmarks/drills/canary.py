"""The canary drill: what people write and are called leaves by no way but those allowed.

Unique strings go in by every way there is, while a real `portal run` serves; everything that was
written and everything that left is searched for them. `care/data_map.py` says in which columns they
must have come to lie: a column of words in which none was sealed fails the drill.
"""

import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from sqlalchemy import Connection, text

from benchmarks.drills import witness, witnessed
from benchmarks.drills.apart import environ_of, listening
from benchmarks.drills.canaries import Cage, Escape, Sealed, as_bytes
from benchmarks.drills.canary_life import Life
from benchmarks.drills.circle import AT_NIGHT, form
from benchmarks.drills.front import HERE, free_port
from benchmarks.drills.lying_about import files_of
from benchmarks.drills.nursery import Nursery, has_ended, nursery
from benchmarks.drills.progress import Bar
from benchmarks.drills.stage import Engine, Stage, stage
from benchmarks.drills.witness import WITNESS
from benchmarks.drills.witnessed import LEAK, LEAKS
from benchmarks.result import Figure, Result, result
from care.data_map import MAP, DataClass
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS
from portal.clock import SystemClock
from portal.sandboxed import BOT, database_for
from portal.settings import PREFIX, LogLevel

NAME = "canary"
MANY = 1000
PEOPLE, MEMBERS = 3, 2
NEEDLES = 15
"""So many values of every column are searched for, besides the canaries."""
OLDER = {"pulse": 2, "phq9": 1, "gad7": 1}

MADE_BY_THE_PORTAL = frozenset(
    {
        *("answer.sealed_value", "response.sealed_answers", "trajectory.sealed_points"),
        *("daily_record.sealed_days", "alert.sealed_facts", "talk.sealed_state"),
        *("person.sealed_address", "therapy_group.sealed_door"),
        *("pin.sealed_hash", "pin.sealed_given", "export.sealed_passphrase"),
        *("known_answer.sealed_answer", "workflow_run.sealed_facts"),
        *("homework_file.sealed_picture", "goal_rating.sealed_value"),
        *("shelf_item.sealed_resource", "shelf_item.sealed_reaction"),
        *("enrolment.sealed_membership", "note_version.sealed_digest"),
    }
)
"""Columns that nobody's words reach: numbers, positions, addresses. Their values are looked for."""


def places() -> frozenset[str]:
    """Every column that must be sealed, by the data map."""
    return frozenset(
        f"{holding.table}.{column}"
        for holding in MAP
        for column, of_class in holding.columns
        if of_class in (DataClass.CONTENT, DataClass.IDENTITY) and column not in holding.in_the_open
    )


def run(
    words: int,
    *,
    seed: int,
    engine: Engine = Engine.SQLITE,
    sabotage: str | None = None,
    shown: bool = False,
) -> Result:
    """One practice's day with so many canaries in it, and the search afterwards."""
    begun = time.monotonic()
    with (
        nursery(witnessed.main, witness.main) as ward,
        database_for(engine.value) as url,
        tempfile.TemporaryDirectory(prefix="portal-drill-") as folder,
        tempfile.TemporaryDirectory(prefix="portal-witness-") as aside,
    ):
        drill = _Drill(
            Path(folder), Path(aside) / "sealed", ward, url, words, seed, sabotage, shown
        )
        figures, passed = asyncio.run(drill.play())
    told: dict[str, Figure] = {"database": engine.value, **figures}
    told["seconds"] = round(time.monotonic() - begun, 1)
    if sabotage is not None:
        told["sabotage"] = sabotage
    return result(NAME, seed, told, passed=passed)


@dataclass
class _Drill:
    folder: Path
    witness: Path
    ward: Nursery
    url: str | None
    words: int
    seed: int
    leak: str | None
    shown: bool

    async def play(self) -> tuple[dict[str, Figure], bool]:
        cage = Cage(random.Random(self.seed))
        bar = Bar(NAME, self.words, shown=self.shown)
        now = SystemClock().now()
        async with stage(self.folder, now, self.url, groups=True) as set_up:
            escapes, watched = await self._live(set_up, cage, bar)
            sealed = Sealed.read(self.witness.read_text())
            escapes += _left(set_up, cage)
            # On PostgreSQL a thief of the disk would take the files of the server.
            home = self.url and await set_up.world.office.database.write(_where_it_lies)
        database = 0
        for path, data in _written(self.folder, *([] if home is None else [Path(home)])):
            database += not path.is_relative_to(self.folder)
            escapes += cage.escapes(data, path.name)
            for column, needle in sealed.needles(cage.dice, NEEDLES):
                if needle in data:
                    escapes.append(Escape(column, path.name, "value"))
        bar.end()
        return _figures(cage, sealed, escapes, watched, database)

    async def _live(self, set_up: Stage, cage: Cage, bar: Bar) -> tuple[list[Escape], int]:
        """Everything that people do, with a portal that is killed once and ends once."""
        port = free_port()
        more = {
            f"{PREFIX}HTTP_PORT": str(port),
            f"{PREFIX}LOG_LEVEL": LogLevel.DEBUG,
            WITNESS: str(self.witness),
            **({LEAK: self.leak} if self.leak else {}),
        }
        life = Life(set_up, self.ward, cage, random.Random(self.seed), environ_of(set_up, more))
        therapist = await set_up.therapist(0)
        cage.number("a number in Slack", therapist.id, THERAPISTS)
        guests = [await set_up.guest(number, therapist.name, OLDER) for number in range(PEOPLE)]
        circle = await form(set_up, therapist.name)
        members = [
            await set_up.client(PEOPLE + number, therapist.name, AT_NIGHT)
            for number in range(MEMBERS)
        ]
        stranger = set_up.telegram.add_person("Somebody", "en")
        people = [*(each.person for each in guests), *(each.person for each in members)]
        for person in (*people, stranger):
            life.name(person)
        for guest in guests:
            secret = guest.link.rpartition("=")[2]
            cage.number("the secret of an invitation", secret)
        portal = await self._started(life)
        try:
            circle.begin()
            await life.commands(members)
            await life.rest()
            for guest in guests:
                bar.at(len(cage.canaries), "joining")
                await life.joins(guest)
            for member in members:
                await life.comes_in(circle, member)
            stranger.say(BOT, cage.sentence("words of a stranger"))
            life.stumbles(guests[0].person)
            await life.looks_around(guests[1].person)
            await life.takes_a_copy(guests[2].person)
            await life.gives_homework(therapist, guests[2])
            await life.fills_a_shelf(therapist, guests[2])
            await life.meets(therapist, guests[2])
            await life.marks_moments(therapist, guests[2])
            await life.keeps_a_journal(guests[2])
            await life.wants(guests[2])
            await life.reads_a_note(guests[2])
            await life.writes_to_therapist(therapist, guests[2])
            await life.knows_an_answer(therapist)
            await life.locks(guests[0].person)
            while True:
                bar.at(len(cage.canaries), "writing")
                for guest in guests[1:]:
                    life.writes(guest.person)
                await life.rest()
                for member in members:
                    await life.talks(circle, member)
                await life.therapist(therapist)
                if len(cage.canaries) >= self.words:
                    break
            await life.rest(wholly=True)
            bar.at(self.words, "searching")
            escapes, watched = await _watched(cage, port)
            for guest in guests:
                life.writes(guest.person)
            # Whatever it has in hand: nothing of it may lie about, nor in what it left behind.
            await self.ward.kill(portal)
            for path, data in _written(self.folder):
                escapes += cage.escapes(data, path.name)
            portal = await self._started(life)
        finally:
            await self.ward.stop(portal)
        return escapes, watched

    async def _started(self, life: Life) -> int:
        """A portal that hears for both bots; the number of its process."""
        before = len(life.stage.telegram.calls)
        portal = await self.ward.start(self.folder, life.environ, None)
        await listening(life.stage, before, lambda: has_ended(portal))
        return portal


def _where_it_lies(connection: Connection) -> str:
    """Where the server keeps its files, among them the log of its writes."""
    return str(connection.execute(text("show data_directory")).scalar_one())


async def _watched(cage: Cage, port: int) -> tuple[list[Escape], int]:
    """What the portal tells whoever watches it."""
    escapes: list[Escape] = []
    size = 0
    async with aiohttp.ClientSession() as http:
        for path in ("healthz", "readyz", "metrics"):
            async with http.get(f"http://{HERE}:{port}/{path}") as answer:
                told = await answer.read()
                size += len(told)
                escapes += cage.escapes(told, path)
    return escapes, size


def _written(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file that was written, but for the keys."""
    for folder in folders:
        yield from ((path, data) for path, data in files_of(folder) if path.suffix != ".key")


def _left(set_up: Stage, cage: Cage) -> list[Escape]:
    """What was told to the platforms, call by call."""
    found: list[Escape] = []
    for call in set_up.telegram.calls:
        bot = CLIENTS if call.bot == BOT else GROUPS
        told = as_bytes([call.method, call.params, call.file_names])
        for data in (told, *call.files.values()):
            found += cage.escapes(data, f"Telegram {call.method}", bot)
    for asked in set_up.slack.calls:
        told = as_bytes([asked.method, asked.params])
        found += cage.escapes(told, f"Slack {asked.method}", THERAPISTS)
    for file in set_up.slack.state.workspace.files.values():
        found += cage.escapes(file.content or b"", "a file in Slack", THERAPISTS)
    return found


def without_canary(cage: Cage, sealed: Sealed) -> list[str]:
    """The columns of words in which no canary was sealed, and the others without any value."""
    words = sealed.words(cage)
    return sorted(
        place
        for place in places()
        if not (sealed.by_column.get(place) if place in MADE_BY_THE_PORTAL else words.get(place))
    )


def _figures(
    cage: Cage, sealed: Sealed, escapes: list[Escape], watched: int, files: int
) -> tuple[dict[str, Figure], bool]:
    without = without_canary(cage, sealed)
    by_place = Counter(f"{each.place} in {each.found_in} ({each.form})" for each in escapes)
    figures: dict[str, Figure] = {
        "canaries": len(cage.canaries),
        "numbers": len(cage.numbers),
        "columns": len(places()),
        "columns_without": len(without),
        "values_sealed": sum(map(len, sealed.by_column.values())),
        "bytes_of_metrics": watched,
        "found": len(escapes),
    }
    if files:
        figures["files_of_the_server"] = files
    if without:
        figures["without"] = ", ".join(without)
    if by_place:
        figures["where"] = "; ".join(place for place, _ in by_place.most_common(5))
    return figures, not (escapes or without) and watched > 0


SABOTAGES = tuple(LEAKS)
