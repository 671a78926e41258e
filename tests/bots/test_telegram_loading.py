"""The library of the clients' bot is loaded quickly, and works as if it had been loaded slowly."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LOADED = """
import json
from pydantic import BaseModel
from bots.telegram_clients import messenger
from aiogram import methods, types
from aiogram.methods.base import Response

named = [*map(vars(types).get, types.__all__), *map(vars(methods).get, methods.__all__)]
models = [each for each in named if hasattr(each, "model_rebuild")]

def built():
    return sum(each.__pydantic_complete__ for each in models) / len(models)

at_first = built()
said = {"message_id": 7, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "x"}
update = types.Update.model_validate({"update_id": 1, "message": said})
answer = Response[types.WebhookInfo].model_validate(
    {"ok": True, "result": {"url": "u", "has_custom_certificate": False, "pending_update_count": 3}}
)
sent = methods.SendPoll(chat_id=1, question="q", options=[types.InputPollOption(text="a")])

class Ours(BaseModel):
    later: "Later"

class Later(BaseModel):
    n: int

for each in models:
    each.model_rebuild()

print(json.dumps({
    "at first": at_first,
    "in the end": built(),
    "update": [type(update.message).__name__, update.message.chat.type],
    "answer": [type(answer.result).__name__, answer.result.pending_update_count],
    "sent": sent.model_dump(exclude_unset=True),
    "ours": [Later.__pydantic_complete__, Ours(later={"n": 1}).later.n],
}))
"""


@pytest.fixture(scope="module")
def loaded():
    """What a process says that has loaded it with the bot, and used what nothing had used yet."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(done.stdout)


def test_most_of_what_telegram_knows_is_not_built_before_it_is_met(loaded):
    assert loaded["at first"] < 0.1


def test_whatever_may_ever_be_met_can_be_built(loaded):
    assert loaded["in the end"] == 1


def test_what_is_met_for_the_first_time_is_what_it_should_be(loaded):
    assert loaded["update"] == ["Message", "private"]
    assert loaded["answer"] == ["WebhookInfo", 3]
    assert loaded["sent"] == {"chat_id": 1, "question": "q", "options": [{"text": "a"}]}


def test_models_of_others_are_built_as_ever(loaded):
    assert loaded["ours"] == [True, 1]
