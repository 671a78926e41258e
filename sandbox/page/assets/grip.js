// While a button is held down nothing is drawn: what is let go there has to be the same button still,
// in the same place. What came meanwhile is drawn as soon as the finger is off.

const HELD = "button, a, summary, label";
const KEYS = [" ", "Enter"];
// The click of a finger comes a little after the finger has gone.
const AFTERWARDS = 60;
// Somebody may let go where no page hears of it.
const LONGEST = 20_000;

export class Grip {
  constructor() {
    this.waiting = [];
    this.held = false;
    const on = (name, act) => document.addEventListener(name, act, true);
    on("pointerdown", (event) => event.button === 0 && this.take(event.target));
    on("keydown", (event) => KEYS.includes(event.key) && this.take(event.target));
    on("pointermove", (event) => event.pointerType === "mouse" && !event.buttons && this.leave(0));
    for (const name of ["pointerup", "pointercancel", "keyup"]) on(name, () => this.leave(AFTERWARDS));
    window.addEventListener("blur", () => this.leave(0));
  }

  take(on) {
    if (!on.closest?.(HELD)) return;
    this.held = true;
    this.leave(LONGEST);
  }

  leave(soon) {
    if (!this.held) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.free(), soon);
  }

  free() {
    this.held = false;
    for (const draw of this.waiting.splice(0)) draw();
  }

  // Draws now, or when nothing is held any more; everything in its order.
  whenFree(draw) {
    if (this.held) this.waiting.push(draw);
    else draw();
  }
}
