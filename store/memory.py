"""What store functions that seal are given: the vault of one ring, for one practice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection

from care.people import ClientId, PracticeId
from care.rule_settings import RuleSettings
from care.workflows import Kept
from conversations.flows.checkin import CheckIn
from questionnaires.library import Library, shipped
from store import data_keys
from store.ids import new_id
from store.key_file import RingName
from store.vault import Owner, OwnerKind, Vault


@dataclass(slots=True)
class Scales:
    """The scales of a practice as they were read last: good while no database can be asked."""

    changed: UUID | None = None
    library: Library = field(default_factory=shipped)


@dataclass(slots=True)
class Rules:
    """What is set about alert rules, as it was read last."""

    changed: UUID | None = None
    settings: RuleSettings = field(default_factory=RuleSettings)


@dataclass(slots=True)
class Workflows:
    """The workflows of a practice, as they were read last."""

    changed: UUID | None = None
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """One practice's sealed memory in one ring; it never opens a key of another ring."""

    practice: PracticeId
    vault: Vault
    ring: RingName = RingName.CLIENTS
    chain: UUID = field(default_factory=new_id)
    """Behind which chain of the audit this process writes for this practice and ring."""
    scales: Scales = field(default_factory=Scales, compare=False, repr=False)
    rules: Rules = field(default_factory=Rules, compare=False, repr=False)
    workflows: Workflows = field(default_factory=Workflows, compare=False, repr=False)
    check_ins: dict[tuple[str, bytes], CheckIn] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Where check-ins stand that were sealed here last, by their place and what is kept there."""
    bodies: dict[bytes, tuple[Owner, UUID, bytes]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What was sealed into the inbox here and not handled yet, by what stands there: under whose
    key, in which row, and the update. The desk forgets it when nothing waits."""

    def client(self, client: ClientId | UUID) -> Owner:
        """The owner of what a client wrote and answered."""
        return _owner(self.practice.int, OwnerKind.CLIENT, client.int)

    def house(self) -> Owner:
        """The owner of what belongs to the practice: names of staff, people not yet clients."""
        return _owner(self.practice.int, OwnerKind.PRACTICE, self.practice.int)

    def group(self, group: UUID) -> Owner:
        """The owner of what belongs to a therapy group; it stands in the groups' ring."""
        return _owner(self.practice.int, OwnerKind.GROUP, group.int)

    def bot(self, bot: UUID) -> Owner:
        """The owner of what has arrived for a bot and is not parsed yet: its inbox key."""
        return _owner(self.practice.int, OwnerKind.BOT, bot.int)

    def open_clients(self, connection: Connection, clients: Iterable[ClientId | UUID]) -> None:
        """Makes ready to seal and open for these clients and for the practice."""
        owners = [self.house(), *(self.client(each) for each in clients)]
        data_keys.open_for(connection, self.vault, self.ring, owners)

    def open_groups(self, connection: Connection, groups: Iterable[UUID]) -> None:
        """Makes ready to seal and open for these groups and for the practice."""
        owners = [self.house(), *(self.group(each) for each in groups)]
        data_keys.open_for(connection, self.vault, self.ring, owners)

    def new_key(self, connection: Connection, owner: Owner, now: datetime) -> None:
        """Makes the data key of a new owner."""
        data_keys.make(connection, self.vault, self.ring, owner, now)


@lru_cache(maxsize=8192)
def _owner(practice: int, kind: OwnerKind, owner: int) -> Owner:
    # Found by numbers: it is asked for several times a tap, and the hash of an id is slow.
    return Owner(UUID(int=practice), kind, UUID(int=owner))
