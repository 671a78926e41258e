"""Every event in every state: nothing raises, nobody is left without a word, help is never far."""

from copy import deepcopy
from dataclasses import replace
from uuid import UUID
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.telegram_clients.keyboards import DATA_BYTES, callback_data
from bots.telegram_clients.paragraphs import TEXT, plain
from care.consent import Purpose
from care.people import ClientStatus, PictureChoice
from care.places import zones_named
from care.units import utf16_length
from conversations import showing
from conversations.appointments import ListAppointments
from conversations.contents import Sentences, dump_content, load_content
from conversations.correspondence import ShowConversation, ShowReceipt
from conversations.goals import ListGoals
from conversations.homework import ListHomework
from conversations.journal import AddToEntry, KeepEntry, ListEntries
from conversations.moments import ListMoments
from conversations.notes import ListNotes
from conversations.phone import (
    EmptyChat,
    OpenMessage,
    PinChecked,
    PinKept,
    PinNotYet,
    ShowKeypad,
)
from conversations.shelf import ListShelf
from conversations.turn import (
    Asked,
    AskItem,
    Came,
    Edited,
    Effect,
    Left,
    OfferHelpNow,
    OpenPulse,
    Redeemed,
    Returned,
    Said,
    Say,
    SentFile,
    ShowProgress,
    Submitted,
    Tapped,
    Toast,
)
from conversations.wording import languages, wording
from tests.conversations.dialogues import (
    ALERT,
    CLIENT,
    GAD7,
    PHQ9,
    PULSE,
    SECRET,
    Dialogue,
    active,
    answering,
    joining,
    locked,
    moving,
    paused,
    relinking,
    stopped,
    therapist,
    waiting,
)

KNOWN = {"practice": "Harbour Practice", "therapist": "Mara Lindqvist", "code": "quiet-harbor"}


def of_status(status):
    return Dialogue(client=replace(CLIENT, status=status))


def several():
    """Several check-ins begun, others waiting, scores to look at."""
    client = answering(GAD7, 7, picture=PictureChoice.EACH, bands_allowed=True)
    client.talks |= answering(PHQ9, 3).talks
    client.open += [waiting(PHQ9, 3), waiting(PULSE)]
    client.scored = ("gad7", "phq9")
    return client


def at_the_keypad():
    """Somebody who met the lock and has begun to enter the PIN."""
    client = locked(waiting(PULSE))
    client.does(Asked("checkin"))
    client.taps(client.pad.question, client.pad.letter("2"))
    return client


def choosing():
    """Somebody who has chosen a PIN and is to enter it once more."""
    client = active()
    client.does(Asked("pin"))
    client.enters("2580")
    return client


CLIENT_STATES = {
    "stranger": Dialogue,
    "first screen": joining,
    "second screen": lambda: joining(agreed=True),
    "asked for a city": lambda: joining(agreed=True, asked_city=True),
    "in a zone without a city": lambda: joining(agreed=True, zone="UTC"),
    "nothing open": active,
    "pulse waits": lambda: active(waiting(PULSE)),
    "questionnaires wait": lambda: active(waiting(PHQ9), waiting(GAD7, 3)),
    "first page": lambda: answering(PHQ9, 0),
    "first question": lambda: answering(PULSE, 1),
    "in the middle": lambda: answering(PHQ9, 5),
    "last question": lambda: answering(PHQ9, 9),
    "several": several,
    "moving": moving,
    "stopped": stopped,
    "locked": locked,
    "locked in the middle": lambda: locked(waiting(PHQ9, 5)),
    "at the keypad": at_the_keypad,
    "choosing a PIN": choosing,
    "invited without a talk": lambda: of_status(ClientStatus.INVITED),
    "paused": paused,
    "on the way to a new phone": relinking,
    "everything switched off": lambda: replace(active(waiting(PULSE)), agreed=frozenset()),
    "discharged": lambda: of_status(ClientStatus.DISCHARGED),
}
STAFF_STATES = {"an alert": therapist, "no alert": lambda: therapist(alert=None)}

KEPT = (
    *("homework", "shelf", "moment", "journal", "message", "goal", "appointments"),
    *("appointment", "notes", "note"),
)
"""What the buttons of a client's own things are about."""

TAPS = [
    *(("join", choice) for choice in ("lang-en", "lang-es", "lang-xx", "agree", "not-now")),
    *(
        ("join", choice)
        for choice in ("other-zone", "zone-UTC", "zone-Asia/Tokyo", "at-0830", "at-")
    ),
    *(("help", choice) for choice in ("card", "tell", "safe", "x")),
    *(("help.safe", choice) for choice in ("yes", "unsure", "no", "x")),
    *(("menu", choice) for choice in ("checkin", "progress", "settings", "stop", "x")),
    *(("stop", choice) for choice in ("yes", "no")),
    *(("progress", code) for code in ("phq9", "gad7", "pulse", "x")),
    *(("settings", choice) for choice in ("time", "zone", "language", "picture", "overview", "-")),
    *(("settings", choice) for choice in ("time-0830", "zone-Asia/Tokyo", "language-es")),
    *(("settings", choice) for choice in ("picture-each", "bands-on", "bands-off", "time-²²")),
    *(("settings.first-picture", choice) for choice in ("picture-each", "picture-never", "x")),
    *((f"{PULSE}.pulse.{item}", choice) for item in (1, 3) for choice in ("0", "10", "back")),
    *((f"{PHQ9}.phq9.{item}", choice) for item in (0, 5, 9) for choice in ("1", "pause", "resume")),
    *((f"{PHQ9}.phq9.0", choice) for choice in ("begin", "show")),
    (f"{PHQ9}.phq9.99", "3"),
    (f"{GAD7}.gad7.7", "3"),
    ("zzzzzzzzzz.phq9.9", "3"),
    ("zzzzzzzzzz.unheard-of.1", "²"),
    *(("pin", choice) for choice in ("overview", "lock", "after-1", "after-2", "change", "remove")),
    ("keypad.abc", "ok"),
    ("hide", "yes"),
    ("waiting", UUID(int=5).hex),
    ("waiting", "x"),
    *(("settings", choice) for choice in ("discreet-on", "discreet-off")),
    ("return", "yes"),
    *(("sharing", choice) for choice in ("overview", "keep", "check-ins-off", "x")),
    *(("sharing", f"{purpose}-on") for purpose in Purpose),
    *(("pause", choice) for choice in ("3", "14", "resume", "90", "x")),
    ("", ""),
    (f"alert:{ALERT.id}", "support"),
    (f"alert:{ALERT.id}", "x"),
    (f"alert:{UUID(int=5)}", "resolve"),
    (f"support:{ALERT.id}", "1"),
    (f"message:{UUID(int=5)}", "undo"),
    *((kind, choice) for kind in KEPT for choice in ("", "new", "show", "page-1", "x")),
    *((f"{kind}:{UUID(int=5).hex}", "show") for kind in KEPT),
    *((f"{kind}:x", "show") for kind in KEPT),
    (f"message:{UUID(int=5).hex}", "where"),
    *(("journal", choice) for choice in ("guided", "begin", "agree", "leave")),
]
COMMANDS = (
    *("help", "checkin", "progress", "settings", "stop", "privacy", "menu", "", "x"),
    *("pin", "lock", "hide", "sharing", "pause", "resume"),
    *("homework", "shelf", "moment", "journal", "message", "messages", "goals", "appointments"),
    "notes",
)
EVENTS = [
    Came(),
    Came(SECRET),
    Came("unknown"),
    *(Said(words) for words in ("", "hello", "Berlin", "Sant", "Atlantis", "7", "help", "/", "😀")),
    Edited("hello"),
    *(Asked(command) for command in COMMANDS),
    *(Asked(command, "hello") for command in ("journal", "message", "moment", "goals")),
    *(Asked("pause", words) for words in ("5d", "two weeks", "400d", "soon")),
    *(Tapped(question, choice) for question, choice in TAPS),
    SentFile("photo"),
    SentFile(""),
    Submitted("support", str(ALERT.id), {"text": "Hello"}),
    Submitted("support", "", {}),
    Submitted("snooze", str(ALERT.id), {"until": "week"}),
    Submitted("dance", "x", {}),
    Left(),
    Returned(),
    Redeemed(accepted=True),
    Redeemed(accepted=False),
    PinChecked(True),
    PinChecked(False),
    PinKept(),
    PinNotYet(),
]

SILENT = (Left, Returned, Redeemed, Submitted, PinChecked, PinKept, PinNotYet)
"""Nobody waits for a word about these: the platform tells them, the store, or the form itself."""

SILENT_IN_SLACK = (*SILENT, Edited, SentFile)

WORDS: tuple[type[Effect], ...] = (
    *(Say, AskItem, Toast, OfferHelpNow, ShowProgress, OpenPulse),
    *(ShowKeypad, EmptyChat, OpenMessage),
    *(ListHomework, ListShelf, ListMoments, ListEntries, ListGoals, ListAppointments, ListNotes),
    *(ShowConversation, ShowReceipt),
    # What is kept of a journal is shown with the question who may read it.
    *(KeepEntry, AddToEntry),
)


def cases(states):
    return pytest.mark.parametrize("state", states.values(), ids=list(states))


@cases(CLIENT_STATES)
def test_a_client_is_answered_whatever_they_do_and_whatever_the_state(state):
    for event in EVENTS:
        effects = state().does(event)

        assert isinstance(event, SILENT) or any(isinstance(each, WORDS) for each in effects), event


@cases(STAFF_STATES)
def test_a_therapist_is_answered_whatever_they_do(state):
    for event in EVENTS:
        effects = state().does(event)

        assert effects or isinstance(event, SILENT_IN_SLACK), event


@cases(CLIENT_STATES)
def test_every_message_to_a_client_carries_the_way_to_help(state):
    for event in EVENTS:
        effects = state().does(event)

        beside_the_card = any(isinstance(each, OfferHelpNow) for each in effects)
        for say in (each for each in effects if isinstance(each, Say)):
            choices = [f"{one.question}:{one.choice}" for row in say.content.buttons for one in row]
            assert beside_the_card or "help:card" in choices, event


@cases(CLIENT_STATES | STAFF_STATES)
def test_every_button_fits_what_telegram_carries_and_comes_back_as_it_left(state):
    for event in EVENTS:
        for say in (each for each in state().does(event) if isinstance(each, Say)):
            for button in (each for row in say.content.buttons for each in row):
                data = callback_data(button.question, button.choice)

                question, _, choice = data.rpartition(":")
                assert len(data.encode()) <= DATA_BYTES
                assert (question, choice) == (button.question, button.choice)


@cases(CLIENT_STATES | STAFF_STATES)
@pytest.mark.parametrize("locale", languages())
def test_everything_that_is_said_can_be_shown_and_fits_one_message(state, locale):
    for event in EVENTS:
        for effect in state().does(event):
            match effect:
                case Say(content):
                    shown = showing.sentences(content, wording(locale), KNOWN)
                case AskItem(question):
                    shown = showing.question(question, wording(locale), KNOWN)
                case Toast(line):
                    # A toast is put in words without what is known of the person.
                    assert utf16_length(wording(locale).say(line.key, line.args)) <= 200
                    continue
                case _:
                    continue
            assert utf16_length(plain(shown.lines)) <= TEXT
            assert all(line.text.strip() for line in shown.lines)
            labels = [each.label for row in shown.buttons for each in row]
            assert all(label.strip() and len(label) <= 64 for label in labels)
            assert len(labels) == len(set(labels))


@cases(CLIENT_STATES | STAFF_STATES)
def test_everything_that_is_said_survives_the_outbox(state):
    for event in EVENTS:
        for effect in state().does(event):
            content = effect.content if isinstance(effect, Say) else None
            content = effect.question if isinstance(effect, AskItem) else content
            if content is not None:
                assert load_content(dump_content(content)) == content


@cases(CLIENT_STATES)
def test_every_button_that_is_offered_leads_somewhere(state):
    for event in EVENTS:
        before = state()
        contents = [each.content for each in before.does(event) if isinstance(each, Say)]
        for button in {(one.question, one.choice) for one in _buttons(contents)}:
            effects = deepcopy(before).taps(*button)

            toasts = [each.line.key for each in effects if isinstance(each, Toast)]
            assert "old-button" not in toasts, (event, button)


def _buttons(contents: list[Sentences]):
    return [button for content in contents for row in content.buttons for button in row]


@pytest.mark.parametrize("question", ["join:zone-", "settings:zone-"])
def test_the_button_of_every_zone_there_is_fits(question):
    zones = {zone for zone in available_timezones() if zone in zones_named(zone)}

    assert len(zones) > 300
    assert max(len(f"{question}{zone}".encode()) for zone in zones) <= DATA_BYTES


events = st.one_of(
    st.sampled_from(EVENTS),
    st.builds(Said, st.text(max_size=20)),
    st.builds(Tapped, st.text(max_size=20), st.text(max_size=10)),
    st.builds(Asked, st.text(max_size=10)),
)


@settings(max_examples=150, deadline=None)
@given(start=st.sampled_from(sorted(CLIENT_STATES)), walk=st.lists(events, max_size=12))
def test_no_walk_through_the_conversations_ends_in_an_error_or_in_silence(start, walk):
    person = CLIENT_STATES[start]()
    for event in walk:
        effects = person.does(event)

        assert isinstance(event, SILENT) or any(isinstance(each, WORDS) for each in effects)
        assert len(person.talks) <= 5


@settings(max_examples=60, deadline=None)
@given(start=st.sampled_from(sorted(CLIENT_STATES)), text=st.text(min_size=3, max_size=20))
def test_what_a_client_writes_is_never_kept_and_never_sent_on(start, text):
    canary = f"canary {text}"
    person = CLIENT_STATES[start]()

    effects = (*person.does(Said(canary)), *person.does(Edited(canary)))

    assert "canary" not in repr(effects)
    assert "canary" not in repr(person.talks)
