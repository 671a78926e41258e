"""Key moments in conversation: three questions, old buttons, other words, a therapist's form."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from care.consent import Purpose
from care.moments import TITLE_LIMIT, Marked
from conversations.contents import CrisisReason
from conversations.envelopes import CLIENTS, THERAPISTS, Inbound
from conversations.flows import marking, sharing
from conversations.flows import moments as flow
from conversations.homework import Writing
from conversations.moments import (
    ListMoments,
    Marking,
    MarkMoment,
    MomentCard,
    MomentList,
    MomentsOf,
    RenameMoment,
    Renaming,
    ShareMoment,
    ShowMoment,
    TakeMomentAway,
)
from conversations.moments import dump as dump_content
from conversations.moments import load as load_content
from conversations.talk import dump, load, take_turn, wants
from conversations.turn import (
    Asked,
    Form,
    OfferHelpNow,
    RaiseConcern,
    Said,
    Say,
    Submitted,
    Tapped,
    Toast,
)
from conversations.view import Need, View
from questionnaires.library import shipped
from tests.conversations.dialogues import CLIENT, NOW, PRACTICE, TODAY

OWN, THEIRS, GONE = UUID(int=51), UUID(int=52), UUID(int=53)
TOKEN = "0123456789abcdef"
VIEW = View(
    NOW,
    PRACTICE,
    "en",
    client=CLIENT,
    chance=TOKEN,
    agreed=frozenset({Purpose.CHECK_INS}),
    moments={OWN: None, THEIRS: UUID(int=9)},
)
OFF = replace(VIEW, agreed=frozenset())
NEW = Marking(TOKEN)
NAMED = Marking(TOKEN, "the new flat")
DATED = Marking(TOKEN, "the new flat", TODAY)


def does(event, talk=None, view=VIEW):
    talks = {} if talk is None else {flow.SUBJECT: talk}
    return take_turn(Inbound(CLIENTS, "77", event), replace(view, talks=talks))


def lines(outcome):
    return [
        line.key for each in outcome.effects if isinstance(each, Say) for line in each.content.lines
    ]


def press(choice, talk=NEW, view=VIEW):
    return does(Tapped(flow.step(NEW), choice), talk, view)


def about(choice, wanted=OWN, view=VIEW):
    return does(Tapped(flow.question(wanted), choice), view=view)


@pytest.mark.parametrize(
    "event", [Asked("moment"), Tapped("menu", "moment"), Tapped("moment", "new")]
)
def test_it_asks_what_it_was(event):
    outcome = does(event)

    assert outcome.step.talk == NEW
    assert lines(outcome) == ["moment-what"]


def test_words_then_a_day_then_who_may_see_it_and_only_then_it_is_kept():
    named = does(Said("  the new \n flat "), NEW)
    assert named.step.talk == NAMED
    assert lines(named) == ["moment-when"]

    dated = press("yesterday", NAMED)
    assert dated.step.talk.on == TODAY - timedelta(days=1)
    assert lines(dated) == ["moment-who"]

    for choice, shared in (("shared", True), ("private", False)):
        kept = press(choice, dated.step.talk)
        assert kept.effects == (MarkMoment(Marked("the new flat", dated.step.talk.on, shared)),)
        assert kept.step.talk is None


def test_words_behind_the_command_are_taken_as_the_words():
    assert does(Asked("moment", "the new flat")).step.talk == NAMED


def test_another_day_is_typed_and_is_read_back():
    assert lines(press("other", NAMED)) == ["moment-which-date"]

    typed = does(Said(f"{TODAY.day}.{TODAY.month}.{TODAY.year - 1}"), NAMED)

    assert typed.step.talk.on == TODAY.replace(year=TODAY.year - 1)
    [asked] = typed.effects
    assert str(TODAY.year - 1) in asked.content.lines[0].args["on"]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("last summer", "moment-date-unknown"),
        ((TODAY + timedelta(days=1)).isoformat(), "moment-date-ahead"),
        ("1066-10-14", "moment-date-unknown"),
    ],
)
def test_a_day_that_cannot_be_is_asked_for_again_kindly(said, key):
    outcome = does(Said(said), NAMED)

    assert outcome.step.talk == NAMED
    assert lines(outcome) == [key]


@pytest.mark.parametrize(
    ("said", "key"),
    [("\u200b", "moment-title-empty"), ("x" * (TITLE_LIMIT + 1), "moment-title-long")],
)
@pytest.mark.parametrize("talk", [NEW, Renaming(OWN)])
def test_words_that_do_not_fit_are_asked_for_again(said, key, talk):
    outcome = does(Said(said), talk)

    assert outcome.step.talk == talk
    assert lines(outcome) == [key]


def test_an_old_button_never_answers_todays_question():
    for talk in (None, Marking("another"), Renaming(OWN)):
        outcome = press("today", talk)

        assert outcome.effects[0].line.key == "old-button"
        assert outcome.step.talk == talk
    # Nor does one of an earlier step of the same marking.
    for choice, talk in (("today", DATED), ("shared", NAMED), ("today", NEW), ("other", DATED)):
        assert press(choice, talk).step.talk == talk
        assert isinstance(press(choice, talk).effects[0], Toast)


def test_leaving_it_keeps_nothing():
    outcome = press("leave", DATED)

    assert outcome.step.talk is None
    assert lines(outcome) == ["moment-left"]


def test_without_consent_nothing_is_asked_and_nothing_kept():
    for outcome in (
        does(Asked("moment"), view=OFF),
        does(Said("the new flat"), NEW, OFF),
        press("shared", DATED, OFF),
        about("words", view=OFF),
        about("shared", view=OFF),
    ):
        assert lines(outcome) == ["moment-not-kept"]
        assert outcome.step.talk is None
        assert not [each for each in outcome.effects if isinstance(each, MarkMoment)]
    # What is there can still be seen, kept to oneself and taken away.
    assert about("private", view=OFF).effects[0] == ShareMoment(OWN, shared=False)
    assert about("really", view=OFF).effects[0] == TakeMomentAway(OWN)
    assert does(Tapped("moment", "show"), view=OFF).effects == (ListMoments(),)


def test_a_moment_of_ones_own_is_changed_shared_and_taken_away():
    assert about("show").effects == (ShowMoment(OWN, fresh=True),)
    assert about("words").step.talk == Renaming(OWN)
    assert about("private").effects[0] == ShareMoment(OWN, shared=False)
    assert about("shared").effects[0] == ShareMoment(OWN, shared=True)
    assert lines(about("away")) == ["moment-away-question"]
    assert about("really").effects[0] == TakeMomentAway(OWN)

    renamed = does(Said("moved out"), Renaming(OWN))
    assert renamed.effects == (RenameMoment(OWN, "moved out"), ShowMoment(OWN, fresh=True))
    assert renamed.step.talk is None


def test_one_that_the_therapist_marked_or_that_is_gone_is_not_changed():
    for wanted in (THEIRS, GONE):
        for choice in ("words", "private", "shared", "away", "really", "x"):
            effects = about(choice, wanted).effects

            assert isinstance(effects[0], Toast)
            assert all(isinstance(each, Toast | ShowMoment) for each in effects)
        assert lines(does(Said("x"), Renaming(wanted))) == ["moment-gone"]


@pytest.mark.parametrize("talk", [NEW, NAMED, Renaming(OWN), Renaming(GONE)])
def test_words_that_may_mean_danger_meet_help_first_whatever_becomes_of_them(talk):
    for view in (VIEW, OFF):
        offer, concern, told, *_ = does(Said("I want to kill myself"), talk, view).effects

        assert offer == OfferHelpNow(CrisisReason.WORDS)
        assert isinstance(concern, RaiseConcern)
        assert concern.concern.rule == "crisis-words"
        assert concern.concern.facts["where"] == "moments"
        assert "kill" not in repr(concern)
        assert isinstance(told, Say)
    behind = does(Asked("moment", "I want to kill myself")).effects
    assert behind[0] == OfferHelpNow(CrisisReason.WORDS)


@pytest.mark.parametrize(
    "event", [Asked("menu"), Tapped("menu", "progress"), Asked("checkin"), Tapped("settings", "x")]
)
def test_who_goes_on_to_something_else_marks_no_more(event):
    assert does(event, NAMED).ends == (flow.SUBJECT,)
    assert does(event, Renaming(OWN)).ends == (flow.SUBJECT,)
    assert does(event).ends == ()


def test_help_leaves_one_marking_and_the_command_begins_anew():
    assert does(Asked("help"), NAMED).ends == ()
    again = does(Asked("moment"), NAMED)
    assert (again.ends, again.step.talk) == ((), NEW)


def test_homework_that_one_was_writing_about_is_left_for_a_moment():
    writing = replace(VIEW, talks={"homework": Writing(UUID(int=1))})

    assert take_turn(Inbound(CLIENTS, "77", Asked("moment")), writing).ends == ("homework",)


def test_what_was_begun_and_what_is_told_is_read_back_as_it_was():
    for talk in (NEW, NAMED, DATED, Renaming(OWN)):
        assert load(dump(talk)) == talk
    for content in (MomentList(), MomentCard(OWN), MomentsOf(OWN), MomentsOf(OWN, 2)):
        assert load_content(dump_content(content)) == content


def test_every_button_fits_telegram():
    longest = max((flow.YESTERDAY, flow.PRIVATE, flow.REALLY), key=len)

    assert len(f"{flow.question(OWN)}:{longest}".encode()) <= 64
    assert len(f"{flow.step(NEW)}:{longest}".encode()) <= 64


def test_what_is_asked_for_is_loaded():
    for event in (Asked("moment"), Tapped("menu", "moment"), Tapped("moment", "new")):
        needs = {each.need for each in wants(Inbound(CLIENTS, "77", event), {}, shipped())}
        assert needs >= {Need.MOMENTS, Need.CONSENTS}
    said = wants(Inbound(CLIENTS, "77", Said("x")), {flow.SUBJECT: NAMED}, shipped())
    assert {each.need for each in said} == {Need.MOMENTS, Need.CONSENTS, Need.READING_TIME}


def test_nothing_is_agreed_to_by_the_way_to_the_switches():
    [said] = does(Asked("moment"), view=OFF).effects

    assert [each.question for each in said.content.buttons[0]] == [sharing.QUESTION]


# --- the therapist ----------------------------------------------------------------------------


def test_a_form_says_what_is_missing_by_its_field():
    def wrong(**values):
        return marking.problems(values, TODAY).keys()

    fine = {"title": "First exposure", "day": TODAY.isoformat()}
    assert wrong(**fine) == set()
    assert wrong(**fine | {"title": " "}) == {"title"}
    assert wrong(**fine | {"title": "x" * (TITLE_LIMIT + 1)}) == {"title"}
    for day in ("", (TODAY + timedelta(days=1)).isoformat(), "1066-10-14"):
        assert wrong(**fine | {"day": day}) == {"day"}


def test_whose_moments_are_meant_is_asked_of_the_record():
    def asked(event):
        return marking.asked_for(event)

    assert asked(Asked("portal", "moment quiet-harbor")) == "code quiet-harbor"
    assert asked(Asked("portal", "momento quiet-harbor")) == "code quiet-harbor"
    assert asked(Asked("portal", "homework quiet-harbor")) is None
    assert asked(Tapped("moments-of:7", "open")) == "client 7"
    assert asked(Tapped("moment:7", "away")) == "moment 7"
    assert asked(Submitted(Form.MOMENT, "7", {})) == "client 7"
    inbound = Inbound(THERAPISTS, "U1", Asked("portal", "moment quiet-harbor"))
    assert {each.need for each in wants(inbound, {}, shipped())} == {Need.RECORD}
