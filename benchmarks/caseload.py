"""A made-up practice with many clients, for measurements: nobody in it exists."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from care.consent import CONSENT_VERSION, Purpose
from care.crisis import CrisisContacts, CrisisLine
from care.local_time import Hours
from care.people import ClientId, ClientStatus, PictureChoice, PracticeId, Role, StaffId
from care.plan import PlannedCheckIn
from care.practice import Practice
from care.schedule import Every
from conversations.envelopes import CLIENTS, THERAPISTS, Place
from conversations.flows import checkin
from questionnaires.catalogue import instrument
from store import check_ins, episodes, inbox, outbox, people, practices
from store.check_ins import CheckInState, Plan
from store.database import Database
from store.ids import new_id
from store.key_file import KEY_BYTES, Kek, KekState, Ring, RingName
from store.memory import Memory
from store.people import Client, Member, Person
from store.vault import Vault

ZONE = "Europe/Berlin"
BEGINS = date(2026, 1, 5)
OPEN_FOR = timedelta(days=7)


class Caseload:
    """One practice in a database, and the accounts of its clients by their Telegram ids."""

    def __init__(self, database: Database, addresses: range, now: datetime) -> None:
        ring = Ring(
            RingName.CLIENTS,
            (Kek(1, KekState.PRIMARY, bytes(range(KEY_BYTES))),),
            bytes(range(1, KEY_BYTES + 1)),
        )
        self.database = database
        self.practice = PracticeId(new_id())
        self.memory = Memory(
            self.practice, Vault(ring, cached_owners=max(4096, 2 * len(addresses)))
        )
        self._addresses = addresses
        self._now = now
        self._therapist = StaffId(new_id())
        self._days = 0
        self.accounts: dict[int, Person] = {}
        self._plans: dict[tuple[int, str], Plan] = {}

    async def furnish(self) -> None:
        """Makes the practice, its therapist and its clients, who have all agreed and joined."""
        await self.database.write(self._furnish)

    def _furnish(self, connection: Connection) -> None:
        memory, now = self.memory, self._now
        hours = Hours.parse("mon-fri 09:00-17:00")
        always = Hours.parse("mon-sun 00:00-24:00")
        practices.add(
            connection,
            Practice(
                self.practice,
                f"Harbour Practice {self.practice.hex[-6:]}",
                "en",
                ZONE,
                "#2f6f6d",
                hours,
                always,
                CrisisContacts("000 (made up)", (CrisisLine("Made-up line", "+00 000 01"),)),
            ),
            now,
        )
        for owner in (memory.house(), *(inbox.bot_owner(memory, b) for b in (CLIENTS, THERAPISTS))):
            memory.new_key(connection, owner, now)
        roles = frozenset({Role.THERAPIST})
        people.add_member(
            connection, memory, Member(self._therapist, "Mira Winter", roles, "en", True), now
        )
        for number, address in enumerate(self._addresses):
            self._add_client(connection, number, address)

    def _add_client(self, connection: Connection, number: int, address: int) -> None:
        memory, now = self.memory, self._now
        client = Client(
            ClientId(new_id()),
            f"quiet-harbor-{number}",
            ClientStatus.ACTIVE,
            self._therapist,
            "en",
            ZONE,
            "19:30",
            # Asked for at the end of a first questionnaire; who has chosen gets one reply a tap.
            PictureChoice.NEVER,
            None,
            False,
            False,
            None,
            now,
            # And was asked to agree to these texts.
            asked_version=CONSENT_VERSION,
        )
        people.add_client(connection, memory, client)
        people.give_consent(connection, memory, client.id, Purpose, CONSENT_VERSION, now)
        episodes.open_episode(connection, memory, client.id, now)
        account = people.new_account(CLIENTS, locale="en")
        people.add_account(connection, memory, account, str(address), now)
        self.accounts[address] = people.become_client(
            connection, memory, account, str(address), client.id
        )
        for code in ("pulse", "phq9", "gad7"):
            version = instrument(code).version
            plan = Plan(new_id(), client.id, code, version, Every.DAY, BEGINS, True, None)
            check_ins.add_plan(connection, memory, plan, None)
            self._plans[address, code] = plan

    async def open(self, code: str) -> dict[int, str]:
        """Opens one check-in for every client, asked in a message that stands; its tokens."""
        day = BEGINS + timedelta(days=self._days)
        self._days += 1
        return await self.database.write(self._open, code, day)

    def _open(self, connection: Connection, code: str, day: date) -> dict[int, str]:
        memory, now = self.memory, self._now
        found = PlannedCheckIn(day, 0, now, None, datetime.now(UTC) + OPEN_FOR)  # noqa: TID251
        tokens = {}
        for address, account in self.accounts.items():
            plan = self._plans[address, code]
            check_ins.materialise(connection, memory, plan, [found])
            row = check_ins.on_date(connection, memory, plan.id, day)
            assert row is not None
            check_ins.move(connection, memory, row, CheckInState.OPEN, row.expires_at)
            tokens[address] = row.token
            place = Place("", "4711")
            slot = checkin.slot(row.token)
            outbox.keep_places(connection, self.practice, {(account.id, slot): place}, now)
        return tokens
