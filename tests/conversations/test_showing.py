"""Showing: every content in whole sentences in every language, within what the platforms take."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from bots.slack_therapists.texts import halves, size
from bots.telegram_clients.keyboards import DATA_BYTES, IN_ROW, callback_data
from bots.telegram_clients.paragraphs import TEXT, plain
from care.absence_rules import (
    Assigned,
    Meeting,
    engagement_decline,
    homework_overdue,
    missed_check_ins,
    no_journal,
    practice_gap,
    unanswered_message,
    unconfirmed_appointment,
)
from care.alerts import AlertState
from care.attendance import Attendance
from care.crisis import CrisisContacts, CrisisLine
from care.local_time import Hours
from care.progress import DailyRecord, Day, Point, Trajectory
from care.rules import (
    Rule,
    asked_for_therapist,
    below_own_baseline,
    crisis_words,
    critical_answer,
    declining_mood,
    rising_anxiety,
)
from care.score_rules import no_reliable_change, reliable_deterioration, score_threshold
from care.support import all_keys, suggestions
from care.units import utf16_length
from conversations import showing
from conversations.contents import Button, CrisisReason, Line, Look, Question, Sentences, Style
from conversations.flows.checkin import opening_item
from conversations.flows.triage import SNOOZES
from conversations.showing import AlertFacts, MessageFacts, MessageState, Reading
from conversations.turn import Form
from conversations.wording import languages, wording
from questionnaires.catalogue import catalogue, instrument
from questionnaires.library import shipped

spoken_by = shipped().languages

NOW = datetime(2026, 3, 2, 9, 0, 20, tzinfo=UTC)
TODAY = date(2026, 3, 2)
ID = UUID("0198c0de-0000-7000-8000-000000000004")
KNOWN = {"practice": "Harbour Practice", "therapist": "Mara Lindqvist", "code": "quiet-harbor"}
TOKEN = "p1p1p1p1p1"
CONTACTS = CrisisContacts(
    "112",
    (
        CrisisLine("Night line", "+49 800 0000000", "day and night"),
        CrisisLine("Harbour Practice", "+49 30 0000000"),
    ),
)

ALL_LANGUAGES = pytest.mark.parametrize(
    "words", [wording(locale) for locale in languages()], ids=languages()
)

ASKED = [
    pytest.param(code, item, wording(locale), id=f"{code}-{item}-{locale}")
    for code, each in catalogue().items()
    for locale in languages()
    if locale in spoken_by(code)
    for item in range(opening_item(each), len(each.items) + 1)
]


def days(item, values):
    found = (
        Day(TODAY - timedelta(days=ago), ((item, value),))
        for ago, value in zip(reversed(range(len(values))), values, strict=True)
    )
    return DailyRecord(tuple(found))


def attended(*answered):
    return Attendance(
        tuple(
            (TODAY - timedelta(days=ago), each)
            for ago, each in zip(reversed(range(len(answered))), answered, strict=True)
        )
    )


CONCERNS = {
    Rule.DECLINING_MOOD: declining_mood(days("mood", [8, 7, 5, 4]), TODAY),
    Rule.RISING_ANXIETY: rising_anxiety(days("anxiety", [2, 3, 5, 9]), TODAY),
    Rule.BELOW_OWN_BASELINE: below_own_baseline(days("mood", [7, 8] * 10 + [2, 2, 1]), TODAY),
    Rule.MISSED_CHECK_INS: missed_check_ins(attended(*[True] * 10, False, False)),
    Rule.RELIABLE_DETERIORATION: reliable_deterioration(
        Trajectory(instrument("phq9"), (Point(TODAY - timedelta(days=28), 7), Point(TODAY, 15)))
    ),
    Rule.CRITICAL_ITEM: critical_answer("phq9", 9, 2, TODAY),
    Rule.ASKED_FOR_THERAPIST: asked_for_therapist("asked", TODAY),
    Rule.CRISIS_WORDS: crisis_words("homework", TODAY),
    Rule.ENGAGEMENT_DECLINE: engagement_decline(attended(*[True] * 28, *[False] * 7)),
    Rule.NO_RELIABLE_CHANGE: no_reliable_change(
        Trajectory(instrument("phq9"), (Point(TODAY - timedelta(days=49), 9), Point(TODAY, 8)))
    ),
    Rule.SCORE_THRESHOLD: score_threshold(
        Trajectory(instrument("phq9"), (Point(TODAY, 21),)), "phq9", 20
    ),
    Rule.UNANSWERED_MESSAGE: unanswered_message(
        [NOW - timedelta(days=9)], NOW, ZoneInfo("UTC"), Hours.parse("mon-fri 09:00-17:00")
    ),
    Rule.NO_JOURNAL: no_journal([TODAY - timedelta(days=back) for back in (12, 10, 8)], TODAY),
    Rule.HOMEWORK_OVERDUE: homework_overdue([Assigned(TODAY - timedelta(days=9))], TODAY),
    Rule.PRACTICE_GAP: practice_gap(
        [TODAY - timedelta(days=9)], [TODAY - timedelta(days=back) for back in range(9)]
    ),
    Rule.UNCONFIRMED_APPOINTMENT: unconfirmed_appointment(
        [Meeting(NOW + timedelta(hours=3))], NOW, ZoneInfo("UTC")
    ),
}


def alert(rule=Rule.RISING_ANXIETY, state=AlertState.OPEN, times=1, concern=None):
    found = concern or CONCERNS[rule]
    settled = state is not AlertState.OPEN
    return AlertFacts(
        ID,
        "quiet-harbor",
        rule,
        state,
        found.facts,
        NOW - timedelta(hours=5),
        NOW,
        times,
        "Mara Lindqvist" if settled else "",
        NOW + timedelta(days=1) if settled else None,
    )


def complete(shown):
    """Whether nothing is empty, unfilled, or wider than a button."""
    texts = [line.text for line in shown.lines]
    labels = [each.label for row in shown.buttons for each in row]
    return (
        bool(texts)
        and all(text.strip() and "{" not in text for text in (*texts, *labels))
        and all(size(label) <= 75 for label in labels)
        and utf16_length(plain(shown.lines)) <= TEXT
    )


# --- questions ------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "item", "words"), ASKED)
def test_every_question_of_every_instrument_is_shown_whole(code, item, words):
    shown = showing.question(Question(TOKEN, code, "1", item), words, KNOWN)

    assert complete(shown)
    assert all(len(row) <= IN_ROW for row in shown.buttons)
    assert all(
        len(callback_data(each.question, each.choice).encode()) <= DATA_BYTES
        for row in shown.buttons
        for each in row
    )


@pytest.mark.parametrize(("code", "item", "words"), ASKED)
def test_every_question_offers_every_choice_and_help(code, item, words):
    shown = showing.question(Question(TOKEN, code, "1", item), words, KNOWN)

    named = f"{TOKEN}.{code}.{item}"
    choices = [each.choice for row in shown.buttons for each in row if each.question == named]
    if item == 0:
        assert choices == ["begin"]
    else:
        allowed = [str(choice) for choice in instrument(code).choices(item)]
        assert choices == [*allowed, *(["back"] if item > 1 else []), "pause"]
    assert [each.question for each in shown.buttons[-1]][-1] == "help"


@ALL_LANGUAGES
def test_a_question_says_where_the_client_is(words):
    shown = showing.question(Question(TOKEN, "phq9", "1", 4), words, KNOWN)

    assert words.say("checkin-progress", {"item": 4, "items": 9}) in shown.lines[0].text


@ALL_LANGUAGES
def test_what_opens_a_check_in_stands_above_its_first_question(words):
    opening = Line("checkin-today")

    shown = showing.question(Question(TOKEN, "pulse", "1", 1, (opening,)), words, KNOWN)

    assert shown.lines[0].text == words.say("checkin-today")


@ALL_LANGUAGES
def test_numbers_stand_in_two_even_rows_and_name_their_ends(words):
    shown = showing.question(Question(TOKEN, "pulse", "1", 1), words, KNOWN)

    assert [len(row) for row in shown.buttons[:2]] == [6, 5]
    assert any(line.text.startswith("0 = ") and "10 = " in line.text for line in shown.lines)


def test_what_is_too_long_for_a_button_stands_above_it_whole():
    words = wording("en")
    shown = showing.question(Question(TOKEN, "dass21", "1", 1), words, KNOWN)

    said = [line.text for line in shown.lines]
    assert [each.label for each in shown.buttons[0]] == ["0", "1", "2", "3"]
    assert "2 = Applied to me to a considerable degree, or a good part of time" in said


@pytest.mark.parametrize(("code", "item", "words"), ASKED)
def test_no_choice_is_cut_off_on_a_phone(code, item, words):
    shown = showing.question(Question(TOKEN, code, "1", item), words, KNOWN)

    assert all(len(each.label) <= 34 for row in shown.buttons for each in row)


def test_an_instruction_is_read_once_before_the_first_question():
    words = wording("en")
    page, first = (
        showing.question(Question(TOKEN, "pcl5", "1", item), words, KNOWN) for item in (0, 1)
    )

    instruction = "Keeping your worst event in mind"
    assert any(instruction in line.text for line in page.lines)
    assert not any(instruction in line.text for line in first.lines)


@ALL_LANGUAGES
def test_the_page_before_the_phq9_says_which_answer_tells_the_therapist(words):
    phq9 = showing.question(Question(TOKEN, "phq9", "1", 0), words, KNOWN)
    gad7 = showing.question(Question(TOKEN, "gad7", "1", 0), words, KNOWN)

    said = words.say("checkin-page-critical", {**KNOWN, "item": 9})
    assert said in [line.text for line in phq9.lines]
    assert len(gad7.lines) == len(phq9.lines) - 1


def test_a_question_in_a_language_it_lacks_is_not_asked():
    with pytest.raises(LookupError, match="phq9 has no wording"):
        showing.question(
            Question(TOKEN, "phq9", "1", 1), replace(wording("en"), locale="xx"), KNOWN
        )


# --- the crisis card ------------------------------------------------------------------------


@ALL_LANGUAGES
@pytest.mark.parametrize("reason", CrisisReason)
@pytest.mark.parametrize("is_client", [True, False])
@pytest.mark.parametrize(
    "reading",
    [
        None,
        Reading(NOW, None),
        Reading(NOW, NOW),
        Reading(NOW, NOW + timedelta(hours=20)),
    ],
    ids=["unread", "unknown", "now", "later"],
)
def test_the_card_is_whole_and_names_every_number(words, reason, is_client, reading):
    card = showing.crisis_card(CONTACTS, words, reason, is_client=is_client, reading=reading)

    text = plain(card.lines)
    assert complete(card)
    assert all(number in text for number in ("112", "+49 800 0000000", "+49 30 0000000"))
    assert "day and night" in text
    assert words.say("help-program") in text
    assert bool(card.buttons) is is_client


@ALL_LANGUAGES
def test_the_numbers_come_before_everything_that_is_said_about_us(words):
    card = showing.crisis_card(
        CONTACTS, words, CrisisReason.CRITICAL, is_client=True, reading=Reading(NOW, NOW)
    )

    texts = [line.text for line in card.lines]
    assert texts[:3] == [
        words.say("help-title"),
        words.say("help-thanks"),
        words.say("help-emergency", {"number": "112"}),
    ]
    assert texts.index(words.say("help-program")) > 4


@ALL_LANGUAGES
def test_only_a_critical_answer_is_followed_by_the_promise_of_a_note(words):
    note = words.say("help-critical-note")
    reading = Reading(NOW, NOW)

    for reason in CrisisReason:
        card = showing.crisis_card(CONTACTS, words, reason, is_client=True, reading=reading)
        without = showing.crisis_card(CONTACTS, words, reason, is_client=False)

        assert (note in plain(card.lines)) is (reason is CrisisReason.CRITICAL)
        # Without the database nobody has been told yet, so nothing is promised.
        assert note not in plain(without.lines)


@ALL_LANGUAGES
def test_the_card_says_truthfully_when_somebody_may_see_it(words):
    later = NOW + timedelta(hours=20)
    keys = {
        None: words.say("help-may-see-unknown"),
        NOW: words.say("help-may-see-now"),
        later: words.say("help-may-see-at", {"at": later}),
    }

    for reads_at, said in keys.items():
        card = showing.crisis_card(
            CONTACTS,
            words,
            CrisisReason.CRITICAL,
            is_client=True,
            reading=Reading(NOW, reads_at),
        )

        assert card.lines[-1].text == said


@ALL_LANGUAGES
def test_a_card_promises_no_note_when_the_therapist_cannot_be_reached_from_here(words):
    card = showing.crisis_card(
        CONTACTS,
        words,
        CrisisReason.CRITICAL,
        is_client=True,
        reading=Reading(NOW, NOW, reached=False),
    )

    assert card.lines[-1].text == words.say("help-unreached")
    assert "Slack" not in plain(card.lines)


# --- alerts -----------------------------------------------------------------------------------


def test_every_rule_has_a_concern_to_show():
    assert set(CONCERNS) == set(Rule)
    assert all(CONCERNS[rule].rule == rule for rule in Rule)


@ALL_LANGUAGES
@pytest.mark.parametrize(("rule", "state"), list(product(Rule, AlertState)))
@pytest.mark.parametrize("times", [1, 3])
def test_every_alert_in_every_state_is_shown_whole(words, rule, state, times):
    card = showing.alert_card(alert(rule, state, times), words)

    assert complete(card)
    assert card.lines[0].text.startswith("quiet-harbor: ")
    assert card.lines[0].style is Style.TITLE
    assert len(card.lines) == 5


@ALL_LANGUAGES
@pytest.mark.parametrize("how", ["asked", "unsure", "no"])
def test_every_way_of_asking_for_the_therapist_is_told_apart(words, how):
    concern = asked_for_therapist(how, TODAY)
    told = showing.alert_story(alert(Rule.ASKED_FOR_THERAPIST, concern=concern), words)

    others = {
        showing.alert_story(
            alert(Rule.ASKED_FOR_THERAPIST, concern=asked_for_therapist(other, TODAY)), words
        )
        for other in {"asked", "unsure", "no"} - {how}
    }
    assert words.day(TODAY) in told
    assert told not in others


@ALL_LANGUAGES
@pytest.mark.parametrize(
    ("rule", "evidence"),
    [
        (Rule.DECLINING_MOOD, ["8", "7", "5", "4"]),
        (Rule.RISING_ANXIETY, ["2", "3", "5", "9"]),
        (Rule.BELOW_OWN_BASELINE, ["2", "1"]),
        (Rule.MISSED_CHECK_INS, ["2", "7", "5"]),
        (Rule.RELIABLE_DETERIORATION, ["PHQ-9", "7", "15", "6"]),
        (Rule.CRITICAL_ITEM, ["PHQ-9", "9", "2"]),
    ],
)
def test_an_alert_carries_the_numbers_and_the_dates_that_raised_it(words, rule, evidence):
    told = showing.alert_story(alert(rule), words)

    assert [number for number in evidence if number not in told] == []
    if rule is not Rule.MISSED_CHECK_INS:
        assert words.day(TODAY) in told


def test_a_deterioration_is_told_with_the_newest_score_first_and_the_baseline_after_it():
    told = showing.alert_story(alert(Rule.RELIABLE_DETERIORATION), wording("en"))

    assert told.startswith("PHQ-9: 15 on Mon 2 Mar; at the start, on Mon 2 Feb, it was 7.")


@ALL_LANGUAGES
def test_an_alert_says_who_has_it(words):
    for state in (AlertState.TAKEN, AlertState.SNOOZED, AlertState.RESOLVED):
        card = showing.alert_card(alert(state=state), words)

        assert "Mara Lindqvist" in card.lines[-1].text
        assert words.instant(NOW + timedelta(days=1)) in card.lines[-1].text


@ALL_LANGUAGES
def test_an_alert_offers_its_four_actions_and_the_record_until_it_is_resolved(words):
    for state in AlertState:
        card = showing.alert_card(alert(state=state), words)

        choices = [[each.choice for each in row] for row in card.buttons]
        # What it was worth can be said at any time.
        judging = ["useful", "not-useful", "knew"]
        acting = ["support", "chart", "snooze", "resolve", "record"]
        resolved = state is AlertState.RESOLVED
        assert choices == ([judging] if resolved else [acting, judging])


# --- messages ---------------------------------------------------------------------------------


def message(state=MessageState.WAITING, text="I am thinking of you."):
    return MessageFacts(ID, "quiet-harbor", state, text, NOW, None)


@ALL_LANGUAGES
def test_a_support_message_says_which_person_speaks_and_stays_as_it_was_written(words):
    written = "I am thinking of you. <b>Call me</b> { $code }"

    shown = showing.support_text(message(text=written), words, KNOWN)

    assert "Mara Lindqvist" in shown.lines[0].text
    assert shown.lines[1].text == written
    assert shown.lines[1].style is Style.QUOTE
    assert [each.question for row in shown.buttons for each in row] == ["message", "help"]


@ALL_LANGUAGES
@pytest.mark.parametrize(
    "state",
    [
        MessageState.WAITING,
        MessageState.CANCELLING,
        MessageState.SENT,
        MessageState.CANCELLED,
        MessageState.FAILED,
    ],
)
def test_what_became_of_a_message_is_told_and_can_be_undone_only_while_it_waits(words, state):
    shown = showing.support_notice(message(state), words)

    choices = [each.choice for row in shown.buttons for each in row]
    assert complete(shown)
    assert "quiet-harbor" in shown.lines[0].text
    assert choices == (["undo"] if state == MessageState.WAITING else [])


# --- forms ------------------------------------------------------------------------------------


@ALL_LANGUAGES
@pytest.mark.parametrize("rule", Rule)
def test_a_support_form_offers_the_three_texts_of_its_rule_in_the_client_s_language(words, rule):
    form = showing.support_form(alert(rule), wording("en"), words, None)

    texts = [each.label for each in form.choices]
    assert texts == [words.say(key) for key in suggestions(rule)]
    assert len(set(texts)) == 3


@ALL_LANGUAGES
def test_every_text_to_start_from_can_be_read_whole_in_slack_s_list(words):
    texts = [words.say(key) for key in all_keys()]

    assert [text for text in texts if max(map(size, halves(text, 75))) > 75] == []


@ALL_LANGUAGES
@pytest.mark.parametrize("chosen", [0, 1, 2])
def test_a_support_form_starts_from_the_chosen_text_in_the_client_s_language(words, chosen):
    form = showing.support_form(alert(), wording("en"), words, NOW, chosen)

    assert form.form is Form.SUPPORT
    assert form.about == str(ID)
    assert form.text == words.say(f"support-rising-anxiety-{chosen + 1}")
    assert form.chosen == str(chosen)


@pytest.mark.parametrize("chosen", [-1, 3, 99])
def test_a_suggestion_that_does_not_exist_is_the_first(chosen):
    form = showing.support_form(alert(), wording("en"), wording("en"), None, chosen)

    assert form.chosen == "0"


@ALL_LANGUAGES
def test_a_support_form_names_the_client_and_the_next_appointment_above_everything(words):
    known = showing.support_form(alert(), words, words, NOW)
    unknown = showing.support_form(alert(), words, words, None)

    assert "quiet-harbor" in known.context[0]
    assert words.instant(NOW) in known.context[1]
    assert unknown.context[1] == words.say("support-no-appointment")


@ALL_LANGUAGES
def test_a_form_keeps_within_what_a_slack_modal_takes(words):
    wake_times = dict.fromkeys(SNOOZES, NOW + timedelta(days=3))

    for form in (
        showing.support_form(alert(), words, words, NOW),
        showing.snooze_form(alert(), words, wake_times),
    ):
        assert all(0 < size(each) <= 24 for each in (form.title, form.submit, form.cancel))
        assert all(size(each) <= 150 for each in form.context)
        assert form.chosen in {each.value for each in form.choices}


@ALL_LANGUAGES
def test_a_snooze_form_says_when_each_choice_ends(words):
    wake_times = {name: NOW + timedelta(days=place) for place, name in enumerate(SNOOZES)}

    form = showing.snooze_form(alert(), words, wake_times)

    assert [each.value for each in form.choices] == list(SNOOZES)
    for choice in form.choices:
        assert words.instant(wake_times[choice.value]) in choice.label
        assert size(choice.label) <= 75


# --- sentences --------------------------------------------------------------------------------


@ALL_LANGUAGES
def test_lines_and_buttons_keep_their_order_their_look_and_what_they_bring_back(words):
    content = Sentences(
        (Line("join-welcome-title", style=Style.TITLE), Line("join-who-reads")),
        ((Button("stop-yes-button", "stop", "yes", look=Look.DANGER),),),
    )

    shown = showing.sentences(content, words, KNOWN)

    assert [line.style for line in shown.lines] == [Style.TITLE, Style.BODY]
    assert "Harbour Practice" in shown.lines[0].text
    assert "Mara Lindqvist" in shown.lines[1].text
    [[button]] = shown.buttons
    assert (button.question, button.choice, button.look) == ("stop", "yes", Look.DANGER)
