"""Discreet mode: no sentence to a client holds a word about health, in any language."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from care.crisis import CrisisContacts, CrisisLine
from care.support import all_keys
from conversations import showing
from conversations.contents import CrisisReason, Line
from conversations.discretion import health_words
from conversations.flows import help_now
from conversations.wording import Wording, languages, wording
from tests.conversations.test_wording import messages, to_clients

BEFORE_JOINING = {
    "join-welcome-title",
    "join-welcome",
    "join-not-real-time",
    "join-optional",
    "join-invalid-link",
}
"""Said to whoever is no client yet. What one agrees to is said by its name."""

CARD = {
    "help-title",
    "help-thanks",
    "help-words",
    "help-emergency",
    "help-contact",
    "help-contact-when",
    "help-program",
    "help-critical-note",
    "help-critical-note-colleague",
    "help-may-see-now",
    "help-may-see-at",
    "help-may-see-unknown",
    "help-tell-button",
    "help-safe-button",
    "help-safe-question",
}
"""The crisis card and the question right behind it: nobody has to guess then who is meant."""

THERAPISTS_WORDS = set(all_keys())
"""Sent as a therapist's own words, and in discreet mode they are behind a button like all such."""

QUIET = {"practice": "this service", "therapist": "your contact", "code": ""}

ELSEWHERE = re.compile(
    r"(group|case|copy|record|on-call|deputy|digest)-|erased-note-|client-(came|moved)$"
)
"""What stands in no client's own chat.

What the groups' bot says and of cases, for a therapy group is a chat with a name of its own; what
stands inside the copy that a client carries away; and what is for staff.
"""


def said_discreetly(locale):
    """Every sentence that a client can be sent, as it is said in discreet mode."""
    words = wording(locale, discreet=True)
    for key in to_clients(locale):
        if key in CARD | BEFORE_JOINING | THERAPISTS_WORDS or ELSEWHERE.match(key):
            continue
        args = {name: QUIET.get(name, 7) for name in messages(locale)[key]}
        yield key, words.say(key, args)


@pytest.mark.parametrize("locale", languages())
def test_no_sentence_and_no_button_holds_a_word_about_health(locale):
    found = {key: health_words(said, locale) for key, said in said_discreetly(locale)}

    # Whoever adds a sentence with such a word gives it a variant: `.discreet` below it.
    assert {key: words for key, words in found.items() if words} == {}


@pytest.mark.parametrize("locale", languages())
def test_most_of_what_a_client_reads_is_looked_at(locale):
    keys = {key for key, _ in said_discreetly(locale)}

    assert len(keys) > 200
    assert {"checkin-today", "support-from", "waiting-message", "help-note-on-its-way"} <= keys


@pytest.mark.parametrize("locale", languages())
def test_the_search_finds_what_it_should(locale):
    plain = {key: health_words(said, locale) for key, said in to_clients(locale).items()}

    assert sum(bool(words) for words in plain.values()) > 20
    assert health_words("Your therapist / su terapeuta", locale)
    assert health_words("PHQ-9", locale)
    assert not health_words("Something is waiting for you here. Aquí hay algo para usted.", locale)


TELLING = {
    "en": "homework exercise journal diary goal goals appointment hospital stress grief relapse"
    " alcohol PTSD PCL-5 DASS-21 AUDIT-C insomnia nightmares self-harm drinking lonely",
    "es": "tareas ejercicio diario meta objetivos cita citas hospital estrés duelo recaída alcohol"
    " TEPT PCL-5 DASS-21 AUDIT-C insomnio pesadillas consulta autolesiones sesión soledad",
}


@pytest.mark.parametrize("locale", languages())
def test_the_words_of_every_part_of_the_portal_and_of_its_scales_are_known(locale):
    unknown = [word for word in TELLING[locale].split() if not health_words(f"a {word}.", locale)]

    assert unknown == []
    # A command cannot be called otherwise; Telegram shows it as a link, not as a sentence.
    assert not health_words("/journal /homework /diario /citas", locale)


@pytest.mark.parametrize("locale", languages())
def test_a_sentence_that_begins_with_a_stand_in_begins_as_sentences_do(locale):
    words = wording(locale, discreet=True)
    quiet = {name: words.say(f"discreet-{name}") for name in ("practice", "therapist")}
    small = re.compile("(?:^|[.?] )({}|{})\\b".format(*quiet.values()))

    found = {
        key: said
        for key in to_clients(locale)
        if key not in ("discreet-practice", "discreet-therapist")
        if small.search(
            said := words.say(key, {**dict.fromkeys(messages(locale)[key], 7), **quiet})
        )
    }

    assert found == {}
    # In the middle of a sentence it stays as it is.
    assert f" {quiet['therapist']}" in words.say("erase-afterwards", quiet)


@pytest.mark.parametrize("locale", languages())
def test_names_of_people_and_of_the_practice_have_a_neutral_stand_in(locale):
    words = wording(locale, discreet=True)

    for key in ("discreet-practice", "discreet-therapist"):
        assert not health_words(words.say(key), locale)


@pytest.mark.parametrize("locale", languages())
def test_what_stands_in_the_crisis_card_is_excused_because_it_is_said_there(locale):
    class Heard(Wording):
        def say(self, key, args=None):
            keys.add(key)
            return super().say(key, args)

    keys: set[str] = set()
    lines = (CrisisLine("Line", "+1", "always"), CrisisLine("B", "+2", ""))
    contacts = CrisisContacts("112", lines)
    readings = [showing.Reading(now, at, therapist=therapist) for now, at, therapist in _readings()]
    for reason in CrisisReason:
        for reading in readings:
            showing.crisis_card(contacts, Heard(locale), reason, is_client=True, reading=reading)
    keys |= {line.key for line in help_now.safety_question().lines}

    assert keys - {"help-away", "help-away-colleague", "help-unreached"} == CARD


def _readings():
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return [
        (now, now, True),
        (now, now + timedelta(days=1), True),
        (now, None, True),
        (now, None, False),
    ]


def test_a_discreet_sentence_takes_the_place_of_the_plain_one_only_in_discreet_mode():
    filled = {"title": "PHQ-9", "items": 9, "takes": "about 2 minutes"}

    assert wording("en").say("begin-button", filled) == "PHQ-9, about 2 minutes"
    assert wording("en", discreet=True).say("begin-button", filled) == (
        "9 questions, about 2 minutes"
    )
    assert wording("en", discreet=True).say("old-button") == wording("en").say("old-button")


def test_an_argument_is_filled_in_in_a_discreet_sentence_too():
    words = wording("en", discreet=True)

    line = showing.line(Line("help-note-on-its-way"), words, QUIET)

    assert line.text == "A note saying that you asked is on its way to your contact."
