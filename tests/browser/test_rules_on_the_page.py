"""A rule tried and kept by the therapist in Slack, on the page of `portal sandbox`."""

import pytest

from tests.browser.visiting import visiting


@pytest.fixture
async def visitor(tmp_path):
    async with visiting(tmp_path) as found:
        yield found


async def ask_for_rules(visitor):
    await visitor.page.fill("#slack-text", "/portal rules")
    await visitor.page.press("#slack-text", "Enter")


async def test_a_rule_is_tried_beside_what_holds_and_then_kept(visitor):
    page = visitor.page
    await visitor.is_somebody("slack", "Mira")
    await page.click("#show-messages")

    await ask_for_rules(visitor)
    listed = visitor.card("Your rules")
    await listed.wait_for()
    assert "lower than on the day before, 3 days in a row" in await listed.inner_text()

    await listed.locator("button", has_text="Falling mood").click()
    form = page.locator("#modal form")
    await form.get_by_label("Falls in a row").fill("2")
    await form.locator("[type=submit]").click()
    await form.wait_for(state="detached")
    tried = visitor.card("As proposed")
    await tried.wait_for()
    words = await tried.inner_text()
    assert "Proposed: Falls in a row 2." in words
    now, proposed = (
        words.index(each) for each in ("As it is now: 1 alert", "As proposed: 2 alert")
    )
    assert now < proposed
    assert "about 1 client. For one client, usually 20 days apart. On " in words[proposed:]

    await tried.locator("button", has_text="Save").click()
    await visitor.card("Falling mood: kept for your clients.").wait_for()
    await ask_for_rules(visitor)
    kept = visitor.card("Set by the therapist: Falls in a row 2.")
    await kept.wait_for()
    assert "lower than on the day before, 2 days in a row" in await kept.inner_text()
    assert visitor.window.complaints == []
