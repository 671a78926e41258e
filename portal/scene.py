"""What effects are made true in: one transaction, one instant, and what has to follow it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal, TypeAlias
from uuid import UUID

from sqlalchemy import Connection

from care.access import STRANGER, Who
from care.audit import Act, Action, ActorRole, Kind
from care.budget import Permit
from care.consent import Purpose
from care.people import ClientId, PracticeId, StaffId
from care.practice import Practice
from conversations.contents import Content, Lane, Line, Sentences
from conversations.envelopes import CLIENTS, THERAPISTS, Inbound, Place, ShownWindow
from conversations.record_steps import ShownLink
from conversations.showing import ShownForm
from conversations.talk import Outcome
from questionnaires.library import Library
from store import escalation, outbox, people, practices, relations, scales
from store.check_ins import Answered
from store.escalation import Absence
from store.memory import Memory
from store.outbox import Letter
from store.people import Client, Member, Person
from store.talks import Saved


@dataclass(frozen=True, slots=True)
class AnswerTap:
    """Tell the platform that a press was heard, with a word beside the button or none."""

    ref: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ShowForm:
    """Open a form; the trigger lives three seconds."""

    trigger: str
    form: ShownForm


@dataclass(frozen=True, slots=True)
class RefillForm:
    """Replace an open form by the same with other contents."""

    view: str
    form: ShownForm


@dataclass(frozen=True, slots=True)
class ShowCard:
    """The crisis card from memory, while desk and outbox cannot work."""

    to: Inbound


@dataclass(frozen=True, slots=True)
class ShowLink:
    """Open a window with a link in it; the trigger lives three seconds."""

    trigger: str
    link: ShownLink


@dataclass(frozen=True, slots=True)
class ShowWindow:
    """Open a list in a window; the trigger lives three seconds."""

    trigger: str
    window: ShownWindow


@dataclass(frozen=True, slots=True)
class RefillWindow:
    """Show an open list as it stands now."""

    view: str
    window: ShownWindow


@dataclass(frozen=True, slots=True)
class ComparePins:
    """Digits wait to be compared; they stand in a row, so this carries no promise either."""


@dataclass(frozen=True, slots=True)
class FetchFiles:
    """Files wait to be fetched and looked at; they stand in rows, so this carries no promise."""


AskedLane: TypeAlias = Literal[Lane.CRISIS, Lane.REPLY, Lane.THERAPIST, Lane.DIGEST]
"""Every lane but that of what a client is written unasked."""

DirectAct: TypeAlias = (
    AnswerTap
    | ShowForm
    | RefillForm
    | ShowCard
    | ShowLink
    | ShowWindow
    | RefillWindow
    | ComparePins
    | FetchFiles
)


@dataclass
class Scene:
    """One transaction of the desk or of a round, for one practice."""

    connection: Connection
    memory: Memory
    now: datetime
    letters: list[Letter] = field(default_factory=list)
    talks: list[Saved] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    completed: list[UUID] = field(default_factory=list)
    """Check-ins of which the last item was answered just now."""
    direct: list[tuple[str, DirectAct]] = field(default_factory=list)
    turns: list["Taken"] = field(default_factory=list)
    """The turns that were taken, while somebody wants to be told of them."""
    acts: list[Act] = field(default_factory=list)
    """What staff have done, for the audit."""
    readers: dict[UUID, StaffId] = field(default_factory=dict)
    """Which accounts that letters go to are staff's."""
    record_at: str | None = None
    """Where therapists reach the record page; None when that is nowhere."""
    sent_ahead: Callable[[], tuple[Letter, ...]] = tuple
    """Tells of letters that were sent to the database ahead of the others."""
    consents: dict[ClientId, frozenset[Purpose]] = field(default_factory=dict)
    """What clients agree to, as far as it was asked; `portal.agreed` asks."""
    senders: dict[tuple[str, str], bytes] = field(default_factory=dict)
    """The blind indexes of those whose updates are handled, by bot and address."""
    _clients: dict[ClientId, Client] = field(default_factory=dict)
    _accounts: dict[tuple[str, object], Person | None] = field(default_factory=dict)
    _addresses: dict[UUID, tuple[Person, str]] = field(default_factory=dict)
    _members: dict[StaffId, Member] = field(default_factory=dict)
    _places: dict[tuple[UUID, str], Place | None] = field(default_factory=dict)
    _who: dict[StaffId, frozenset[Who]] = field(default_factory=dict)
    _away: dict[StaffId, Absence] | None = None
    _names: dict[StaffId, str] | None = None

    @classmethod
    def begin(cls, connection: Connection, memory: Memory, now: datetime) -> "Scene":
        """A scene in which nothing is known yet."""
        return cls(connection, memory, now)

    @cached_property
    def practice(self) -> Practice:
        """The practice as it stands in this transaction, where anything is asked of it."""
        return practices.get(self.connection, self.memory.practice)

    @property
    def library(self) -> Library:
        """What the practice can ask: read again only when it has changed."""
        return scales.library(self.connection, self.memory, self.practice.scales)

    def client(self, wanted: ClientId) -> Client:
        """The client of this id, read once a scene."""
        if wanted not in self._clients:
            self._clients |= people.some_clients(self.connection, self.memory, [wanted])
        return self._clients[wanted]

    def know(self, clients: Mapping[ClientId, Client]) -> None:
        """Clients that were read for many at once."""
        self._clients |= clients

    def know_clients(self, wanted: Iterable[ClientId]) -> None:
        """Reads for many at once those clients who were not read yet."""
        if unknown := [each for each in wanted if each not in self._clients]:
            self.know(people.some_clients(self.connection, self.memory, unknown))

    def know_accounts(self, clients: Iterable[ClientId]) -> None:
        """Reads for many clients at once through which account they are written to."""
        asked = list(clients)
        found = people.accounts_of(self.connection, self.memory, CLIENTS, asked)
        self._accounts |= {("client", each): found.get(each) for each in asked}

    def change_client(self, changed: ClientId, **values: object) -> None:
        """Keeps new values of a client and forgets what was read before."""
        people.change_client(self.connection, self.memory, changed, **values)
        self._clients.pop(changed, None)

    def account(self, whose: ClientId | StaffId, *, staff: bool = False) -> Person | None:
        """The account through which a client, or a member of staff, is written to.

        To who has left the practice nothing is written.
        """
        if staff and self.who(StaffId(whose)) == STRANGER:
            return None
        key = ("staff" if staff else "client", whose)
        if key not in self._accounts:
            self._accounts[key] = (
                people.account_of(self.connection, self.memory, THERAPISTS, of_staff=StaffId(whose))
                if staff
                else people.account_of(
                    self.connection, self.memory, CLIENTS, of_client=ClientId(whose)
                )
            )
        return self._accounts[key]

    def who(self, staff: StaffId) -> frozenset[Who]:
        """As what a member of staff acts and reads, asked once a scene."""
        if staff not in self._who:
            self._who[staff] = relations.who(self.connection, self.memory, staff)
        return self._who[staff]

    def away(self, staff: StaffId) -> Absence | None:
        """Until when a member of staff is away, and who stands in: asked for all once a scene."""
        if self._away is None:
            found = escalation.absences(self.connection, self.memory, self.now)
            self._away = {each.staff: each for each in found}
        return self._away.get(staff)

    def forget_away(self) -> None:
        """Somebody has just left, or come back."""
        self._away = None

    def forget_account(self, client: ClientId) -> None:
        """The client is written to through another account from now on."""
        self._accounts.pop(("client", client), None)

    def forget(self, staff: StaffId) -> None:
        """What was known of a member of staff is asked anew: they have just changed."""
        self._who.pop(staff, None)
        self._members.pop(staff, None)
        self._names = None
        self._accounts.pop(("staff", staff), None)

    def member(self, wanted: StaffId) -> Member:
        """The member of staff of this id, read once a scene."""
        if wanted not in self._members:
            self._members[wanted] = people.member(self.connection, self.memory, wanted)
        return self._members[wanted]

    def names(self) -> Mapping[StaffId, str]:
        """What everybody of the staff is called, read once a scene."""
        if self._names is None:
            members = people.members(self.connection, self.memory)
            self._names = {each.id: each.name for each in members}
        return self._names

    def address(self, person: UUID) -> tuple[Person, str]:
        """An account and where it is reached."""
        if person not in self._addresses:
            self._addresses |= people.addresses(self.connection, self.memory, [person])
        return self._addresses[person]

    def place(self, person: UUID, slot: str) -> Place | None:
        """Where a slot's message stands, or None."""
        if (person, slot) not in self._places:
            self._look_up_places([(person, slot)])
        return self._places[person, slot]

    def read_ahead(self, readers: Sequence[tuple[UUID, str | None]]) -> None:
        """Reads for many letters at once where they go: by account, and slot if it has one."""
        accounts = {person for person, _ in readers}
        self._addresses |= people.addresses(self.connection, self.memory, accounts)
        clients = {account.client for account, _ in self._addresses.values() if account.client}
        if clients:
            self.know(people.some_clients(self.connection, self.memory, clients))
        self._look_up_places([(person, slot) for person, slot in readers if slot is not None])

    def _look_up_places(self, slots: Sequence[tuple[UUID, str]]) -> None:
        if slots:
            practice = PracticeId(self.memory.practice)
            found = outbox.places(self.connection, practice, slots)
            self._places |= {each: found.get(each) for each in slots}

    def note(
        self,
        staff: StaffId,
        action: Action,
        kind: Kind,
        about: UUID | StaffId,
        *,
        subject: ClientId | None = None,
        reason: str | None = None,
    ) -> None:
        """Notes what a member of staff does; the audit holds it when the transaction does."""
        act = Act(ActorRole.STAFF, str(staff), action, kind, str(about), subject, reason)
        self.acts.append(act)

    def post(
        self,
        to: Person | None,
        content: Content,
        *,
        key: str,
        lane: AskedLane = Lane.REPLY,
        slot: str | None = None,
        fresh: bool = False,
        not_before: datetime | None = None,
        not_after: datetime | None = None,
    ) -> None:
        """Posts a letter in this transaction; to nobody when there is no account to write to."""
        self._post(to, content, key, lane, slot, not_before, not_after, fresh=fresh)

    def post_unasked(
        self,
        permit: Permit,
        to: Person | None,
        content: Content,
        *,
        key: str,
        slot: str | None = None,
        fresh: bool = False,
        not_before: datetime | None = None,
        not_after: datetime | None = None,
    ) -> None:
        """Posts what a client has not asked for: `portal.unasked` gives the permit, or none."""
        if to is not None and to.client != permit.client:
            raise LookupError("this day was taken for another client")
        lane = Lane.REMINDER
        self._post(to, content, key, lane, slot, not_before, not_after, fresh=fresh)

    def _post(
        self,
        to: Person | None,
        content: Content,
        key: str,
        lane: Lane,
        slot: str | None,
        not_before: datetime | None,
        not_after: datetime | None,
        *,
        fresh: bool,
    ) -> None:
        if to is None:
            return
        if to.staff is not None:
            self.readers[to.id] = to.staff
        self.letters.append(
            outbox.new_letter(
                PracticeId(self.memory.practice),
                to.bot,
                to.id,
                content,
                key=key,
                lane=lane,
                now=self.now,
                not_before=not_before,
                not_after=not_after,
                slot=slot,
                fresh=fresh,
            )
        )


@dataclass
class Actor:
    """Who acts in a turn, and from where."""

    person: Person
    inbound: Inbound
    cause: str
    """What makes the keys of this turn's letters unique: the inbox row, and the event in it."""
    follow_ups: list[Inbound] = field(default_factory=list)
    """Events that the store's answers bring, heard in the same transaction."""
    posted: int = 0

    @property
    def staff(self) -> StaffId:
        """The member of staff who acts, behind the gate that lets nobody else through."""
        if self.person.staff is None:
            raise LookupError("nobody of the staff acts here")
        return self.person.staff

    @property
    def client(self) -> ClientId:
        """The client who acts, behind the gate that lets nobody else through."""
        if self.person.client is None:
            raise LookupError("no client acts here")
        return self.person.client

    def next_key(self) -> str:
        """A letter key of this turn; the same again when the turn is replayed."""
        self.posted += 1
        return f"{self.cause}:{self.posted}"


Taken: TypeAlias = tuple[Actor, Outcome]
"""A turn, by whom it was taken and what follows from it."""

HandOver: TypeAlias = Callable[[tuple[Letter, ...]], None]


def say_of(scene: Scene, actor: Actor, key: str, client: ClientId) -> None:
    """Answers a member of staff with one sentence about a client, by code."""
    said = Sentences((Line(key, {"client": scene.client(client).code}),))
    scene.post(actor.person, said, key=actor.next_key())
