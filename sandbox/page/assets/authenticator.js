// The made-up authenticator of whoever is played in Slack: there while a page may ask for its code.

import { find } from "./element.js";
import { sorry, toast } from "./toasts.js";

const WAITING = "The record page asks for a code of an authenticator app. You need none: open the link, and the code is shown here.";

export class Authenticator {
  constructor() {
    this.digits = "";
    this.ends = 0;
    find("code-copy").addEventListener("click", () => this.copy());
    setInterval(() => this.tick(), 500);
  }

  show(app, modal) {
    const panel = find("authenticator");
    const isAsked = Boolean(app) && leadsTo(app.address, modal);
    panel.hidden = !isAsked && !app?.digits;
    panel.classList.toggle("asked", isAsked);
    if (panel.hidden) return;
    this.digits = app.digits;
    this.ends = performance.now() + 1000 * app.seconds;
    find("code").hidden = !app.digits;
    find("code-digits").textContent = `${app.digits.slice(0, 3)} ${app.digits.slice(3)}`;
    find("code-about").textContent = app.digits ? app.about : WAITING;
    this.tick();
  }

  // The sandbox's clock goes on like any other between its jumps.
  tick() {
    const left = Math.max(Math.ceil((this.ends - performance.now()) / 1000), 0);
    find("code-left").textContent = `The next in ${left} s`;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.digits);
      toast("The code is copied.");
    } catch {
      sorry("This browser does not let the page copy. Please type the code.");
    }
  }
}

// Whether the window in front has a button that leads there.
function leadsTo(address, modal) {
  const buttons = (modal?.blocks ?? []).flatMap((block) => block.elements ?? []);
  return buttons.some((button) => button.url?.startsWith(address));
}
