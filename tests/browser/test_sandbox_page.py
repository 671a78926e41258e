"""The sandbox's page in a real Chromium: stories in one world, each going on from the last."""

import pytest
import pytest_asyncio

from portal.sandboxed import THERAPIST
from tests.browser.playing import STORIES, code_of, open_record, playing
from tests.portal.browser import PHONE

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORD = "And a word into its thread."
UNNAMED = """() => [...document.querySelectorAll('button, a, textarea, input, select')]
  .filter(each => each.offsetParent)
  .filter(each => !(each.innerText || each.ariaLabel || each.labels?.length))
  .map(each => each.outerHTML)"""
SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def play(tmp_path_factory):
    async with playing(tmp_path_factory.mktemp("sandbox")) as found:
        yield found


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
async def test_a_newcomer_plays_everybody(play, story):
    await story(play)


async def test_the_inside_told_every_kind_of_thing_and_nothing_that_was_said(play):
    for words in ("update", "turn", "effect", "letter", "alert", "CrisisCard"):
        await play.page.locator("#glimpses", has_text=words).wait_for()
    told = await play.page.inner_text("#glimpses")
    for words in ("slept", "talk at five", "0171"):
        assert words not in told


async def test_the_record_opens_in_a_tab_of_its_own_with_a_code_that_the_page_shows(play):
    page = play.page
    await page.bring_to_front()
    assert not await page.locator("#authenticator").is_visible()

    async with open_record(play) as record:
        await page.locator("#authenticator", has_text="Made-up authenticator").wait_for()
        # As a person does it: with its space, from one tab into the other.
        await record.fill("#code", await code_of(play))
        await record.press("#code", "Enter")
        await record.wait_for_selector("ol.codes")
        await record.click("a.button")
        await record.locator("main", has_text="Asked for you").wait_for()
        assert record.url.startswith("http://127.0.0.1:")

        await play.jump("next morning")
        await record.reload()
        await record.locator("h1", has_text="You are signed out").wait_for()
        await page.locator("#code-about", has_text="a jump of the clock").wait_for()

    async with open_record(play) as record:
        await record.fill("#code", await code_of(play))
        await record.press("#code", "Enter")
        await record.wait_for_url("**/clients/*")


async def test_a_press_counts_though_its_message_has_changed_under_the_finger(play):
    page, sandbox = play.page, play.world.sandbox
    therapist = sandbox.slack_person(THERAPIST)
    card = page.locator("#desk .desk-post", has_text="asked for you").last
    button = card.locator("button", has_text="Open the record")
    await button.scroll_into_view_if_needed()
    await button.hover()
    await page.mouse.down()
    asked = [one for one in therapist.direct_messages() if "asked for you" in str(one.blocks)][-1]
    [line] = play.window.lines
    async with line.expect_event("framereceived", lambda told: WORD in str(told)):
        await therapist.say(WORD, thread_ts=asked.ts)
    await page.mouse.up()

    await page.locator("#modal form").wait_for()
    await card.locator(".thread", has_text=WORD).wait_for()
    await page.click("#modal .close")
    await page.locator("#modal form").wait_for(state="detached")


async def test_on_a_telephone_the_panes_are_tabs(play):
    page = play.page
    await page.set_viewport_size(PHONE)
    for name in ("slack", "group", "inside", "phone"):
        await page.click(f"#tab-{name}")
        assert [
            each
            for each in ("phone", "slack", "group", "inside")
            if await page.locator(f"#{each}").is_visible()
        ] == [name]
        assert not await page.evaluate(SIDEWAYS)
        assert await page.evaluate(UNNAMED) == []


async def test_the_browser_has_nothing_to_complain_of_and_asks_nobody_else(play):
    assert play.window.complaints == []
    assert len(play.window.hosts) == 1
