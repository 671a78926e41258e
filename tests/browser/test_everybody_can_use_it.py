"""The sandbox's page without a mouse, without good eyes, by night, and on a telephone."""

import pytest
import pytest_asyncio

from tests.browser.playing import WIDE, answered
from tests.browser.seeing import faint_words, look_at, out_of_place, tree, walk
from tests.browser.visiting import visiting
from tests.portal.browser import PHONE

pytestmark = pytest.mark.asyncio(loop_scope="module")

PANES = ("phone", "slack", "group", "inside")
CONTROLS = {"button", "link", "textbox", "combobox", "radio", "checkbox", "tab", "spinbutton"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visitor(tmp_path_factory):
    async with visiting(tmp_path_factory.mktemp("sandbox")) as found:
        await look_at(found.page)
        yield found


async def focused(page):
    return await page.evaluate(
        "() => document.activeElement.ariaLabel ?? document.activeElement.innerText"
    )


async def test_a_check_in_is_answered_with_the_keyboard_alone(visitor):
    page = visitor.page
    for label, key, then in (("7", "Enter", "anxious"), ("3", "Space", "sleep")):
        async with visitor.told("phone-chat", then):
            await visitor.key("phone-chat", label).focus()
            await page.keyboard.press(key)


async def test_the_menu_opens_with_enter_and_escape_closes_it(visitor):
    page = visitor.page
    await page.focus("#phone-chat .menu-button")
    await page.keyboard.press("Enter")
    assert await page.locator("#phone-chat .menu").is_visible()
    assert (await focused(page)).startswith("/checkin")

    await page.keyboard.press("Escape")
    assert not await page.locator("#phone-chat .menu").is_visible()
    assert await focused(page) == "Menu"


async def test_home_and_messages_and_people_are_switched_with_the_keyboard(visitor):
    page = visitor.page
    await page.focus("#show-home")
    await page.keyboard.press("Space")
    await page.locator("#home", has_text="Your clients at").wait_for()
    await page.focus("#show-messages")
    await page.keyboard.press("Enter")
    assert await page.locator("#desk").is_visible()

    await page.locator("#slack-people .person", has_text="Jonas Vale").focus()
    await page.keyboard.press("Enter")
    await visitor.is_somebody("slack", "Jonas Vale")
    assert "Jonas Vale" in await focused(page)
    await page.locator("#slack-people .person", has_text="Mira Winter").focus()
    await page.keyboard.press("Space")
    await visitor.is_somebody("slack", "Mira Winter")


async def test_tab_reaches_every_control_and_shows_where_it_is(visitor):
    left_out, unringed = await walk(visitor.page)

    assert left_out == []
    assert unringed == []


async def test_a_modal_keeps_the_focus_and_gives_it_back(visitor):
    page = visitor.page
    opener = visitor.card("Send support").locator("button", has_text="Send support")
    await opener.focus()
    await page.keyboard.press("Enter")
    await page.locator("#modal form").wait_for()
    inside = "() => document.getElementById('modal').contains(document.activeElement)"
    assert await page.evaluate(inside)

    for key in ("Tab", "Shift+Tab"):
        seen = set()
        for _ in range(12):
            await page.keyboard.press(key)
            assert await page.evaluate(inside)
            seen.add(await page.evaluate("() => document.activeElement.outerHTML"))
        assert len(seen) > 3

    await page.keyboard.press("Escape")
    await page.locator("#modal form").wait_for(state="detached")
    assert await opener.evaluate("(one) => one === document.activeElement")


async def send_nothing(visitor):
    """A modal that is open with a mistake in it."""
    await visitor.card("Send support").locator("button", has_text="Send support").click()
    form = visitor.page.locator("#modal form")
    await form.locator("textarea").last.fill("")
    await form.locator("[type=submit]").click()
    await visitor.page.locator("#modal .wrong").first.wait_for()


async def leave(visitor):
    await visitor.page.click("#modal .close")
    await visitor.page.locator("#modal form").wait_for(state="detached")


async def test_what_is_wrong_in_a_form_is_in_sight_and_told_with_its_field(visitor):
    await send_nothing(visitor)

    wrong = visitor.page.locator("#modal .wrong").first
    told = await visitor.page.evaluate(
        "() => document.getElementById(document.activeElement.getAttribute('aria-describedby')"
        ".split(' ').at(-1)).closest('.block-input').innerText"
    )
    assert await wrong.inner_text() in told
    shown = await wrong.bounding_box()
    foot = await visitor.page.locator("#modal footer").bounding_box()
    assert shown["y"] + shown["height"] <= foot["y"] + 1
    await leave(visitor)


async def break_a_rule(visitor):
    """A message in the group that its bot removes."""
    await visitor.say("group-chat", "Call me on +49 170 1234567")
    await visitor.page.locator("#group-chat .gone").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_word_stands_out_from_what_is_behind_it(visitor, scheme):
    page = visitor.page
    await page.emulate_media(color_scheme=scheme)
    if not await page.locator("#group-chat .gone").count():
        await break_a_rule(visitor)
    faint = {"chats": await faint_words(page)}
    await page.click("#phone-chat .menu-button")
    faint["menu"] = await faint_words(page)
    await page.keyboard.press("Escape")
    await page.click("#show-home")
    await page.locator("#home", has_text="Your clients at").wait_for()
    await answered(page)
    faint["home"] = await faint_words(page)
    await page.click("#show-messages")
    await send_nothing(visitor)
    faint["modal"] = await faint_words(page)
    await leave(visitor)

    assert {where: words for where, words in faint.items() if words} == {}


async def test_a_screen_reader_is_told_what_everything_is_called_and_what_is_new(visitor):
    await send_nothing(visitor)
    nodes = await tree(visitor.page)
    await leave(visitor)

    assert [node for node in nodes if node[0] in CONTROLS and not node[1].strip()] == []
    assert [node for node in nodes if node[0] == "image" and not node[1].strip()] == []
    names = {role: {name for one, name, _ in nodes if one == role} for role, _, _ in nodes}
    assert "Send support" in names["dialog"]
    assert {"Guided tour", "Inside"} <= names["region"] | names["heading"]
    assert any("invalid" in told and told["invalid"] == "true" for _, _, told in nodes)
    live = [told.get("live") for role, _, told in nodes if role in ("log", "status")]
    assert live
    assert "polite" in live


async def test_on_a_telephone_nothing_sticks_out_and_everything_is_large_enough(visitor):
    page = visitor.page
    await page.set_viewport_size(PHONE)
    troubles = {}
    for name in PANES:
        await page.click(f"#tab-{name}")
        assert [each for each in PANES if await page.locator(f"#{each}").is_visible()] == [name]
        troubles[name] = await out_of_place(page)
    await page.click("#tab-slack")
    await page.click("#show-home")
    await answered(page)
    troubles["home"] = await out_of_place(page)
    await page.click("#show-messages")
    await send_nothing(visitor)
    troubles["modal"] = await out_of_place(page)
    await leave(visitor)

    assert {where: found for where, found in troubles.items() if found} == {}


async def test_the_tabs_of_a_telephone_are_chosen_with_arrows(visitor):
    page = visitor.page
    await page.focus("#tab-slack")
    await page.keyboard.press("ArrowRight")
    assert await page.locator("#group").is_visible()
    assert await page.get_attribute("#tab-group", "aria-selected") == "true"
    left_out, unringed = await walk(page)
    assert (left_out, unringed) == ([], [])
    await page.set_viewport_size(WIDE)


async def test_the_browser_has_nothing_to_complain_of(visitor):
    assert visitor.window.complaints == []
