"""What of a page can be seen and reached: colours as they are rendered, edges, and the way of Tab."""

import io

from PIL import Image

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3 (AA), for text of any size here."""

LEAST_OUTLINE = 3.0
"""WCAG 2.2, 1.4.11 (AA), for what shows where the focus is."""

LEAST_TARGET = 24
"""Pixels; WCAG 2.2, 2.5.8 (AA)."""

STILL = """() => {
  const still = new CSSStyleSheet();
  still.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important }");
  const wordless = new CSSStyleSheet();
  wordless.replaceSync("*, *::placeholder { color: transparent !important; caret-color: transparent !important; text-shadow: none !important; -webkit-text-fill-color: transparent !important }");
  window.wordless = wordless;
  document.adoptedStyleSheets = [still];
}"""

WITHOUT_WORDS = "() => document.adoptedStyleSheets = [...document.adoptedStyleSheets, wordless]"
WITH_WORDS = "() => document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, 1)"

# Every piece of text that is in sight, with its colour and where it stands.
TEXTS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const faded = (node) => {
    let left = 1;
    for (let each = node; each; each = each.parentElement) left *= Number(getComputedStyle(each).opacity);
    return left;
  };
  const found = [];
  const inSight = (owner, x, y) => {
    const above = document.elementFromPoint(x, y);
    return above && (owner.contains(above) || above.contains(owner));
  };
  const see = (owner, words, whole, colour) => {
    // Of words that are cut short only those that are there.
    const own = owner.getBoundingClientRect();
    const cut = ["hidden", "clip"].includes(getComputedStyle(owner).overflowX);
    const right = cut ? Math.min(whole.right, own.right) : whole.right;
    const box = new DOMRect(whole.x, whole.y, right - whole.x, whole.height);
    if (box.width < 2 || box.height < 2) return;
    if (owner.closest("[inert], [disabled], [aria-disabled=true], .unseen")) return;
    const corners = [[box.x + 1, box.y + 1], [box.right - 1, box.bottom - 1], [box.x + box.width / 2, box.y + box.height / 2]];
    if (!corners.every(([x, y]) => inSight(owner, x, y))) return;
    const [red, green, blue, alpha] = rgba(colour);
    found.push({ words: words.trim().slice(0, 40), place: owner.className || owner.id || owner.tagName,
      box: [box.x, box.y, box.width, box.height], colour: [red, green, blue, alpha * faded(owner)] });
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, owner = node.parentElement;
    if (!node.data.trim() || !owner.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) see(owner, node.data, box, getComputedStyle(owner).color);
  }
  for (const field of document.querySelectorAll("textarea, input:not([type=file], [type=radio], [type=checkbox])")) {
    if (!field.checkVisibility()) continue;
    const words = field.value || field.placeholder, box = field.getBoundingClientRect();
    const look = getComputedStyle(field, field.value ? null : "::placeholder");
    if (words) see(field, words, new DOMRect(box.x + 8, box.y + 6, Math.min(box.width - 16, 60), 16), look.color);
  }
  return found;
}"""

CONTROLS = """() => {
  const all = [...document.querySelectorAll("button, a[href], textarea, select, input, summary, [tabindex='0']")];
  const fits = (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert]");
  const groups = new Set();
  const chosen = all.filter(fits).filter((one) => {
    if (one.type !== "radio") return true;
    const group = one.form.querySelector(`input[name="${one.name}"]:checked`) ?? one.form.querySelector(`input[name="${one.name}"]`);
    return one === group && !groups.has(group) && groups.add(group);
  });
  chosen.forEach((one, place) => (one.dataset.nth = place));
  return chosen.map((one) => `${one.tagName} ${one.ariaLabel ?? one.innerText ?? one.id}`.slice(0, 60));
}"""

FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const look = getComputedStyle(one);
  const ringed = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  return { nth: one.dataset.nth === undefined ? -1 : Number(one.dataset.nth), ringed,
    what: `${one.tagName} ${one.id} ${one.className} ${one.ariaLabel ?? one.innerText}`.slice(0, 80) };
}"""

# What reaches beyond the window's sides; rows that are meant to be pushed sideways are not looked into.
BEYOND = """() => {
  const pushed = (one) => { for (let each = one.parentElement; each; each = each.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth) return true;
    return false; };
  const wide = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()).filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !pushed(one) && !one.closest(".unseen");
  });
  const sideways = [...document.querySelectorAll(".scroll")].filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1);
  const whole = document.documentElement.scrollWidth > innerWidth ? ["the page itself"] : [];
  return [...whole, ...[...wide, ...sideways].map((one) => one.outerHTML.slice(0, 120))];
}"""

SMALL = """(least) => [...document.querySelectorAll("button, summary, select, textarea")]
  .filter((one) => one.checkVisibility() && !one.matches(".link, .reply, .deed"))
  .map((one) => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < least || box.height < least)
  .map(([what]) => what)"""


async def faint_words(page):
    """Text whose contrast with what is really behind it is too low, each with its ratio."""
    texts = await page.evaluate(TEXTS)
    await page.evaluate(WITHOUT_WORDS)
    with Image.open(io.BytesIO(await page.screenshot())) as picture:
        behind = picture.convert("RGB")
    await page.evaluate(WITH_WORDS)
    assert texts
    return sorted(
        {
            (round(ratio, 2), each["words"], each["place"])
            for each in texts
            if (ratio := _least(each, behind)) < LEAST_CONTRAST
        }
    )


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


async def walk(page):
    """Tab from the page's beginning until it begins again: what was left out, and what shows no ring."""
    await page.evaluate(
        "() => { document.activeElement?.blur(); getSelection().removeAllRanges(); }"
    )
    wanted = await page.evaluate(CONTROLS)
    reached, unringed = set(), set()
    for _ in range(2 * len(wanted) + 10):
        await page.keyboard.press("Tab")
        found = await page.evaluate(FOCUSED)
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
