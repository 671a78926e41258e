"""The stage of a drill: a Telegram and a Slack that write down everything, and a made-up practice.

The two servers are the record from outside: what they were told, what they handed out and what was
confirmed to them is compared with what the database holds.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy import Connection

from care.consent import CONSENT_VERSION, Purpose
from care.people import ClientId, ClientStatus, PracticeId
from care.plan import PlannedCheckIn
from conversations.envelopes import CLIENTS
from portal.commands import client_invite, practice_create, therapist_add
from portal.sandboxed import BOT, MADE_UP_LINES, PRACTICE, Sandboxed, sandboxed
from portal.settings import PREFIX, LogLevel
from questionnaires.catalogue import instrument
from sandbox.slack.person import Person as SlackPerson
from sandbox.slack.server import SlackServer
from sandbox.telegram import Person, TelegramServer
from store import check_ins, episodes, people, practices
from store.check_ins import CheckInState
from store.memory import Memory

ZONE = "Europe/Berlin"
RETRIES = (0.2, *[1.0] * 60)
ALWAYS = "mon-sun 00:00-24:00"


class Engine(StrEnum):
    """The two databases that the portal keeps its memory in."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One check-in that a robot may fill in."""

    token: str
    instrument: str


@dataclass(frozen=True, slots=True)
class Guest:
    """A made-up client: a telephone, an invitation, and check-ins of the days before."""

    id: ClientId
    code: str
    person: Person
    link: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A made-up client who has joined."""

    id: ClientId
    code: str
    person: Person
    account: UUID


class Stage:
    """Everything around the portal."""

    def __init__(self, world: Sandboxed, practice: PracticeId, folder: Path) -> None:
        self.world = world
        self.memory = world.office.memory(practice)
        self.groups = world.office.groups(practice)
        self.folder = folder
        # The drill is about faults, not about the platforms' own pace.
        for bot in world.telegram.world.bots.values():
            bot.rates.lifted = True
        world.slack.state.limited = False
        # Slack repeats an event at once, after a minute and after five; nobody waits for that here.
        world.slack.courier.retry_delays = RETRIES

    @property
    def telegram(self) -> TelegramServer:
        return self.world.telegram

    @property
    def slack(self) -> SlackServer:
        return self.world.slack

    def now(self) -> datetime:
        return self.world.clock.now()

    def environ(self) -> Mapping[str, str]:
        """The settings of a `portal run` that plays on this stage."""
        given = self.world.settings.model_dump(exclude_none=True)
        return {
            PREFIX + name.upper(): _plain(value)
            for name, value in {**given, "log_level": LogLevel.WARNING}.items()
        }

    async def therapist(self, number: int) -> SlackPerson:
        """One more therapist of the practice."""
        name, user_id = f"Therapist {number}", f"U0T{number:03}"
        self.slack.add_person(name, user_id=user_id, tz=ZONE)
        await therapist_add(self.world.office, name=name, slack_user=user_id)
        return self.world.slack_person(user_id)

    async def guest(self, number: int, therapist: str, days: Mapping[str, int]) -> Guest:
        """One more client, with check-ins of so many days ago that are still welcome."""
        # The bot is known here: to ask for its name again and again would take the longest.
        office = replace(self.world.office, bot_username=_username)
        invited = await client_invite(office, therapist=therapist)
        code, database = str(invited["client"]), self.world.office.database
        found = await database.read(people.client_coded, self.memory, code)
        if found is None:
            raise RuntimeError("an invited client cannot be found")
        sheets = await database.write(_older, self.memory, found.id, days, self.now())
        person = self.telegram.add_person(f"Guest {number}", "en")
        return Guest(found.id, code, person, str(invited["link"]), sheets)

    async def client(self, number: int, therapist: str, at: str) -> Member:
        """One more client, who has joined and is asked every day at this time."""
        guest = await self.guest(number, therapist, {})
        # The bot may write to whoever has opened its chat once.
        guest.person.chat(BOT)
        account = await self.world.office.database.write(
            join, self.memory, guest.id, str(guest.person.id), at, self.now()
        )
        return Member(guest.id, guest.code, guest.person, account)


def _plain(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


async def _username(_practice: PracticeId) -> str:
    return BOT


def _older(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    days: Mapping[str, int],
    now: datetime,
) -> tuple[Sheet, ...]:
    """Makes check-ins of earlier days that were missed and may still be answered."""
    found: list[tuple[UUID, Sheet]] = []
    for plan in check_ins.plans(connection, memory, client):
        for ago in range(days.get(plan.instrument, 0), 0, -1):
            date = now.date() - timedelta(days=ago)
            asked = PlannedCheckIn(
                date, 0, now - timedelta(hours=2), None, now - timedelta(minutes=1)
            )
            check_ins.materialise(connection, memory, plan, [asked])
            made = check_ins.on_date(connection, memory, plan.id, date)
            if made is None:
                raise RuntimeError("a check-in was not made")
            check_ins.move(connection, memory, made, CheckInState.MISSED, None, finished_at=now)
            found.append((made.id, Sheet(made.token, made.instrument)))
    return tuple(sheet for _, sheet in sorted(found, key=lambda each: each[0]))


def join(
    connection: Connection, memory: Memory, client: ClientId, address: str, at: str, now: datetime
) -> UUID:
    """What joining in the chat comes to."""
    account = people.new_account(CLIENTS, locale="en")
    people.add_account(connection, memory, account, address, now)
    people.become_client(connection, memory, account, address, client)
    people.give_consent(connection, memory, client, Purpose, CONSENT_VERSION, now)
    people.change_client(
        connection, memory, client, status=ClientStatus.ACTIVE.value, check_in_at=at
    )
    episodes.open_episode(connection, memory, client, now)
    for plan in check_ins.plans(connection, memory, client):
        if plan.instrument == "pulse":
            check_ins.change_plan(connection, memory, plan.id, active=True, plan_again_at=now)
    return account.id


def items(sheet: Sheet) -> int:
    """How many questions it has."""
    return len(instrument(sheet.instrument).items)


@asynccontextmanager
async def stage(
    folder: Path,
    starts: datetime,
    database_url: str | None = None,
    *,
    webhooks: bool = False,
    groups: bool = False,
) -> AsyncIterator[Stage]:
    """The servers up and a practice that is read round the clock, without anybody in it."""
    async with sandboxed(
        folder, starts, database_url=database_url, webhooks=webhooks, groups=groups
    ) as world:
        await practice_create(
            world.office,
            name=PRACTICE,
            zone_name=ZONE,
            working_hours=ALWAYS,
            urgent_hours=ALWAYS,
            emergency="000 (made up)",
            lines=MADE_UP_LINES,
            verified_by="the drill",
        )
        [practice] = await world.office.database.read(practices.every)
        if webhooks:
            # What somebody enters on the pages of the Slack app.
            [app] = world.slack.state.workspace.apps
            app.request_url = f"{world.settings.public_url}/slack/{practice.id}/events"
        yield Stage(world, practice.id, folder)
