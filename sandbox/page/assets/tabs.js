// On a narrow screen one pane at a time.

import { find } from "./element.js";

const NAMES = ["client", "therapist"];

export class Tabs {
  constructor() {
    this.tabs = NAMES.map((name) => find(`tab-${name}`));
    this.tabs.forEach((tab, place) => {
      tab.addEventListener("click", () => this.select(place));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) this.select((place + step + NAMES.length) % NAMES.length, true);
      });
    });
    this.select(0);
  }

  select(place, focused = false) {
    this.tabs.forEach((tab, one) => {
      const chosen = one === place;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      find(NAMES[one]).classList.toggle("in-front", chosen);
      if (chosen) tab.querySelector(".tab-news").hidden = true;
    });
    if (focused) this.tabs[place].focus();
  }

  // Something was said where nobody looks.
  news(name) {
    const tab = find(`tab-${name}`);
    if (tab.getAttribute("aria-selected") === "false") tab.querySelector(".tab-news").hidden = false;
  }
}
