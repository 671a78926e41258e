"""The tour that is shipped, walked by a visitor of `portal sandbox` in a real Chromium."""

import pytest
import pytest_asyncio

from portal.demo_cast import TOUR
from sandbox.page import Pane
from tests.browser.visiting import visiting

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHATS = {Pane.PHONE: "phone", Pane.SLACK: "slack", Pane.GROUP: "group"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visitor(tmp_path_factory):
    async with visiting(tmp_path_factory.mktemp("sandbox")) as found:
        yield found


async def answer_as_a_client(visitor):
    await visitor.tap("phone-chat", "7", "anxious")
    await visitor.tap("phone-chat", "3", "sleep")
    await visitor.tap("phone-chat", "7", "Saved.")


async def see_how_it_goes(visitor):
    async with visitor.told("phone-chat", "Which one?"):
        await visitor.say("phone-chat", "/progress")
    await visitor.tap("phone-chat", "PHQ-9", "At the start")


async def let_time_pass(visitor):
    await visitor.jump("skip to the alert")
    await visitor.card("Send support").wait_for()


async def read_the_evidence(visitor):
    card = visitor.card("Send support")
    await card.locator("button", has_text="Chart").last.click()


async def answer_with_a_word(visitor):
    await visitor.card("Send support").locator("button", has_text="Send support").click()
    form = visitor.page.locator("#modal form")
    await form.locator("[type=submit]").click()
    await form.wait_for(state="detached")


async def see_it_arrive(visitor):
    await visitor.jump("next due")


async def guard_the_group(visitor):
    await visitor.say("group-chat", "Call me on +49 170 1234567")
    await visitor.page.locator("#group-chat .gone").wait_for()


WALK = (
    answer_as_a_client,
    see_how_it_goes,
    let_time_pass,
    read_the_evidence,
    answer_with_a_word,
    see_it_arrive,
    guard_the_group,
)


STEPS = [
    pytest.param(place, lesson, walk, id=walk.__name__)
    for place, (lesson, walk) in enumerate(zip(TOUR, WALK, strict=True))
]


@pytest.mark.parametrize(("place", "lesson", "walk"), STEPS)
async def test_a_step_is_ticked_by_what_the_visitor_does(visitor, place, lesson, walk):
    assert await visitor.step() == (lesson.title, place)

    await visitor.show_me()
    await visitor.is_somebody(CHATS[lesson.where], lesson.who)
    assert await visitor.step() == (lesson.title, place)
    await walk(visitor)

    await visitor.is_done(place + 1)


async def test_the_word_of_support_is_in_the_clients_chat(visitor):
    await visitor.page.locator("#phone-people .person", has_text="Ben").click()
    await visitor.is_somebody("phone", "Ben")
    await visitor.sees("phone-chat", "Mira")


async def test_the_browser_has_nothing_to_complain_of(visitor):
    assert visitor.window.complaints == []
    assert len(visitor.window.hosts) == 1
