// What of a page can be seen and reached; evaluated by tests/browser/seeing.py.

window.seeing = (() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const there = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  function sheet(rules) {
    const made = new CSSStyleSheet();
    made.replaceSync(rules);
    return made;
  }

  const still = sheet("*, *::before, *::after { transition: none !important; animation: none !important }");
  const wordless = sheet("*, *::placeholder { color: transparent !important; text-shadow: none !important }");

  // Words can be taken away, so that what is behind them is seen.
  function withWords(shown) {
    document.adoptedStyleSheets = shown ? [still] : [still, wordless];
  }

  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  function colourOf(owner, words) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = words;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    let left = alpha / 255;
    for (let each = owner; each; each = each.parentElement) left *= Number(getComputedStyle(each).opacity);
    return [red, green, blue, left];
  }

  // Of words that are cut short only those that are there.
  function seenPart(owner, whole) {
    const cut = ["hidden", "clip"].includes(getComputedStyle(owner).overflowX);
    const right = cut ? Math.min(whole.right, owner.getBoundingClientRect().right) : whole.right;
    return new DOMRect(whole.x, whole.y, right - whole.x, whole.height);
  }

  function inSight(owner, box) {
    const spots = [
      [box.x + 1, box.y + 1],
      [box.right - 1, box.bottom - 1],
      [box.x + box.width / 2, box.y + box.height / 2],
    ];
    return spots.every(([x, y]) => {
      const above = document.elementFromPoint(x, y);
      return above && owner.contains(above);
    });
  }

  function text(owner, words, whole, colour) {
    if (owner.closest("[inert], [disabled], [aria-disabled=true], .unseen")) return [];
    const box = seenPart(owner, whole);
    if (box.width < 2 || box.height < 2 || !inSight(owner, box)) return [];
    return [
      {
        words: words.trim().slice(0, 40),
        place: owner.className || owner.id || owner.tagName,
        box: [box.x, box.y, box.width, box.height],
        colour: colourOf(owner, colour),
      },
    ];
  }

  // Every piece of text that is in sight, with its colour and where it stands.
  function texts() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const owner = node.parentElement;
      if (!node.data.trim() || !there(owner)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { color } = getComputedStyle(owner);
      for (const box of range.getClientRects()) found.push(...text(owner, node.data, box, color));
    }
    return [...found, ...all("textarea, input").filter(there).flatMap(typed)];
  }

  // What stands in a field, or what is suggested there.
  function typed(field) {
    const words = field.value || field.placeholder;
    if (!words || ["file", "radio", "checkbox"].includes(field.type)) return [];
    const box = field.getBoundingClientRect();
    const first = new DOMRect(box.x + 8, box.y + 6, Math.min(box.width - 16, 60), 16);
    const look = getComputedStyle(field, field.value ? null : "::placeholder");
    return text(field, words, first, look.color);
  }

  // Tab stops once at radio buttons of one name: at the chosen one.
  function stops(one) {
    if (one.type !== "radio") return true;
    const same = all(`input[name="${one.name}"]`);
    return one === (same.find((each) => each.checked) ?? same[0]);
  }

  function reachable() {
    return all("button, a[href], textarea, select, input, summary, [tabindex='0']")
      .filter((one) => one.tabIndex >= 0 && !one.disabled && there(one) && !one.closest("[inert]"))
      .filter(stops);
  }

  // Whatever Tab has to reach, numbered.
  function controls() {
    for (const one of all("[data-nth]")) delete one.dataset.nth;
    const found = reachable();
    found.forEach((one, place) => (one.dataset.nth = place));
    return found.map(said);
  }

  // Whether they are the same still.
  function isAsNumbered() {
    const found = reachable();
    const numbered = all("[data-nth]");
    return found.length === numbered.length && found.every((one, place) => one.dataset.nth === String(place));
  }

  const said = (one) => `${one.tagName} ${one.id} ${one.ariaLabel ?? one.innerText}`.slice(0, 80);

  function focused() {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const look = getComputedStyle(one);
    const ringed = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
    return { nth: Number(one.dataset.nth ?? -1), ringed, what: said(one) };
  }

  function fromTheStart() {
    document.activeElement?.blur();
    getSelection().removeAllRanges();
  }

  // A row that is meant to be pushed sideways may go on beyond the window.
  function pushed(one) {
    for (let each = one.parentElement; each; each = each.parentElement) {
      const mayScroll = ["auto", "scroll"].includes(getComputedStyle(each).overflowX);
      if (mayScroll && each.scrollWidth > each.clientWidth) return true;
    }
    return false;
  }

  // What reaches beyond the window's sides, and what would have to be scrolled sideways to be read.
  function beyond() {
    const wide = all("body *").filter((one) => {
      const box = one.getBoundingClientRect();
      const out = box.width > 1 && (box.right > innerWidth + 1 || box.left < -1);
      return out && there(one) && !one.closest(".unseen") && !pushed(one);
    });
    const sideways = all(".scroll").filter((one) => there(one) && one.scrollWidth > one.clientWidth + 1);
    const whole = document.documentElement.scrollWidth > innerWidth ? ["the page itself"] : [];
    return [...whole, ...[...wide, ...sideways].map(said)];
  }

  // Buttons and fields that a finger misses; links within words are exempt.
  function small(least) {
    return all("button, summary, select, textarea")
      .filter((one) => there(one) && !one.matches(".link, .reply, .deed"))
      .filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width < least || box.height < least;
      })
      .map(said);
  }

  withWords(true);
  return { withWords, texts, controls, isAsNumbered, focused, fromTheStart, beyond, small };
})();
