"""A house: one practice being served, with its desk, its rounds and its crisis card."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from care.local_time import local_date, zone
from care.practice import Practice
from conversations.envelopes import GROUPS, Arrived, Inbound, Shown
from conversations.flows import (
    answering,
    appointing,
    assigning,
    discharging,
    known,
    marking,
    rules,
    schedules,
    shelving,
    triage,
    workplace,
)
from conversations.turn import Form, Submitted
from conversations.wording import wording
from portal import crisis_file
from portal.clock import Clock
from portal.crisis_file import CrisisEntry, CrisisFileTrouble
from portal.delivery import Delivery
from portal.desk import Desk, Parser
from portal.home_deeds import republish
from portal.homework_files import Fetch, FileDesk
from portal.office import Office
from portal.pin_desk import PinDesk
from portal.rescuing import rescued
from portal.rounds import Rounds
from portal.scene import ComparePins, DirectAct, FetchFiles
from store import groups, scales
from store.outbox import Carrier

if TYPE_CHECKING:
    from portal.gate import Gate

Act = Callable[[DirectAct], Awaitable[None]]


class House:
    """Everything of one practice that is there whether or not its bots are connected."""

    def __init__(
        self, office: Office, practice: Practice, clock: Clock, delivery: Delivery, carrier: Carrier
    ) -> None:
        self.practice = practice
        self._database = office.database
        self._clock = clock
        self.memory = office.memory(practice.id)
        self.groups = office.groups(practice.id)
        self.parsers: dict[str, Parser] = {}
        """Of the bots that this process serves just now."""
        self._group_parsers: dict[str, Parser] = {}
        self.acts: dict[str, Act] = {}
        self.gate: Gate | None = None
        """Where platforms call this process, if they do."""
        self._crisis_cards = office.crisis_cards
        # Read once, at start: from here on the card needs neither database nor key.
        self._card = crisis_file.load(office.crisis_cards)[practice.id]
        self.desk = Desk(
            office.database,
            self.memory,
            self.parsers,
            clock,
            carrier=carrier,
            hand_over=delivery.hand_over,
            fill_early=delivery.fill_early,
            direct=self._act,
            record_at=self.record_at,
        )
        # It is handed the groups' ring alone, and so opens nothing of a client's record.
        self.group_desk = Desk(
            office.database,
            self.groups,
            self._group_parsers,
            clock,
            carrier=carrier,
            hand_over=delivery.hand_over,
            direct=self._act,
        )
        self.desks = (self.desk, self.group_desk)
        self.pins = PinDesk(office.database, self.memory, self.desk)
        self.fetch: Fetch | None = None
        """Gets a file from where clients send it, while this process serves their bot."""
        self.files = FileDesk(
            office.database, self.memory, clock, lambda: self.fetch, wake=delivery.wake
        )
        self.rounds = Rounds(
            office.database,
            self.memory,
            clock,
            carrier=carrier,
            hand_over=delivery.hand_over,
            anchors=office.anchors,
            copies_kept=office.copies_kept,
            erased=office.erased,
        )

    def record_at(self) -> str | None:
        """Where this practice's therapists reach the record page; None when that is nowhere."""
        return self.gate.record_at(str(self.practice.id)) if self.gate is not None else None

    async def read_scales(self, practice: Practice) -> None:
        """Takes up what the practice can ask: from then on a critical answer needs no database."""
        if practice.scales != self.memory.scales.changed:
            await self._database.read(scales.library, self.memory, practice.scales)

    async def prepare_groups(self) -> None:
        """Makes what the groups' ring needs, where this practice is older than its groups."""
        await self._database.write(groups.ensure_keys, self.groups, self._clock.now())

    def desk_of(self, bot: str) -> Desk:
        """The desk that handles what this bot hears."""
        return self.group_desk if bot == GROUPS else self.desk

    def parsers_of(self, bot: str) -> dict[str, Parser]:
        """The parsers of that desk."""
        return self._group_parsers if bot == GROUPS else self.parsers

    def receiver(self, bot: str) -> Callable[[Sequence[Arrived]], Awaitable[None]]:
        """Keeps what arrives for this bot."""

        async def receive(arrived: Sequence[Arrived]) -> None:
            await self.desk_of(bot).receive(bot, arrived)

        return receive

    def rescue(self, inbound: Inbound) -> Shown | None:
        """The crisis card when inbox or desk are away: from the card in memory, nothing else."""
        return rescued(inbound, self._newest_card, self.memory.scales.library)

    def _newest_card(self) -> CrisisEntry:
        # Numbers that were changed meanwhile stand in the file; without it, those read at start.
        with suppress(CrisisFileTrouble, KeyError):
            self._card = crisis_file.load(self._crisis_cards)[self.practice.id]
        return self._card

    def problems(self, submitted: Submitted) -> Mapping[str, str]:
        """What keeps a form from being taken, in the practice's language; needs no database."""
        words = wording(self.practice.locale)
        if submitted.form == Form.AWAY:
            found = workplace.problems(submitted.values, self._clock.now())
        elif submitted.form in assigning.FORMS:
            today = local_date(self._clock.now(), zone(self.practice.zone))
            found = assigning.problems(submitted.form, submitted.values, today)
        elif submitted.form in appointing.FORMS:
            here = zone(self.practice.zone)
            now = self._clock.now()
            found = appointing.problems(submitted.form, submitted.values, now, here)
        elif submitted.form == Form.MOMENT:
            today = local_date(self._clock.now(), zone(self.practice.zone))
            found = marking.problems(submitted.values, today)
        elif submitted.form == Form.ANSWER:
            found = answering.problems(submitted.values)
        elif submitted.form == Form.KNOWN:
            here = zone(self.practice.zone)
            found = known.problems(submitted.values, self._clock.now(), here)
        elif submitted.form == Form.RULE:
            library = self.memory.scales.library
            found = rules.problems(submitted.about, submitted.values, library)
        elif submitted.form == Form.SCHEDULE:
            found = schedules.problems(submitted.values)
        elif submitted.form in discharging.FORMS:
            found = discharging.problems(submitted.values)
        elif submitted.form == Form.SHELF:
            found = shelving.problems(submitted.values)
        else:
            found = triage.problems(submitted.form, submitted.values)
        return {name: words.say(line.key, line.args) for name, line in found.items()}

    async def show_homes_anew(self) -> None:
        """Publishes the Homes that were opened, after the connection to Slack was away."""
        await republish(self._database, self.memory, self._clock)

    async def _act(self, bot: str, what: DirectAct) -> None:
        if isinstance(what, ComparePins):
            await self.pins.work()
            return
        if isinstance(what, FetchFiles):
            await self.files.work()
            return
        act = self.acts.get(bot)
        if act is not None:
            await act(what)
