// A list of messages drawn anew only where it changed, so that focus and place are kept.

const drawn = new WeakMap();

export function draw(list, items, drawItem) {
  const old = new Map([...list.children].map((node) => [node.dataset.key, node]));
  let added = 0;
  let before = null;
  for (const item of items) {
    const looks = JSON.stringify(item);
    const known = old.get(item.key);
    old.delete(item.key);
    let node = known;
    if (!known || drawn.get(known) !== looks) {
      node = drawItem(item);
      node.dataset.key = item.key;
      drawn.set(node, looks);
      if (known) exchange(known, node);
      else added += 1;
    }
    const place = before ? before.nextSibling : list.firstChild;
    if (node !== place) list.insertBefore(node, place);
    before = node;
  }
  for (const gone of old.values()) gone.remove();
  return added;
}

// Whoever was on a button stays on it, or else near it.
function exchange(known, node) {
  const focused = known.contains(document.activeElement) ? document.activeElement : null;
  known.replaceWith(node);
  if (!focused) return;
  const spot = focused.dataset.spot;
  const same = [...node.querySelectorAll("[data-spot]")].find((one) => one.dataset.spot === spot);
  if (same && !same.disabled) same.focus({ preventScroll: true });
  else {
    node.tabIndex = -1;
    node.focus({ preventScroll: true });
  }
}

// Messages with a line for every new day, and with who speaks told once in a row.
export function withDays(messages, owner = "") {
  const items = [];
  let last = null;
  for (const message of messages) {
    const newDay = message.day !== last?.day;
    if (newDay) items.push({ key: `${owner} day before ${message.id}`, day: message.day });
    const other = message.author !== last?.author || message.own !== last?.own;
    // What only one person sees says so itself, and so does what comes after it.
    const whispered = message.private || last?.private;
    const first = newDay || other || Boolean(last?.service || whispered);
    items.push({ ...message, key: `${owner} ${message.id}`, message: true, first });
    last = message;
  }
  return items;
}
