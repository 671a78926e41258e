"""Effects made true: each has exactly one place here, inside the transaction of its turn."""

from typing import assert_never

from conversations.appointments import AppointmentEffect
from conversations.contents import CrisisCard, Disclosures, Lane, Sentences, Whereabouts
from conversations.correspondence import MessageEffect
from conversations.discharge import DischargeEffect
from conversations.flows import checkin, who
from conversations.goals import GoalEffect
from conversations.group_practice import ShowGroupPractice
from conversations.homework import HomeworkEffect, ReviewHomework
from conversations.journal import JournalEffect
from conversations.knowing import KnownEffect
from conversations.moments import MomentEffect
from conversations.notes import NoteEffect
from conversations.on_call import ChangeOnCall, OpenOnCallForm, ShowOnCall
from conversations.phone import PhoneEffect
from conversations.shelf import ShelfEffect
from conversations.tuning import TuningEffect
from conversations.turn import (
    AnswerItem,
    AskErasure,
    AskItem,
    BeginChainTest,
    BeginCheckIns,
    CancelSupport,
    ChooseStyle,
    ComeBack,
    Effect,
    FileResponse,
    FillForm,
    GoAway,
    GotTest,
    GroupEffect,
    JudgeAlert,
    KeepConsent,
    MakeExport,
    NoteAsked,
    NoteReachable,
    NoteWrongLink,
    OfferHelpNow,
    OpenAwayForm,
    OpenForm,
    OpenPulse,
    OpenRecord,
    PausePortal,
    RaiseConcern,
    RedeemInvitation,
    ResolveAlert,
    ResumePortal,
    ReturnToPortal,
    Say,
    SendSupport,
    SetConsent,
    SetPreference,
    ShowAlertCard,
    ShowAlertChart,
    ShowDisclosures,
    ShowHome,
    ShowOverview,
    ShowProgress,
    ShowStyles,
    ShowSwitches,
    ShowWorkflows,
    SnoozeAlert,
    StopPortal,
    Switch,
    SwitchWorkflow,
    TakeAlert,
    TakeBackErasure,
    TellWhereabouts,
    Toast,
)
from conversations.view import View
from conversations.wording import wording
from portal import (
    alert_deeds,
    appointment_deeds,
    check_in_deeds,
    client_deeds,
    consent_deeds,
    correspondence_deeds,
    discharge_deeds,
    erasure_deeds,
    export_deeds,
    goal_deeds,
    group_deeds,
    group_practice,
    home_deeds,
    homework_deeds,
    journal_deeds,
    known_deeds,
    moment_deeds,
    note_deeds,
    on_call_deeds,
    pauses,
    phone_deeds,
    record_deeds,
    shelf_deeds,
    staff_deeds,
    style_deeds,
    switch_deeds,
    tuning_deeds,
    workflow_deeds,
    workflow_windows,
)
from portal.permission import permits
from portal.scene import Actor, AnswerTap, AskedLane, Scene
from store import invitations, people


def make_true(scene: Scene, actor: Actor, view: View, effect: Effect) -> None:
    """Makes one effect of this person's turn true, if they may have it."""
    if not permits(scene, actor, effect):
        return
    if actor.person.staff is not None and discharge_deeds.is_over(scene, actor, effect):
        return
    match effect:
        case Say(content, slot, fresh, lane):
            say(scene, actor, content, slot=slot, fresh=fresh, lane=lane)
        case AskItem(question, fresh):
            slot = checkin.slot(question.token)
            scene.post(actor.person, question, key=actor.next_key(), slot=slot, fresh=fresh)
        case Toast(line):
            if actor.inbound.answer_to is not None:
                discreet = view.client is not None and (view.client.discreet or view.client.locked)
                text = wording(view.locale, discreet=discreet).say(line.key, line.args)
                scene.direct.append((actor.inbound.bot, AnswerTap(actor.inbound.answer_to, text)))
        case OfferHelpNow(reason):
            card = CrisisCard(reason)
            scene.post(actor.person, card, key=actor.next_key(), lane=Lane.CRISIS)
            client_deeds.be_gentle(scene, actor.person.client, reason)
        case AnswerItem():
            check_in_deeds.answer_item(scene, actor, effect)
        case FileResponse(occurrence):
            check_in_deeds.complete(scene, occurrence)
        case OpenPulse():
            check_in_deeds.open_pulse(scene, actor)
        case RaiseConcern(concern):
            if actor.person.client is not None:
                alert_deeds.raise_concern(scene, actor.person.client, concern)
        case RedeemInvitation(invitation, locale):
            client_deeds.redeem(scene, actor, invitation, locale)
        case NoteWrongLink():
            invitations.note_wrong(scene.connection, scene.memory, actor.person.id, scene.now)
        case BeginCheckIns(at, zone):
            client_deeds.begin_check_ins(scene, actor, at, zone)
        case SetPreference(preference, value):
            client_deeds.set_preference(scene, actor, preference, value)
        case ShowProgress(instrument, asked):
            check_in_deeds.show_progress(scene, actor, instrument, asked=asked)
        case StopPortal():
            client_deeds.stop(scene, actor)
        case ReturnToPortal():
            client_deeds.come_back(scene, actor)
        case SetConsent(purpose, given):
            consent_deeds.set_consent(scene, actor, purpose, given=given)
        case KeepConsent():
            consent_deeds.keep_all(scene, actor)
        case NoteAsked():
            consent_deeds.note_asked(scene, actor)
        case PausePortal(until):
            pauses.pause(scene, actor, until)
        case ResumePortal():
            pauses.resume(scene, actor)
        case ShowDisclosures(part, page, fresh):
            told = Disclosures(part, page)
            scene.post(actor.person, told, key=actor.next_key(), slot=who.SLOT, fresh=fresh)
        case NoteReachable(reachable):
            people.note_reachable(
                scene.connection, scene.memory, actor.person.id, reachable=reachable
            )
            if not reachable:
                alert_deeds.tell_unreachable(scene, actor.person)
        case OpenForm(form, alert):
            alert_deeds.open_form(scene, actor, form, alert)
        case FillForm(alert, suggestion):
            alert_deeds.refill_form(scene, actor, alert, suggestion)
        case SendSupport(alert, text):
            alert_deeds.send_support(scene, actor, alert, text)
        case CancelSupport(message):
            alert_deeds.cancel_support(scene, actor, message)
        case SnoozeAlert(alert, until):
            alert_deeds.snooze(scene, actor, alert, until)
        case ResolveAlert(alert):
            alert_deeds.resolve(scene, actor, alert)
        case ShowAlertChart(alert):
            alert_deeds.show_chart(scene, actor, alert)
        case ShowAlertCard(alert):
            alert_deeds.show_card(scene, actor, alert)
        case JudgeAlert(alert, verdict):
            alert_deeds.judge(scene, actor, alert, verdict)
        case ShowStyles():
            style_deeds.show(scene, actor)
        case ChooseStyle(chosen):
            style_deeds.choose(scene, actor, chosen)
        case TakeAlert(alert):
            alert_deeds.take(scene, actor, alert)
        case TellWhereabouts():
            where = "whereabouts"
            key = actor.next_key()
            scene.post(
                actor.person, Whereabouts(), key=key, lane=Lane.CRISIS, slot=where, fresh=True
            )
        case ShowHome(page):
            home_deeds.show_home(scene, actor, page)
        case ShowOverview(listing):
            home_deeds.show_overview(scene, actor, listing)
        case ShowGroupPractice():
            group_practice.show(scene, actor, effect)
        case ShowOnCall():
            on_call_deeds.show(scene, actor)
        case OpenOnCallForm():
            on_call_deeds.open_form(scene, actor)
        case ChangeOnCall(day, whose):
            on_call_deeds.change(scene, actor, day, whose)
        case OpenAwayForm():
            staff_deeds.open_away_form(scene, actor)
        case GoAway(until, deputy):
            staff_deeds.go_away(scene, actor, until, deputy)
        case ComeBack():
            staff_deeds.come_back(scene, actor)
        case BeginChainTest():
            staff_deeds.begin_test(scene, actor)
        case GotTest(test):
            staff_deeds.got(scene, actor, test)
        case OpenRecord(client, leads_to):
            record_deeds.open_record(scene, actor, client, leads_to)
        case Switch(client, what, on):
            switch_deeds.switch(scene, actor, client, what, on=on)
        case ShowSwitches(client, fresh):
            switch_deeds.show(scene, actor, client, fresh=fresh)
        case ShowWorkflows(client, again):
            workflow_windows.show(scene, actor, client, again=again)
        case SwitchWorkflow(client, name, on):
            workflow_windows.switch(scene, actor, client, name, on=on)
        case MakeExport():
            export_deeds.make_export(scene, actor)
        case AskErasure(days):
            erasure_deeds.ask(scene, actor, days)
        case TakeBackErasure():
            erasure_deeds.take_back(scene, actor)
        case _ if isinstance(effect, HomeworkEffect):
            homework_deeds.make_true(scene, actor, effect)
            if isinstance(effect, ReviewHomework):
                workflow_deeds.reviewed(scene, effect.client, effect.homework)
        case _ if isinstance(effect, ShelfEffect):
            shelf_deeds.make_true(scene, actor, effect)
        case _ if isinstance(effect, JournalEffect):
            journal_deeds.make_true(scene, actor, view, effect)
        case _ if isinstance(effect, AppointmentEffect):
            appointment_deeds.make_true(scene, actor, effect)
        case _ if isinstance(effect, MomentEffect):
            moment_deeds.make_true(scene, actor, effect)
        case _ if isinstance(effect, MessageEffect):
            correspondence_deeds.make_true(scene, actor, effect)
        case _ if isinstance(effect, GoalEffect):
            goal_deeds.make_true(scene, actor, effect)
        case _ if isinstance(effect, NoteEffect):
            note_deeds.make_true(scene, actor, effect)
        case _ if isinstance(effect, DischargeEffect):
            discharge_deeds.make_true(scene, actor, effect)
        case _ if isinstance(effect, PhoneEffect):
            phone_deeds.make_true(scene, actor, effect)
        case _ if isinstance(effect, KnownEffect):
            known_deeds.make_true(scene, actor, effect)
        case _ if isinstance(effect, TuningEffect):
            tuning_deeds.make_true(scene, actor, effect)
        case _ if isinstance(effect, GroupEffect):
            group_deeds.make_true(scene, actor, effect)
        case _:
            assert_never(effect)


def say(
    scene: Scene,
    actor: Actor,
    content: Sentences,
    *,
    slot: str | None = None,
    fresh: bool = False,
    lane: AskedLane = Lane.REPLY,
) -> None:
    """Posts an answer to the person who acts."""
    scene.post(actor.person, content, key=actor.next_key(), lane=lane, slot=slot, fresh=fresh)
