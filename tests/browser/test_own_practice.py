"""A practice's own file, tried with made-up people by a visitor in a real Chromium."""

import io

import pytest
import pytest_asyncio
from PIL import Image

from tests.browser.playing import answered
from tests.browser.visiting import visiting
from tests.portal.own_files import EXAMPLES

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module", params=sorted(EXAMPLES))
def example(request):
    return EXAMPLES[request.param]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visitor(example, tmp_path_factory):
    folder = tmp_path_factory.mktemp(example.path.stem)
    async with visiting(folder, "--practice", str(example.path)) as found:
        yield found


def key(visitor, label):
    return visitor.page.locator("#phone-chat .key", has_text=label).last


async def test_its_name_is_on_the_chats_and_on_the_home_in_slack(visitor, example):
    page = visitor.page
    assert await page.inner_text("#phone-chat h3") == example.name
    await page.click("#show-private")
    assert await page.inner_text("#private-chat h3") == f"{example.name}, groups"

    await page.click("#show-home")
    await page.locator("#home", has_text=f"Your clients at {example.name}").wait_for()


async def test_chats_are_as_discreet_as_it_says(visitor, example):
    text = await visitor.page.inner_text("#phone-chat .messages")

    assert ("Something is waiting for you here." in text) is example.is_discreet
    assert ("Your check-in for today." in text) is not example.is_discreet


async def test_its_crisis_contacts_are_on_the_card(visitor, example):
    async with visitor.told("phone-chat", example.crisis[0]):
        await visitor.say("phone-chat", "/help")

    for words in example.crisis:
        await visitor.sees("phone-chat", words)


async def test_its_own_words_answer_whoever_asks_about_privacy(visitor, example):
    async with visitor.told("phone-chat", "Telegram also processes what you type here"):
        await visitor.say("phone-chat", "/privacy")

    said = example.privacy or "has not written an answer to this yet"
    async with visitor.told("phone-chat", said):
        await key(visitor, "Could this be used against me?").click()


async def test_its_scales_have_pictures_in_its_colour(visitor, example):
    async with visitor.told("phone-chat", "Which one?"):
        await visitor.say("phone-chat", "/progress")
    for label in example.scales_in_chat:
        await key(visitor, label).wait_for()

    async with visitor.pictured("phone-chat"):
        await key(visitor, example.scales_in_chat[0]).click()

    picture = visitor.page.locator("#phone-chat .bubble.pictured img").last
    answer = await visitor.page.request.get(await picture.evaluate("(one) => one.src"))
    with Image.open(io.BytesIO(await answer.body())) as found:
        colours = {colour for _, colour in found.convert("RGB").getcolors(1 << 20)}
    assert example.colour in colours


async def test_its_scales_are_in_the_clients_schedule(visitor, example):
    page = visitor.page
    played = page.locator("#phone-people .person[aria-pressed=true] small")
    code = (await played.text_content()).rpartition(" ")[2]
    await page.click("#show-home")
    await answered(page)
    row = f"xpath=//*[@id='home']//*[contains(text(), '{code}')]"
    await page.locator(f"{row}/following::button[normalize-space()='Schedule'][1]").first.click()
    await answered(page)
    await page.click("#show-messages")

    for title in example.scales:
        await visitor.card(title).wait_for()


async def test_whoever_is_invited_is_welcomed_in_its_name(visitor, example):
    await visitor.page.locator("#phone-people .person", has_text="Eva").click()
    await visitor.is_somebody("phone", "Eva")
    await visitor.page.click("#phone .open-link")

    await visitor.sees("phone-chat", f"Welcome to {example.name}")


async def test_the_browser_has_nothing_to_complain_of(visitor):
    assert visitor.window.complaints == []
