"""The made-up people as numbers: whole diaries, totals that add up, and nobody in danger."""

from datetime import date, timedelta

import pytest

from portal.demo_story import ANA, BEN, CHARACTERS, CLARA, OPENS, as_they_feel, begins, spread
from questionnaires.catalogue import catalogue
from questionnaires.scoring import scores

DIARIES = [each for each in CHARACTERS if each.diary is not None]
PHQ9, GAD7, PULSE = (catalogue()[code] for code in ("phq9", "gad7", "pulse"))


def total(asked, answers):
    return scores(asked, answers)[asked.code].total


def on(asked, character, day):
    return dict(enumerate(character.answers(asked, day), 1))


@pytest.mark.parametrize("character", DIARIES, ids=lambda each: each.name)
def test_a_diary_has_one_sign_for_every_day_and_goes_on_after_the_last(character):
    diary = character.diary
    lengths = {len(each.replace(" ", "")) for each in (diary.mood, diary.anxiety, diary.sleep)}

    assert len(lengths) == 1
    assert lengths.pop() % 7 == 0
    for day in range(OPENS * 2):
        assert diary.pulse(day) is None or len(diary.pulse(day)) == 3


@pytest.mark.parametrize("asked", [PHQ9, GAD7], ids=lambda each: each.code)
@pytest.mark.parametrize("character", DIARIES, ids=lambda each: each.name)
def test_every_answer_is_one_that_can_be_tapped_and_none_is_critical(character, asked):
    for day in range(1, character.until or OPENS * 2, 7):
        answers = on(asked, character, day)
        assert set(answers) == set(asked.numbers)
        assert all(value in asked.choices(item) for item, value in answers.items())
        assert not any(asked.is_critical(item, value) for item, value in answers.items())


def test_one_improves_one_declines_and_one_falls_silent():
    week = 7 * 6

    assert total(PHQ9, on(PHQ9, ANA, 1)) - total(PHQ9, on(PHQ9, ANA, 1 + week)) == 9
    assert total(PHQ9, on(PHQ9, BEN, 1 + week)) - total(PHQ9, on(PHQ9, BEN, 1)) == 7
    assert CLARA.answers(PULSE, 32) is not None
    assert CLARA.answers(PULSE, 33) is None


def test_points_are_spread_over_the_items_of_an_order_alone():
    assert spread(5, 4, (2, 0)) == (2, 0, 3, 0)


def test_a_scale_of_the_practice_is_answered_as_somebody_feels():
    well, badly = (dict(enumerate(as_they_feel(GAD7, each), 1)) for each in (1.0, 0.0))

    assert (total(GAD7, well), total(GAD7, badly)) == (0, 21)
    assert not any(PHQ9.is_critical(n, v) for n, v in enumerate(as_they_feel(PHQ9, 0.0), 1))


@pytest.mark.parametrize("ahead", range(7))
def test_the_sandbox_opens_on_a_wednesday_that_is_not_to_come(ahead):
    today = date(2026, 11, 23) + timedelta(days=ahead)

    opens = begins(today) + timedelta(days=OPENS)

    assert opens.weekday() == 2
    assert timedelta(0) <= today - opens < timedelta(days=7)
