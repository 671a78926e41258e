// Where there is no room for all panes, one is in front; beside it Slack stays where it fits.

import { find } from "./element.js";

const NAMES = ["phone", "slack", "group", "inside"];
const POINTED_FOR = 1600;

export class Tabs {
  constructor() {
    this.tabs = NAMES.map((name) => find(`tab-${name}`));
    this.tabs.forEach((tab, place) => {
      tab.addEventListener("click", () => this.select(place));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) this.select(this.after(place, step), true);
      });
    });
    this.select(0);
  }

  after(place, step) {
    const { length } = NAMES;
    let next = place;
    do next = (next + step + length) % length;
    while (this.tabs[next].offsetParent === null && next !== place);
    return next;
  }

  offer(name, there) {
    find(`tab-${name}`).hidden = !there;
    find(name).hidden = !there;
  }

  show(name) {
    const tab = find(`tab-${name}`);
    // A pane that stands beside the others has no tab to choose.
    if (tab.offsetParent !== null) this.select(NAMES.indexOf(name));
  }

  select(place, focused = false) {
    this.tabs.forEach((tab, one) => {
      const chosen = one === place;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      find(NAMES[one]).classList.toggle("in-front", chosen);
      if (chosen && tab.querySelector(".news")) tab.querySelector(".news").hidden = true;
    });
    if (focused) this.tabs[place].focus();
  }

  // Something was said where nobody looks.
  news(name) {
    const tab = find(`tab-${name}`);
    if (tab.getAttribute("aria-selected") === "false") tab.querySelector(".news").hidden = false;
  }

  point(name) {
    const pane = find(name);
    pane.classList.add("pointed");
    setTimeout(() => pane.classList.remove("pointed"), POINTED_FOR);
  }
}
