"""Checking in: one question at a time, back, pause and resume, and help with the very tap."""

from dataclasses import replace

import pytest

from care.alerts import Urgency
from care.people import PictureChoice
from conversations.contents import CrisisReason
from conversations.flows.checkin import asking, is_critical_tap, slot
from conversations.turn import (
    AnswerItem,
    Asked,
    AskItem,
    FileResponse,
    OfferHelpNow,
    RaiseConcern,
    Said,
    Say,
    ShowProgress,
    Tapped,
    Toast,
)
from questionnaires.catalogue import instrument
from questionnaires.instrument import CriticalItem
from questionnaires.library import library, shipped
from tests.conversations.dialogues import (
    GAD7,
    PHQ9,
    PULSE,
    active,
    answering,
    asked,
    at,
    kinds,
    occurrence,
    offered,
    said,
    stopped,
    waiting,
)


def test_an_answer_is_filed_at_the_tap_and_brings_the_next_question_in_the_same_message():
    client = active(waiting(PULSE))

    effects = client.answers(PULSE, 7)

    assert effects[0] == AnswerItem(occurrence(PULSE), "pulse", "1", 1, 7)
    assert isinstance(effects[1], AskItem)
    assert (effects[1].question.item, effects[1].fresh) == (2, False)


def test_the_daily_pulse_is_three_taps_and_ends_with_saved_in_the_same_message():
    client = active(waiting(PULSE))

    effects = client.answers(PULSE, 7, 4, 6)

    assert kinds(effects) == ["AnswerItem", "FileResponse", "Say"]
    assert said(effects) == ["checkin-saved"]
    assert effects[-1].slot == slot(PULSE)
    assert client.talks == {}


def test_a_questionnaire_begins_with_a_page_that_explains():
    client = active(waiting(PHQ9))

    page = client.does(Asked("checkin"))
    first = client.taps(f"{PHQ9}.phq9.0", "begin")

    assert asked(page) == [0]
    assert asked(first) == [1]


def test_the_last_item_files_the_response_and_thanks():
    client = active(waiting(GAD7), picture=PictureChoice.NEVER)
    client.taps(f"{GAD7}.gad7.0", "begin")

    effects = client.answers(GAD7, *[1] * 7)

    assert effects[:2] == (
        AnswerItem(occurrence(GAD7), "gad7", "1", 7, 1),
        FileResponse(occurrence(GAD7)),
    )
    assert said(effects) == ["checkin-thanks"]


def test_back_asks_the_question_before_and_takes_a_new_answer_to_it():
    client = answering(PHQ9, 4)

    back = client.taps(f"{PHQ9}.phq9.4", "back")
    again = client.taps(f"{PHQ9}.phq9.3", "2")

    assert asked(back) == [3]
    assert again[0] == AnswerItem(occurrence(PHQ9), "phq9", "1", 3, 2)
    assert asked(again) == [4]


def test_there_is_no_way_back_before_the_first_question():
    client = answering(PULSE, 1)

    effects = client.taps(f"{PULSE}.pulse.1", "back")

    assert asked(effects) == [1]
    assert "AnswerItem" not in kinds(effects)


def test_a_pause_says_that_the_answers_are_saved_and_offers_to_go_on_and_help():
    client = answering(PHQ9, 5)

    effects = client.taps(f"{PHQ9}.phq9.5", "pause")

    assert said(effects) == ["checkin-paused"]
    assert offered(effects) == [f"{PHQ9}.phq9.5:resume", "help:card"]
    assert effects[0].slot == slot(PHQ9)


def test_going_on_asks_the_open_question_in_the_message_of_the_pause():
    client = answering(PHQ9, 5)
    client.taps(f"{PHQ9}.phq9.5", "pause")

    [effect] = client.taps(f"{PHQ9}.phq9.5", "resume")

    assert (effect.question.item, effect.fresh) == (5, False)


def test_an_old_resume_button_still_leads_to_the_question_that_is_open():
    client = answering(PHQ9, 7)

    effects = client.taps(f"{PHQ9}.phq9.3", "resume")

    assert asked(effects) == [7]


def test_a_check_in_whose_talk_was_lost_goes_on_where_its_answers_end():
    client = active(waiting(PHQ9, 5))

    effects = client.taps(f"{PHQ9}.phq9.5", "1")

    assert effects[0] == AnswerItem(occurrence(PHQ9), "phq9", "1", 5, 1)
    assert asked(effects) == [6]


def test_the_last_answer_files_even_when_the_talk_was_lost():
    client = active(waiting(PULSE, 3))

    effects = client.taps(f"{PULSE}.pulse.3", "6")

    assert kinds(effects) == ["AnswerItem", "FileResponse", "Say"]


def test_an_old_button_answers_nothing_and_is_met_kindly():
    client = answering(PULSE, 3)

    effects = client.taps(f"{PULSE}.pulse.1", "9")

    assert kinds(effects) == ["Toast", "AskItem"]
    assert effects[0].line.key == "checkin-old-button"
    assert asked(effects) == [3]


def test_a_second_tap_on_begin_answers_nothing():
    client = active(waiting(PHQ9))
    client.taps(f"{PHQ9}.phq9.0", "begin")

    effects = client.taps(f"{PHQ9}.phq9.0", "begin")

    assert "AnswerItem" not in kinds(effects)
    assert asked(effects) == [1]


def test_a_button_of_a_check_in_that_is_closed_says_so():
    client = active()

    effects = client.taps(f"{PULSE}.pulse.2", "4")

    assert [each.line.key for each in effects] == ["checkin-already-saved"]


def test_buttons_of_two_open_check_ins_answer_their_own():
    client = active(waiting(PULSE), waiting(GAD7, 2))
    client.answers(PULSE, 7)

    effects = client.taps(f"{GAD7}.gad7.2", "3")

    assert effects[0] == AnswerItem(occurrence(GAD7), "gad7", "1", 2, 3)
    assert client.talks[PULSE] == at(PULSE, 2)


@pytest.mark.parametrize("choice", ["11", "-1", "²", "٣٣", "", "seven", "1.5", "9" * 40, "begin"])
def test_a_choice_that_was_not_offered_is_no_answer(choice):
    client = answering(PULSE, 1)

    effects = client.taps(f"{PULSE}.pulse.1", choice)

    assert "AnswerItem" not in kinds(effects)
    assert asked(effects) == [1]


@pytest.mark.parametrize("question", ["a.b.²", "a.b", "a.b.c", "a.b.1.2", "", "...", "settings"])
def test_a_name_that_is_no_question_of_a_check_in_is_not_taken_for_one(question):
    assert asking(question) is None


def test_words_instead_of_a_tap_are_heard_kindly_and_lead_back_to_the_question():
    client = answering(PULSE, 2)

    effects = client.does(Said("rather good today"))

    assert said(effects) == ["checkin-heard-you", "not-read"]
    assert asked(effects) == [2]
    assert effects[-1].fresh


def test_words_before_the_first_tap_lead_to_the_question_that_waits():
    client = active(waiting(PULSE))

    effects = client.does(Said("quite good"))

    assert said(effects) == ["checkin-heard-you", "not-read"]
    assert asked(effects) == [1]


@pytest.mark.parametrize("typed", ["7", " 7. ", "7!"])
def test_a_number_that_stands_on_a_button_is_an_answer_when_it_is_typed(typed):
    client = active(waiting(PULSE))

    effects = client.does(Said(typed))

    assert [each.value for each in effects if isinstance(each, AnswerItem)] == [7]
    assert asked(effects) == [2]
    assert effects[-1].fresh


@pytest.mark.parametrize("typed", ["11", "-1", "7 or 8", "0.5", "1e1"])
def test_a_number_that_stands_on_no_button_is_no_answer(typed):
    effects = answering(PULSE, 1).does(Said(typed))

    assert kinds(effects) == ["Say", "AskItem"]


def test_a_label_is_an_answer_when_it_is_typed_and_a_number_that_is_not_shown_is_none():
    client = answering(PHQ9, 4)

    assert kinds(client.does(Said("2"))) == ["Say", "AskItem"]
    typed = client.does(Said("several days"))

    assert [each.value for each in typed if isinstance(each, AnswerItem)] == [1]


def test_a_critical_answer_that_is_typed_brings_the_card_as_a_tap_does():
    effects = answering(PHQ9, 9).does(Said("Several days"))

    assert kinds(effects)[:3] == ["OfferHelpNow", "Say", "RaiseConcern"]


def test_the_last_word_stands_below_what_was_typed():
    effects = answering(PULSE, 3).does(Said("6"))

    [last] = [each for each in effects if isinstance(each, Say)]
    assert ([each.key for each in last.content.lines], last.fresh) == (["checkin-saved"], True)


def test_words_lead_to_the_daily_question_rather_than_to_a_longer_one():
    client = active(waiting(PHQ9), waiting(PULSE))

    effects = client.does(Said("7"))

    assert [each.question.token for each in effects if isinstance(each, AskItem)] == [PULSE]


def test_words_do_not_lead_back_to_an_older_check_in_while_a_newer_one_waits():
    client = answering(PHQ9, 4)
    client.open = [waiting(PULSE)]

    effects = client.does(Said("hello"))

    assert [each.question.token for each in effects if isinstance(each, AskItem)] == [PULSE]


def test_what_a_client_writes_is_in_no_effect_and_in_no_talk():
    client = answering(PULSE, 2)

    effects = client.does(Said("CANARY"))

    assert "CANARY" not in repr(effects)
    assert "CANARY" not in repr(client.talks)


# --- the answer that cannot wait ----------------------------------------------------------


@pytest.mark.parametrize("value", [1, 2, 3])
def test_a_critical_answer_gives_help_first_then_tells_the_therapist_and_only_then_is_filed(value):
    client = answering(PHQ9, 9)

    effects = client.taps(f"{PHQ9}.phq9.9", str(value))

    assert kinds(effects)[:4] == ["OfferHelpNow", "Say", "RaiseConcern", "AnswerItem"]
    assert effects[0] == OfferHelpNow(CrisisReason.CRITICAL)
    assert said(effects)[0] == "help-safe-question"
    assert effects[2].concern.urgency is Urgency.NOW


def test_the_concern_says_which_answer_it_was_in_codes_and_numbers_only():
    client = answering(PHQ9, 9)

    effects = client.taps(f"{PHQ9}.phq9.9", "2")

    [concern] = [each.concern for each in effects if isinstance(each, RaiseConcern)]
    assert concern.rule == "critical-item"
    assert concern.facts == {
        "instrument": "phq9",
        "item": 9,
        "value": 2,
        "on": "2026-03-02",
        "version": "1",
    }


def test_a_critical_answer_does_not_stop_the_check_in():
    client = answering(PHQ9, 9)

    effects = client.taps(f"{PHQ9}.phq9.9", "3")

    assert FileResponse(occurrence(PHQ9)) in effects
    assert "checkin-thanks" in said(effects)


def test_a_critical_answer_in_the_middle_is_followed_by_the_next_question_below_the_card():
    # No instrument of ours has its critical item in the middle; a practice's own may.
    early = replace(instrument("phq9"), critical=(CriticalItem(3, 1),))
    client = answering(PHQ9, 3)
    client.library = library([early], ())

    effects = client.taps(f"{PHQ9}.phq9.3", "1")

    assert kinds(effects) == ["OfferHelpNow", "Say", "RaiseConcern", "AnswerItem", "AskItem"]
    assert (effects[-1].question.item, effects[-1].fresh) == (4, True)


def test_the_lowest_answer_to_the_critical_item_brings_no_card():
    client = answering(PHQ9, 9)

    effects = client.taps(f"{PHQ9}.phq9.9", "0")

    assert not {"OfferHelpNow", "RaiseConcern"} & set(kinds(effects))


@pytest.mark.parametrize("picture", [None, PictureChoice.EACH])
def test_beside_the_question_about_safety_nothing_else_is_asked_or_shown(picture):
    client = answering(PHQ9, 9, picture=picture)
    client.open.append(waiting(GAD7))

    effects = client.taps(f"{PHQ9}.phq9.9", "1")

    assert said(effects) == ["help-safe-question", "checkin-thanks"]
    assert "ShowProgress" not in kinds(effects)


@pytest.mark.parametrize("picture", [None, PictureChoice.EACH])
def test_for_a_while_after_a_crisis_card_no_score_comes_unasked(picture):
    client = answering(GAD7, 7, picture=picture, gentle=True)

    effects = client.answers(GAD7, 2)

    assert said(effects) == ["checkin-thanks"]
    assert "ShowProgress" not in kinds(effects)


@pytest.mark.parametrize(
    "client", [active(), stopped(), answering(PHQ9, 4)], ids=["closed", "stopped", "old-button"]
)
def test_a_critical_answer_that_comes_too_late_to_count_meets_help_and_is_told(client):
    effects = client.taps(f"{PHQ9}.phq9.9", "2")

    assert effects[0] == OfferHelpNow(CrisisReason.CRITICAL)
    assert kinds(effects)[1] == "RaiseConcern"
    assert effects[1].concern.facts["value"] == 2
    assert "AnswerItem" not in kinds(effects)


def test_a_critical_tap_is_known_from_the_button_alone():
    assert is_critical_tap(f"{PHQ9}.phq9.9", "1", shipped())
    assert not is_critical_tap(f"{PHQ9}.phq9.9", "0", shipped())
    assert not is_critical_tap(f"{PHQ9}.phq9.8", "3", shipped())
    assert not is_critical_tap(f"{PHQ9}.phq9.9", "back", shipped())
    assert not is_critical_tap(f"{PHQ9}.phq9.9", "²", shipped())
    assert not is_critical_tap(f"{PHQ9}.nothing.9", "1", shipped())
    assert not is_critical_tap("help", "card", shipped())


# --- what comes after -----------------------------------------------------------------------


@pytest.mark.parametrize("choice", PictureChoice)
def test_after_a_questionnaire_the_picture_comes_as_the_client_chose_it(choice):
    client = answering(GAD7, 7, picture=choice)

    effects = client.answers(GAD7, 2)

    # Whether it is time for it is the desk's to know; that nobody asked for it is said here.
    assert ShowProgress("gad7", asked=False) in effects
    assert "picture-question" not in said(effects)


def test_after_the_first_questionnaire_the_client_is_asked_how_scores_shall_be_shown():
    client = answering(GAD7, 7)

    effects = client.answers(GAD7, 2)

    assert said(effects) == ["checkin-thanks", "picture-question"]
    assert "ShowProgress" not in kinds(effects)
    assert offered(effects)[2:6] == [
        f"settings.first-picture:picture-{choice}" for choice in PictureChoice
    ]


def test_after_the_daily_pulse_no_score_is_pushed():
    client = answering(PULSE, 3, picture=PictureChoice.EACH)

    effects = client.answers(PULSE, 6)

    assert "ShowProgress" not in kinds(effects)
    assert said(effects) == ["checkin-saved"]


def test_what_else_is_open_is_offered_in_the_message_that_will_hold_it():
    client = answering(PULSE, 3)
    client.open.append(waiting(PHQ9))

    effects = client.answers(PULSE, 6)
    page = client.taps(f"{PHQ9}.phq9.0", "show")
    begun = client.taps(f"{PHQ9}.phq9.0", "begin")

    assert said(effects) == ["checkin-saved", "checkin-also-open"]
    assert [each.slot for each in effects if isinstance(each, Say)][-1] == slot(PHQ9)
    assert f"{PHQ9}.phq9.0:show" in offered(effects)
    assert asked(page) == [0]
    assert asked(begun) == [1]


def test_what_was_begun_and_left_open_is_offered_to_go_on():
    client = answering(PULSE, 3)
    client.open.append(waiting(GAD7, 4))

    effects = client.answers(PULSE, 6)

    assert f"{GAD7}.gad7.4:resume" in offered(effects)


def test_check_in_now_goes_on_with_what_is_open():
    by_command = answering(PHQ9, 4).does(Asked("checkin"))
    by_button = answering(PHQ9, 4).taps("menu", "checkin")

    assert asked(by_command) == asked(by_button) == [4]
    assert by_command[0].fresh


def test_check_in_now_asks_the_daily_question_before_a_longer_one():
    client = active(waiting(PHQ9), waiting(PULSE))

    [effect] = client.does(Asked("checkin"))

    assert effect.question.token == PULSE


def test_check_in_now_opens_the_daily_pulse_when_nothing_is_open():
    assert kinds(active().does(Asked("checkin")))[0] == "OpenPulse"
    assert kinds(active().does(Tapped("menu", "checkin")))[0] == "OpenPulse"


def test_a_toast_fits_beside_a_button():
    client = answering(PULSE, 3)

    effects = client.taps(f"{PULSE}.pulse.1", "9")

    assert isinstance(effects[0], Toast)
    assert effects[0].line.args == {}


def test_an_answer_that_is_saved_can_be_changed_and_is_filed_by_itself():
    client = active(waiting(PHQ9, 9, filed=True))

    begun = client.taps(f"{PHQ9}.phq9.0", "change")
    passed = client.taps(f"{PHQ9}.phq9.1", "next")
    changed = client.taps(f"{PHQ9}.phq9.2", "3")

    assert asked(begun) == [1]
    assert asked(passed) == [2]
    assert begun[0].question.changing
    assert kinds(changed) == ["AnswerItem", "FileResponse", "Say"]
    assert said(changed) == ["checkin-changed"]
    assert client.talks == {}


def test_a_saved_check_in_takes_no_tap_but_the_one_that_says_so():
    client = active(waiting(PULSE, 3, filed=True))

    assert [each.line.key for each in client.taps(f"{PULSE}.pulse.3", "4")] == [
        "checkin-already-saved"
    ]
    client.taps(f"{PULSE}.pulse.0", "change")
    assert said(client.taps(f"{PULSE}.pulse.1", "keep")) == ["checkin-kept"]
    assert client.talks == {}
