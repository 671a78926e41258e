// The guided tour: its steps, ticked off as they are done.

import { sign } from "./chat.js";
import { find, make } from "./element.js";

const PANES = { phone: "On the phone", slack: "In Slack", group: "In the group" };

export class Tour {
  constructor(go) {
    this.go = go;
    this.looks = "";
  }

  show(lessons) {
    find("tour").hidden = lessons.length === 0;
    const looks = JSON.stringify(lessons);
    if (looks === this.looks) return;
    this.looks = looks;
    const done = lessons.filter((one) => one.done).length;
    const all = done === lessons.length;
    find("tour-count").textContent = all ? "All done. It is yours now." : `${done} of ${lessons.length} done`;
    const next = lessons.findIndex((one) => !one.done);
    const open = document.activeElement?.closest?.(".step")?.dataset.place;
    find("steps").replaceChildren(...lessons.map((one, place) => this.step(one, place, place === next)));
    if (open !== undefined) find("steps").querySelector(".step.now .show-me")?.focus({ preventScroll: true });
  }

  step(one, place, now) {
    const mark = make("span", { class: "step-mark", "aria-hidden": "true" }, one.done ? sign("tick") : String(place + 1));
    const where = one.who ? `${PANES[one.where]}, as ${one.who}` : PANES[one.where];
    const item = make("li", { class: `step ${one.done ? "done" : ""} ${now ? "now" : ""}`, "data-place": place }, [
      mark,
      make("div", { class: "step-words" }, [
        make("strong", {}, one.title, one.done ? make("span", { class: "unseen" }, " (done)") : null),
        make("p", {}, one.what),
        make("button", { type: "button", class: "show-me", onclick: () => this.go(one) }, `${where} →`),
      ]),
    ]);
    if (now) item.setAttribute("aria-current", "step");
    return item;
  }
}
