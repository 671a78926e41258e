// Words that come and go, and those that want to be closed.

import { find, make } from "./element.js";

const SHOWN_FOR = 6000;
const AT_ONCE = 3;

export function toast(words, list = find("page-toasts"), look = "") {
  const shown = make("p", { class: `toast ${look}` }, words);
  list.append(shown);
  while (list.children.length > AT_ONCE) list.firstElementChild.remove();
  setTimeout(() => shown.remove(), SHOWN_FOR + 40 * words.length);
}

export const sorry = (words) => toast(words, find("page-toasts"), "sorry");

// Asks, and tells whether the answer was yes; with no words for no, it only informs.
export function ask({ title, words, yes, no, danger }) {
  const dialog = make("dialog", { class: "ask", "aria-label": title || words });
  const answer = (value, label, look) =>
    make("button", { type: "button", class: look, onclick: () => dialog.close(value) }, label);
  dialog.append(
    ...(title ? [make("h3", {}, title)] : []),
    make("p", {}, words),
    make("div", { class: "ask-answers" }, [
      no ? answer("", no, "") : null,
      answer("yes", yes, danger ? "danger" : "primary"),
    ]),
  );
  return shown(dialog).then((value) => value === "yes");
}

export function enlarge(address, words) {
  const close = make("button", { type: "button", onclick: () => dialog.close() }, "Close");
  const dialog = make("dialog", { class: "enlarged", "aria-label": words || "Picture" }, [
    make("img", { src: address, alt: words || "Picture" }),
    close,
  ]);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  shown(dialog);
}

function shown(dialog) {
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((settle) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.({ preventScroll: true });
      settle(dialog.returnValue);
    });
  });
}
