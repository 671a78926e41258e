"""Messages a week, said as people say a number."""

from uuid import UUID

import pytest

from care.people import ClientId
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
