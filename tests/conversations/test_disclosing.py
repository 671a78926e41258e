"""Who read what, in words: each act has its own sentence, and a client's own acts are theirs."""

from datetime import UTC, datetime, timedelta

import pytest

from care.audit import Action, Kind
from conversations.contents import DisclosurePart, Disclosures
from conversations.disclosing import BESIDE, PER_PAGE, UNASKED, Disclosed, act_key, note_key, shown
from conversations.wording import languages, wording

AT = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
KNOWN = {"therapist": "Mira Winter"}


def act(action, kind, reason=None, **more):
    return Disclosed(AT, action, kind, reason, "Mira Winter", **more)


def test_what_came_by_itself_was_shown_and_what_was_asked_for_was_opened():
    assert act_key(act(Action.VIEWED, Kind.ALERT, UNASKED)) == "who-shown"
    assert act_key(act(Action.VIEWED, Kind.ALERT)) == "who-opened"
    assert act_key(act(Action.VIEWED, Kind.HOME)) == "who-list"
    assert act_key(act(Action.VIEWED, Kind.RECORD)) == "who-record"


def test_a_picture_of_ones_own_and_one_beside_others_are_told_apart():
    assert act_key(act(Action.VIEWED, Kind.CHART)) == "who-chart"
    assert act_key(act(Action.VIEWED, Kind.CHART, BESIDE)) == "who-beside"


def test_what_a_client_did_is_never_told_as_anybody_elses():
    assert act_key(act(Action.EXPORTED, Kind.RECORD, by_client=True)) == "who-you-took"
    assert act_key(act(Action.REVOKED, Kind.ERASURE, by_client=True)) == "who-you-did"


@pytest.mark.parametrize("locale", languages())
def test_every_act_there_is_has_a_sentence(locale):
    for action in Action:
        for kind in Kind:
            found = [act(action, kind), act(action, kind, by_client=True)]
            page = shown(found, Disclosures(DisclosurePart.READERS), wording(locale), KNOWN)
            assert len(page.lines) == 4


def test_a_rule_that_nobody_has_put_in_words_is_told_in_general():
    assert note_key("a-rule-of-tomorrow") == "who-note"


def test_one_sentence_a_day_with_its_times_and_of_many_how_many():
    words = wording("en", "Europe/Berlin")
    found = [act(Action.VIEWED, Kind.CHART)] * 2
    found.append(Disclosed(AT + timedelta(hours=1), "viewed", "chart", None, "Mira Winter"))

    page = shown(found, Disclosures(DisclosurePart.READERS), words, KNOWN)

    assert page.lines[2].text == "09:30, 10:30: A picture of your answers was shown to Mira Winter."

    many = [
        Disclosed(AT + timedelta(minutes=each), "viewed", "chart", None, "Mira Winter")
        for each in range(9)
    ]
    page = shown(many, Disclosures(DisclosurePart.READERS), words, KNOWN)

    assert page.lines[2].text.startswith("09:30 to 09:38, 9 times: ")


def test_a_page_that_is_not_there_is_the_last_one():
    found = [
        Disclosed(AT - timedelta(days=each), "viewed", "chart", None, "Mira Winter")
        for each in range(PER_PAGE + 1)
    ]

    page = shown(found, Disclosures(DisclosurePart.READERS, 7), wording("en"), KNOWN)

    assert page.lines[-1].text == "Page 2 of 2"
    assert [button.choice for button in page.buttons[0]] == ["readers-0"]
