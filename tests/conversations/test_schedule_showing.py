"""A schedule in the reader's words, and messages a week as people say a number."""

from uuid import UUID

import pytest

from care.people import ClientId
from care.schedule import Every, Schedule
from conversations import schedule_showing
from conversations.wording import wording

CLIENT = ClientId(UUID(int=7))


@pytest.mark.parametrize(
    ("a_week", "english", "spanish"),
    [
        (0, "0", "0"),
        (7.0, "7", "7"),
        (7.25, "about 7", "unos 7"),
        (7 + 3 / 4, "about 8", "unos 8"),
        (0.25, "less than 1", "menos de 1"),
    ],
)
def test_how_many_messages_a_week_is_told_without_quarters_of_a_message(a_week, english, spanish):
    for locale, said in (("en", english), ("es", spanish)):
        words = wording(locale)

        shown = schedule_showing.listed(CLIENT, "quiet-harbor", (), a_week, words)

        told = [each.args["messages"] for each in shown.lines if "messages" in each.args]
        assert told == [said]


TOLD = [
    *(f"{Schedule(every).text}" for every in Every),
    *("every day at 08:30 and 19:30", "every other day at 10:00"),
    *("every two weeks on Monday at 18:00", "every four weeks on Sunday"),
    *("on weekdays at a random time between 10:00 and 16:00", "every day 1 hour after waking"),
    "every day 2 hours after waking",
]


@pytest.mark.parametrize("text", TOLD)
def test_in_english_a_schedule_is_told_in_the_words_in_which_it_can_be_written(text):
    assert schedule_showing.in_words(Schedule.parse(text), wording("en")) == text


def test_in_spanish_no_word_of_it_is_english():
    told = [schedule_showing.in_words(Schedule.parse(each), wording("es")) for each in TOLD]

    assert "cada dos semanas el lunes a las 18:00" in told
    assert "de lunes a viernes a una hora al azar entre las 10:00 y las 16:00" in told
    assert "cada día 1 hora después de despertar" in told
    english = set(" ".join(TOLD).casefold().split()) - {"a", "10:00", "16:00", "08:30", "19:30"}
    assert {word for each in told for word in each.split() if word.isalpha()} & english == set()
