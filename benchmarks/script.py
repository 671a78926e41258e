"""Taps as Telegram sends them: raw callback queries on every question of a check-in, for many."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from bots.telegram_clients.keyboards import callback_data
from bots.telegram_clients.paragraphs import plain
from conversations import showing
from conversations.contents import Question
from conversations.envelopes import Shown
from conversations.flows.checkin import BEGIN
from conversations.wording import wording
from questionnaires.catalogue import instrument

FIRST_PERSON = 700_000_000
INSTRUMENTS = ("phq9", "gad7")
BOT = {"id": 100200300, "is_bot": True, "first_name": "Harbour", "username": "harbour_bot"}


@dataclass(frozen=True, slots=True)
class Tap:
    """One raw update, and whose it is."""

    update_id: int
    person: int
    body: bytes


@cache
def asked(token: str, code: str, item: int) -> Shown:
    """A question as the client sees it."""
    found = instrument(code)
    content = Question(token, code, found.version, item)
    return showing.question(content, wording("en"), {"practice": "", "therapist": "", "code": ""})


@cache
def positions(code: str) -> range:
    """The questions of an instrument that are tapped on: the first page, and every item."""
    return range(len(instrument(code).items) + 1)


def choice(code: str, item: int, chance: Random) -> str:
    """What is tapped: any answer, but none that would call for the crisis card."""
    found = instrument(code)
    if item == 0:
        return BEGIN
    fitting = [value for value in found.choices(item) if not found.is_critical(item, value)]
    return str(chance.choice(fitting))


def check_in(
    tokens: Mapping[int, str], code: str, first_update: int, chance: Random
) -> Iterator[Tap]:
    """A whole check-in of these people: everybody's first tap, everybody's second, and so on."""
    update = first_update
    for item in positions(code):
        for person, token in tokens.items():
            yield Tap(update, person, _body(update, person, token, code, item, chance))
            update += 1


def _body(update: int, person: int, token: str, code: str, item: int, chance: Random) -> bytes:
    shown = asked("token", code, item)
    question = f"{token}.{code}.{item}"
    chat = {"id": person, "first_name": "Ana", "type": "private"}
    raw = {
        "update_id": update,
        "callback_query": {
            "id": str(9_000_000_000_000 + update),
            "from": {
                "id": person,
                "is_bot": False,
                "first_name": "Ana",
                "username": f"ana{person}",
                "language_code": "en",
            },
            "message": {
                "message_id": 4711,
                "from": BOT,
                "chat": chat,
                "date": 1_764_331_200,
                "edit_date": 1_764_331_260,
                "text": plain(shown.lines),
                "entities": [{"offset": 0, "length": 20, "type": "italic"}],
                "reply_markup": {"inline_keyboard": keyboard(shown, token)},
            },
            "chat_instance": str(-(10**18) - person),
            "data": callback_data(question, choice(code, item, chance)),
        },
    }
    return json.dumps(raw, ensure_ascii=False).encode()


def keyboard(shown: Shown, token: str) -> Sequence[Sequence[dict[str, str]]]:
    """The buttons under a question, as raw JSON."""
    return [
        [
            {
                "text": button.label,
                "callback_data": callback_data(
                    button.question.replace("token", token, 1), button.choice
                ),
            }
            for button in row
        ]
        for row in shown.buttons
    ]
