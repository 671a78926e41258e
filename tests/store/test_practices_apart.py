"""Several practices in one database: nothing of one is reachable from another.

Every store function is called as one practice with the ids of the other. A function that is added
and not named here fails the last test.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import bindparam, event, select
from sqlalchemy.exc import IntegrityError, NoResultFound

import store
from care.alerts import Concern, Urgency, Verdict
from care.appointments import OF_CLIENT, Planned
from care.audit import Act, Action, ActorRole, Kind
from care.consent import Ended, Purpose
from care.correspondence import State as Sent
from care.erasure import AskedBy, ErasureState
from care.goals import Draft, GoalState
from care.groups import CaseState, MemberState
from care.homework import Given, State
from care.journal import Part, Prompt
from care.known import CriticalAnswer
from care.moments import Marked
from care.notes import Answer, digest
from care.people import PracticeId, StaffId
from care.progress import DailyRecord, Point
from care.rule_settings import Level
from care.rule_settings import Setting as RuleSetting
from care.rules import Rule
from care.shelf import Reaction, Resource
from care.workflows import FirstWeek, TellTherapist, Workflow
from conversations.envelopes import CLIENTS, THERAPISTS, Arrived, Place
from conversations.phone import PinUse
from conversations.turn import CaseKind
from questionnaires.library import Choice, Setting, shipped
from questionnaires.own import example, read_scale
from questionnaires.toml_writing import instrument_file, wording_file
from store import (
    alerts,
    belongings,
    chain_tests,
    check_ins,
    erasures,
    escalation,
    exports,
    inbox,
    on_call,
    people,
    practices,
    read_marks,
    recipients,
    record_links,
    record_visits,
    scales,
)
from store.alerts import Alert
from store.chain_tests import ChainTest
from store.check_ins import Answered, CheckInState
from store.data_keys import KeyMissing
from store.erasures import Tombstone
from store.filing import Complete, Scores
from store.groups import Group
from store.histories import Brought
from store.memory import Memory
from store.people import Member
from store.pins import Given as GivenPin
from store.raising import NewAlert
from store.reading import Span
from store.record_visits import Visit
from store.tables import appointment as appointment_table
from store.tables import metadata
from store.tables import moderation_case as case_table
from store.talks import Saved
from store.tokens import TokenKind
from store.vault import Refused
from store.workflows import Run
from tests.store.kept import a_letter, planned
from tests.store.test_canaries import Cage, fill

SEEN = Act(ActorRole.STAFF, "s-1", Action.VIEWED, Kind.HOME)

REFUSED = (IntegrityError, KeyMissing, LookupError, NoResultFound, Refused, ValueError)

OF_THE_DEPLOYMENT = {
    *("alerts.next_due", "check_ins.next_due", "inbox.next_due", "chain_tests.next_due"),
    *("inbox.counts", "inbox.purge", "outbox.counts", "outbox.lost_to_staff"),
    *("alerts.unresolved", "inbox.unhandled", "outbox.oldest_due", "outbox.unsent"),
    *("data_keys.any_wrapped", "data_keys.make", "data_keys.open_for", "bell.ring"),
    *("data_keys.rewrap_some", "data_keys.wrapped"),
    *("dialect.add", "dialect.insert_new", "dialect.is_new", "dialect.put", "steps.earliest"),
    *("prepared.rows", "prepared.one", "prepared.execute", "prepared.execute_all"),
    *("prepared.run_many", "prepared.send", "remembered.look"),
    *("dialect.send_new", "meanwhile.send", "meanwhile.settle"),
    *("migrate.check", "migrate.config", "migrate.current", "migrate.downgrade", "migrate.upgrade"),
    *("erasures.next_due", "homework.next_due", "homework_files.next_due"),
    *("appointments.next_due", "notes_due.next_due"),
    *("workflows.next_due", "shelves.next_due", "people.next_due"),
    *("practices.add", "practices.change", "practices.every", "practices.get", "practices.named"),
    *("practices.is_as_of", "soonest.of"),
}
"""What is asked about all practices on purpose; numbers and times, and what practices chose."""

QUESTIONS = ("SELECT ", "SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ")

BY_LETTER = {"outbox.settle", "outbox.put_back", "outbox.send", "outbox.write"}
"""Given letters that the carrier has claimed for the bots it serves, and knows no others."""


def functions():
    """Every function of the store that is given a connection, by module and name."""
    for found in pkgutil.iter_modules(store.__path__):
        if found.name == "migrations":
            continue
        module = importlib.import_module(f"store.{found.name}")
        for name, value in vars(module).items():
            if (
                inspect.isfunction(value)
                and value.__module__ == module.__name__
                and not name.startswith("_")
                and "connection" in inspect.signature(value).parameters
            ):
                yield f"{found.name}.{name}", value


FUNCTIONS = dict(functions())
APART = sorted(FUNCTIONS.keys() - OF_THE_DEPLOYMENT - BY_LETTER)


@pytest.fixture
async def other(database, memory, practice, now):
    """A second practice in the same database, with keys of its own, and nobody in it."""
    made = Memory(PracticeId(UUID(int=2)), memory.vault)

    def begin(connection):
        practices.add(connection, replace(practice, id=made.practice, name="Other"), now)
        for owner in (made.house(), *(inbox.bot_owner(made, bot) for bot in (CLIENTS, THERAPISTS))):
            made.new_key(connection, owner, now)

    await database.write(begin)
    return made


OF_ONE = {
    table.name: select(table)
    .where(table.c.practice == bindparam("whose"))
    .order_by(*table.primary_key)
    for table in metadata.tables.values()
}


def rows_of(connection, practice):
    """Everything a practice has, table by table."""
    return {
        name: connection.execute(rows, {"whose": practice}).all() for name, rows in OF_ONE.items()
    }


def arguments(connection, rows, owner, memory, now):
    """What each parameter is given: ids and rows of the practice that is to stay untouched."""

    def one(table, column="id"):
        return getattr(rows[table][0], column)

    client, staff, person = one("client"), one("staff"), one("person")
    token, account = one("occurrence", "token"), people.address_of(connection, owner, person)[0]
    found = check_ins.check_in(connection, owner, one("occurrence"))
    [plan] = check_ins.plans(connection, owner, client)
    concern = Concern("mood", Urgency.NOW, {})
    given = {
        **dict.fromkeys(("client", "of_client", "invited", "giver", "changed", "joined"), client),
        **dict.fromkeys(("therapist", "by", "staff"), staff),
        **dict.fromkeys(("person", "account", "failed"), person),
        **dict.fromkeys(
            ("now", "until", "tell_at", "starts_at", "leaves_at", "due_at", "again_at"), now
        ),
        **{"concern": concern, "limit": 100, "minutes": 50, "text": "x", "key": "x", "slot": "x"},
        **{"secret_hash": one("invitation", "secret_hash"), "of_clients": [client]},
        **{"ids": [client], "tokens": [token], "plan": plan.id, "found": found, "given": {1: 1}},
        **{"bot": CLIENTS, "bots": [CLIENTS], "arrived": [Arrived("1", b"{}")], "sender": b"x"},
        **{"address": "77", "addresses": [(CLIENTS, "77")], "code": one("client", "code")},
        **{"instrument": "phq9", "kept": [Point(now.date(), 1)], "version": 1, "episode": None},
        **{"day": now.date(), "local_date": now.date(), "since": now.date(), "state": "sent"},
        **{"kind": TokenKind.CLIENT_BOT, "value": "x", "locale": "en"},
        **{"purposes": [Purpose.ALERTS], "reachable": False, "alert": None, "people": [account]},
        **{"written_before": now, "claimed_by": "me", "of_occurrence": one("occurrence")},
        **dict.fromkeys(("member", "whose", "who", "whom", "asked_by", "deputy"), staff),
        **dict.fromkeys(("at", "next_step_at", "asked_at", "opened_before", "erased_before"), now),
        **{"level": 1, "chain": [staff], "after": timedelta(minutes=10), "places": []},
        **{"clients": [client], "test": one("chain_test"), "place": 1},
        "saved": [Saved(account, "join", None)],
        "answered": [Answered(client, one("occurrence"), 1, 1)],
        "new": account,
        "practice": memory.practice,
    }
    special = {
        **{f"alerts.{name}.wanted": one("alert") for name in _named("alerts", "wanted")},
        **{f"messages.{name}.wanted": one("message") for name in _named("messages", "wanted")},
        **{f"invitations.{name}.wanted": one("invitation") for name in ("redeem", "therapist")},
        "pauses.add.began_at": now - timedelta(days=9),
        "pauses.add.ended_at": now,
        "check_ins.check_in.wanted": one("occurrence"),
        "check_ins.add_plan.plan": plan,
        "check_ins.materialise.plan": plan,
        "check_ins.materialise.found": [planned(now)],
        "check_ins.move.state": CheckInState.MISSED,
        "check_ins.points.name": "phq9",
        "check_ins.course.name": "phq9",
        **{f"check_ins.{name}.library": shipped() for name in ("course", "scored")},
        "check_in_days.day_states.first": now.date() - timedelta(days=90),
        "check_in_days.day_states.last": now.date(),
        "filing.complete.wanted": [found.id],
        "shelves.untell.told_at": now,
        "shelves.untell.at": now,
        "filing.file.responses": [Complete(found, {1: 1})],
        "filing.correct.filed": [Complete(found, {1: 2})],
        "filing.followed.check_ins": [found],
        "filing.points.wanted": [(client, "phq9")],
        "histories.bring.brought": [Brought("phq9", "1", now.date(), now, {1: 1})],
        "filing.keep_points.kept": {(client, "phq9"): Scores((Point(now.date(), 1),), "1", 1)},
        "filing.records.wanted": [client],
        "filing.keep_records.kept": {client: (DailyRecord(()), 1)},
        **{
            f"outbox.{name}.slots": [(person, one("posted", "slot"))]
            for name in ("places", "waiting_slots")
        },
        "people.member.wanted": staff,
        "people.address_of.wanted": person,
        "people.hold.wanted": client,
        "people.add_client.new": people.clients(connection, owner, [client])[client],
        "people.add_member.member": Member(StaffId(staff), "x", frozenset(), "en", True),
        "people.note_address.account": account,
        "people.become_client.account": account,
        "people.leave_client.account": account,
        "people.end_consent.ended": Ended.STOPPED,
        **{f"people.{name}.purpose": Purpose.CHECK_INS for name in _named("people", "purpose")},
        "outbox.cancel_slots.begins": one("posted", "slot")[:1],
        "outbox.redirect.to": person,
        "people.become_staff.account": account,
        "people.become_staff.joined": staff,
        "inbox.settle.ids": [one("inbox")],
        "inbox.quarantine.failed": one("inbox"),
        "inbox.postpone.failed": one("inbox"),
        "inbox.held_up.senders": [b"someone"],
        "inbox.put_off.rows": [(one("inbox"), b"someone", now)],
        "outbox.claim_due.bots": [(memory.practice, CLIENTS)],
        "outbox.release.bots": [(memory.practice, CLIENTS)],
        "outbox.place_of.slot": one("posted", "slot"),
        "outbox.cancel.key": one("outbox", "key"),
        "outbox.has_key.key": one("outbox", "key"),
        "outbox.keep_places.stand": {(account.id, one("posted", "slot")): Place("x", "1")},
        "check_ins.untell.told_at": now,
        **{
            f"outbox.{name}.slot": one("posted", "slot")
            for name in ("posted_at", "holders", "waits", "collapse", "reschedule")
        },
        "alerts.escalate.alert": _an_alert(rows["alert"][0], now),
        **_of_raising(_an_alert(rows["alert"][0], now), now),
        "recipients.of_alerts.alerts": [one("alert")],
        **{f"recipients.{name}.alert": one("alert") for name in _named("recipients", "alert")},
        **{f"chain_tests.{name}.wanted": one("chain_test") for name in ("get", "put_off")},
        "chain_tests.move.test": _a_test(rows["chain_test"][0]),
        "chain_tests.begin.places": [(staff, False)],
        "people.set_roles.roles": [],
        "audit.append.acts": [SEEN],
        "audit.entries.chain": one("audit_chain"),
        "audit_export.lines.keys": {},
        "audit_check.check.keys": {},
        **_of_groups(one, now),
        **_of_the_phone(client, person, now),
        **_of_record_page(one, now),
        **_of_retention(now),
        **_of_relations(one),
        **_of_rights(connection, owner, one, now),
        **_of_scales(),
        **_of_rules(one, client, staff, now),
        **_of_homework(one, now),
        **_of_appointments(one, now),
        **_of_workflows(one, client, now),
        **_of_shelf(one),
        **_of_moments(one, now),
        **_of_journal(one, now),
        **_of_messages(one, now),
        **_of_goals(one, now),
        **_of_notes(one, now),
    }
    return given, special


WORKFLOW = Workflow("x", FirstWeek(), (), (TellTherapist(),))


def _a_run(client, now):
    return Run(UUID(int=77), client, "x", 1, now, {"on": now.date().isoformat()})


def _of_workflows(one, client, now):
    """What is asked of workflows; the run that is tried is another one than the row's."""
    return {
        "workflows.kept.changed": UUID(int=3),
        "workflows.bring.brought": Workflow("y", FirstWeek(), (), (TellTherapist(),)),
        **{f"workflows.{name}.on": True for name in _named("workflows", "on")},
        **{f"workflows.{name}.by": "x" for name in _named("workflows", "by")},
        **{f"workflows.{name}.name": "x" for name in _named("workflows", "name")},
        **{f"workflows.{name}.cause": "a cause" for name in _named("workflows", "cause")},
        **{f"workflows.{name}.wanted": one("workflow_run") for name in ("run", "client_of")},
        "workflows.add.done": replace(_a_run(client, now), id=UUID(int=78)),
        "workflows.add.did": (),
        "workflows.runs_of.most": 9,
        "workflows.counts.since": now - timedelta(days=9),
        "check_in_days.is_asked.first": now.date() - timedelta(days=9),
        "check_in_days.is_asked.last": now.date() + timedelta(days=9),
    }


def _of_shelf(one):
    """What is asked of the library and of shelves; the code is one of the other's library."""
    item = one("shelf_item")
    return {
        "resources.keep.kept": Resource("x", "x", text="x"),
        **{f"resources.{name}.code": "a-code" for name in _named("resources", "code")},
        "resources.named.codes": ["a-code"],
        **{f"shelves.{name}.wanted": item for name in _named("shelves", "wanted")},
        **{f"shelves.{name}.items": [item] for name in _named("shelves", "items")},
        **{"shelves.put.resource": "a-code", "shelves.put.why": "x"},
        "shelves.react.said": Reaction.HELPFUL,
    }


def _of_homework(one, now):
    piece = one("homework")
    return {
        **{f"homework.{name}.wanted": piece for name in _named("homework", "wanted")},
        **{f"homework.{name}.wanted": [piece] for name in ("tell_again", "look_again")},
        **{"homework.trail_of.pieces": [piece], "homework.assign.given": Given("x", "x")},
        **{"homework.assign.look_at": now, "homework.answer.state": State.DONE},
        **{f"homework.{name}.words": "x" for name in ("add_words", "review")},
        "homework.add_file.file": UUID(int=55),
        **{
            f"homework_files.{name}.wanted": one("homework_file")
            for name in _named("homework_files", "wanted")
        },
        **{f"homework_files.{name}.piece": piece for name in ("put", "how_many")},
        **{"homework_files.put.ref": "x", "homework_files.put.name": "x"},
        **{"homework_files.keep.picture": b"x", "homework_files.try_again.tries": 1},
        **{
            "homework.states_since.start": now - timedelta(days=9),
            "homework.between.start": now - timedelta(days=9),
            "homework.between.end": now,
        },
        **{"check_in_days.next_planned.until": now + timedelta(days=9)},
        **{"on_call.put_on.days": [now.date(), 0]},
    }


def _of_appointments(one, now):
    wanted = one("appointment")
    several = ("trail_of", "note_told", "tell_again", "remind_again", "look_again")
    return {
        **{f"appointments.{name}.wanted": wanted for name in _named("appointments", "wanted")},
        **{f"appointments.{name}.wanted": [wanted] for name in several},
        **{f"appointments.{name}.words": "x" for name in _named("appointments", "words")},
        **{
            f"appointments.{name}.planned": Planned(now + timedelta(days=9))
            for name in _named("appointments", "planned")
        },
        **{
            f"appointments.{name}.{due}": now
            for due in ("remind_at", "look_at")
            for name in _named("appointments", due)
        },
        **{f"appointments.{name}.start": now for name in ("between", "sessions")},
        **{f"appointments.{name}.end": now + timedelta(days=9) for name in ("between", "sessions")},
        "appointments.answered_since.since": now - timedelta(days=9),
        "appointments.answered_since.kinds": OF_CLIENT,
        "check_in_days.forget_coming.plan": one("check_in_plan"),
        **{f"owned.{name}.table": appointment_table for name in ("client_of", "due")},
        "owned.client_of.wanted": wanted,
        "owned.due.column": appointment_table.c.tell_at,
    }


def _of_goals(one, now):
    return {
        **{f"goals.{name}.wanted": one("goal") for name in _named("goals", "wanted")},
        **{f"goals.{name}.step": one("goal_step") for name in _named("goals", "step")},
        "goals.begin.draft": Draft("x", 3),
        **{f"goals.{name}.on": now.date() for name in ("begin", "rate")},
        "goals.rate.value": 5,
        **{f"goals.{name}.words": "x" for name in ("reword", "add_step")},
        "goals.close.state": GoalState.REACHED,
        "goals.of_client.shared_only": False,
    }


def _of_notes(one, now):
    several = {f"notes_due.{name}.wanted": [one("note")] for name in ("tell_again", "note_told")}
    return {
        **{f"notes.{name}.wanted": one("note") for name in _named("notes", "wanted")},
        **{f"notes_due.{name}.wanted": one("note") for name in _named("notes_due", "wanted")},
        **several,
        **{f"notes.{name}.author": one("staff") for name in _named("notes", "author")},
        **{f"notes.{name}.session_on": now.date() for name in ("draft", "rewrite")},
        **{f"notes.{name}.row_version": 2 for name in ("rewrite", "discard")},
        **{f"notes.{name}.digest_seen": digest("x") for name in ("propose", "answer")},
        **{f"{name}.answer_by": now for name in ("notes.propose", "notes_due.answer_later")},
        "notes_due.answer_later.only": [one("note")],
        "notes_due.untell.told_at": now,
        "notes.answer.kind": Answer.CHANGE,
        "notes.answer.words": "x",
    }


def _of_moments(one, now):
    return {
        **{f"moments.{name}.wanted": one("key_moment") for name in _named("moments", "wanted")},
        "moments.mark.marked": Marked("x", now.date()),
        "moments.rename.title": "x",
        "moments.between.first": now.date() - timedelta(days=9),
        "moments.between.last": now.date(),
        "moments.shared_since.since": now - timedelta(days=9),
        **{f"moments.{name}.shared_only": False for name in ("of_client", "between")},
        "moments.take_away.by_staff": False,
    }


def _of_journal(one, now):
    part = Part(Prompt.FREE, "x")
    return {
        **{f"journal.{name}.wanted": one("journal_entry") for name in _named("journal", "wanted")},
        "journal.keep.parts": (part,),
        "journal.keep.on": now.date(),
        "journal.keep.counts": True,
        "journal.newest_of.on": now.date(),
        "journal.of_client.skip": 0,
        "journal.of_client.at_most": 9,
        "journal.add.part": part,
        "journal.add.limit": 9,
        "journal.shared_between.first": now.date() - timedelta(days=9),
        "journal.shared_between.last": now.date(),
        "journal.shared_since.since": now - timedelta(days=9),
    }


def _of_messages(one, now):
    written = one("client_message")
    return {
        **{f"correspondence.{name}.wanted": written for name in _named("correspondence", "wanted")},
        "correspondence.add.text": "x",
        **{f"correspondence.{name}.look_at": now for name in ("add", "reopen")},
        "correspondence.between.start": now - timedelta(days=9),
        "correspondence.between.end": now,
        "correspondence.exchanged.at_most": 9,
        "correspondence.note_told.until": now,
        "correspondence.settle.state": Sent.CLOSED,
        **{f"correspondence.{name}.answer": UUID(int=5) for name in ("settle", "reopen")},
    }


def _of_rules(one, client, staff, now):
    setting = RuleSetting(Rule.DECLINING_MOOD, "falls", 4)
    return {
        "known_answers.mark.answer": CriticalAnswer("phq9", "1", 9, 1),
        "known_answers.mark.plan": "x",
        **{f"known_answers.{name}.wanted": one("known_answer") for name in ("end", "client_of")},
        "rule_settings.settings.changed": UUID(int=3),
        "rule_settings.decide.level": Level.CLIENT,
        "rule_settings.decide.about": client,
        "rule_settings.decide.decided": (setting,),
        "rule_settings.decide.by": "x",
        "alert_endings.end.wanted": [one("alert")],
        "alert_endings.judge.wanted": one("alert"),
        "alert_endings.unresolved_of.asked": [(client, Rule.DECLINING_MOOD)],
        "alert_endings.unresolved_by.rules": [Rule.DECLINING_MOOD],
        "shadow.open_by.rules": [Rule.DECLINING_MOOD],
        "shadow.is_open.rule": Rule.DECLINING_MOOD,
        "alert_endings.judge.verdict": Verdict.USEFUL,
        "alert_endings.told_between.since": now,
        "alert_endings.records.since": now,
        "alerts.raise_alert.cool_down": timedelta(days=7),
        "shadow.find.rule": Rule.DECLINING_MOOD,
        "shadow.find.cool_down": timedelta(days=7),
        "shadow.end.rule": Rule.DECLINING_MOOD,
        "shadow.counts.since": now,
        "happened.of_clients.library": shipped(),
        "homework_past.looks.zones": {one("client"): ZoneInfo("UTC")},
        "homework_past.looks.pauses": {},
        "journal_past.looks.zones": {one("client"): ZoneInfo("UTC")},
        "journal_past.looks.pauses": {},
    }


def _of_rights(connection, owner, one, now):
    """What is asked of copies and of erasures; the client's belongings are of the owner."""
    whose = belongings.of_client(connection, owner, one("client"))
    asked = erasures.get(connection, owner, one("erasure"))
    return {
        **{f"erasures.{name}.wanted": one("erasure") for name in _named("erasures", "wanted")},
        **{f"exports.{name}.wanted": one("export") for name in _named("exports", "wanted")},
        "erasures.forget_account.wanted": one("person"),
        "erasures.ask.asked_by": AskedBy.CLIENT,
        "erasures.due.state": ErasureState.WAITING,
        "erasures.destroy.asked": asked,
        "erasures.destroy.whose": whose,
        "erasures.destroy.copies_until": None,
        "erasures.again.gone": Tombstone(
            owner.practice, one("client"), one("erasure"), AskedBy.CLIENT, now, now
        ),
        "exports.ask.passphrase": "x",
        "exports.lately.since": now,
        "exports.move.state": exports.ExportState.DONE,
        "belongings.of_client.wanted": one("client"),
        "belongings.letters_about.whose": whose,
    }


def _of_scales():
    setting = Setting("phq9", Choice.RELIABLE_POINTS, value=5, source="x")
    return {
        "scales.library.changed": UUID(int=3),
        **{f"scales.{name}.by": "x" for name in _named("scales", "by")},
        **{f"scales.{name}.code": "made" for name in _named("scales", "code")},
        **{f"scales.{name}.setting": setting for name in _named("scales", "setting")},
        "scales.keep_scale.key": ("made", "1"),
        "scales.keep_words.key": ("made", "1", "en"),
        **{f"scales.{name}.version": "2" for name in ("is_asked", "move_plans")},
        "scales.move_plans.languages": frozenset({"en"}),
    }


def _of_the_phone(client, person, now):
    return {
        "pins.give.digits": "2580",
        "pins.give.use": PinUse.CHECK,
        "pins.settle.compared": GivenPin(client, "2580", PinUse.CHECK, now, None, 1),
        "pins.settle.fits": True,
        "pins.settle.new_hash": "x",
        "chat_messages.note.noted": [(person, "8")],
        "chat_messages.forget.gone": ["7"],
    }


def _of_retention(now):
    # So late that everything would be past its retention.
    late = {
        f"retention.{name}.now": now + timedelta(days=3650) for name in _named("retention", "now")
    }
    return late | {f"retention.{name}.limit": 200 for name in _named("retention", "limit")}


def _of_relations(one):
    tables = {"client": "client", "alert": "alert", "message": "message", "case": "moderation_case"}
    left = {
        **{
            f"{module}.hand_over.{name}": one("staff")
            for module in ("people", "alerts", "groups")
            for name in ("gone", "heir")
        },
        "alerts.hand_client_over.heir": one("staff"),
        **{
            f"{name}.gone": one("staff")
            for name in ("people.leave", "escalation.leave_chain", "on_call.leave")
        },
    }
    tried = left | {
        f"invitations.{name}.account": one("person") for name in ("may_try", "note_wrong")
    }
    return tried | {f"relations.to_{name}.wanted": one(table) for name, table in tables.items()}


def _of_record_page(one, now):
    span = Span(now.date(), now.date(), now - timedelta(days=2), now + timedelta(days=2))
    visit = Visit(one("record_visit"), one("staff"), None, False, now)
    return {
        "record_links.use.secret_hash": one("record_link", "secret_hash"),
        "record_links.add.to_client": one("client"),
        "record_visits.begin.to_client": one("client"),
        "record_visits.begin.token_hash": b"another",
        "record_visits.come_in.token_hash": one("record_visit", "token_hash"),
        "record_visits.confirm.visit": visit,
        "record_visits.confirm.new_token_hash": b"new",
        **{f"second_factors.{name}.given": "000000" for name in ("confirm", "check")},
        "read_marks.keep.read_to": now,
        **{f"reading.{name}.span": span for name in _named("reading", "span")},
        "reading.raised.unresolved": True,
    }


def _of_groups(one, now):
    group, chat, member = one("therapy_group"), one("therapy_group", "chat"), one("membership")
    case = store.cases.new(group, CaseKind.REPORTED, 5, author=chat, reporter=None, why="", now=now)
    return {
        **{
            f"{module}.{name}.group": group
            for module in ("groups", "memberships", "cases")
            for name in _named(module, "group")
        },
        **{f"memberships.{name}.membership": member for name in ("move", "know_name")},
        **{f"cases.{name}.wanted": one("moderation_case") for name in _named("cases", "wanted")},
        **{f"groups.{name}.chat": chat for name in ("link", "of_chat", "of_account")},
        **{f"groups.{name}.code_hash": b"x" for name in ("of_code", "new_code")},
        "groups.add.new": Group(group, "x", StaffId(one("staff")), "en"),
        "groups.get.wanted": group,
        "groups.keep_missing.missing": ("x",),
        "groups.keep_door.door": "x",
        "memberships.code_of.account": chat,
        "memberships.end.wanted": [member],
        "enrolments.keep.membership": member,
        "memberships.lead.addresses": ["77"],
        "memberships.move.state": MemberState.LEFT,
        "memberships.know_name.username": "x",
        "memberships.insiders.names": ["x"],
        "memberships.inside.addresses": ["77"],
        "cases.open_case.case": case,
        "cases.settle.state": CaseState.DELETED,
        **{f"steps.{name}.table": case_table for name in ("overdue", "pass_on", "put_off")},
        **{f"steps.{name}.wanted": one("moderation_case") for name in ("pass_on", "put_off")},
        **{"steps.pass_on.state": "open", "steps.pass_on.level": 0, "steps.pass_on.due": now},
        **{f"cases.{name}.told": () for name in ("set_chain", "escalate")},
        **{f"cases.{name}.level": 0 for name in ("set_chain", "escalate")},
        **{f"cases.{name}.case": case for name in ("escalate", "rest")},
    }


@cache
def _named(module, parameter):
    return [
        name.partition(".")[2]
        for name, function in FUNCTIONS.items()
        if name.startswith(f"{module}.") and parameter in inspect.signature(function).parameters
    ]


def _of_raising(found, now):
    """What rules have found again about whom an alert is about already."""
    concern = Concern(found.rule, Urgency.TODAY, {})
    return {
        **{
            f"alerts.{name}.asked": [(found.client, found.rule)]
            for name in ("standing", "last_resolved")
        },
        "raising.raise_new.raised": [NewAlert(found.client, found.therapist, concern, now)],
        "raising.gather.found": [(found, concern)],
    }


def _an_alert(row, now):
    return Alert(
        **{
            **{name: getattr(row, name) for name in ("id", "client", "therapist", "rule")},
            **{"urgency": Urgency.NOW, "state": row.state, "facts": {}, "version": 1, "times": 1},
            **dict.fromkeys(("raised_at", "last_raised_at", "tell_at"), now),
            **dict.fromkeys(("taken_by", "taken_at", "snoozed_until"), None),
            **dict.fromkeys(("resolved_by", "resolved_at"), None),
            "next_step_at": row.next_step_at,
            "escalation_level": row.escalation_level,
        }
    )


def _a_test(row):
    return ChainTest(row.id, row.asked_by, row.started_at, row.place, row.next_step_at, ())


CHANGES = {
    "people.change_client": {"status": "stopped"},
    "check_ins.change_plan": {"active": False},
    "people.account_of": {"of_client": "client"},
    "steps.pass_on": {"next_step_at": None},
}
"""What is handed to functions that take any column by name, or one of several."""


async def test_a_practice_reaches_nothing_of_another(database, memory, other, now, subtests):
    cage = Cage()
    await fill(database, memory, cage, now)
    await database.write(_letter, memory, now)
    # What is tried is undone, so that all of it begins with the same rows.
    before, later = await database.read(rows_of, memory.practice), now + timedelta(days=1)

    for name in APART:
        with subtests.test(name), pytest.raises(Undone):
            await database.write_briefly(attempt, name, memory, other, before, cage, later)


def attempt(connection, name, memory, other, before, cage, now):
    """Calls one function as the other practice, looks what it told and changed, and undoes it."""
    function = FUNCTIONS[name]
    needs = inspect.signature(function).parameters
    given, special = arguments(connection, before, memory, other, now)
    called = {
        parameter.name: special.get(f"{name}.{parameter.name}", given.get(parameter.name))
        for parameter in needs.values()
        if parameter.name not in ("connection", "memory")
        and parameter.kind is not parameter.VAR_KEYWORD
        and (parameter.default is parameter.empty or parameter.name == "ids")
    }
    unknown = [each for each in called if each not in given and f"{name}.{each}" not in special]
    assert not unknown, f"say what {name} is given for {unknown}"
    more = {
        key: given["client"] if value == "client" else value
        for key, value in CHANGES.get(name, {}).items()
    }
    with_memory = {"memory": other} if "memory" in needs else {}
    with written_on(connection) as wrote:
        try:
            with connection.begin_nested():
                found = function(connection, **with_memory, **called, **more)
        except REFUSED:
            found = None
        told = repr(list(found) if isinstance(found, Iterator) else found)
    assert not [word for word in cage.held.values() if word.decode("latin-1") in told]
    # Who has only asked has changed nothing.
    assert not wrote or rows_of(connection, memory.practice) == before
    raise Undone


@contextmanager
def written_on(connection):
    """Every statement meanwhile that is no question."""
    wrote = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith(QUESTIONS):
            wrote.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield wrote
    finally:
        event.remove(connection, "before_cursor_execute", note)


class Undone(Exception):
    """Ends the transaction without a trace."""


def _letter(connection, memory, now):
    rows = rows_of(connection, memory.practice)
    account, _ = people.address_of(connection, memory, rows["person"][0].id)
    letter = a_letter(memory, account, now, "a cause")
    store.outbox.write(connection, [letter], carrier=None, now=now)
    stands = {(account.id, "a slot"): Place("7", "7")}
    store.outbox.keep_places(connection, memory.practice, stands, now)
    alert, staff = rows["alert"][0].id, rows["staff"][0].id
    later = now + timedelta(days=7)
    escalation.choose(connection, memory, [staff], timedelta(minutes=10))
    escalation.leave(connection, memory, staff, later, None)
    on_call.put_on(connection, memory, [0], staff)
    recipients.tell(connection, memory, alert, staff, now)
    chain_tests.begin(connection, memory, staff, [(staff, False)], now)
    store.audit.append(connection, memory, [SEEN], now)
    client = rows["client"][0].id
    erasures.ask(connection, memory, client, AskedBy.CLIENT, now, now)
    exports.ask(connection, memory, client, "x", now)
    answer = CriticalAnswer("phq9", "1", 9, 1)
    store.known_answers.mark(connection, memory, client, answer, "x", staff, now, later)
    setting = RuleSetting(Rule.DECLINING_MOOD, "falls", 4)
    store.rule_settings.decide(connection, memory, Level.CLIENT, client, (setting,), "x", now)
    store.shadow.find(connection, memory, client, Rule.DECLINING_MOOD, timedelta(days=7), now)
    store.chat_messages.note(connection, memory, [(account.id, "7")], now)
    alerts.set_chain(connection, memory, alert, level=0, next_step_at=now, asked_at=now)
    group = Group(UUID(int=9), "x", StaffId(rows["staff"][0].id), "en")
    store.groups.add(connection, memory, group, now)
    store.groups.link(connection, memory, group.id, account.id)
    member = store.memberships.enrol(connection, memory, group.id, "77", "a-code", now)
    store.enrolments.keep(connection, memory, client, member.id, now)
    case = store.cases.new(
        group.id, CaseKind.REPORTED, 4, author=account.id, reporter=None, why="", now=now
    )
    store.cases.open_case(connection, memory, case)
    client = rows["client"][0].id
    record_links.add(connection, memory, staff, client, b"link", now + timedelta(days=1))
    record_visits.begin(connection, memory, staff, client, b"token", now + timedelta(days=1))
    read_marks.keep(connection, memory, staff, client, now)
    store.pauses.begin(connection, memory, client, now)
    made = read_scale(example().replace('"between"', '"made"'), "made.toml", shipped())
    scales.keep_scale(connection, memory, ("made", "1"), instrument_file(made.instrument), "x", now)
    scales.keep_words(
        connection, memory, ("made", "1", "en"), wording_file(made.wordings[0]), "x", now
    )
    scales.decide(connection, memory, Setting("phq9", Choice.HIDDEN), "x", now)
    store.workflows.bring(connection, memory, WORKFLOW, "x", now, on=True)
    store.workflows.switch_for(connection, memory, client, "x", "x", now, on=True)
    store.workflows.add(connection, memory, _a_run(client, now), "a cause", ())
    store.workflows.expect(connection, memory, client, now)
    walk = Resource("a-walk", "x", text="x")
    store.resources.keep(connection, memory, walk, now)


def test_what_is_asked_of_all_practices_is_listed():
    assert FUNCTIONS.keys() >= OF_THE_DEPLOYMENT | BY_LETTER
