// The clock above the panes: what it shows, and its jumps.

import { find } from "./element.js";
import { sorry, toast } from "./toasts.js";

export class Clock {
  constructor(line) {
    this.buttons = [...document.querySelectorAll("[data-jump]")];
    this.asked = false;
    this.moving = false;
    for (const button of this.buttons) {
      button.addEventListener("click", () => {
        if (!this.isHeld()) this.jump(line(), button.dataset.jump);
      });
    }
  }

  async jump(line, to) {
    this.asked = true;
    this.showHeld();
    const answer = await line.ask("clock", { do: to });
    this.asked = false;
    this.showHeld();
    if (answer.sorry) sorry(answer.sorry);
    else if (answer.said) toast(answer.said);
  }

  // From the press on, also while the sandbox has not heard of it yet.
  isHeld() {
    return this.asked || this.moving;
  }

  showHeld() {
    // Not `disabled`: the focus would be lost, and the buttons come back in a moment.
    for (const button of this.buttons) button.setAttribute("aria-disabled", String(this.isHeld()));
  }

  show(clock) {
    find("clock-date").textContent = clock.date;
    find("clock-time").textContent = clock.time;
    find("clock-time").title = clock.zone.replaceAll("_", " ");
    find("clock-date").hidden = Boolean(clock.moving);
    find("to-the-alert").hidden = !clock.alert;
    const moving = find("clock-moving");
    if (moving.textContent !== clock.moving) moving.textContent = clock.moving;
    this.moving = Boolean(clock.moving);
    this.showHeld();
  }
}
