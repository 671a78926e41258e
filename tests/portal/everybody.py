"""Two practices with everybody there can be; whatever somebody tries there is undone."""

import json
import re
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import bindparam, select, update

from bots.slack_therapists.hearing import heard as heard_in_slack
from bots.telegram_clients.hearing import heard as heard_by_clients_bot
from bots.telegram_groups.hearing import heard as heard_by_groups_bot
from care.access import Relation, of_staff
from care.alerts import Concern, Urgency
from care.appointments import Planned
from care.consent import CONSENT_VERSION, Purpose
from care.crisis import CrisisContacts, CrisisLine
from care.goals import Draft
from care.homework import Given, State
from care.journal import Part, Prompt
from care.moments import Marked
from care.notes import digest
from care.people import ClientStatus, PracticeId, Role, StaffId
from care.schedule import Every
from care.shelf import Resource
from care.workflows import FirstWeek, TellTherapist, Workflow
from conversations.contents import Sentences, load_content
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS, Arrived
from conversations.turn import CaseKind
from portal.clock import MovableClock
from portal.desk import Desk
from portal.filling import Wish, fill
from store import (
    alerts,
    appointments,
    cases,
    chain_tests,
    check_ins,
    correspondence,
    episodes,
    escalation,
    goals,
    groups,
    homework,
    inbox,
    journal,
    memberships,
    messages,
    moments,
    notes,
    on_call,
    people,
    recipients,
    resources,
    shelves,
    workflows,
)
from store.database import Database
from store.groups import Group
from store.ids import new_id
from store.key_file import KEY_BYTES, Kek, KekState, Ring, RingName
from store.memory import Memory
from store.outbox import Carrier
from store.tables import metadata
from store.tables import staff as staff_table
from store.vault import Vault
from tests.databases import move_in
from tests.store.kept import a_client, a_member, planned

CONTACTS = CrisisContacts("000", (CrisisLine("Line (made up)", "+00 000 000", "24 h"),))

STAFF = {
    "ada": {Role.THERAPIST},
    "ben": {Role.THERAPIST},
    "fay": {Role.FACILITATOR},
    "gil": {Role.FACILITATOR, Role.THERAPIST},
    "vera": {Role.SUPERVISOR},
    "adam": {Role.ADMINISTRATOR},
    "otto": {Role.AUDITOR},
    "dana": {Role.THERAPIST},
}
DEPARTED = "dana"
STRANGER, OF_OTHER_PRACTICE = "eve", "olga"
ACTORS = (*STAFF, STRANGER, OF_OTHER_PRACTICE)

CARRYING = {"inbox", "outbox", "person", "talk", "posted", "audit_chain", "chat_message"}
"""Tables that any word changes: it was heard, and it is answered."""

CODES = {"ana": "quiet-harbor", "bea": "still-water", "dan": "old-willow", "kim": "kind-meadow"}
"""Clients, by their codes: of Ada, of Ben, of Dana who has left, of Adam who runs the portal."""

TELEGRAM = {"ana": 701, "bea": 702, "dan": 703, "kim": 704}
NOBODY = 799
"""A Telegram account that the practice does not know."""

WORSE, ASKED = "reliable-deterioration", "asked-for-therapist"
FACTS = {
    WORSE: {
        "instrument": "phq9",
        "baseline": 8,
        "latest": 27,
        "points": 19,
        "threshold": 6,
        "baseline_on": "2026-02-02",
        "latest_on": "2026-03-02",
    },
    ASKED: {"how": "asked", "on": "2026-03-02"},
}

NOTE = "The sea, and a walk along it"

CIRCLE, OTHER_CIRCLE = -1001, -1002


def slack_id(name):
    return f"U0{name.upper()}"


@dataclass
class House:
    """Everything that was kept, by name."""

    memory: Memory
    groups_memory: Memory
    other: Memory
    now: object
    staff: dict = field(default_factory=dict)
    clients: dict = field(default_factory=dict)
    alerts: dict = field(default_factory=dict)
    cases: dict = field(default_factory=dict)
    messages: dict = field(default_factory=dict)
    groups: dict = field(default_factory=dict)
    homework: dict = field(default_factory=dict)
    """By client: a piece that is open still, and of which something came back."""
    moments: dict = field(default_factory=dict)
    written: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)
    """By client: a note of a session, which waits for an answer."""
    goals: dict = field(default_factory=dict)
    steps: dict = field(default_factory=dict)
    """By client: a day that the therapist has marked."""
    entries: dict = field(default_factory=dict)
    """By client: a journal entry, which the therapist may read."""
    appointments: dict = field(default_factory=dict)
    """By client: one to come, for which another time is asked."""
    shelf: dict = field(default_factory=dict)
    """By client: what lies on the shelf."""
    tokens: dict = field(default_factory=dict)
    test: UUID | None = None
    critical: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)

    def again(self, ring):
        """The same house, of whose rows nothing was read yet; what is noted in it stays there."""
        noted = {each.name: copy(getattr(self, each.name)) for each in fields(self)}
        return House(**noted | _memories(self.memory.practice, ring))

    def who(self, name):
        """As what somebody acts, from who they are and not from any table."""
        roles = STAFF.get(name, set())
        return of_staff(roles, active=name in STAFF and name != DEPARTED)


@dataclass
class Seen:
    """What came of one act: the tables that changed, what was written to whom, what opened."""

    changed: set
    letters: list
    """(to which account's owner, content, words)"""
    opened: list
    touched: set
    """The clients of whom a row changed."""

    @property
    def words(self):
        return "\n".join(words for _, _, words in self.letters)

    def contents(self, kind):
        return [content for _, content, _ in self.letters if isinstance(content, kind)]


async def everybody(file, ring, practice, now):
    """The house with everybody in it, who move into this migrated SQLite file."""
    house = House(**_memories(practice.id, ring), now=now)
    other = replace(practice, id=house.other.practice, name="Other")

    def keep(connection):
        move_in(connection, house.memory, replace(practice, contacts=CONTACTS), now)
        move_in(connection, house.other, other, now)
        groups.ensure_keys(connection, house.groups_memory, now)
        _staff(connection, house)
        _clients(connection, house)
        _alerts(connection, house)
        _groups(connection, house)
        leaves = update(staff_table).where(staff_table.c.id == house.staff[DEPARTED])
        connection.execute(leaves.values(active=False))

    database = Database(f"sqlite:///{file}")
    try:
        await database.write(keep)
    finally:
        await database.close()
    return house


def _memories(practice, ring):
    keks = (Kek(1, KekState.PRIMARY, bytes(range(KEY_BYTES))),)
    of_groups = Ring(RingName.GROUPS, keks, bytes(range(2, KEY_BYTES + 2)))
    vault = Vault(ring)
    return {
        "memory": Memory(practice, vault),
        "groups_memory": Memory(practice, Vault(of_groups), RingName.GROUPS),
        "other": Memory(PracticeId(UUID(int=2)), vault),
    }


def _staff(connection, house):
    memory, now = house.memory, house.now
    for name, roles in STAFF.items():
        member = a_member(name=name.title(), roles=frozenset(roles))
        people.add_member(connection, memory, member, now)
        account = people.new_account(THERAPISTS, staff_id=member.id, locale="en")
        people.add_account(connection, memory, account, slack_id(name), now)
        house.staff[name] = member.id
        escalation.leave(connection, memory, member.id, now + timedelta(days=1), None)
    olga = a_member(name="Olga", roles=frozenset({Role.THERAPIST}))
    people.add_member(connection, house.other, olga, now)
    account = people.new_account(THERAPISTS, staff_id=olga.id, locale="en")
    people.add_account(connection, house.other, account, slack_id(OF_OTHER_PRACTICE), now)
    house.staff[OF_OTHER_PRACTICE] = olga.id


def _clients(connection, house):
    memory, now = house.memory, house.now
    treats = {"ana": "ada", "bea": "ben", "dan": "dana", "kim": "adam"}
    for name, code in CODES.items():
        house.clients[name] = _join(connection, memory, house.staff[treats[name]], code, name, now)
        plan = check_ins.Plan(
            new_id(), house.clients[name], "pulse", "1", Every.DAY, now.date(), True, None
        )
        check_ins.add_plan(connection, memory, plan, now)
        asked = planned(now)
        check_ins.materialise(connection, memory, plan, [asked])
        found = check_ins.on_date(connection, memory, plan.id, now.date())
        state = check_ins.CheckInState.OPEN
        check_ins.move(connection, memory, found, state, found.expires_at)
        house.tokens[name] = found.token
        house.homework[name] = _piece(connection, memory, house, name)
        house.shelf[name] = _lying(connection, memory, house, name)
        house.moments[name] = _moment(connection, memory, house, name, treats[name])
        house.entries[name] = _entry(connection, memory, house, name)
        house.written[name] = _to_therapist(connection, memory, house, name)
        house.appointments[name] = _meeting(connection, memory, house, name)
        house.notes[name] = _note(connection, memory, house, name, treats[name])
        house.goals[name], house.steps[name] = _goal(connection, memory, house, name)
    house.clients["oda"] = _join(
        connection, house.other, house.staff[OF_OTHER_PRACTICE], "far-away", None, now
    )
    greeting = Workflow("greeting", FirstWeek(), (), (TellTherapist(),))
    workflows.bring(connection, memory, greeting, "op", now, on=True)
    house.homework["oda"] = _piece(connection, house.other, house, "oda")
    house.shelf["oda"] = _lying(connection, house.other, house, "oda")
    house.moments["oda"] = _moment(connection, house.other, house, "oda", OF_OTHER_PRACTICE)
    house.entries["oda"] = _entry(connection, house.other, house, "oda")
    house.written["oda"] = _to_therapist(connection, house.other, house, "oda")
    house.notes["oda"] = _note(connection, house.other, house, "oda", OF_OTHER_PRACTICE)
    house.appointments["oda"] = _meeting(connection, house.other, house, "oda")


def _piece(connection, memory, house, name):
    now = house.now
    given, client = Given("A short walk", "Once around the block."), house.clients[name]
    made = homework.assign(connection, memory, client, None, given, now, tell_at=None, look_at=None)
    homework.answer(connection, memory, made, State.PARTLY, now)
    return made


def _meeting(connection, memory, house, name):
    now, client = house.now, house.clients[name]
    planned = Planned(now + timedelta(days=9))
    made = appointments.plan(connection, memory, client, None, planned, now)
    appointments.request(connection, memory, made, "", now)
    return made


def _lying(connection, memory, house, name):
    now, client = house.now, house.clients[name]
    for code in ("slow-breathing", "small-steps"):
        resources.keep(connection, memory, Resource(code, "Something", text="A few words."), now)
    return shelves.put(connection, memory, client, None, "slow-breathing", "", now, tell_at=None)


def _note(connection, memory, house, name, therapist):
    client, by, now = house.clients[name], house.staff[therapist], house.now
    made = notes.draft(connection, memory, client, by, NOTE, now.date(), now)
    notes.propose(connection, memory, made, digest(NOTE), now + timedelta(days=14), now)
    return made


def _goal(connection, memory, house, name):
    client, today = house.clients[name], house.now.date()
    made = goals.begin(connection, memory, client, Draft("The sea", 3), today, house.now)
    goals.add_step(connection, memory, made, "Look at the map", house.now)
    [step] = goals.standing(connection, memory, client)[made].steps
    return made, step


def _moment(connection, memory, house, name, therapist):
    marked = Marked("The first walk", house.now.date())
    client, by = house.clients[name], house.staff[therapist]
    return moments.mark(connection, memory, client, by, marked, house.now)


def _entry(connection, memory, house, name):
    parts, client = (Part(Prompt.FREE, "A quiet day."),), house.clients[name]
    on, now = house.now.date(), house.now
    made = journal.keep(connection, memory, client, on, parts, now, counts=True)
    journal.share(connection, memory, made, now)
    return made


def _to_therapist(connection, memory, house, name):
    return correspondence.add(connection, memory, house.clients[name], "Hello", house.now, None)


def _join(connection, memory, therapist, code, name, now):
    client = a_client(therapist, now, code=code, status=ClientStatus.ACTIVE)
    people.add_client(connection, memory, client)
    people.give_consent(connection, memory, client.id, Purpose, CONSENT_VERSION, now)
    episodes.open_episode(connection, memory, client.id, now)
    if name is not None:
        account = people.new_account(CLIENTS, locale="en")
        address = str(TELEGRAM[name])
        people.add_account(connection, memory, account, address, now)
        people.become_client(connection, memory, account, address, client.id)
    return client.id


def _alerts(connection, house):
    memory, now = house.memory, house.now

    def raised(whose, client, therapist, rule):
        concern = Concern(rule, Urgency.TODAY, FACTS[rule])
        made = alerts.raise_alert(
            connection, whose, house.clients[client], house.staff[therapist], concern, now, now
        )
        return made[0].id

    house.alerts = {
        "of ada": raised(memory, "ana", "ada", WORSE),
        "passed on": raised(memory, "ana", "ada", ASKED),
        "of dana": raised(memory, "dan", "dana", WORSE),
        "of adam": raised(memory, "kim", "adam", WORSE),
        "of olga": raised(house.other, "oda", "olga", WORSE),
        "of nobody": UUID(int=404),
    }
    for name in STAFF:
        whom = house.staff[name]
        recipients.tell(connection, memory, house.alerts["passed on"], whom, now)
        house.messages[f"of {name}"] = messages.add(
            connection, memory, house.clients["ana"], whom, None, "x", now, now
        )


def _groups(connection, house):
    ring, now = house.groups_memory, house.now
    for name, leads, chat, code in (
        ("of fay", "fay", CIRCLE, "wise-heron"),
        ("of gil", "gil", OTHER_CIRCLE, "calm-otter"),
    ):
        group = Group(new_id(), name.title(), house.staff[leads], "en")
        groups.add(connection, ring, group, now)
        account = people.new_account(GROUPS, locale="en")
        people.add_account(connection, ring, account, str(chat), now)
        groups.link(connection, ring, group.id, account.id)
        house.groups[name] = group.id
        member = "ana" if name == "of fay" else "bea"
        memberships.enrol(connection, ring, group.id, str(TELEGRAM[member]), code, now)
        house.cases[name] = _case(connection, ring, group.id, account.id, 5, now)
    passed = _case(connection, ring, house.groups["of fay"], None, 6, now)
    told = [StaffId(house.staff[name]) for name in STAFF]
    cases.set_chain(connection, ring, passed, told=told, level=0, next_step_at=None)
    house.cases["passed on"] = passed
    house.cases["of nobody"] = UUID(int=404)


def _case(connection, ring, group, author, number, now):
    case = cases.new(
        group, CaseKind.REPORTED, number, author=author, reporter=None, why="", now=now
    )
    return cases.open_case(connection, ring, case)[0].id


def begin_test(connection, house):
    """A test alert that has gone to everybody there is."""
    places = [(house.staff[name], False) for name in STAFF]
    memory, now = house.memory, house.now
    house.test = chain_tests.begin(connection, memory, house.staff["ada"], places, now)
    for place in range(len(places)):
        test = chain_tests.get(connection, memory, house.test)
        chain_tests.move(connection, memory, test, place, now + timedelta(minutes=10), now)


DAYS_ON_CALL = ("of ada", "of nobody")


def day_on_call(house, which):
    """A day of the rota: today Ada is on call, and tomorrow nobody is."""
    return house.now.date() + timedelta(days=DAYS_ON_CALL.index(which))


def a_day_of_ada(connection, house):
    """Ada is on call today."""
    on_call.put_on(connection, house.memory, [day_on_call(house, "of ada")], house.staff["ada"])


# --- how somebody stands to something: said here, and not looked up ---


def to_alert(name, which):
    """How somebody stands to one of the alerts above."""
    if name not in STAFF:
        return Relation.NONE
    if which in ("of olga", "of nobody"):
        return Relation.OTHER_PRACTICE
    owner = "ada" if which == "passed on" else which.removeprefix("of ")
    if name == owner:
        return Relation.OWN_CLIENT
    return Relation.HANDED_OVER if which == "passed on" else Relation.COLLEAGUES_CLIENT


TREATS = {"ana": "ada", "bea": "ben", "dan": "dana", "kim": "adam", "oda": OF_OTHER_PRACTICE}
"""Whose client each one is."""


def to_client(name, client):
    """How somebody stands to one of the clients above."""
    if name not in STAFF:
        return Relation.NONE
    if client == "oda":
        return Relation.OTHER_PRACTICE
    if TREATS[client] == name:
        return Relation.OWN_CLIENT
    # The alert about Ana that was passed on is not resolved.
    return Relation.HANDED_OVER if client == "ana" else Relation.COLLEAGUES_CLIENT


def to_case(name, which):
    """How somebody stands to one of the cases above."""
    if name not in STAFF:
        return Relation.NONE
    if which == "of nobody":
        return Relation.OTHER_PRACTICE
    owner = "fay" if which == "passed on" else which.removeprefix("of ")
    if name == owner:
        return Relation.OWN_GROUP
    return Relation.HANDED_OVER if which == "passed on" else Relation.OTHER_GROUP


def to_message(name, which):
    """How somebody stands to one of the messages above."""
    if name not in STAFF:
        return Relation.NONE
    return Relation.SELF if which == f"of {name}" else Relation.NONE


def to_day_on_call(name, which):
    """How somebody stands to one of the days above."""
    if name not in STAFF:
        return Relation.NONE
    return Relation.SELF if which == f"of {name}" else Relation.OWN_PRACTICE


# --- what platforms bring ---


def press(name, value):
    """A button in Slack."""
    return _slack(
        type="block_actions",
        user={"id": slack_id(name)},
        trigger_id="1.2.a",
        actions=[{"type": "button", "value": value}],
    )


def choose(name, form, about, choice):
    """A choice in an open form in Slack."""
    view = {"id": "V1", "callback_id": form, "private_metadata": about}
    return _slack(
        type="block_actions",
        user={"id": slack_id(name)},
        trigger_id="1.2.a",
        view=view,
        actions=[{"type": "radio_buttons", "selected_option": {"value": choice}}],
    )


def submit(name, form, about, **values):
    """A form in Slack, sent in."""
    fields = {
        field: {field: {"type": "plain_text_input", "value": value}}
        for field, value in values.items()
    }
    view = {
        **{"id": "V1", "hash": "17.a", "callback_id": form, "private_metadata": about},
        "blocks": [{"block_id": field} for field in fields],
        "state": {"values": fields},
    }
    return _slack(type="view_submission", user={"id": slack_id(name)}, view=view)


def command(name, words):
    """The command in Slack."""
    return _slack(command="/portal", user_id=slack_id(name), trigger_id="1.2.a", text=words)


def write(name, text):
    """Words to the app in Slack."""
    event = {"type": "message", "channel_type": "im", "user": slack_id(name), "text": text}
    return _slack(type="event_callback", event_id="Ev1", event=event)


def open_home(name):
    """A look at Home in Slack."""
    event = {"type": "app_home_opened", "user": slack_id(name), "tab": "home"}
    return _slack(type="event_callback", event_id="Ev2", event=event)


def _slack(**payload):
    return THERAPISTS, json.dumps(payload).encode()


def tap(account, data, bot=CLIENTS):
    """A button in a private chat in Telegram."""
    chat = {"id": account, "type": "private", "first_name": "A"}
    old = {"message_id": 9, "date": 0, "chat": chat}
    query = {"id": "tap1", "from": _person(account), "chat_instance": "1", "data": data}
    return _telegram(bot, callback_query=query | {"message": old})


def say(account, text, bot=CLIENTS, **more):
    """Words, or a command, in a private chat in Telegram."""
    chat = {"id": account, "type": "private", "first_name": "A"}
    return _telegram(bot, message=_message(account, chat, text) | more)


def say_in_group(account, chat, text, **more):
    """Words, or a command, in a group in Telegram."""
    where = {"id": chat, "type": "supergroup", "title": "Group"}
    return _telegram(GROUPS, message=_message(account, where, text) | more)


def ask_to_join(account, chat, at):
    """A request at the door of a group."""
    where = {"id": chat, "type": "supergroup", "title": "Group"}
    request = {"chat": where, "from": _person(account), "user_chat_id": account}
    return _telegram(GROUPS, chat_join_request=request | {"date": int(at.timestamp())})


def _message(account, chat, text):
    return {
        "message_id": 9,
        "date": 1772355600,
        "chat": chat,
        "from": _person(account),
        "text": text,
    }


def _person(account):
    return {"id": account, "is_bot": False, "first_name": "A", "language_code": "en"}


def _telegram(bot, **update_):
    return bot, json.dumps({"update_id": 5, **update_}).encode()


# --- trying ---


class Undone(Exception):
    """Ends the transaction without a trace."""


OF_PRACTICES = {
    table.name: select(table)
    .where(table.c.practice.in_(bindparam("whose", expanding=True)))
    .order_by(*table.primary_key)
    for table in metadata.tables.values()
}
ONLY_READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")
"""How a statement begins that leaves every row as it was."""
_WORD = re.compile(r"\w+")


def _rows(connection, house, names=OF_PRACTICES):
    both = {"whose": [house.memory.practice, house.other.practice]}
    return {name: connection.execute(OF_PRACTICES[name], both).all() for name in names}


@contextmanager
def _written(connection):
    """The tables named in what SQLite executes meanwhile, whatever only reads left out.

    No row of another table can have changed: no trigger changes any, and nothing cascades.
    """
    named = set()

    def look(statement):
        if not statement.startswith(ONLY_READS):
            named.update(set(_WORD.findall(statement)) & OF_PRACTICES.keys())

    driver = connection.connection.driver_connection._conn
    driver.set_trace_callback(look)
    try:
        yield named
    finally:
        driver.set_trace_callback(None)


def _touched(earlier, later, clients):
    ids = {
        row.id if name == "client" else row.client
        for name in later
        if name == "client" or "client" in metadata.tables[name].c
        if later[name] != earlier[name]
        for row in set(later[name]) ^ set(earlier[name])
    }
    return {name for name, each in clients.items() if each in ids}


class Stage:
    """The desks of the practice, whose transactions are undone."""

    def __init__(self, database, house):
        self.database, self.house = database, house
        self.earlier = None
        """What stands in all tables: what is tried is undone, so it is read once."""

    def _desk(self, bot):
        """A desk for one act: it remembers nobody, so nobody is too fast for it."""
        house = self.house
        served = [(house.memory.practice, each) for each in (CLIENTS, THERAPISTS, GROUPS)]
        private = {CLIENTS: heard_by_clients_bot, THERAPISTS: heard_in_slack}

        async def nothing(_bot, _act):
            return None

        return Desk(
            self.database,
            house.groups_memory if bot == GROUPS else house.memory,
            {GROUPS: heard_by_groups_bot} if bot == GROUPS else private,
            MovableClock(house.now, running=False),
            carrier=Carrier("test", served),
            hand_over=lambda *_: None,
            direct=nothing,
            record_at=lambda: "https://portal.example/record",
        )

    async def does(self, what, before=None):
        """What comes of one thing that a platform brings, told from what is in the house."""
        found = []
        with suppress(Undone):
            await self.database.write(self._attempt, what, before, found)
        return found[0]

    def _attempt(self, connection, what, before, found):
        house = self.house
        if before is not None:
            before(connection, house)
        bot, body = what(house)
        memory = house.groups_memory if bot == GROUPS else house.memory
        if before is not None or self.earlier is None:
            self.earlier = _rows(connection, house)
        earlier = self.earlier
        if before is not None:
            self.earlier = None
        with _written(connection) as written:
            inbox.put(connection, memory, bot, [Arrived("1", body)], house.now)
            handled = self._desk(bot)._handle(connection, house.now, None)
        later = earlier | _rows(connection, house, written)
        states = {row.state for row in later["inbox"]} - {inbox.DONE}
        assert not states, "an update was not handled"
        changed = {name for name in later if later[name] != earlier[name]} - CARRYING
        touched = _touched(earlier, later, house.clients)
        posted = [row for row in later["outbox"] if row not in earlier["outbox"]]
        letters = [self._letter(connection, row, handled.letters) for row in posted]
        found.append(Seen(changed, letters, [act for _, act in handled.direct], touched))
        raise Undone

    def _letter(self, connection, row, in_hand):
        house = self.house
        content = load_content(json.loads(row.content))
        letter = next((each for each in in_hand if each.id == row.id), None)
        memory = house.groups_memory if row.bot == GROUPS else house.memory
        _, address = people.address_of(connection, memory, row.person)
        words = ""
        if letter is not None:
            wish = Wish(memory, letter, house.now, True, house.groups_memory)
            ready = fill(connection, wish)
            words = f"{ready.shown}{ready.page}"
        return address, content, words


def plain(seen):
    """Whether nothing came of it but a few words to whoever acted."""
    return (
        not seen.changed
        and not seen.opened
        and all(isinstance(content, Sentences) for _, content, _ in seen.letters)
    )


def told_of(seen):
    """The clients whose codes somebody was shown."""
    return {name for name, code in CODES.items() if code in seen.words}
