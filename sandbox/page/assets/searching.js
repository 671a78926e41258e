// A menu whose options the app suggests: words to look for, and below them what it has found.

import { make } from "./element.js";

const AT_LEAST = 3;
const PATIENCE = 250;

// `menu(options)` draws the found ones; `hand` knows search, offers and value.
export function searching(one, hand, spot, menu) {
  const least = one.min_query_length ?? AT_LEAST;
  const label = one.placeholder?.text ?? "Search";
  const words = make("input", {
    type: "search",
    id: hand.id,
    placeholder: label,
    "aria-label": hand.id ? null : label,
    "aria-describedby": hand.describedBy,
    "aria-invalid": hand.isWrong ? "true" : null,
    autocomplete: "off",
    "data-spot": `${spot["data-spot"]} words`,
  });
  const found = make("div", { class: "found", "aria-live": "polite" });
  const show = (options) => {
    const nothing = make("p", { class: "quiet" }, "The app found nothing.");
    found.replaceChildren(options.length ? menu(options) : nothing);
  };
  const started = [one.initial_options ?? one.initial_option ?? []].flat();
  const known = hand.offers(one) ?? started;
  if (known.length) show(known);
  let asked = 0;
  const look = async () => {
    if (words.value.trim().length < least) return;
    asked += 1;
    const turn = asked;
    const { options } = await hand.search(one, words.value.trim());
    if (turn !== asked || !options) return;
    // What is chosen already stays to be seen, and can be left.
    const chosen = [hand.value(one)].flat();
    const kept = (hand.offers(one) ?? started).filter(({ value }) => chosen.includes(value));
    const others = options.filter(({ value }) => !kept.some((each) => each.value === value));
    hand.offer(one, [...kept, ...others]);
    show([...kept, ...others]);
  };
  let timer = null;
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PATIENCE);
  });
  if (least === 0) words.addEventListener("focus", look, { once: true });
  return make("div", { class: "searching" }, words, found);
}
