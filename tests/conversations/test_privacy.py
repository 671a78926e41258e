"""What a client is told of what is kept: short first, all of it on asking, and it fits a chat."""

from dataclasses import replace

import pytest

from care.data_map import AGES, MAP, Keep, Part, Reader, of_part
from care.units import utf16_length
from conversations import showing
from conversations.flows import privacy
from conversations.turn import Asked, Say, Tapped
from conversations.wording import languages, wording
from tests.conversations import dialogues
from tests.conversations.dialogues import PRACTICE, active, offered, said, stopped

KNOWN = {
    "practice": "Harbour Practice",
    "therapist": "Mara Lindqvist",
    "code": "quiet-harbor",
    "privacy_text": "x" * 1500,
}
CHOICES = (*privacy.PARTS, privacy.AGAINST)


def text(say, locale):
    shown = showing.sentences(say.content, wording(locale, "Europe/Berlin"), KNOWN)
    return "\n\n".join(line.text for line in shown.lines)


def test_the_short_answer_offers_every_part_the_hard_question_and_every_right():
    effects = active().does(Asked("privacy"))

    rights = ("menu:sharing", "menu:who", "menu:export", "menu:delete_me")
    assert offered(effects) == [*(f"privacy:{each}" for each in CHOICES), *rights, "help:card"]


@pytest.mark.parametrize("command", ["sharing", "who", "export", "delete_me"])
def test_what_can_be_done_about_it_is_done_as_by_its_command(command):
    assert active().does(Tapped("menu", command)) == active().does(Asked(command))


@pytest.mark.parametrize("choice", CHOICES)
def test_every_part_leads_back_and_to_help(choice):
    assert offered(active().does(Tapped("privacy", choice))) == ["privacy:overview", "help:card"]


@pytest.mark.parametrize("locale", languages())
def test_the_short_answer_is_short_and_says_that_telegram_reads_along(locale):
    told = text(privacy.overview(), locale)

    assert utf16_length(told) < 700
    assert "Telegram" in told


@pytest.mark.parametrize("locale", languages())
@pytest.mark.parametrize("choice", CHOICES)
def test_every_part_fits_a_chat(choice, locale):
    [say] = active().does(Tapped("privacy", choice))

    assert utf16_length(text(say, locale)) < 1800


@pytest.mark.parametrize("part", privacy.PARTS)
def test_a_part_says_what_why_how_locked_how_long_and_who(part):
    kinds = {line.key.split("-")[1] for line in privacy.told(part)}

    assert kinds >= {"part", "what", "where", "why", "lock", "keep", "readers", "reader"}


@pytest.mark.parametrize("part", privacy.PARTS)
def test_every_retention_of_a_part_is_told(part):
    told = {line.key for line in privacy.told(part)}

    assert {f"privacy-keep-{each.keep}" for each in of_part(part)} <= told


@pytest.mark.parametrize("locale", languages())
@pytest.mark.parametrize("keep", AGES)
def test_the_days_that_are_told_are_the_days_that_count(keep, locale):
    assert f" {AGES[keep].days} " in wording(locale, "UTC").say(f"privacy-keep-{keep}", KNOWN)


def test_whoever_can_see_answers_is_named():
    readers = privacy.readers(of_part(Part.ANSWERS))

    assert set(readers) == {
        Reader.CLIENT,
        Reader.THERAPIST,
        Reader.CHAIN,
        Reader.SUPERVISOR,
        Reader.ADMINISTRATOR,
    }


def test_a_record_is_never_said_to_be_deleted_by_age():
    assert Keep.RECORD not in AGES


def test_without_words_of_the_practice_it_is_said_that_there_are_none():
    assert said(active().does(Tapped("privacy", "against")))[1:] == ["privacy-against-none"]


def test_the_practices_own_words_are_said_where_there_are_some(monkeypatch):
    own = replace(PRACTICE, has_privacy_text=True)
    monkeypatch.setattr(dialogues, "PRACTICE", own)

    [say] = active().does(Tapped("privacy", "against"))

    assert isinstance(say, Say)
    assert [line.key for line in say.content.lines][1:] == ["privacy-against-own"]


def test_an_unknown_part_shows_the_short_answer_again():
    assert said(active().does(Tapped("privacy", "shoes")))[0] == "privacy-title"


def test_who_has_stopped_may_still_ask_for_every_part():
    assert said(stopped().does(Tapped("privacy", "answers")))[0] == "privacy-part-answers"


NAMED = {
    "answer": "what you answer",
    "trajectory": "scores",
    "occurrence": "on which you were asked",
    "goal": "your goals",
    "goal_rating": "numbers",
    "goal_step": "steps",
    "key_moment": "called important",
    "alert": "sent a note",
    "alert_recipient": "who took it",
    "known_answer": "known, with a plan",
    "workflow_run": "followed by itself",
    "message": "messages",
    "homework": "homework",
    "homework_file": "photos",
    "shelf_item": "on your shelf",
    "appointment": "when you meet",
    "journal_entry": "/journal",
    "person": "telegram account",
    "client": "code instead of your name",
    "consent": "agreed to",
    "episode": "when you joined",
    "pause": "breaks",
    "pin": "pin",
    "audit_entry": "looked at something of yours",
    "membership": "which group",
}
"""By the table in which it is kept: the words that name it to the client."""


@pytest.mark.parametrize("table", NAMED)
def test_what_is_kept_is_named_where_a_client_asks(table):
    [part] = {each.part for each in MAP if each.table == table}

    assert NAMED[table] in wording("en").say(f"privacy-what-{part}", KNOWN).casefold()
