"""The record page in a real Chromium, as a therapist on a telephone has it."""

from base64 import b32decode
from urllib.parse import urlsplit

import pytest

from care.visits import IDLE
from store import one_time_codes, people
from tests.portal import made_up_course as course
from tests.portal.browser import PHONE, browser, drawn
from tests.portal.made_up_record import fill
from tests.portal.visitor import link_of

# Starting the browser and drawing take most of the time, so one therapist does everything.
SCRIPTS = "document.querySelectorAll('script, [style], [onclick]').length"
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
def records():
    return True


async def reads(page, head):
    """The page with this heading is there: the one before it has gone."""
    await page.locator("h1", has_text=head).wait_for()


async def signs_in(page, world):
    """From the key for the authenticator to the codes that are shown once; the key."""
    secret = b32decode((await page.inner_text("code.key")).replace(" ", ""))
    await page.fill("#code", one_time_codes.code_at(secret, world.now))
    await page.press("#code", "Enter")
    await page.locator("ol.codes li").nth(9).wait_for()
    return secret


async def test_a_therapist_reads_on_a_telephone(world):
    ana = await world.invite()
    [mira] = await world.read(people.members)
    await world.write(fill, ana.id, mira.id, world.now)
    link = await link_of(world, f"record {ana.code}")
    # Scripts are off, and nothing is missed.
    async with browser(PHONE, java_script_enabled=False) as window:
        page = window.page

        await page.goto(link)
        await page.click("button")
        await page.locator("svg.qr").wait_for()
        await signs_in(page, world)
        assert await page.locator("ol.codes li").count() == 10

        await page.click("a.button")
        await reads(page, ana.code)
        await page.click("nav a")
        await reads(page, "Today’s reading")
        await page.click("article.news a.way")
        await reads(page, ana.code)
        first = page.locator("details.response").first
        assert not await first.locator("dl").is_visible()
        await first.locator("summary").click()
        await first.get_by_text("Little interest").first.wait_for()
        await drawn(page)

        await page.click("nav a")
        await reads(page, "Today’s reading")
        await page.click("article.news button")
        await page.locator("main", has_text="Nothing new about your clients").wait_for()

        world.leap(seconds=IDLE.total_seconds() + 1)
        await page.click("nav a")
        await reads(page, "You are signed out")
        assert await page.context.cookies() == []
        await page.goto(link)
        await page.click("button")
        await reads(page, "This link is used up")

    assert window.hosts == {urlsplit(world.portal.gate.url).netloc}
    assert sum(url.endswith(".png") for url in window.asked) >= 5
    assert window.complaints == []


async def test_no_page_wants_scripts_or_goes_sideways_or_is_out_of_reach_of_the_keyboard(world):
    ana = await world.invite()
    [mira] = await world.read(people.members)
    await world.write(fill, ana.id, mira.id, world.now)
    async with browser({"width": 320, "height": 640}, color_scheme="dark") as window:
        page = window.page

        async def looked_at():
            assert await page.evaluate(SCRIPTS) == 0
            assert not await page.evaluate(SIDEWAYS)

        await page.goto(await link_of(world, f"record {ana.code}"))
        await looked_at()
        await page.locator("button:focus").wait_for()
        await page.keyboard.press("Enter")
        secret = b32decode((await page.inner_text("code.key")).replace(" ", ""))
        await looked_at()
        # The field has the focus already.
        await page.locator("#code:focus").wait_for()
        await page.keyboard.type(one_time_codes.code_at(secret, world.now))
        await page.keyboard.press("Enter")
        await page.wait_for_selector("ol.codes")
        await looked_at()
        await page.goto(f"{world.portal.gate.url}/record/{world.memory.practice}/")
        await looked_at()
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.className") == "skip"
        await page.goto(f"{page.url}caseload")
        await page.click("details summary")
        await looked_at()
        chosen = await page.evaluate("document.images[0].currentSrc")
        assert "width=phone" in chosen
        await page.goto(
            f"{world.portal.gate.url}/record/{world.memory.practice}/clients/{ana.code}"
        )
        await looked_at()
        unnamed = await page.evaluate(
            "[...document.images].filter(each => !each.alt).length"
            " + [...document.querySelectorAll('a, button')].filter(each => !each.innerText).length"
        )
        assert unnamed == 0

    assert window.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everything_beside_the_questionnaires_is_read_there_and_nothing_private(
    world, scheme
):
    ana = await world.invite()
    [mira] = await world.read(people.members)
    await world.write(fill, ana.id, mira.id, world.now)
    await world.write(course.went_on, ana.id, mira.id, world.now)
    async with browser(PHONE, color_scheme=scheme, java_script_enabled=False) as window:
        page = window.page

        async def part(name):
            return await page.inner_text(f"section.part.{name}")

        await page.goto(await link_of(world, f"record {ana.code}"))
        await page.click("button")
        await signs_in(page, world)
        await page.click("a.button")
        await reads(page, ana.code)

        said = await part("appointments")
        for words in (course.OTHER_TIME, course.STAYS, course.PLACE):
            assert words in said
        assert course.SHARED in await part("journal")
        said = await part("homework")
        for words in (course.TASK, course.ABOUT_TASK, course.REVIEW):
            assert words in said
        assert course.MEDITATION.title in await part("shelf")
        assert course.WHY in await part("shelf")
        said = await part("goals")
        for words in (course.GOAL, course.REACHED, course.STEP):
            assert words in said
        said = await part("moments")
        assert course.MOMENT in said
        assert course.MARKED in said
        said = await page.inner_text("main")
        for words in (course.QUESTION, course.ANSWER, course.WAITING):
            assert words in said
        for words in (course.PRIVATE, course.HIDDEN_GOAL, course.HIDDEN_MOMENT):
            assert words not in said
        said = await part("notes")
        for words in (course.NOTE_BEFORE, course.NOTE_ASKED, course.WANTED, course.NOTE_DRAFT):
            assert words in said
        assert await page.locator("section.part.homework img").count() == 1
        await drawn(page)
        assert not await page.evaluate(SIDEWAYS)

    assert window.complaints == []


NOTE = "We looked at the week.\n\nTo try until we meet:\n- the bus, at noon\n- a word to my sister"


async def test_a_note_is_written_proposed_and_agreed_to_and_then_no_form_is_left(world):
    ana = await world.join()
    async with browser(PHONE, java_script_enabled=False) as window:
        page = window.page
        await page.goto(await link_of(world, f"note {ana.code}"))
        await page.click("button")
        secret = await signs_in(page, world)
        await page.click("a.button")
        await reads(page, f"New note: {ana.code}")
        await page.select_option("#session", "2026-11-01")
        await page.fill("#text", NOTE)

        # The visit ends over the writing: what was typed is still there, and is saved after all.
        world.leap(seconds=IDLE.total_seconds() + 1)
        await page.click("text=Save, and see it")
        await page.locator(".trouble", has_text="you are signed out").wait_for()
        assert await page.input_value("#text") == NOTE
        await signs_in_beside(page.context, world, secret)
        await page.click("text=Save, and see it")
        await page.locator(".trouble", has_text="before you signed in anew").wait_for()
        assert await page.input_value("#text") == NOTE
        assert not await page.evaluate(SIDEWAYS)
        await page.click("text=Save, and see it")

        await reads(page, f"As {ana.code} will read it")
        assert await page.inner_text(".whole p") == NOTE
        await page.select_option("#days", "30")
        await page.click("text=Propose this")
        await page.locator("h1", has_text="waits for an answer").wait_for()
        address = page.url

        await ana.say("/notes")
        await ana.tap("Yes, show me the notes")
        await ana.tap("Sun 1 Nov: waits for you")
        assert "- the bus, at noon" in ana.last
        await ana.tap("I agree", "Yes, I agree")
        await page.goto(address)
        await page.locator("h1", has_text="agreed").wait_for()
        assert await page.inner_text(".whole p") == NOTE
        assert await page.locator("textarea, select, .writing").count() == 0
        assert not await page.evaluate(SIDEWAYS)

    assert window.complaints == []


async def signs_in_beside(context, world, secret):
    """In another tab, by another link, with the next code."""
    world.leap(minutes=1)
    beside = await context.new_page()
    await beside.goto(await link_of(world, "record"))
    await beside.click("button")
    await beside.fill("#code", one_time_codes.code_at(secret, world.now))
    await beside.press("#code", "Enter")
    await reads(beside, "Today’s reading")
    await beside.close()
