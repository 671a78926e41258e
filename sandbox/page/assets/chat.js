// A chat of Telegram: head, messages, keyboards, menu and the box to write in.

import { bubble } from "./bubble.js";
import { composer } from "./composer.js";
import { initial, make } from "./element.js";
import { draw, withDays } from "./list.js";
import { hue } from "./people.js";
import { Scroll } from "./scroll.js";
import { ask, sorry, toast } from "./toasts.js";
import { bring } from "./uploads.js";

const DOING_FOR = 5000;
const DOINGS = { typing: "is typing…", upload_photo: "is sending a picture…" };
let numbers = 0;

export class Chat {
  constructor(root, act, { label, group = false }) {
    this.act = act;
    this.group = group;
    this.owner = null;
    this.mode = null;
    this.build(root, label);
    this.scroll = new Scroll(this.scroller, this.toEnd);
    this.fit = composer(this.form, this.area, (text) => this.send(text));
    this.area.addEventListener("input", () => this.showKeys());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (!this.menu.hidden) {
        this.showMenu(false);
        this.menuButton.focus();
      } else if (this.mode && root.contains(document.activeElement)) this.setMode(null);
    });
    document.addEventListener("click", (event) => {
      const inside = this.menu.contains(event.target) || this.menuButton.contains(event.target);
      if (!inside) this.showMenu(false);
    });
  }

  build(root, label) {
    numbers += 1;
    const id = `chat-${numbers}`;
    this.face = make("span", { class: "face", "aria-hidden": "true" });
    this.name = make("h3");
    this.about = make("p", { class: "quiet" });
    this.extra = make("div", { class: "head-extra" });
    this.before = make("div", { class: "before" });
    this.messages = make("ol", { class: "messages", role: "log", "aria-live": "off", "aria-label": label });
    this.scroller = make("div", { class: "scroll wall", role: "region", tabindex: "0", "aria-label": label }, this.before, this.messages);
    this.toEnd = make("button", { type: "button", class: "to-end", hidden: true }, "New messages ↓");
    this.toasts = make("div", { class: "toasts", role: "status" });
    this.keyboard = make("div", { class: "below keyboard", role: "group", "aria-label": "Suggested answers", hidden: true });
    this.menu = make("div", { class: "menu", id: `${id}-menu`, hidden: true });
    this.modeWords = make("span");
    this.modeRow = make("p", { class: "mode", hidden: true }, [
      this.modeWords,
      make("button", { type: "button", class: "link", onclick: () => this.setMode(null) }, "Cancel"),
    ]);
    this.menuButton = make("button", {
      type: "button", class: "menu-button", "aria-expanded": "false", "aria-controls": `${id}-menu`,
      onclick: () => this.showMenu(this.menu.hidden),
    }, "Menu");
    this.chooser = make("input", { type: "file", class: "unseen", tabindex: "-1", "aria-label": "Choose a picture or a file", onchange: () => this.bring() });
    this.attach = make("button", { type: "button", class: "round", "aria-label": "Send a picture or a file", onclick: () => this.chooser.click() }, sign("attach"));
    this.area = make("textarea", { id: `${id}-text`, rows: "1", maxlength: "4096", placeholder: "Message", autocomplete: "off" });
    this.sendButton = make("button", { type: "submit", class: "send", "aria-label": "Send", hidden: true }, sign("send"));
    this.voice = make("button", { type: "button", class: "round", "aria-label": "Send a voice message (silent here)", onclick: () => this.say({ do: "voice" }) }, sign("voice"));
    this.form = make("form", { class: "composer" }, [
      this.modeRow,
      this.menuButton,
      this.chooser,
      this.attach,
      make("label", { class: "unseen", for: `${id}-text` }, "Message"),
      this.area,
      this.sendButton,
      this.voice,
    ]);
    this.silent = make("p", { class: "silent quiet", hidden: true });
    root.append(
      make("header", { class: "device-head" }, this.face, make("div", { class: "head-words" }, this.name, this.about), this.extra),
      this.scroller, this.toEnd, this.toasts, this.keyboard, this.menu, this.form, this.silent,
    );
  }

  // Acts.

  async say(act) {
    this.scroll.end();
    const answer = await this.act(act);
    return !answer.sorry;
  }

  async send(text) {
    const { mode } = this;
    this.showKeys();
    if (!mode) return this.say({ do: "say", text });
    this.setMode(null);
    if (mode.edits) return this.say({ do: "edit", message: mode.edits, text });
    return this.say({ do: "say", text, answers: mode.answers });
  }

  async bring() {
    const [file] = this.chooser.files;
    this.chooser.value = "";
    if (!file) return;
    const act = await bring(file);
    if (!act) return sorry("The file could not be brought here: it may be larger than 20 MB.");
    const caption = act.do === "picture" ? this.area.value.trim() : "";
    if (await this.say({ ...act, caption }) && caption) {
      this.area.value = "";
      this.fit();
      this.showKeys();
    }
  }

  setMode(mode) {
    const wasEdit = this.mode?.edits;
    this.mode = mode;
    this.modeRow.hidden = !mode;
    this.modeWords.textContent = mode?.words ?? "";
    if (mode?.edits) this.area.value = mode.text;
    else if (wasEdit) this.area.value = "";
    this.fit();
    this.showKeys();
    if (mode) this.area.focus();
  }

  // Either there are words to send, or a voice.
  showKeys() {
    const words = this.area.value.trim() !== "";
    this.sendButton.hidden = !words;
    this.voice.hidden = words;
  }

  // What is seen. `owner` names person and chat: another one is drawn afresh.

  show(chat, owner) {
    const other = owner !== this.owner;
    if (other) {
      this.owner = owner;
      this.setMode(null);
      this.messages.replaceChildren();
      this.messages.setAttribute("aria-live", "off");
      this.doing("");
    }
    this.name.textContent = chat.name;
    this.face.textContent = initial(chat.name);
    this.face.className = `face ${hue(chat.name)}`;
    this.resting = chat.resting;
    if (!this.doingTimer) this.about.textContent = chat.resting;
    this.drawKeyboard(chat.keyboard ?? []);
    this.drawMenu(chat.commands);
    this.form.hidden = Boolean(chat.silent);
    this.silent.hidden = !chat.silent;
    this.silent.textContent = chat.silent ?? "";
    const added = draw(this.messages, withDays(chat.messages, owner), (item) => bubble(item, this));
    if (other) this.scroll.end();
    else this.scroll.settle(added);
    this.messages.setAttribute("aria-live", "polite");
    if (added) this.doing("");
    return other ? 0 : added;
  }

  doing(what) {
    clearTimeout(this.doingTimer);
    this.doingTimer = what ? setTimeout(() => this.doing(""), DOING_FOR) : null;
    this.about.textContent = what ? (DOINGS[what] ?? "is busy…") : (this.resting ?? "");
  }

  toast(told) {
    if (told.alert) ask({ words: told.text, yes: "OK" });
    else toast(told.text, this.toasts);
  }

  drawKeyboard(rows) {
    this.keyboard.hidden = rows.length === 0;
    const looks = JSON.stringify(rows);
    if (looks === this.keyboardLooks) return;
    this.keyboardLooks = looks;
    const key = (text) => make("button", { type: "button", class: "key", onclick: () => this.say({ do: "say", text }) }, text);
    this.keyboard.replaceChildren(...rows.map((row) => make("div", { class: "keys" }, row.map(key))));
  }

  drawMenu(commands) {
    this.menuButton.hidden = commands.length === 0;
    const looks = JSON.stringify(commands);
    if (looks === this.menuLooks) return;
    this.menuLooks = looks;
    this.menu.replaceChildren(
      ...commands.map(({ name, about }) =>
        make("button", { type: "button", onclick: () => this.command(name) }, [
          make("strong", {}, `/${name}`),
          make("span", {}, about),
        ]),
      ),
    );
  }

  showMenu(open) {
    if (this.menu.hidden !== open) return;
    this.menu.hidden = !open;
    this.menuButton.setAttribute("aria-expanded", String(open));
    if (open) this.menu.querySelector("button")?.focus();
  }

  command(name) {
    this.showMenu(false);
    this.area.focus();
    this.say({ do: "command", name });
  }
}

export function sign(name) {
  return make("span", { class: `sign sign-${name}`, "aria-hidden": "true" });
}
