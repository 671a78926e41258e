// The modal in front: filled in here, and told as a whole when the app is to hear of it.

import { blocks } from "./blocks.js";
import { find, make } from "./element.js";

export class Modal {
  constructor(act, press) {
    this.act = act;
    this.press = press;
    this.over = find("modal");
    this.behind = find("window-body");
    this.view = null;
    this.drafts = new Map();
    this.offers = new Map();
    this.errors = {};
    this.over.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.view) this.close();
      if (event.key === "Tab") this.keepInside(event);
    });
  }

  show(view, names) {
    this.names = names;
    if (!view) return this.hide();
    const isNew = this.view?.id !== view.id;
    if (!isNew && this.view.hash === view.hash) return;
    if (isNew) {
      this.before ??= opener();
      this.drafts.clear();
      this.offers.clear();
    }
    this.errors = {};
    this.view = view;
    this.forget();
    this.draw();
    this.over.hidden = false;
    this.behind.inert = true;
    if (isNew) this.first()?.focus({ preventScroll: true });
  }

  hide() {
    if (!this.view) return;
    this.view = null;
    this.drafts.clear();
    this.over.replaceChildren();
    this.over.hidden = true;
    this.behind.inert = false;
    const back = this.before?.() ?? find("slack-text");
    this.before = null;
    back.focus({ preventScroll: true });
  }

  first() {
    return this.over.querySelector(".modal-body :is(input, textarea, select)") ?? this.over.querySelector("button");
  }

  // From the last control Tab goes on to the first: behind the modal nothing of Slack can be used.
  keepInside(event) {
    const controls = [...this.over.querySelectorAll("button, input, textarea, select, a[href], [tabindex='0']")];
    const inOrder = controls.filter((one) => !one.disabled && one.tabIndex >= 0 && one.getClientRects().length);
    const [first, last] = [inOrder[0], inOrder.at(-1)];
    if (!first || document.activeElement !== (event.shiftKey ? first : last)) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }

  draw() {
    const { view } = this;
    const focused = this.over.contains(document.activeElement) ? document.activeElement : null;
    const form = make("form", { class: "modal", role: "dialog", "aria-modal": "true", "aria-labelledby": "modal-title", novalidate: true }, [
      make("header", {}, [
        make("h3", { id: "modal-title" }, view.title),
        make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => this.close() }, "✕"),
      ]),
      make("div", { class: "modal-body" }, [
        ...(this.errors[""] ? [make("p", { class: "wrong", role: "alert" }, this.errors[""])] : []),
        blocks(view.blocks, (block) => this.hand(block)),
      ]),
      make("footer", {}, [
        make("button", { type: "button", onclick: () => this.close() }, view.close),
        view.submit ? make("button", { type: "submit", class: "primary" }, view.submit) : null,
      ]),
    ]);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(form);
    });
    const top = this.over.querySelector(".modal-body")?.scrollTop ?? 0;
    this.over.replaceChildren(form);
    form.querySelector(".modal-body").scrollTop = top;
    const spots = [...form.querySelectorAll("[data-spot]")];
    spots.find((one) => one.dataset.spot === focused?.dataset.spot)?.focus({ preventScroll: true });
  }

  // What is filled in stays where block and action stay, as in Slack.
  key(block, element) {
    return `${block.block_id} ${element.action_id}`;
  }

  forget() {
    const places = this.view.blocks.map((block) => block.block_id);
    for (const key of this.drafts.keys()) {
      if (!places.some((place) => key.startsWith(`${place} `))) this.drafts.delete(key);
    }
  }

  value(block, element) {
    const drafted = this.drafts.get(this.key(block, element));
    return drafted ?? this.view.values[block.block_id]?.[element.action_id] ?? "";
  }

  fields() {
    const inputs = this.view.blocks.filter((block) => block.type === "input");
    return Object.fromEntries(
      inputs.map((block) => [block.block_id, this.value(block, block.element)]),
    );
  }

  told(more) {
    return { view: this.view.id, fields: this.fields(), ...more };
  }

  hand(block) {
    const set = (element, value) => this.drafts.set(this.key(block, element), value);
    const at = (element) => ({ block: block.block_id, action: element.action_id });
    return {
      block,
      names: this.names,
      error: this.errors[block.block_id],
      value: (element) => this.value(block, element),
      set,
      offers: (element) => this.offers.get(this.key(block, element)),
      offer: (element, options) => this.offers.set(this.key(block, element), options),
      search: (element, typed) => this.act(this.told({ do: "search", ...at(element), typed })),
      press: (element) => this.press(element, this.told(at(element))),
      choose: (element, chosen) => {
        set(element, chosen);
        const quiet = block.type === "input" && !block.dispatch_action;
        if (!quiet) this.act(this.told({ do: "choose", ...at(element), chosen }));
      },
    };
  }

  async submit(form) {
    const { view } = this;
    const button = form.querySelector("[type=submit]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    const answer = await this.act(this.told({ do: "submit" }));
    button.setAttribute("aria-disabled", "false");
    if (this.view?.id !== view.id) return;
    this.errors = answer.errors ?? {};
    if (!Object.keys(this.errors).length) return;
    this.draw();
    const wrong = this.over.querySelector(".block-input:has(.wrong) :is(input, textarea, select)");
    wrong?.focus();
    // What is wrong stands under the field, and is to be read.
    wrong?.closest(".block-input").querySelector(".wrong").scrollIntoView({ block: "nearest" });
  }

  close() {
    this.act({ do: "close", view: this.view.id });
  }
}

// What had the focus, or what stands in its place when its message was drawn anew meanwhile.
function opener() {
  const node = document.activeElement;
  const { spot } = node.dataset;
  const key = node.closest("[data-key]")?.dataset.key;
  return () => {
    if (node.isConnected) return node;
    const message = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
    return [...(message ?? find("home")).querySelectorAll("[data-spot]")].find((one) => one.dataset.spot === spot);
  };
}
