"""A group's door, its house rules and what is said in it; everything else of it is silent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from care.groups import MemberState
from conversations import moderation
from conversations.contents import Button, CrisisReason, Line, Look, Sentences, Style
from conversations.flows import help_now
from conversations.flows.checkin import help_button
from conversations.moderation import Crisis, Finding
from conversations.turn import (
    AskedInGroup,
    AskedToJoin,
    CaseKind,
    DoorMade,
    Effect,
    Event,
    GroupMoved,
    GroupRights,
    KeepDoor,
    KnowName,
    Left,
    LetIn,
    LinkGroup,
    MemberMoved,
    MoveGroup,
    NoteMember,
    NoteReachable,
    NoteRights,
    OfferHelpNow,
    OfferPledge,
    OpenCase,
    Posted,
    RemoveMessage,
    Returned,
    Said,
    Say,
    SayInGroup,
    ShowGroupHelp,
    Tapped,
    Toast,
    Turn,
    TurnAway,
)

if TYPE_CHECKING:
    from conversations.view import GroupView, View

PLEDGE = "pledge"
AGREE, NOT_NOW = "agree", "not-now"
DOOR_OPEN = timedelta(minutes=5)
"""For so long after a request the platform lets the bot write to a person it does not know."""

CHAT, CODE, GROUP = "chat:", "code:", "group:"
"""By what a group is looked for."""

_LINK_CODE = re.compile(r"(?=.*[A-Za-z])[\w-]{16}", re.ASCII)
"""What `portal group create` makes. Anything else behind /link is what somebody wrote."""

RULES = ("group-rule-stays", "group-rule-kind", "group-rule-contacts", "group-rule-report")


def looked_for(event: Event) -> str | None:
    """Which group the event is about: by its chat, its id or a code to link it."""
    match event:
        case AskedInGroup(command="link" | "start", rest=code) if _LINK_CODE.fullmatch(code):
            return f"{CODE}{code}"
        case (
            AskedToJoin(chat=chat)
            | Posted(chat=chat)
            | AskedInGroup(chat=chat)
            | GroupRights(chat=chat)
            | MemberMoved(chat=chat)
            | DoorMade(chat=chat)
            | GroupMoved(chat=chat)
        ):
            return f"{CHAT}{chat}"
        case Tapped(question) if question.startswith(f"{PLEDGE}:"):
            return f"{GROUP}{question.partition(':')[2]}"
        case _:
            return None


def take_turn(event: Event, view: View) -> Turn[None]:
    """One event of a group, or of a private chat with the group's bot."""
    if help_now.is_called(event):
        return Turn(None, (OfferHelpNow(CrisisReason.ASKED),))
    match event:
        case Left():
            return Turn(None, (NoteReachable(False),))
        case Returned():
            return Turn(None, (NoteReachable(True),))
        case Tapped():
            return Turn(None, _tapped(event, view))
        case Said(words) if moderation.crisis(words):
            return Turn(None, (OfferHelpNow(CrisisReason.WORDS),))
        case (
            AskedToJoin()
            | Posted()
            | AskedInGroup()
            | GroupRights()
            | MemberMoved()
            | DoorMade()
            | GroupMoved()
        ):
            return Turn(None, () if view.group is None else _in_group(event, view, view.group))
        case _:
            hello = Sentences((Line("group-private-hello"),), ((help_button(),),))
            return Turn(None, (Say(hello),))


def _in_group(event: Event, view: View, group: GroupView) -> tuple[Effect, ...]:
    match event:
        case AskedToJoin():
            return _at_the_door(event, view, group)
        case Posted():
            return _posted(event, view, group)
        case AskedInGroup():
            return _asked(event, view, group)
        case GroupRights(_, missing, leaders):
            return _rights(missing, leaders, group)
        case MemberMoved(_, inside) if group.member is not None or inside:
            return (NoteMember(group.id, inside),)
        case DoorMade(_, link):
            return (KeepDoor(group.id, link),)
        case GroupMoved(_, to):
            return (MoveGroup(group.id, to),)
        case _:
            return ()


# --- the door -----------------------------------------------------------------------------


def _at_the_door(event: AskedToJoin, view: View, group: GroupView) -> tuple[Effect, ...]:
    if view.now - event.at > DOOR_OPEN:
        # Nothing can be said to the person any more; declined, they may ask again.
        return (TurnAway(group.id),)
    if group.member is None:
        stranger = Sentences((Line("group-stranger"),), ((help_button(),),))
        return (Say(stranger), TurnAway(group.id))
    return (OfferPledge(group.id),)


def pledge(group: UUID) -> Sentences:
    """The house rules with the question whether they are agreed to."""
    question = f"{PLEDGE}:{group}"
    return Sentences(
        (
            Line("group-pledge-title", style=Style.TITLE),
            *(Line(rule) for rule in RULES),
            Line("group-telegram", style=Style.NOTE),
        ),
        (
            (Button("group-agree-button", question, AGREE, look=Look.PRIMARY),),
            (Button("group-not-now-button", question, NOT_NOW),),
        ),
    )


def rules() -> Sentences:
    """The house rules, for everybody in the group."""
    return Sentences(
        (Line("group-rules-title", style=Style.TITLE), *(Line(rule) for rule in RULES))
    )


def pledge_slot(group: UUID) -> str:
    """The message that asks for the pledge."""
    return f"{PLEDGE}:{group}"


def _tapped(event: Tapped, view: View) -> tuple[Effect, ...]:
    group = view.group
    if group is None or event.question != f"{PLEDGE}:{group.id}" or group.member is None:
        return (Toast(Line("old-button")),)
    slot = pledge_slot(group.id)
    if group.member is not MemberState.ASKED:
        # An old button: the request was approved, declined or never made.
        key = "group-inside" if group.member is MemberState.INSIDE else "group-ask-again"
        return (Toast(Line(key)),)
    if event.choice == AGREE:
        welcome = Sentences((Line("group-welcome"), Line("group-write-me", style=Style.NOTE)))
        # The words come first: once the request is answered, the bot may not write any more.
        return (Say(welcome, slot=slot), LetIn(group.id))
    return (Say(Sentences((Line("group-not-now"),)), slot=slot), TurnAway(group.id))


# --- what is said ---------------------------------------------------------------------------


def _posted(event: Posted, view: View, group: GroupView) -> tuple[Effect, ...]:
    leads = group.member is MemberState.LEADS
    found = () if leads else moderation.findings(event.text, event.marks, group.insiders)
    if event.by_chat:
        # A word to a channel would be read by all who follow it.
        return (RemoveMessage(group.id, event.message),) if found else ()
    effects: list[Effect] = []
    if told := _told_of(event, group, is_removed=bool(found)):
        # Card and note come first: what is removed is removed together with them, never silently.
        effects += (ShowGroupHelp(group.id, CrisisReason.WORDS), *told)
    if found:
        effects += (
            RemoveMessage(group.id, event.message),
            OpenCase(group.id, CaseKind.REMOVED, event.message, "", found[0].value),
            Say(_why(found)),
        )
    if event.username and group.member is not None:
        effects.append(KnowName(group.id, event.username.lower()))
    return tuple(effects)


def _why(found: tuple[Finding, ...]) -> Sentences:
    """Why a message was taken out. Nothing of it is repeated."""
    lines = (Line("group-removed"), *(Line(f"group-removed-{each}") for each in found))
    return Sentences((*lines, Line("group-removed-again", style=Style.NOTE)), ((help_button(),),))


def _asked(event: AskedInGroup, view: View, group: GroupView) -> tuple[Effect, ...]:
    # Behind a command stands what a person wrote: it is looked at like every message.
    said = Posted(event.chat, event.message, event.rest, event.marks)
    match event.command:
        case "link" | "start" if _LINK_CODE.fullmatch(event.rest):
            return (LinkGroup(group.id, event.chat),)
        case command if command in help_now.WORDS:
            return (
                ShowGroupHelp(group.id, CrisisReason.ASKED),
                *(() if event.by_chat else _told_of(said, group, is_removed=True)),
                RemoveMessage(group.id, event.message),
            )
        case "report" | "denunciar":
            away = RemoveMessage(group.id, event.message)
            if event.by_chat:
                # Nothing can be said to somebody who is not named but before the whole group.
                return (away, *_reported(event, group))
            card = _card(said, group)
            if not (case := _reported(event, group)):
                return (*card, away, Say(Sentences((Line("group-report-how"),))))
            told = Say(Sentences((Line("group-reported"),), ((help_button(),),)))
            return (*card, away, *case, told)
        case "rules" | "reglas" if event.by_chat:
            return (SayInGroup(group.id, rules()),)
        case "rules" | "reglas":
            return (*_posted(said, view, group), SayInGroup(group.id, rules()))
        case _:
            return () if event.by_chat else _posted(said, view, group)


def _reported(event: AskedInGroup, group: GroupView) -> tuple[OpenCase, ...]:
    """The case about the message that a report replies to; none when that is gone or nobody's."""
    if event.about is None or event.author is None:
        return ()
    return (OpenCase(group.id, CaseKind.REPORTED, event.about, event.author),)


def _card(said: Posted, group: GroupView) -> tuple[Effect, ...]:
    """Card and note for crisis words in a message that is taken out anyway."""
    told = _told_of(said, group, is_removed=True)
    return (ShowGroupHelp(group.id, CrisisReason.WORDS), *told) if told else ()


def _told_of(said: Posted, group: GroupView, *, is_removed: bool) -> tuple[OpenCase, ...]:
    """The facilitator's note about crisis words, if there are any."""
    crisis = moderation.crisis(said.text)
    if crisis is None:
        return ()
    kind = CaseKind.CRISIS if crisis is Crisis.SELF else CaseKind.CRISIS_UNSURE
    return (OpenCase(group.id, kind, said.message, "", "removed" if is_removed else ""),)


def _rights(
    missing: tuple[str, ...], leaders: tuple[str, ...] | None, group: GroupView
) -> tuple[Effect, ...]:
    note = NoteRights(group.id, missing, leaders)
    if missing:
        named = [each.replace("_", "-") for each in missing]
        lines = tuple(Line(f"group-right-{each}") for each in named)
        said = Sentences((Line("group-rights-missing"), *lines))
        return (note, SayInGroup(group.id, said)) if missing != group.missing else (note,)
    if group.missing or not group.has_door:
        return (note, SayInGroup(group.id, Sentences((Line("group-ready"),))))
    return (note,)
