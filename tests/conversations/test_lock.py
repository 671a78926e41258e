"""The lock: whatever is not named as open meets the keypad, and help is never locked."""

import ast
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from conversations import lock, showing
from conversations.contents import CrisisReason
from conversations.envelopes import CLIENTS, Inbound
from conversations.flows import checkin, help_now
from conversations.phone import (
    EmptyChat,
    Land,
    LockNow,
    PhoneEvent,
    ShowKeypad,
    UseOwnLink,
)
from conversations.talk import secret_hash, wants
from conversations.turn import (
    Asked,
    AskItem,
    Came,
    Event,
    GroupEvent,
    Left,
    NoteReachable,
    OfferHelpNow,
    OpenedHome,
    RaiseConcern,
    Redeemed,
    Returned,
    Said,
    Say,
    Tapped,
    TellWhereabouts,
    Toast,
)
from conversations.wording import wording
from portal.posts import COMMANDS_SHOWN
from questionnaires.catalogue import catalogue
from tests.conversations.dialogues import (
    INVITATION,
    PHQ9,
    PULSE,
    SECRET,
    active,
    asked,
    kinds,
    locked,
    said,
    waiting,
)
from tests.conversations.test_every_state import CLIENT_STATES, COMMANDS, EVENTS, KNOWN

ROOT = Path(__file__).parents[2]
HELP = (OfferHelpNow, RaiseConcern, TellWhereabouts)
NOTHING_SHOWN = (ShowKeypad, EmptyChat, LockNow, NoteReachable, Toast)


@cache
def commands():
    """Every command that code names, that the menu shows, or that a test knows of."""
    found = {*COMMANDS, *COMMANDS_SHOWN, *lock.COMMANDS}
    for file in (ROOT / "conversations").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.MatchClass(cls=ast.Name("Asked"), patterns=[first, *_]):
                    parts = first.patterns if isinstance(first, ast.MatchOr) else [first]
                    found |= {
                        part.value.value
                        for part in parts
                        if isinstance(part, ast.MatchValue) and isinstance(part.value, ast.Constant)
                    }
                case ast.Call(func=ast.Name("Asked"), args=[ast.Constant(value), *_]):
                    found.add(value)
                case ast.FunctionDef(name="_commanded"):
                    found |= {
                        case.pattern.value.value
                        for part in ast.walk(node)
                        if isinstance(part, ast.Match)
                        for case in part.cases
                        if isinstance(case.pattern, ast.MatchValue)
                    }
    return found


@cache
def buttons():
    """Every button that is offered in any state, and every one of every questionnaire."""
    found = {(each.question, each.choice) for each in EVENTS if isinstance(each, Tapped)}
    for state in CLIENT_STATES.values():
        for event in EVENTS:
            for effect in state().does(event):
                if isinstance(effect, Say):
                    rows = effect.content.buttons
                elif isinstance(effect, AskItem):
                    rows = showing.question(effect.question, wording("en"), KNOWN).buttons
                else:
                    continue
                found |= {(each.question, each.choice) for row in rows for each in row}
    for row in help_now.card_buttons(is_client=True):
        found |= {(each.question, each.choice) for each in row}
    for each in catalogue().values():
        found |= {
            (f"{PHQ9}.{each.code}.{number}", str(value))
            for number in each.numbers
            for value in each.choices(number)
        }
    return found


@cache
def events():
    """Everything that can happen at a client's telephone."""
    others = [each for each in EVENTS if not isinstance(each, Asked | Tapped | PhoneEvent)]
    return [
        *others,
        *map(Asked, sorted(commands())),
        *(Tapped(question, choice) for question, choice in sorted(buttons())),
    ]


OPEN = {
    *(Asked(word) for word in ("help", "ayuda", "/help", "/ayuda", "help now", "ayuda ahora")),
    *(Asked("hide"), Asked("lock"), Said("help")),
    *(Left(), Returned(), Redeemed(accepted=True), Redeemed(accepted=False)),
    *(Tapped("help", choice) for choice in ("card", "tell", "safe", "where", "x")),
    *(Tapped("help.safe", choice) for choice in ("yes", "unsure", "no", "x")),
    Tapped("hide", "yes"),
}
"""All that is open: help, what takes something away, a fresh link, and what nobody does here."""


def is_key(event):
    return isinstance(event, Tapped) and event.question.startswith("keypad.")


def test_there_is_an_example_of_every_event_that_can_come_from_a_telephone():
    mine = set(get_args(Event)) - set(get_args(GroupEvent)) - set(get_args(PhoneEvent))

    assert {type(each) for each in events()} == mine - {OpenedHome}


def test_the_examples_hold_the_commands_and_buttons_there_are():
    assert {"checkin", "progress", "privacy", "settings", "stop", "pin"} <= commands()
    assert {("menu", "checkin"), ("pin", "remove"), (f"{PULSE}.pulse.1", "10")} <= buttons()
    assert len(events()) > 250


def test_what_is_open_while_locked_is_this_and_nothing_else():
    client = locked()

    views = (
        (each, client.view(wants(Inbound(CLIENTS, "77", each), {}, client.library)))
        for each in events()
    )
    seen = {event for event, view in views if lock.is_open(event, view) and not is_key(event)}

    assert seen == OPEN


@pytest.mark.parametrize("state", ["locked", "locked in the middle", "at the keypad"])
def test_while_locked_nothing_is_shown_and_nothing_taken_but_help(state):
    for event in events():
        client = CLIENT_STATES[state]()
        before = client.open, client.scored, dict(client.talks), client.client

        effects = client.does(event)

        for effect in effects:
            if isinstance(effect, Say):
                keys = {line.key.partition("-")[0] for line in effect.content.lines}
                assert keys <= {"help", "pin"}, (event, effect)
            else:
                assert isinstance(effect, HELP + NOTHING_SHOWN), (event, effect)
        client.talks.pop("pin", None)
        before[2].pop("pin", None)
        assert (client.open, client.scored, client.talks, client.client) == before, event


def test_what_is_shut_is_answered_with_the_keypad():
    for event in events():
        if event in list(OPEN) or is_key(event):
            continue

        assert ShowKeypad(fresh=True) in locked().does(event), event


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_critical_answer_brings_help_and_tells_the_therapist_while_locked(number):
    client = locked(waiting(PHQ9, 9))

    effects = client.taps(f"{PHQ9}.phq9.9", str(number))

    offered = [each.reason for each in effects if isinstance(each, OfferHelpNow)]
    assert offered == ([CrisisReason.CRITICAL] if number else [])
    assert ("RaiseConcern" in kinds(effects)) == bool(number)
    assert "AnswerItem" not in kinds(effects)
    assert "ShowKeypad" in kinds(effects)


def test_after_the_pin_one_is_where_one_was():
    client = locked(waiting(PULSE))
    client.does(Asked("checkin"))
    client.enters("2580")

    effects = client.compared()

    assert said(effects) == ["pin-open"]
    assert asked(effects) == [1]
    assert not client.client.locked


@pytest.mark.parametrize(
    ("event", "lands"),
    [
        (Tapped(f"{PHQ9}.phq9.5", "3"), (f"{PHQ9}.phq9.5", checkin.AGAIN)),
        (Tapped("stop", "yes"), ("", "stop")),
        (Tapped("settings", "language-es"), ("", "settings")),
        (Tapped("pin", "remove"), ("", "pin")),
        (Tapped("privacy", "answers"), ("", "privacy")),
        (Tapped("progress", "phq9"), ("progress", "phq9")),
        (Tapped("return", "yes"), ("", "menu")),
        (Tapped("unheard-of", "yes"), ("", "menu")),
        (Asked("unheard-of"), ("", "menu")),
        (Said("my words"), ("", "menu")),
    ],
)
def test_one_lands_where_it_is_seen_and_nothing_is_done_by_itself(event, lands):
    client = locked()
    client.does(event)
    client.enters("2580")

    assert Land(*lands) in client.compared()


def test_an_answer_that_somebody_else_tapped_is_not_taken_after_the_pin():
    client = locked(waiting(PHQ9, 5))
    client.taps(f"{PHQ9}.phq9.5", "3")
    client.enters("2580")

    effects = client.compared()

    assert "AnswerItem" not in kinds(effects)
    assert asked(effects) == [5]


def test_whoever_goes_on_has_it_open_for_longer_and_whoever_asks_for_help_does_not():
    client = active(lock_after=5)

    assert kinds(client.does(Asked("settings")))[0] == "Unlock"
    assert "Unlock" not in kinds(client.does(Asked("help")))
    assert "Unlock" not in kinds(active().does(Asked("settings")))


def test_a_fresh_link_of_one_s_own_opens_and_nobody_else_s_does():
    other = locked()
    assert ShowKeypad(fresh=True) in other.does(Came(SECRET))

    client = locked()
    client.links[secret_hash(SECRET)] = replace(INVITATION, own=True)
    effects = client.does(Came(SECRET))

    assert effects[0] == UseOwnLink(INVITATION.id)
    assert said(effects) == ["pin-taken-away"]
    assert client.client.lock_after is None


def test_lock_locks_at_once():
    client = active(lock_after=5)

    assert kinds(client.does(Asked("lock"))) == ["LockNow", "Say"]
    assert client.client.locked
    assert ShowKeypad(fresh=True) in client.does(Asked("settings"))


def test_without_a_pin_there_is_nothing_to_lock():
    assert said(active().does(Asked("lock"))) == ["pin-none"]
