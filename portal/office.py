"""What commands work with, and how they find the practice and the client that are meant."""

import os
import pwd
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from care.access import OPERATOR, Who
from care.people import PracticeId
from care.practice import Practice
from portal import crisis_file
from portal.clock import Clock
from portal.crisis_file import CrisisEntry
from portal.erased_file import ErasedFile
from store import erasures, people, practices
from store.anchors import AnchorFile
from store.database import Database
from store.ids import new_id
from store.key_file import RingName
from store.key_provider import KeyProvider
from store.memory import Memory
from store.people import Client
from store.vault import Vault


class NotPossible(Exception):
    """A command that cannot be carried out; the text says why and what to do next."""


class NotYet(NotPossible):
    """What may be possible in a moment, without anybody doing anything."""


async def _no_groups(_: PracticeId) -> str | None:
    return None


def _nobody_waits(_done: int, _whole: int) -> None:
    """Nobody looks on."""


def account_name(uid: int | None = None) -> str:
    """The name of an account of this machine: this process's, or another's by its number."""
    number = os.getuid() if uid is None else uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid {number}"


@dataclass(frozen=True, slots=True)
class Office:
    """What commands work with."""

    database: Database
    keys: KeyProvider
    clock: Clock
    crisis_cards: Path
    bot_username: Callable[[PracticeId], Awaitable[str]]
    group_bot_username: Callable[[PracticeId], Awaitable[str | None]] = _no_groups
    """None where the practice has no groups' bot yet."""
    anchors: AnchorFile | None = None
    """Where the ends of the audit are anchored, if the settings name a place."""
    copies_kept: timedelta | None = None
    """For how long copies of the database are kept, where the settings say it."""
    erased: ErasedFile | None = None
    """Where it is kept outside the database who was erased."""
    operator: str = field(default_factory=account_name)
    """Who gives commands: the account at this machine."""
    who: frozenset[Who] = OPERATOR
    """As what they do so."""
    progress: Callable[[int, int], None] = _nobody_waits
    """Told how much of a long command is done, of how much; from any thread."""
    _chains: dict[tuple[PracticeId, RingName], UUID] = field(default_factory=dict, repr=False)

    def memory(self, practice: PracticeId) -> Memory:
        """The sealed memory of one practice, in the clients' ring."""
        return self._memory(practice, RingName.CLIENTS)

    def groups(self, practice: PracticeId) -> Memory:
        """The sealed memory of one practice's groups; it opens nothing of a client's record."""
        return self._memory(practice, RingName.GROUPS)

    def _memory(self, practice: PracticeId, ring: RingName) -> Memory:
        # Desks, rounds and commands of this process write behind the same chain of the audit.
        chain = self._chains.setdefault((practice, ring), new_id())
        return Memory(practice, self.vault(ring), ring, chain)

    def vault(self, ring: RingName) -> Vault:
        """A vault of one ring, which takes up what a rotation makes of it meanwhile."""
        return Vault(self.keys.ring(ring), renewed=partial(self.keys.renewed, ring))


async def practice_of(office: Office, name: str | None) -> Practice:
    """The practice of this name, or the only one there is."""
    found = await office.database.read(practices.every)
    if not found:
        raise NotPossible("There is no practice yet. Make one: portal practice create --help")
    known = ", ".join(each.name for each in found)
    if name is not None:
        # As it is written, before however it is cased.
        for cased in (str, str.casefold):
            for each in found:
                if cased(each.name) == cased(name.strip()):
                    return each
        raise NotPossible(f"There is no practice named {name}. There are: {known}")
    if len(found) > 1:
        raise NotPossible(f"Say which practice with --practice. There are: {known}")
    return found[0]


async def client_of(office: Office, memory: Memory, code: str) -> Client:
    """The client of this code."""
    found = await office.database.read(people.client_coded, memory, plain_code(code))
    if found is None:
        raise NotPossible(f"There is no client {code}. portal client list shows the codes.")
    return found


def plain_code(typed: str) -> str:
    """A code as it is kept, from how it was heard or read: "Quiet Harbor" is quiet-harbor."""
    return "-".join(typed.lower().replace("-", " ").split())


async def write_cards(office: Office) -> None:
    """Writes the crisis cards of all practices to their file, which needs no database."""
    found = await office.database.read(practices.every)
    entries = {
        each.id: CrisisEntry(each.name, each.locale, each.contacts)
        for each in found
        if each.contacts is not None
    }
    crisis_file.write(office.crisis_cards, entries)


async def write_erased(office: Office) -> None:
    """Keeps outside the database who was erased, so that no backup brings them back."""
    if office.erased is not None:
        for practice in await office.database.read(practices.every):
            found = await office.database.read(erasures.tombstones, office.memory(practice.id))
            office.erased.add(found)
