"""What of a page can be seen and reached: colours as rendered, edges, and the way of Tab."""

import io
from pathlib import Path

from PIL import Image

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3 (AA), for text of any size here."""

LEAST_TARGET = 24
"""Pixels; WCAG 2.2, 2.5.8 (AA)."""

SCRIPT = Path(__file__).with_suffix(".js")


async def look_at(page):
    """From now on nothing on the page moves by itself, and it can be looked at."""
    await page.evaluate(SCRIPT.read_text())


async def faint_words(page):
    """Text whose contrast with what is really behind it is too low, each with its ratio."""
    texts, behind = await _at_rest(page)
    assert texts
    return sorted(
        {
            (round(ratio, 2), each["words"], each["place"])
            for each in texts
            if (ratio := _least(each, behind)) < LEAST_CONTRAST
        }
    )


async def _at_rest(page):
    """All words in sight, and what is behind them; taken again if something moved meanwhile."""
    while True:
        texts = await page.evaluate("() => seeing.texts()")
        await page.evaluate("() => seeing.withWords(false)")
        with Image.open(io.BytesIO(await page.screenshot())) as picture:
            behind = picture.convert("RGB")
        await page.evaluate("() => seeing.withWords(true)")
        if texts == await page.evaluate("() => seeing.texts()"):
            return texts, behind


def _least(text, behind):
    """The contrast where it is lowest; the background may be a picture."""
    x, y, width, height = text["box"]
    spots = [
        (int(x + width * across / 8), int(y + height * down / 4))
        for across in range(1, 8)
        for down in range(1, 4)
    ]
    inside = [
        behind.getpixel(spot)
        for spot in spots
        if 0 <= spot[0] < behind.width and 0 <= spot[1] < behind.height
    ]
    return min(_contrast(_over(text["colour"], each), each) for each in inside)


def _over(colour, below):
    *sides, alpha = colour
    return [alpha * one + (1 - alpha) * other for one, other in zip(sides, below, strict=True)]


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    red, green, blue = (
        each / 255 / 12.92 if each / 255 <= 0.04045 else ((each / 255 + 0.055) / 1.055) ** 2.4
        for each in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


async def out_of_place(page):
    """What reaches beyond the sides of a small window, and what a finger would miss there."""
    return await page.evaluate(
        "(least) => [...seeing.beyond(), ...seeing.small(least)]", LEAST_TARGET
    )


async def walk(page):
    """Tab through the whole page: what it left out, and what shows no ring when it is there."""
    while True:
        found = await _walk(page)
        # What came while somebody walked was not there to be reached.
        if await page.evaluate("() => seeing.isAsNumbered()"):
            return found


async def _walk(page):
    await page.evaluate("() => seeing.fromTheStart()")
    wanted = await page.evaluate("() => seeing.controls()")
    reached, unringed = set(), set()
    for _ in range(2 * len(wanted) + 10):
        await page.keyboard.press("Tab")
        found = await page.evaluate("() => seeing.focused()")
        if found is None:
            continue
        if found["nth"] in reached and len(reached) == len(wanted):
            break
        reached.add(found["nth"])
        if not found["ringed"]:
            unringed.add(found["what"])
    left_out = [what for place, what in enumerate(wanted) if place not in reached]
    return left_out, sorted(unringed)


async def tree(page):
    """What a screen reader is told: role, name and properties of every node that counts."""
    session = await page.context.new_cdp_session(page)
    nodes = (await session.send("Accessibility.getFullAXTree"))["nodes"]
    await session.detach()
    return [
        (
            each["role"]["value"],
            each.get("name", {}).get("value", ""),
            {one["name"]: one["value"].get("value") for one in each.get("properties", [])},
        )
        for each in nodes
        if not each["ignored"]
    ]
