"""Which flow hears an event, what it needs to know, and how talks are kept between turns."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from care.journal import Prompt
from care.journal import dump as dump_parts
from care.journal import load as load_parts
from care.light import dataclass
from care.local_time import local_date, zone
from care.notes import Answer
from care.people import ClientStatus
from care.pictured import GLANCES, NUMBERS_OF, Glance, numbers_of, offered
from conversations import lock
from conversations.appointments import Wishing
from conversations.contents import Button, CrisisReason, Line, Look, Sentences, Style
from conversations.correspondence import Drafting
from conversations.courses import beginning, is_course, naming
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS, Inbound
from conversations.flows import (
    answering,
    appointing,
    appointments,
    assigning,
    checkin,
    correspondence,
    discharged,
    discharging,
    erasing,
    exporting,
    goals,
    goals_of,
    group_cases,
    group_practice,
    help_now,
    homework,
    joining,
    journal,
    known,
    marking,
    moments,
    notes,
    on_call,
    pausing,
    pin,
    preferences,
    privacy,
    records,
    rules,
    schedules,
    sharing,
    shelf,
    shelving,
    shown,
    triage,
    who,
    workflows,
    workplace,
)
from conversations.flows import groups as group_flow
from conversations.flows.checkin import CheckIn, help_button
from conversations.flows.joining import Joining
from conversations.flows.pin import PinPad
from conversations.flows.preferences import Moving
from conversations.goals import Aiming, Rewording, Stepping
from conversations.homework import Writing
from conversations.journal import Adding, Composing
from conversations.moderation import crisis
from conversations.moments import Marking, Renaming
from conversations.notes import Answering
from conversations.phone import EmptyChat, OpenMessage, PhoneEvent, Unlock, UseOwnLink
from conversations.turn import (
    Asked,
    AskItem,
    Came,
    Edited,
    Effect,
    Event,
    FileResponse,
    Form,
    Left,
    NoteReachable,
    NoteWrongLink,
    OfferHelpNow,
    OpenPulse,
    RaiseConcern,
    Returned,
    ReturnToPortal,
    Said,
    Say,
    SentFile,
    ShowProgress,
    StopPortal,
    Submitted,
    Tapped,
    Toast,
    Turn,
)
from conversations.view import ClientView, Need, OpenCheckIn, Talk, View, Wanted
from conversations.wording import wording
from questionnaires.library import Library

CHAT = "chat"
"""Where words stand that nobody asked for: nothing of them is kept."""

_OVER = (ClientStatus.STOPPED, ClientStatus.DISCHARGED)
_GO_ON = (Moving, PinPad, Answering)
"""What may be in the making after a discharge."""

GOES_ON = timedelta(days=7)
"""For so long /checkin leads to a questionnaire that was begun, where nothing else waits."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a turn did to one talk: kept under its subject, or ended."""

    subject: str
    talk: Talk | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that follows from one event."""

    effects: tuple[Effect, ...]
    step: Step | None = None
    ends: tuple[str, ...] = ()
    """Other talks that are over with this event, by subject."""


def secret_hash(secret: str) -> bytes:
    """How an invitation's secret is stored and looked up: never itself."""
    return hashlib.sha256(secret.encode()).digest()


_ABOUT_MESSAGES = frozenset({Wanted(Need.WRITING), Wanted(Need.READING_TIME)})
_ABOUT_GOALS = frozenset({Wanted(Need.GOALS), Wanted(Need.CONSENTS)})
_ABOUT_NOTES = frozenset({Wanted(Need.NOTES), Wanted(Need.CONSENTS)})
_ABOUT_MOMENTS = frozenset({Wanted(Need.MOMENTS), Wanted(Need.CONSENTS)})
_ABOUT_JOURNAL = frozenset({Wanted(Need.CONSENTS)})


def wants(inbound: Inbound, talks: Mapping[str, Talk], library: Library) -> frozenset[Wanted]:
    """What the flow that will hear this event needs the desk to load."""
    # First, as it is most of what is ever heard.
    tapped = (
        checkin.asking(inbound.event.question)
        if inbound.bot == CLIENTS and isinstance(inbound.event, Tapped)
        else None
    )
    if tapped is not None:
        talk = talks.get(tapped.token)
        if isinstance(talk, CheckIn) and not _is_last(talk, library):
            return frozenset()
        return frozenset({Wanted(Need.CHECK_INS, tapped.token)})
    if inbound.bot == GROUPS:
        looked_for = group_flow.looked_for(inbound.event)
        return frozenset({Wanted(Need.GROUP, looked_for)} if looked_for else ())
    if inbound.bot == THERAPISTS and (record := records.asked_for(inbound.event)) is not None:
        return frozenset({Wanted(Need.RECORD, record)})
    if inbound.bot == THERAPISTS and (about := shown.asked_for(inbound.event)) is not None:
        return frozenset({Wanted(Need.RECORD, about)})
    if inbound.bot == THERAPISTS and workflows.concerns(inbound.event):
        whose = workflows.asked_for(inbound.event)
        return frozenset({Wanted(Need.RECORD, whose)} if whose else ())
    if inbound.bot == THERAPISTS and (of_client := _of_client(inbound.event)) is not None:
        return frozenset({Wanted(Need.RECORD, of_client[0])})
    if inbound.bot == THERAPISTS and rules.concerns(inbound.event):
        whose = rules.asked_for(inbound.event)
        return frozenset({Wanted(Need.RECORD, whose)} if whose is not None else ())
    if inbound.bot == THERAPISTS and schedules.concerns(inbound.event):
        return frozenset({Wanted(Need.RECORD, schedules.asked_for(inbound.event))})
    match inbound.event:
        case Tapped(question) if inbound.bot == THERAPISTS and group_cases.is_about(question):
            return frozenset({Wanted(Need.CASE, question.partition(":")[2])})
        case Came(secret) if secret:
            return frozenset({Wanted(Need.INVITATION, secret)})
        case Asked(workplace.COMMAND) if inbound.bot == THERAPISTS:
            return frozenset({Wanted(Need.COLLEAGUES)})
        case Tapped(question) if inbound.bot == THERAPISTS:
            named = triage.about(question)
            return frozenset({Wanted(Need.ALERT, str(named[1]))} if named else ())
        case Submitted(Form.KNOWN, ref):
            return frozenset({Wanted(Need.ALERT, known.alert_of(ref))})
        case Submitted(about=ref):
            return frozenset({Wanted(Need.ALERT, ref)})
        case Tapped(help_now.QUESTION | help_now.SAFETY, help_now.SAFE | help_now.YES):
            return frozenset({Wanted(Need.CHECK_INS)})
        case Tapped(question) if question.startswith(help_now.QUESTION):
            return frozenset({Wanted(Need.READING_TIME)})
        case Tapped(preferences.AFTER_FIRST):
            return frozenset({Wanted(Need.SCORED)})
        case (
            Asked(exporting.COMMAND)
            | Tapped("menu", exporting.COMMAND)
            | Tapped(exporting.QUESTION)
        ):
            return frozenset({Wanted(Need.EXPORT)})
        case Asked(erasing.COMMAND) | Tapped("menu", erasing.COMMAND):
            return frozenset({Wanted(Need.ERASURE)})
        case Tapped(question) if erasing.is_about(question):
            return frozenset({Wanted(Need.ERASURE)})
        case Said() | SentFile() if isinstance(_latest(talks), Writing):
            return frozenset({Wanted(Need.HOMEWORK), Wanted(Need.READING_TIME)})
        case event if homework.concerns(event):
            return frozenset({Wanted(Need.HOMEWORK)})
        case event if shelf.concerns(event):
            return frozenset({Wanted(Need.SHELF)})
        case Said() if isinstance(_latest(talks), Drafting):
            return _ABOUT_MESSAGES
        case Asked("message") | Tapped("menu", "message"):
            return _ABOUT_MESSAGES
        case event if correspondence.concerns(event):
            return _ABOUT_MESSAGES
        case Said() if isinstance(_latest(talks), Wishing):
            return frozenset({Wanted(Need.APPOINTMENTS), Wanted(Need.READING_TIME)})
        case event if appointments.concerns(event):
            return frozenset({Wanted(Need.APPOINTMENTS)})
        case Said() if isinstance(_latest(talks), goals.Open):
            return _ABOUT_GOALS | {Wanted(Need.READING_TIME)}
        case Asked("goals" | "metas"):
            return _ABOUT_GOALS | {Wanted(Need.READING_TIME)}
        case event if goals.concerns(event):
            return _ABOUT_GOALS
        case Said() if isinstance(_latest(talks), Answering):
            return _ABOUT_NOTES
        case Asked("notes" | "notas") | Tapped("menu", "notes"):
            return _ABOUT_NOTES
        case event if notes.concerns(event):
            return _ABOUT_NOTES | {Wanted(Need.READING_TIME)}
        case Said() if isinstance(_latest(talks), moments.Open):
            return _ABOUT_MOMENTS | {Wanted(Need.READING_TIME)}
        case Said() if isinstance(_latest(talks), journal.Open):
            return _ABOUT_JOURNAL | {Wanted(Need.CHECK_INS)}
        case Asked("journal" | "diario") | Tapped("menu", "journal"):
            return _ABOUT_JOURNAL
        case Tapped(question) if wanted := journal.about(question):
            # An entry that is shared may hold words of which the therapist hears then.
            about_it = {Wanted(Need.JOURNAL, wanted.hex), Wanted(Need.READING_TIME)}
            return _ABOUT_JOURNAL | about_it
        case event if journal.concerns(event):
            return _ABOUT_JOURNAL
        case Asked("moment"):
            return _ABOUT_MOMENTS | {Wanted(Need.READING_TIME)}
        case Tapped("menu", "moment"):
            return _ABOUT_MOMENTS
        case event if moments.concerns(event):
            return _ABOUT_MOMENTS
        case Said(words) if crisis(words) is not None:
            return frozenset({Wanted(Need.CHECK_INS), Wanted(Need.READING_TIME)})
        case Asked("checkin") | Tapped("menu", "checkin") | Said():
            return frozenset({Wanted(Need.CHECK_INS)})
        case Asked("sharing") | Tapped("menu", "sharing") | Tapped(sharing.QUESTION):
            return frozenset({Wanted(Need.CONSENTS)})
        case Asked("progress") | Tapped("menu", "progress"):
            return frozenset({Wanted(Need.SCORED), Wanted(Need.LOOKED_BACK), Wanted(Need.GOALS)})
        case _:
            return frozenset()


_OF_A_CLIENT: tuple[
    tuple[Callable[[Event], str | None], Callable[[Event, View], Turn[None]]], ...
] = (
    (assigning.asked_for, assigning.take_turn),
    (shelving.asked_for, shelving.take_turn),
    (appointing.asked_for, appointing.take_turn),
    (marking.asked_for, marking.take_turn),
    (answering.asked_for, answering.take_turn),
    (goals_of.asked_for, goals_of.take_turn),
    (discharging.asked_for, discharging.take_turn),
)
"""What staff do about what is one client's: whom an event is about, and the flow that hears it."""


def _of_client(event: Event) -> tuple[str, Callable[[Event, View], Turn[None]]] | None:
    for asked_for, flow in _OF_A_CLIENT:
        if (whose := asked_for(event)) is not None:
            return whose, flow
    return None


def take_turn(inbound: Inbound, view: View) -> Outcome:
    """One event heard by the one flow it concerns. Help comes first in every state."""
    event = inbound.event
    match event:
        case _ if inbound.bot == GROUPS:
            return Outcome(group_flow.take_turn(event, view).effects)
        case Left():
            return Outcome((NoteReachable(False),))
        case Returned():
            return Outcome((NoteReachable(True),))
        case _ if inbound.bot == THERAPISTS:
            if view.staff is None:
                return Outcome(workplace.stranger(event))
            if isinstance(event, Tapped) and group_cases.is_about(event.question):
                return Outcome(group_cases.take_turn(event, view).effects)
            if records.asked_for(event) is not None:
                return Outcome(records.take_turn(view, records.leads_to(event)).effects)
            if shown.asked_for(event) is not None:
                return Outcome(shown.take_turn(event, view).effects)
            if workflows.concerns(event):
                return Outcome(workflows.take_turn(event, view).effects)
            if (of_client := _of_client(event)) is not None:
                return Outcome(of_client[1](event, view).effects)
            if rules.concerns(event):
                return Outcome(rules.take_turn(event, view).effects)
            if schedules.concerns(event):
                return Outcome(schedules.take_turn(event, view).effects)
            if known.concerns(event):
                return Outcome(known.take_turn(event, view).effects)
            if on_call.concerns(event):
                return Outcome(on_call.take_turn(event).effects)
            if group_practice.concerns(event):
                return Outcome(group_practice.take_turn(event).effects)
            flow = workplace if workplace.concerns(event) else triage
            return Outcome(flow.take_turn(event, view).effects)
        case _ if help_now.is_called(event):
            return Outcome(help_now.offer(CrisisReason.ASKED))
        case Tapped(help_now.QUESTION | help_now.SAFETY, help_now.SAFE | help_now.YES):
            return _safe(event, view)
        case Tapped(help_now.QUESTION | help_now.SAFETY):
            return Outcome(help_now.take_turn(event, view).effects)
        case Asked(lock.HIDE) | Tapped(lock.HIDE):
            return Outcome((EmptyChat(),))
        case _ if lock.is_shut(event, view):
            return _with_help(event, _locked(event, view), view)
        case _:
            return _with_help(event, _kept_open(_heard(event, view), event, view), view)


def _locked(event: Event, view: View) -> Outcome:
    """The keypad; nothing is shown and nothing taken, and afterwards one is where one was."""
    pad = view.talks.get(pin.SUBJECT)
    turn = pin.ask(pad if isinstance(pad, PinPad) else None, lock.landing(event), view)
    return Outcome(turn.effects, Step(pin.SUBJECT, turn.state))


def _kept_open(outcome: Outcome, event: Event, view: View) -> Outcome:
    """Whoever goes on in an open chat has it open for as long as was chosen, from now on."""
    client = view.client
    if client is None or client.lock_after is None or client.locked:
        return outcome
    if isinstance(event, PhoneEvent) or event == Asked(lock.LOCK):
        return outcome
    # First of all, so that a lock that follows from the event itself is kept.
    return replace(outcome, effects=(Unlock(), *outcome.effects))


def _with_help(event: Event, outcome: Outcome, view: View) -> Outcome:
    """A critical answer meets help even where it is no answer any more: an old button, a stop.

    It is what somebody taps now, so the therapist of a client hears of it as of any other. Words
    that may mean danger meet the card wherever they are written, also before a lock and by a
    stranger.
    """
    written = _written_words(event)
    if written and crisis(written) is not None:
        return _with_card(outcome)
    if not isinstance(event, Tapped) or not checkin.is_critical_tap(
        event.question, event.choice, view.library
    ):
        return outcome
    if any(isinstance(effect, OfferHelpNow) for effect in outcome.effects):
        return outcome
    if view.client is None:
        # Nobody is told of a stranger, so this card promises no note.
        return replace(outcome, effects=(*help_now.offer(CrisisReason.ASKED), *outcome.effects))
    if view.client.status is ClientStatus.DISCHARGED:
        # Nobody here is told any more, and the card says so.
        return replace(outcome, effects=(*discharged.in_need(), *outcome.effects))
    today = local_date(view.now, zone(view.client.zone))
    concern = checkin.critical_tap(event.question, event.choice, today, view.library)
    told = () if concern is None else (RaiseConcern(concern),)
    card = help_now.offer(CrisisReason.CRITICAL)
    return replace(outcome, effects=(card[0], *told, *card[1:], *outcome.effects))


def _written_words(event: Event) -> str:
    """What somebody typed with this event; nothing where nothing was."""
    match event:
        case Said(words) | Edited(words) | SentFile(words=words) | Asked(words=words):
            return words
        case _:
            return ""


def _with_card(outcome: Outcome) -> Outcome:
    """The same behind the crisis card, unless it shows the card itself."""
    if any(isinstance(effect, OfferHelpNow) for effect in outcome.effects):
        return outcome
    card = help_now.offer(CrisisReason.WORDS)
    return replace(outcome, effects=(*card, *outcome.effects))


def _safe(event: Tapped, view: View) -> Outcome:
    """Whoever is safe goes on where they were: the question that was open comes to hand again."""
    thanked = help_now.take_turn(event, view).effects
    begun = view.talks.get(joining.SUBJECT)
    if view.client is not None and isinstance(begun, Joining):
        return Outcome((*thanked, joining.where_it_stands(begun, view)))
    client, asked = view.client, _in_progress(view) or _daily_waiting(view)
    if asked is None or client is None or client.locked or client.status in _OVER:
        return Outcome(thanked)
    ask = AskItem(checkin.question(asked), fresh=True)
    return Outcome((*thanked, ask), Step(asked.token, asked))


def _about_pin(event: Event, view: View) -> Outcome | None:
    """What concerns the keypad and the PIN; None for everything else."""
    pad = view.talks.get(pin.SUBJECT)
    client = view.client
    if client is None:
        return None
    match event:
        case Tapped(question) if pin.is_key(question):
            if not isinstance(pad, PinPad):
                return _locked(event, view) if client.locked else None
            if client.locked and pad.use is not pin.Use.UNLOCK:
                return _locked(event, view)
            turn = pin.take_turn(pad, event, view)
        case Tapped(pin.QUESTION, choice):
            turn = pin.settle(choice, client, view)
        case Asked(pin.QUESTION):
            turn = pin.begin(client, view)
        case Asked(lock.LOCK):
            return Outcome(pin.lock(client))
        case _ if isinstance(event, PhoneEvent):
            if not isinstance(pad, PinPad):
                return Outcome(())
            turn = pin.answered(pad, event, view)
        case _:
            return None
    return Outcome(turn.effects, Step(pin.SUBJECT, turn.state))


def _heard(event: Event, view: View) -> Outcome:
    if (about_pin := _about_pin(event, view)) is not None:
        return about_pin
    return _gone_on(_in_the_open(event, view), event, view)


def _gone_on(outcome: Outcome, event: Event, view: View) -> Outcome:
    """Whoever goes on to something else writes no more about homework, a moment, a goal, a journal.

    What is typed afterwards, perhaps days later, was not meant for it. What a journal's questions
    were answered with is kept. A message that is ready to be sent stays; one of which nothing is
    written does not.
    """
    if not isinstance(event, Asked | Tapped) or _IN_THE_MAKING.isdisjoint(view.talks):
        return outcome
    going_on = outcome.step.subject if outcome.step is not None else ""
    ends = [
        subject
        for subject, is_open in _LEFT_BEHIND
        if isinstance(view.talks.get(subject), is_open) and not _goes_on(subject, event, going_on)
    ]
    answering = view.talks.get(notes.SUBJECT)
    if isinstance(answering, Answering) and not answering.text and going_on != notes.SUBJECT:
        ends.append(notes.SUBJECT)
    composing = view.talks.get(correspondence.SUBJECT)
    is_empty = isinstance(composing, Drafting) and not composing.text
    if is_empty and going_on != correspondence.SUBJECT:
        ends.append(correspondence.SUBJECT)
    writing = view.talks.get(journal.SUBJECT)
    if journal.SUBJECT in ends and isinstance(writing, journal.Open):
        kept = journal.kept_on_the_way(writing)
        outcome = replace(outcome, effects=(*kept, *outcome.effects))
    return replace(outcome, ends=tuple(ends)) if ends else outcome


_LEFT_BEHIND = (
    (homework.SUBJECT, Writing),
    (appointments.SUBJECT, Wishing),
    (journal.SUBJECT, journal.Open),
    (moments.SUBJECT, moments.Open),
    (goals.SUBJECT, goals.Open),
)
"""What is in the making, and over as soon as somebody goes on to something else."""


_IN_THE_MAKING = frozenset(
    {*(subject for subject, _ in _LEFT_BEHIND), notes.SUBJECT, correspondence.SUBJECT}
)
"""Without a talk under one of these nothing is left behind."""


def _goes_on(subject: str, event: Event, going_on: str) -> bool:
    match subject:
        case homework.SUBJECT:
            return homework.concerns(event)
        case appointments.SUBJECT:
            return appointments.concerns(event)
        case _:
            return going_on == subject


def _in_the_open(event: Event, view: View) -> Outcome:
    """What is heard where nothing is locked and no PIN is typed."""
    talk = view.talks.get(joining.SUBJECT)
    if isinstance(event, Came):
        return _came(event, view)
    if isinstance(talk, Joining) and _concerns_joining(event, view):
        if isinstance(event, Said | Edited) and crisis(event.text) is not None:
            return Outcome(_in_need_while_joining(event, view))
        turn = joining.take_turn(talk, event, view)
        return Outcome(turn.effects, Step(joining.SUBJECT, turn.state))
    if view.client is None:
        return Outcome(_stranger(event))
    if view.client.status is ClientStatus.STOPPED:
        return _stopped(event, view.client, view)
    if view.client.status is ClientStatus.DISCHARGED:
        return _discharged(event, view.client, view)
    return _taking_part(event, view.client, view)


def _discharged(event: Event, client: ClientView, view: View) -> Outcome:
    """What is there after a therapy has ended is heard as ever; all else is said not to be."""
    if (said := discharged.take_turn(event)) is not None:
        return Outcome(said)
    outcome = _taking_part(event, client, view)
    going_on = outcome.step.talk if outcome.step is not None else None
    asked = _latest(view.talks) if isinstance(event, Said) else going_on
    rests = going_on is not None and not isinstance(going_on, _GO_ON)
    talk = asked if isinstance(asked, _GO_ON) else None
    if rests or not discharged.is_there(event, outcome.effects, talk):
        return Outcome(discharged.not_there(event))
    return outcome


def _taking_part(event: Event, client: ClientView, view: View) -> Outcome:
    """What is heard from somebody whose therapy goes on here."""
    match event:
        case Tapped(question) if named := checkin.asking(question):
            return _tapped_item(named, event, view)
        case Tapped(preferences.QUESTION | preferences.AFTER_FIRST):
            chosen = preferences.take_turn(event, client, view)
            return Outcome(chosen.effects, Step(preferences.SUBJECT, chosen.state))
        case Tapped() if homework.concerns(event):
            pressed = homework.take_turn(event, view)
            return Outcome(pressed.effects, Step(homework.SUBJECT, pressed.state))
        case Tapped() if shelf.concerns(event):
            return Outcome(shelf.take_turn(event, view).effects)
        case Tapped() if appointments.concerns(event):
            said = appointments.take_turn(event, view)
            return Outcome(said.effects, Step(appointments.SUBJECT, said.state))
        case Tapped() if moments.concerns(event):
            talk_now = view.talks.get(moments.SUBJECT)
            stands = talk_now if isinstance(talk_now, moments.Open) else None
            marked = moments.take_turn(event, stands, view)
            return Outcome(marked.effects, Step(moments.SUBJECT, marked.state))
        case Tapped() if correspondence.concerns(event):
            talk_now = view.talks.get(correspondence.SUBJECT)
            composing = talk_now if isinstance(talk_now, Drafting) else None
            return _written(correspondence.take_turn(event, composing, view))
        case Asked("moment", words):
            return _marking(words, view)
        case Tapped() if journal.concerns(event):
            writing = view.talks.get(journal.SUBJECT)
            open_now = writing if isinstance(writing, journal.Open) else None
            written = journal.take_turn(event, open_now, view)
            return Outcome(written.effects, Step(journal.SUBJECT, written.state))
        case Asked("journal" | "diario", words):
            return _writing(words, view)
        case Asked("message", words):
            return _written(correspondence.begin(words, view))
        case Tapped() if goals.concerns(event):
            aimed_at = view.talks.get(goals.SUBJECT)
            aiming = aimed_at if isinstance(aimed_at, goals.Open) else None
            aimed = goals.take_turn(event, aiming, view)
            return Outcome(aimed.effects, Step(goals.SUBJECT, aimed.state))
        case Tapped() if notes.concerns(event):
            return _answered(event, view)
        case Asked("goals" | "metas", words):
            return _aiming(words, view)
        case Tapped(privacy.QUESTION, part):
            return Outcome((privacy.take_turn(part, view),))
        case Tapped() | Asked() if (effects := _rights(event, view)) is not None:
            return Outcome(effects)
        case Tapped(sharing.QUESTION, switch):
            return Outcome(sharing.take_turn(switch, view).effects)
        case Tapped(pausing.QUESTION, length):
            return Outcome(pausing.tapped(length, client, view))
        case Tapped(who.QUESTION, page):
            return Outcome((who.tapped(page),))
        case Asked("pause" | "pausa", words):
            return Outcome(pausing.asked(words, client, view))
        case Tapped("progress", name) if name in GLANCES or _is_shown(name, view.library):
            return Outcome((ShowProgress(name),))
        case Tapped("waiting", ref):
            return Outcome(_waiting(ref))
        case Tapped("stop", "yes"):
            return Outcome((StopPortal(), Say(_stopped_words(), slot="stop")))
        case Tapped("stop", _):
            kept = Sentences((Line("stop-kept"),), ((help_button(),),))
            return Outcome((Say(kept, slot="stop"),))
        case Tapped("menu", command):
            return _commanded(command, client, view)
        case Tapped():
            return Outcome((Toast(Line("old-button")),))
        case Asked(command):
            return _commanded(command, client, view)
        case Said(words):
            return _said(words, client, view)
        case Edited():
            return Outcome((Say(Sentences((Line("edited-not-read"),), ((help_button(),),))),))
        case SentFile():
            return _sent(event, view)
        case _:
            return Outcome(())


def _in_need_while_joining(event: Said | Edited, view: View) -> tuple[Effect, ...]:
    """The card, and beside it nothing is asked: the screen that was open still stands above it."""
    told = homework.in_need(event.text, view, CHAT) if isinstance(event, Said) else ()
    return told or help_now.offer(CrisisReason.WORDS)


def _concerns_joining(event: Event, view: View) -> bool:
    match event:
        case Tapped(question):
            return question == joining.SUBJECT
        case Asked("stop" | "privacy"):
            # Before the consent the screen itself says what is kept and how to say no.
            return view.client is None
        case _:
            return True


def _came(event: Came, view: View) -> Outcome:
    talk = view.talks.get(joining.SUBJECT)
    client, link = view.client, view.invitation
    if client is not None and client.lock_after is not None and link is not None and link.own:
        taken = Say(Sentences((Line("pin-taken-away"),), ((help_button(),),)))
        return Outcome((UseOwnLink(link.id), taken))
    if view.client is not None and view.client.status is ClientStatus.STOPPED:
        back = Button("return-button", "return", "yes", look=Look.PRIMARY)
        asked = Sentences((Line("return-question"),), ((back,), (help_button(),)))
        return Outcome((Say(asked, slot="stop", fresh=True),))
    if isinstance(talk, Joining) and _leads_to(talk, event, view):
        turn = joining.take_turn(talk, event, view)
        return Outcome(turn.effects, Step(joining.SUBJECT, turn.state))
    if view.client is not None and view.client.status is ClientStatus.DISCHARGED:
        return Outcome(discharged.overview())
    if view.client is not None:
        # The same words whether the link still works or not: it is not for a client to try links.
        already = Say(Sentences((Line("join-already"),), ((help_button(),),)))
        return Outcome((already, menu()) if event.secret else (menu(),))
    if not event.secret:
        return Outcome(_stranger(event))
    if view.invitation is None:
        return Outcome((NoteWrongLink(), joining.invalid_link()))
    turn = joining.begin(view.invitation, view)
    return Outcome(turn.effects, Step(joining.SUBJECT, turn.state))


def _leads_to(talk: Joining, event: Came, view: View) -> bool:
    """Whether one who comes again finds this talk as it was left."""
    if talk.agreed or not event.secret:
        return True
    return view.invitation is not None and view.invitation.id == talk.invitation


def _stranger(event: Event) -> tuple[Effect, ...]:
    if isinstance(event, Tapped):
        return (Toast(Line("old-button")),)
    return (Say(Sentences((Line("stranger-hello"),), ((help_button(),),))),)


def _stopped(event: Event, client: ClientView, view: View) -> Outcome:
    if event == Tapped("return", "yes"):
        lines = (Line("return-welcome", {"clock": client.check_in_at}),)
        welcome = Say(Sentences(lines, ((help_button(),),)), slot="stop")
        return Outcome((ReturnToPortal(), welcome))
    if isinstance(event, Tapped) and event.question == privacy.QUESTION:
        return Outcome((privacy.take_turn(event.choice, view),))
    if isinstance(event, Tapped) and event.question == who.QUESTION:
        return Outcome((who.tapped(event.choice),))
    if event == Asked("privacy"):
        return Outcome((privacy.overview(),))
    if (effects := _rights(event, view)) is not None:
        return Outcome(effects)
    if event in (Asked("who"), Tapped("menu", "who")):
        return Outcome((who.asked(),))
    return Outcome((Say(_stopped_words(), slot="stop", fresh=True),))


def _rights(event: Event, view: View) -> tuple[Effect, ...] | None:
    """A copy of everything, or an end of everything; None for what is about neither."""
    match event:
        case Asked(exporting.COMMAND) | Tapped("menu", exporting.COMMAND):
            return (exporting.overview(view),)
        case Asked(erasing.COMMAND) | Tapped("menu", erasing.COMMAND):
            return (erasing.overview(view),)
        case Tapped(question) if exporting.is_about(question):
            return exporting.take_turn(event, view)
        case Tapped(question) if erasing.is_about(question):
            return erasing.take_turn(event, view)
        case _:
            return None


def _stopped_words() -> Sentences:
    back = Button("return-button", "return", "yes")
    return Sentences((Line("stop-done"),), ((back,), (help_button(),)))


def _tapped_item(named: checkin.Asking, event: Tapped, view: View) -> Outcome:
    talk = view.talks.get(named.token)
    if not isinstance(talk, CheckIn):
        found = next((each for each in view.check_ins if each.token == named.token), None)
        if found is None or (found.filed and event.choice != checkin.CHANGE):
            return Outcome((Toast(Line("checkin-already-saved")),))
        talk = resumed(found)
        if found.filed:
            turn = checkin.changing(talk)
            return Outcome(turn.effects, Step(talk.token, turn.state))
    return _check_in_turn(talk, event, view)


def resumed(found: OpenCheckIn) -> CheckIn:
    """The talk of an open check-in, taken up where its answers end."""
    return CheckIn(
        found.occurrence,
        found.token,
        found.instrument,
        found.version,
        found.local_date,
        found.next_item,
    )


def _check_in_turn(talk: CheckIn, event: Event, view: View) -> Outcome:
    turn = checkin.take_turn(talk, event, view.library)
    # Beside "Are you safe right now?" nothing else is asked.
    gently = any(isinstance(effect, OfferHelpNow) for effect in turn.effects) or (
        view.client is not None and view.client.gentle
    )
    effects: list[Effect] = []
    for effect in turn.effects:
        if isinstance(effect, OfferHelpNow):
            effects += help_now.offer(effect.reason)
        elif isinstance(effect, FileResponse):
            effects += (effect, *_completed(talk, view, gently=gently))
        else:
            effects.append(effect)
    return Outcome(tuple(effects), Step(talk.token, turn.state))


def _completed(talk: CheckIn, view: View, *, gently: bool) -> tuple[Effect, ...]:
    """The last word of a check-in, in its own message, and what else is open today."""
    is_daily = _is_daily(talk, view.library)
    if talk.changing:
        return (checkin.last_word(talk, "checkin-changed"),)
    last = checkin.last_word(talk, "checkin-saved" if is_daily else "checkin-thanks")
    effects: list[Effect] = [last]
    client = view.client
    # After a crisis card scores can wait; /progress shows them to whoever asks.
    is_shown = not is_daily and not view.library.is_hidden(talk.instrument)
    if is_shown and client is not None and not gently:
        if client.picture is not None:
            effects.append(ShowProgress(talk.instrument, asked=False))
        else:
            effects.append(preferences.ask_picture(preferences.AFTER_FIRST))
    others = [each for each in view.check_ins if each.token != talk.token and not each.filed]
    if others and not gently:
        effects.append(_also_open(others, view))
    if client is not None and client.asks_anew and not gently:
        effects += sharing.ask_again()
    return tuple(effects)


def _also_open(others: list[OpenCheckIn], view: View) -> Say:
    words = wording(view.locale, library=view.library)
    rows = tuple(
        (
            Button(
                "begin-button",
                resumed(each).question,
                checkin.SHOW if each.next_item == 0 else checkin.RESUME,
                beginning(each.instrument, each.version, words),
            ),
        )
        for each in others
    )
    # In the slot of the check-in it offers, so that the questions follow in this very message.
    return Say(
        Sentences((Line("checkin-also-open"),), (*rows, (help_button(),))),
        slot=checkin.slot(others[0].token),
        fresh=True,
    )


def _is_last(talk: CheckIn, library: Library) -> bool:
    return talk.item >= len(library.instrument(talk.instrument, talk.version).items)


def _commanded(command: str, client: ClientView, view: View) -> Outcome:
    match command:
        case "checkin":
            if not view.check_ins:
                begun = _in_progress(view)
                if begun is None:
                    return Outcome((OpenPulse(),))
                asked_again = AskItem(checkin.question(begun), fresh=True)
                return Outcome((asked_again,), Step(begun.token, begun))
            first = resumed(_foremost(view.check_ins, view.library))
            current = view.talks.get(first.token)
            talk = current if isinstance(current, CheckIn) else first
            ask = AskItem(checkin.question(talk), fresh=True)
            return Outcome((ask,), Step(talk.token, talk))
        case "progress":
            return Outcome(_progress(view))
        case "settings":
            return Outcome((preferences.overview(client, view),))
        case "stop":
            rows = (
                (Button("stop-yes-button", "stop", "yes", look=Look.DANGER),),
                (Button("stop-no-button", "stop", "no"),),
                (help_button(),),
            )
            return Outcome(
                (Say(Sentences((Line("stop-question"),), rows), slot="stop", fresh=True),)
            )
        case "privacy":
            return Outcome((privacy.overview(),))
        case "sharing":
            rests = client.status is ClientStatus.DISCHARGED
            return Outcome((sharing.overview(view.agreed, rests=rests),))
        case "who":
            return Outcome((who.asked(),))
        case "homework":
            return Outcome(homework.listed().effects)
        case "shelf":
            return Outcome(shelf.listed().effects)
        case "appointments" | "citas":
            return Outcome(appointments.listed().effects)
        case "moment":
            return _marking("", view)
        case "journal":
            return _writing("", view)
        case "message":
            return _written(correspondence.begin("", view))
        case "messages":
            return Outcome(correspondence.listed().effects)
        case "goals" | "metas":
            return _aiming("", view)
        case "notes" | "notas":
            return _answering(notes.begin(view))
        case "pause":
            return Outcome(pausing.asked("", client, view))
        case "resume":
            return Outcome(pausing.resumed(client))
        case _:
            return Outcome((menu(),))


def _marking(words: str, view: View) -> Outcome:
    begun = moments.begin(words, view)
    return Outcome(begun.effects, Step(moments.SUBJECT, begun.state))


def _writing(words: str, view: View) -> Outcome:
    begun = journal.begin(words, view)
    writing = view.talks.get(journal.SUBJECT)
    # What the questions were answered with before is an entry of its own.
    kept = journal.kept_on_the_way(writing if isinstance(writing, journal.Open) else None)
    return Outcome((*kept, *begun.effects), Step(journal.SUBJECT, begun.state))


def _written(turn: Turn[Drafting]) -> Outcome:
    return Outcome(turn.effects, Step(correspondence.SUBJECT, turn.state))


def _aiming(words: str, view: View) -> Outcome:
    begun = goals.begin(words, view)
    return Outcome(begun.effects, Step(goals.SUBJECT, begun.state))


def _answered(event: Tapped, view: View) -> Outcome:
    talk = view.talks.get(notes.SUBJECT)
    answering = talk if isinstance(talk, Answering) else None
    return _answering(notes.take_turn(event, answering, view))


def _answering(turn: Turn[Answering]) -> Outcome:
    return Outcome(turn.effects, Step(notes.SUBJECT, turn.state))


def _waiting(ref: str) -> tuple[Effect, ...]:
    """A message of which only its being there was told."""
    try:
        return (OpenMessage(UUID(ref)),)
    except ValueError:
        return (Toast(Line("old-button")),)


def _foremost(check_ins: tuple[OpenCheckIn, ...], library: Library) -> OpenCheckIn:
    """The open check-in that is asked first: the pulse, what else is daily, then the oldest."""
    return min(check_ins, key=lambda each: library.turn_of(each.instrument, each.version))


def _progress(view: View) -> tuple[Effect, ...]:
    if not view.scored:
        rows = glances(Glance.ALL, Glance.DAILY, Glance.CHECK_INS, *_of_goals(view))
        nothing_yet = (Line("progress-nothing-yet"), Line("progress-by-day"))
        return (Say(Sentences(nothing_yet, (*rows, (help_button(),)))),)
    if len(view.scored) == 1:
        return (ShowProgress(view.scored[0]),)
    rows = tuple(
        (
            Button(
                "progress-course-button", "progress", name, naming(name, view.locale, view.library)
            ),
        )
        for name in view.scored
    )
    lines = [Line("progress-which")]
    if view.back.ready_on is not None:
        day = wording(view.locale).day(view.back.ready_on)
        lines.append(Line("glance-then-soon", {"on": day}, style=Style.NOTE))
    others = glances(*offered(view.back, goals=bool(_of_goals(view))))
    which = Sentences(tuple(lines), (*rows, *others, (help_button(),)))
    return (Say(which, slot="progress", fresh=True),)


def _is_shown(name: str, library: Library) -> bool:
    """Whether this is a course that may be looked at, as a picture or as numbers."""
    course = numbers_of(name) or name
    return is_course(course, library) and not library.is_hidden(course)


def numbers_button(shown: str) -> Button:
    """What stands on a picture as a table, under that picture."""
    return Button("glance-numbers-button", "progress", f"{NUMBERS_OF}{shown}")


def _of_goals(view: View) -> tuple[Glance, ...]:
    """The picture of goals, where one is open."""
    return (Glance.GOALS,) if any(each.is_open for each in view.goals.values()) else ()


def glances(*which: Glance) -> tuple[tuple[Button, ...], ...]:
    """What can be looked at besides one course, as buttons."""
    return tuple((Button(f"glance-{each}-button", "progress", each.value),) for each in which)


def _said(words: str, client: ClientView, view: View) -> Outcome:
    latest = _latest(view.talks)
    if isinstance(latest, PinPad):
        at_pad = pin.heard(latest)
        return Outcome(at_pad.effects, Step(pin.SUBJECT, at_pad.state))
    if isinstance(latest, Moving):
        turn = preferences.heard(words, client, view)
        return Outcome(turn.effects, Step(preferences.SUBJECT, turn.state))
    if isinstance(latest, Writing):
        written = homework.heard(latest, words, view)
        return Outcome(written.effects, Step(homework.SUBJECT, written.state))
    if isinstance(latest, Drafting):
        return _written(correspondence.heard(latest, words, view))
    if isinstance(latest, Wishing):
        wished = appointments.heard(latest, words, view)
        return Outcome(wished.effects, Step(appointments.SUBJECT, wished.state))
    if isinstance(latest, Answering):
        return _answering(notes.heard(latest, words, view))
    if isinstance(latest, goals.Open):
        worded = goals.heard(latest, words, view)
        return Outcome(worded.effects, Step(goals.SUBJECT, worded.state))
    if isinstance(latest, moments.Open):
        marked = moments.heard(latest, words, view)
        return Outcome(marked.effects, Step(moments.SUBJECT, marked.state))
    if isinstance(latest, journal.Open) and journal.is_heard(latest, view):
        entry = journal.heard(latest, words, view)
        return Outcome(entry.effects, Step(journal.SUBJECT, entry.state))
    asked = _asked_last(latest, view)
    if crisis(words) is not None:
        # Beside the card nothing is asked; whoever is safe finds the question again behind it.
        step = None if asked is None else Step(asked.token, asked)
        return Outcome(homework.in_need(words, view, CHAT), step)
    if asked is not None:
        typed = _typed(asked, words, view)
        return _check_in_turn(asked, Said(words), view) if typed is None else typed
    rows = (
        (Button("menu-message-button", "menu", "message"),),
        (Button("menu-button", "menu", "menu"),),
        (help_button(),),
    )
    return Outcome(
        (Say(Sentences((Line("menu-heard-you"), Line("not-read", style=Style.NOTE)), rows)),)
    )


def _typed(asked: CheckIn, words: str, view: View) -> Outcome | None:
    """A label that was typed is as good as tapped; None for words that stand on no button."""
    worded = view.library.wording(asked.instrument, asked.version, view.locale)
    if worded is None or asked.item == 0:
        return None
    said = words.strip(" .,!").casefold()
    labels = worded.item(asked.item).choices
    values = [value for value, label in labels.items() if label.casefold() == said]
    if len(values) != 1:
        return None
    outcome = _check_in_turn(asked, Tapped(asked.question, str(values[0])), view)
    return replace(outcome, effects=tuple(_behind(each, asked) for each in outcome.effects))


def _behind(effect: Effect, asked: CheckIn) -> Effect:
    """What follows in the check-in's message, below the words that were typed."""
    match effect:
        case AskItem():
            return replace(effect, fresh=True)
        case Say(slot=slot) if slot == checkin.slot(asked.token):
            return replace(effect, fresh=True)
        case _:
            return effect


def _sent(sent: SentFile, view: View) -> Outcome:
    """A file: taken where it was asked for, and nowhere else."""
    latest = _latest(view.talks)
    if isinstance(latest, Writing):
        handed_in = homework.handed_in(latest, sent, view)
        return Outcome(handed_in.effects, Step(homework.SUBJECT, handed_in.state))
    return Outcome((Say(Sentences((Line("file-not-kept"),), ((help_button(),),))),))


def _latest(talks: Mapping[str, Talk]) -> Talk | None:
    """The talk that was touched last."""
    return list(talks.values())[-1] if talks else None


def _asked_last(latest: Talk | None, view: View) -> CheckIn | None:
    """The check-in that words lead back to: the one in progress, else one that waits to begin."""
    if isinstance(latest, CheckIn) and (
        not view.check_ins or latest.token in {each.token for each in view.check_ins}
    ):
        return latest
    return resumed(_foremost(view.check_ins, view.library)) if view.check_ins else None


def _in_progress(view: View) -> CheckIn | None:
    """The check-in under way: touched last, of these days, and no newer one waits."""
    latest = _latest(view.talks)
    if not isinstance(latest, CheckIn) or view.client is None:
        return None
    today = local_date(view.now, zone(view.client.zone))
    is_old = today - latest.on > GOES_ON
    if is_old or (_is_daily(latest, view.library) and latest.on != today):
        return None
    waits = {each.token for each in view.check_ins if not each.filed}
    return latest if latest.token in waits or not waits else None


def _daily_waiting(view: View) -> CheckIn | None:
    """The daily question that stands in the chat and has no answer yet."""
    waiting = [resumed(each) for each in view.check_ins if not each.filed]
    return next((each for each in waiting if _is_daily(each, view.library)), None)


def _is_daily(talk: CheckIn, library: Library) -> bool:
    return library.instrument(talk.instrument, talk.version).is_daily


def menu() -> Say:
    """What the chat can do, as buttons."""
    rows = (
        (Button("menu-checkin-button", "menu", "checkin", look=Look.PRIMARY),),
        (Button("menu-progress-button", "menu", "progress"),),
        (
            Button("menu-homework-button", "menu", "homework"),
            Button("menu-shelf-button", "menu", "shelf"),
            Button("menu-moment-button", "menu", "moment"),
        ),
        (Button("menu-journal-button", "menu", "journal"),),
        (Button("menu-message-button", "menu", "message"),),
        (Button("menu-appointments-button", "menu", "appointments"),),
        (
            Button("menu-goals-button", "menu", "goals"),
            Button("menu-notes-button", "menu", "notes"),
        ),
        (
            Button("menu-pause-button", "menu", "pause"),
            Button("menu-sharing-button", "menu", "sharing"),
        ),
        (Button("menu-settings-button", "menu", "settings"),),
        (help_button(),),
    )
    return Say(Sentences((Line("menu-hello"),), rows), slot="menu", fresh=True)


# --- keeping talks ------------------------------------------------------------------------


def flow_of(talk: Talk) -> str:
    """The flow's name, as it stands beside the sealed state."""
    match talk:
        case Joining():
            return "joining"
        case CheckIn():
            return "checkin"
        case Moving():
            return "moving"
        case PinPad():
            return "pin"
        case Writing():
            return "homework"
        case Wishing():
            return "appointment"
        case Marking():
            return "moment"
        case Renaming():
            return "renaming"
        case Composing():
            return "journal"
        case Adding():
            return "adding"
        case Drafting():
            return "message"
        case Aiming():
            return "aiming"
        case Rewording():
            return "rewording"
        case Stepping():
            return "stepping"
        case Answering():
            return "note"


def dump(talk: Talk) -> dict[str, Any]:
    """The talk as plain JSON with the version of its form."""
    if isinstance(talk, CheckIn):
        return {
            "v": 1,
            "flow": "checkin",
            # Without dashes, which takes a third of the time.
            "occurrence": f"{talk.occurrence.int:032x}",
            "token": talk.token,
            "instrument": talk.instrument,
            "version": talk.version,
            "on": talk.on.isoformat(),
            "item": talk.item,
            **({"changing": True} if talk.changing else {}),
        }
    if isinstance(talk, Moving):
        return {"v": 1, "flow": "moving"}
    if isinstance(talk, PinPad):
        return pin.dump(talk)
    if isinstance(talk, Writing):
        return {"v": 1, "flow": "homework", "homework": str(talk.homework)}
    if isinstance(talk, Wishing):
        wanted = str(talk.appointment)
        return {"v": 1, "flow": "appointment", "appointment": wanted, "moves": talk.moves}
    if isinstance(talk, Marking):
        on = talk.on.isoformat() if talk.on else None
        return {"v": 1, "flow": "moment", "token": talk.token, "title": talk.title, "on": on}
    if isinstance(talk, Renaming):
        return {"v": 1, "flow": "renaming", "moment": str(talk.moment)}
    if isinstance(talk, Composing):
        said = {"asking": talk.asking.value, "parts": dump_parts(talk.parts)}
        return {"v": 1, "flow": "journal", "token": talk.token, **said}
    if isinstance(talk, Adding):
        return {"v": 1, "flow": "adding", "on": talk.on.isoformat()}
    if isinstance(talk, Drafting):
        kept = {"token": talk.token, "text": talk.text, "parts": talk.parts}
        return {"v": 1, "flow": "message", **kept}
    if isinstance(talk, Aiming):
        return {
            "v": 1,
            "flow": "aiming",
            "token": talk.token,
            "words": talk.words,
            "shared": talk.is_shared,
        }
    if isinstance(talk, Rewording):
        return {"v": 1, "flow": "rewording", "goal": str(talk.goal)}
    if isinstance(talk, Stepping):
        return {"v": 1, "flow": "stepping", "goal": str(talk.goal)}
    if isinstance(talk, Answering):
        return {
            "v": 1,
            "flow": "note",
            "token": talk.token,
            "note": str(talk.note),
            "version": talk.version,
            "beginning": talk.beginning,
            "answer": talk.answer.value,
            "text": talk.text,
            "parts": talk.parts,
        }
    return {
        "v": 1,
        "flow": "joining",
        "invitation": str(talk.invitation),
        "locale": talk.locale,
        "zone": talk.zone,
        "agreed": talk.agreed,
        "asked_city": talk.asked_city,
        "relinks": talk.relinks,
    }


def load(dumped: dict[str, Any]) -> Talk | None:
    """The talk that `dump` wrote; None for one this release cannot read.

    A check-in that cannot be read is resumed from its answers, so nothing is lost with it.
    """
    match dumped:
        case {"v": 1, "flow": "joining"}:
            return Joining(
                UUID(dumped["invitation"]),
                dumped["locale"],
                dumped["zone"],
                dumped["agreed"],
                dumped.get("asked_city", False),
                dumped.get("relinks", False),
            )
        case {"v": 1, "flow": "checkin"}:
            return CheckIn(
                UUID(dumped["occurrence"]),
                dumped["token"],
                dumped["instrument"],
                dumped["version"],
                date.fromisoformat(dumped["on"]),
                dumped["item"],
                dumped.get("changing", False),
            )
        case {"v": 1, "flow": "moving"}:
            return Moving()
        case {"v": 1, "flow": "pin"}:
            return pin.load(dumped)
        case {"v": 1, "flow": "homework"}:
            return Writing(UUID(dumped["homework"]))
        case {"v": 1, "flow": "appointment"}:
            return Wishing(UUID(dumped["appointment"]), dumped["moves"])
        case {"v": 1, "flow": "moment"}:
            on = dumped["on"]
            day = date.fromisoformat(on) if on else None
            return Marking(dumped["token"], dumped["title"], day)
        case {"v": 1, "flow": "renaming"}:
            return Renaming(UUID(dumped["moment"]))
        case {"v": 1, "flow": "journal"}:
            asking, parts = Prompt(dumped["asking"]), load_parts(dumped["parts"])
            return Composing(dumped["token"], asking, parts)
        case {"v": 1, "flow": "adding"}:
            return Adding(date.fromisoformat(dumped["on"]))
        case {"v": 1, "flow": "message"}:
            return Drafting(dumped["token"], dumped["text"], dumped["parts"])
        case {"v": 1, "flow": "aiming"}:
            return Aiming(dumped["token"], dumped["words"], dumped["shared"])
        case {"v": 1, "flow": "rewording"}:
            return Rewording(UUID(dumped["goal"]))
        case {"v": 1, "flow": "stepping"}:
            return Stepping(UUID(dumped["goal"]))
        case {"v": 1, "flow": "note"}:
            return Answering(
                dumped["token"],
                UUID(dumped["note"]),
                dumped["version"],
                dumped["beginning"],
                Answer(dumped["answer"]),
                dumped["text"],
                dumped["parts"],
            )
        case _:
            return None
