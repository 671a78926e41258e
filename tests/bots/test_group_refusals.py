"""What Telegram refuses the groups' bot, in our words; never in those of a message."""

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bots.telegram_groups.refusals import Done, refusal
from conversations.envelopes import Broken, Moved, TryLater, Unreachable, Vanished


@pytest.mark.parametrize(
    ("error", "means"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Unreachable),
        (BadRequest("Chat not found"), Unreachable),
        (BadRequest("Message to edit not found"), Vanished),
        (BadRequest("Message to delete not found"), Done),
        (BadRequest("Message is not modified: and so on"), Done),
        (BadRequest("HIDE_REQUESTER_MISSING"), Done),
        (BadRequest("Message can't be deleted"), Broken),
        (BadRequest("Not enough rights to restrict/unrestrict chat member"), Broken),
        (BadRequest("something new"), Broken),
        (TimedOut(), TryLater),
        (NetworkError("reset"), TryLater),
        (InvalidToken(), TryLater),
    ],
)
def test_each_refusal_has_one_meaning(error, means):
    assert type(refusal(error)) is means


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
def test_a_pause_is_as_long_as_telegram_says():
    found = refusal(RetryAfter(timedelta(seconds=7)))

    assert isinstance(found, TryLater)
    assert found.after == 7
    assert not found.whole_bot


def test_a_token_that_was_taken_back_stops_the_whole_bot():
    assert refusal(InvalidToken()).whole_bot


def test_a_group_that_moved_says_where_to():
    found = refusal(ChatMigrated(-1005))

    assert isinstance(found, Moved)
    assert found.address == "-1005"


def test_no_word_of_telegram_gets_into_ours():
    assert "zebra" not in str(refusal(BadRequest("zebra words of a member")))
