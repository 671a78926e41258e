"""The forged drill: requests that no platform sent, requests that came before, and guessed links.

A portal is called over HTTP by a Telegram, a Slack, and somebody who only pretends to be them.
Nothing forged may be kept, nothing that comes again may be done again, no guess may open anything,
and of any number who use one invitation at once one may win. Whoever tries a link that is wrong,
used or expired reads one and the same answer.
"""

import asyncio
import hashlib
import json
import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import aiohttp
from sqlalchemy import Connection, func, select

from benchmarks.drills.adapting import SABOTAGES as ADAPTED
from benchmarks.drills.drilling import drilled
from benchmarks.drills.progress import Bar
from benchmarks.drills.stage import ZONE, Guest, Stage, stage
from benchmarks.drills.verdict import Wrong, above_zero, not_so
from benchmarks.result import Figure, Figures, Result
from bots.slack_therapists import http_mode
from bots.slack_therapists.http_mode import signature_of
from bots.telegram_webhook import door
from bots.telegram_webhook.door import SECRET_HEADER
from bots.telegram_webhook.secret import secret_of
from conversations.envelopes import CLIENTS, GROUPS
from conversations.talk import secret_hash
from portal.sandboxed import BOT, SLACK_SIGNING_SECRET, WEBHOOK_SECRET
from sandbox.telegram import Person
from store import invitations
from store.ids import new_id
from store.tables import inbox as inbox_table
from store.tables import person as person_table

NAME = "forged"
STARTS = datetime(2026, 11, 2, 11, 0, tzinfo=ZoneInfo(ZONE))
FORGED, REPLAYED = 2_000, 200
AT_ONCE = 40
"""So many requests are under way at the same time."""

GUESSERS = 4
PEOPLE_AT_ONCE = 12
REDEMPTIONS = 200
OLD = timedelta(minutes=10)

NOT_KEPT = 503
"""Nothing was refused: what could not be kept in time is to be brought again."""
TIMES, PAUSE = 30, 0.5
"""So often a genuine request is brought again, and the seconds in between."""

ANY_SECRET, FORGETS_REPLAYS, ENDLESS_TRIES = "any-secret", "forget-replays", "endless-tries"


@dataclass(frozen=True, slots=True)
class Size:
    """How many requests are forged, and how many genuine ones come once more."""

    forged: int = FORGED
    replayed: int = REPLAYED


def run(size: Size, *, seed: int, sabotage: str | None = None, shown: bool = False) -> Result:
    """Forges, replays, guesses and races."""
    broken = SABOTAGES.get(sabotage or "")
    if broken is not None:
        broken()
    found = drilled(NAME, seed, None, lambda folder: _drill(folder, size, seed, shown))
    if sabotage is not None:
        found.figures["sabotage"] = sabotage
    return found


def _replace(owner: Any, name: str, by: Any) -> None:
    setattr(owner, name, by)


def _any_secret() -> None:
    """Whatever is written in a header will do."""
    _replace(door, "is_same", lambda *_: True)
    _replace(http_mode, "refusal_of", lambda *_: None)


def _forget_replays() -> None:
    """Nobody remembers what came before, neither at the door nor in the inbox."""
    _replace(http_mode.Seen, "begin", lambda *_: None)
    ADAPTED["forget-duplicates"]()


def _endless_tries() -> None:
    """Whoever guesses may guess for ever."""
    _replace(invitations, "may_try", lambda *_: True)


SABOTAGES: dict[str, Callable[[], None]] = {
    ANY_SECRET: _any_secret,
    FORGETS_REPLAYS: _forget_replays,
    ENDLESS_TRIES: _endless_tries,
}


@dataclass(frozen=True, slots=True)
class _Request:
    """One request, as it goes over the wire."""

    path: str
    body: bytes
    headers: dict[str, str]


@dataclass
class _Scenery:
    """The portal, and what somebody outside knows of it: addresses, and how requests look."""

    set_up: Stage
    dice: random.Random
    http: aiohttp.ClientSession
    url: str
    therapist: str
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(10**6, 10**9)))
    counted: Counter[str] = field(default_factory=Counter)

    @property
    def practice(self) -> str:
        return str(self.set_up.memory.practice)

    def telegram(self, secret: str | None, bot: str = "clients") -> _Request:
        """An update, with this secret or none."""
        number = next(self.numbers)
        sender = {"id": 10**9 + number, "is_bot": False, "first_name": "X"}
        chat = {"id": sender["id"], "type": "private", "first_name": "X"}
        message = {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": "/start"}
        body = json.dumps({"update_id": number, "message": message}).encode()
        headers = {"Content-Type": "application/json"}
        if secret is not None:
            headers[SECRET_HEADER] = secret
        return _Request(f"/telegram/{self.practice}/{bot}", body, headers)

    def slack(self, secret: str, *, at: datetime | None = None) -> _Request:
        """A press of a therapist, signed with this secret."""
        payload = {
            "type": "block_actions",
            "user": {"id": self.therapist},
            "trigger_id": f"{next(self.numbers)}.{new_id().hex}",
            "actions": [{"type": "button", "value": "home:page-0"}],
        }
        body = urlencode({"payload": json.dumps(payload)}).encode()
        stamp = str(int((at or self.set_up.now()).timestamp()))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature_of(secret, stamp, body),
        }
        return _Request(f"/slack/{self.practice}/events", body, headers)

    async def send(self, request: _Request) -> int:
        """The status with which it was answered."""
        async with self.http.post(
            self.url + request.path, data=request.body, headers=request.headers
        ) as answer:
            return answer.status

    async def bring(self, request: _Request) -> int:
        """Sends it as platforms and people do: again, when it was not kept in time."""
        status = await self.send(request)
        for _ in range(TIMES):
            if status != NOT_KEPT:
                break
            self.counted["brought_again"] += 1
            await asyncio.sleep(PAUSE)
            status = await self.send(request)
        return status

    async def kept(self) -> int:
        """How many updates there are, and accounts that they made known."""

        def count(connection: Connection) -> int:
            found = 0
            for table in (inbox_table, person_table):
                counted = connection.execute(select(func.count()).select_from(table))
                found += int(counted.scalar_one())
            return found

        return await self.set_up.world.office.database.read(count)


async def _drill(folder: Path, size: Size, seed: int, shown: bool) -> tuple[Figures, Wrong]:
    async with (
        stage(folder, STARTS, webhooks=True) as set_up,
        aiohttp.ClientSession() as http,
    ):
        therapist = await set_up.therapist(0)
        await set_up.world.start()
        await set_up.world.settle()
        portal = set_up.world.portal
        if portal is None or portal.gate is None:
            raise RuntimeError("the portal does not listen")
        scenery = _Scenery(set_up, random.Random(seed), http, portal.gate.url, therapist.id)
        bar = Bar(NAME, size.forged + size.replayed, shown=shown)
        await _forge(scenery, size.forged, bar)
        await _replay(scenery, size.replayed, bar, size.forged)
        await _guess(scenery, therapist.name)
        await _race(scenery, therapist.name)
        bar.end()
        return _figures(scenery.counted)


def _figures(counted: Counter[str]) -> tuple[Figures, Wrong]:
    figures: dict[str, Figure] = {
        each: counted[each]
        for each in (
            *("forged", "forged_accepted", "forged_kept", "genuine", "genuine_refused"),
            *("brought_again", "replayed", "done_again", "links_tried", "links_opened", "answers"),
            *("tries_beyond_the_limit", "opened_beyond_the_limit"),
            *("redemptions", "won", "people_at_once", "joined"),
        )
    }
    zero = (
        *("forged_accepted", "forged_kept", "genuine_refused", "done_again"),
        *("links_opened", "opened_beyond_the_limit"),
    )
    once = {each: counted[each] == 1 for each in ("won", "joined", "answers")}
    return figures, (*above_zero(figures, zero), *not_so(once))


# --- forged ---


def _forgeries(scenery: _Scenery) -> tuple[Callable[[], _Request], ...]:
    """What somebody sends who knows everything but the secrets."""
    real = secret_of(WEBHOOK_SECRET, scenery.practice, CLIENTS)
    other_bot = secret_of(WEBHOOK_SECRET, scenery.practice, GROUPS)
    other_practice = secret_of(WEBHOOK_SECRET, str(new_id()), CLIENTS)

    def signed_for_another_body() -> _Request:
        genuine = scenery.slack(SLACK_SIGNING_SECRET)
        return _Request(genuine.path, genuine.body + b"&more=1", genuine.headers)

    def moved_in_time() -> _Request:
        genuine = scenery.slack(SLACK_SIGNING_SECRET)
        stamp = str(int(genuine.headers["X-Slack-Request-Timestamp"]) + 1)
        return _Request(
            genuine.path, genuine.body, genuine.headers | {"X-Slack-Request-Timestamp": stamp}
        )

    def unsigned() -> _Request:
        genuine = scenery.slack(SLACK_SIGNING_SECRET)
        return _Request(genuine.path, genuine.body, {"Content-Type": "application/json"})

    return (
        lambda: scenery.telegram(None),
        lambda: scenery.telegram(""),
        lambda: scenery.telegram(WEBHOOK_SECRET),
        lambda: scenery.telegram(secrets.token_urlsafe(32)),
        lambda: scenery.telegram(real[:-1]),
        lambda: scenery.telegram(real.swapcase()),
        lambda: scenery.telegram(other_bot),
        lambda: scenery.telegram(other_practice),
        lambda: scenery.telegram(real, bot="nobody"),
        lambda: scenery.slack(secrets.token_hex(16)),
        lambda: scenery.slack(""),
        lambda: scenery.slack(SLACK_SIGNING_SECRET, at=scenery.set_up.now() - OLD),
        lambda: scenery.slack(SLACK_SIGNING_SECRET, at=scenery.set_up.now() + OLD),
        signed_for_another_body,
        moved_in_time,
        unsigned,
    )


async def _forge(scenery: _Scenery, forged: int, bar: Bar) -> None:
    before = await scenery.kept()
    makers = _forgeries(scenery)
    for start in range(0, forged, AT_ONCE):
        some = range(start, min(start + AT_ONCE, forged))
        statuses = await asyncio.gather(
            *(scenery.send(makers[number % len(makers)]()) for number in some)
        )
        scenery.counted["forged"] += len(statuses)
        scenery.counted["forged_accepted"] += sum(status < 400 for status in statuses)
        bar.at(start, "forged")
    await scenery.set_up.world.settle()
    scenery.counted["forged_kept"] = await scenery.kept() - before


# --- replayed ---


async def _replay(scenery: _Scenery, replayed: int, bar: Bar, done: int) -> None:
    """Genuine requests, each once more at once and once more when it is old."""
    real = secret_of(WEBHOOK_SECRET, scenery.practice, CLIENTS)
    recorded: list[_Request] = []
    for start in range(0, replayed, AT_ONCE):
        some = [
            scenery.telegram(real) if number % 2 else scenery.slack(SLACK_SIGNING_SECRET)
            for number in range(start, min(start + AT_ONCE, replayed))
        ]
        statuses = await asyncio.gather(*(scenery.bring(each) for each in some))
        scenery.counted["genuine"] += len(some)
        scenery.counted["genuine_refused"] += sum(status != 200 for status in statuses)
        recorded += some
        bar.at(done + start, "replayed")
    await scenery.set_up.world.settle()
    before = await scenery.kept()
    await _again(scenery, recorded)
    scenery.set_up.world.clock.jump(scenery.set_up.now() + OLD)
    await _again(scenery, recorded)
    await scenery.set_up.world.settle()
    scenery.counted["done_again"] = await scenery.kept() - before


async def _again(scenery: _Scenery, recorded: list[_Request]) -> None:
    for start in range(0, len(recorded), AT_ONCE):
        await asyncio.gather(*(scenery.send(each) for each in recorded[start : start + AT_ONCE]))
    scenery.counted["replayed"] += len(recorded)


# --- guessed ---


def _answer(person: Person) -> str:
    """The newest words of the bot, without what tells one message from another."""
    said = [each.text for each in person.chat(BOT) if each.from_bot]
    return hashlib.sha256(said[-1].encode()).hexdigest() if said else ""


async def _guess(scenery: _Scenery, therapist: str) -> None:
    """Wrong, used and expired links read alike; after too many no right one is looked at."""
    set_up = scenery.set_up
    used, expired = await set_up.guest(1, therapist, {}), await set_up.guest(2, therapist, {})
    await _join(scenery, used)
    set_up.world.clock.jump(set_up.now() + invitations.VALID_FOR)
    good = await set_up.guest(3, therapist, {})
    answers: set[str] = set()
    for number in range(GUESSERS):
        person = set_up.telegram.add_person(f"Guesser {number}", "en")
        links = [used.link, expired.link]
        links += [
            f"https://t.me/{BOT}?start={secrets.token_urlsafe(16)}"
            for _ in range(invitations.WRONG_LINKS - len(links))
        ]
        for link in links:
            person.open_link(link)
            await set_up.world.settle()
            answers.add(_answer(person))
            scenery.counted["links_tried"] += 1
            scenery.counted["links_opened"] += _is_asked(person)
        person.open_link(good.link)
        await set_up.world.settle()
        answers.add(_answer(person))
        scenery.counted["tries_beyond_the_limit"] += 1
        scenery.counted["opened_beyond_the_limit"] += _is_asked(person)
    scenery.counted["answers"] = len(answers)


async def _join(scenery: _Scenery, guest: Guest) -> None:
    guest.person.open_link(guest.link)
    await scenery.set_up.world.settle()
    guest.person.tap(BOT, "I agree")
    await scenery.set_up.world.settle()


def _is_asked(person: Person) -> bool:
    """Whether somebody is asked for consent: a link was good."""
    return any(
        button.data == "join:agree"
        for message in person.chat(BOT)
        for row in message.buttons
        for button in row
    )


# --- raced ---


async def _race(scenery: _Scenery, therapist: str) -> None:
    """One invitation, used by many at once: in the store itself, and by people with telephones."""
    set_up = scenery.set_up
    database, memory, now = set_up.world.office.database, set_up.memory, set_up.now()
    guest = await set_up.guest(4, therapist, {})
    secret = guest.link.partition("=")[2]
    found = await database.read(invitations.valid, memory, secret_hash(secret), now)
    if found is None:
        raise RuntimeError("a new invitation is not valid")
    won = await asyncio.gather(
        *(database.write(invitations.redeem, memory, found.id, now) for _ in range(REDEMPTIONS))
    )
    scenery.counted["redemptions"] = len(won)
    scenery.counted["won"] = sum(each is not None for each in won)
    other = await set_up.guest(5, therapist, {})
    people = [set_up.telegram.add_person(f"Racer {each}", "en") for each in range(PEOPLE_AT_ONCE)]
    for person in people:
        person.open_link(other.link)
    await set_up.world.settle()
    for person in people:
        person.tap(BOT, "I agree")
    await set_up.world.settle()
    scenery.counted["people_at_once"] = len(people)
    scenery.counted["joined"] = await database.read(_joined, other)


def _joined(connection: Connection, guest: Guest) -> int:
    """How many accounts are this client's."""
    counted = select(func.count()).where(person_table.c.client == guest.id)
    return int(connection.execute(counted).scalar_one())
