"""`portal sandbox --practice FILE`: its own texts, brand and scales, with made-up people."""

import signal
from datetime import date

import pytest

from portal.demo_practice import open_demo, starts
from portal.own_file import OwnFile
from portal.sandboxed import BOT, THERAPIST, sandboxed
from tests.portal.at_terminal import Terminal, without_settings
from tests.portal.own_files import EXAMPLES
from tests.world import spoken

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
async def test_the_made_up_people_live_in_the_practice_of_the_file(name, tmp_path):
    example = EXAMPLES[name]
    async with sandboxed(tmp_path, starts(TODAY), groups=True) as world:
        days = []
        demo = await open_demo(
            world,
            own=OwnFile(example.path.read_text(), example.path.name),
            progress=lambda done, whole: days.append(done),
        )
        ana, eva = (demo.invited[each].person for each in ("Ana", "Eva"))

        async def answer(words):
            ana.say(BOT, words)
            await world.settle()
            return ana.chat(BOT)[-1]

        assert days == sorted(days)
        assert days[-1] >= 42
        assert world.telegram.world.bot_named(BOT).name == example.name
        assert f"Your clients at {example.name}" in spoken(world.slack_person(THERAPIST).home())
        card = (await answer("/help")).text
        assert all(each in card for each in example.crisis)
        offered = [key.label for row in (await answer("/progress")).buttons for key in row]
        assert set(example.scales_in_chat) <= set(offered)
        await answer("/privacy")
        ana.tap(BOT, "Could this be used against me?")
        await world.settle()
        told = example.privacy or "has not written an answer to this yet"
        assert told in ana.chat(BOT)[-1].text
        eva.open_link(demo.invited["Eva"].link)
        await world.settle()
        assert f"Welcome to {example.name}" in eva.chat(BOT)[-1].text


@pytest.fixture
def impatient():
    """Somebody who closes a sandbox that did open after all, as it stays open until then."""
    earlier = signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
    signal.alarm(90)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, earlier)


MISTAKES = {
    "practice: There is no time zone": ('zone = "Europe/Dublin"', 'zone = "Europe/Dubln"'),
    "hours.working": ('working = "mon-thu 09:00-17:00, fri 09:00-13:00"', 'working = "mornings"'),
    "colour": ('colour = "#3b5b92"', 'color = "#3b5b92"'),
    "schedule.instruments": ('"between"]', '"beetween"]'),
}


@pytest.mark.parametrize("key", MISTAKES)
def test_a_mistake_in_the_file_is_named_with_its_key_and_nothing_is_opened(
    key, tmp_path, monkeypatch, capsys, impatient
):
    without_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    right, wrong = MISTAKES[key]
    text = EXAMPLES["general-psychotherapy"].path.read_text()
    assert right in text
    (tmp_path / "own.toml").write_text(text.replace(right, wrong))

    answer = Terminal(tmp_path, capsys)("sandbox", "--port", "0", "--practice", "own.toml")

    assert answer.status == 2
    assert key in answer.err
    assert answer.err.startswith("own.toml: ")
    assert len(answer.err) < 500
    assert "Traceback" not in answer.err
    assert "is open" not in answer.out
