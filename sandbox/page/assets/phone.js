// The client's phone.

import { composer } from "./composer.js";
import { find, initial, make, webAddress } from "./element.js";
import { draw, withDays } from "./list.js";
import { marked } from "./marked.js";
import { file, picture } from "./picture.js";
import { Scroll } from "./scroll.js";
import { ask, toast } from "./toasts.js";

const DOING_FOR = 5000;
const DOINGS = { typing: "is typing…", upload_photo: "is sending a picture…" };

export class Phone {
  constructor(act) {
    this.act = act;
    this.scroll = new Scroll("chat-scroll", "chat-end");
    this.menu = find("menu");
    this.menuButton = find("menu-button");
    composer("client-composer", "client-text", (text) => this.say({ do: "say", text }));
    find("open-link").addEventListener("click", () => this.say({ do: "open link" }));
    this.menuButton.addEventListener("click", () => this.showMenu(this.menu.hidden));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.menu.hidden) return;
      this.showMenu(false);
      this.menuButton.focus();
    });
    document.addEventListener("click", (event) => {
      const inside = this.menu.contains(event.target) || this.menuButton.contains(event.target);
      if (!inside) this.showMenu(false);
    });
  }

  async say(act) {
    this.scroll.end();
    const answer = await this.act(act);
    return !answer.sorry;
  }

  show(phone) {
    find("client-role").replaceChildren(
      ...["You are ", make("strong", {}, phone.owner), ", the client, on Telegram"],
    );
    find("tab-client-name").textContent = `${phone.owner}, client`;
    find("bot-face").textContent = initial(phone.name);
    find("bot-name").textContent = phone.name;
    this.showWelcome(phone);
    this.drawMenu(phone.commands);
    const chat = find("chat");
    const added = draw(chat, withDays(phone.messages), (item) => this.item(item));
    const fresh = chat.getAttribute("aria-live") === "off";
    chat.setAttribute("aria-live", "polite");
    this.scroll.settle(added);
    if (added) this.doing("");
    return fresh ? 0 : added;
  }

  showWelcome(phone) {
    find("welcome").hidden = phone.messages.length > 0;
    find("bot-about").textContent = phone.about;
    find("welcome-words").textContent =
      `Nothing is here yet. ${phone.owner} got an invitation link in the last session.`;
  }

  doing(what) {
    clearTimeout(this.doingTimer);
    find("bot-doing").textContent = what ? (DOINGS[what] ?? "is busy…") : "bot";
    if (what) this.doingTimer = setTimeout(() => this.doing(""), DOING_FOR);
  }

  toast(told) {
    if (told.alert) ask({ words: told.text, yes: "OK" });
    else toast(told.text, "phone-toasts");
  }

  // The menu of commands.

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
    find("client-text").focus();
    this.say({ do: "command", name });
  }

  // Messages.

  item(item) {
    if (!item.message) return make("li", { class: "day" }, make("span", {}, item.day));
    const keys = item.buttons.length ? this.keyboard(item) : null;
    const side = item.own ? "own" : "theirs";
    return make("li", { class: `turn ${side} ${item.first ? "first" : ""}` }, [
      make("div", { class: `bubble ${item.picture ? "pictured" : ""}` }, this.inside(item)),
      item.reaction ? make("span", { class: "reaction" }, item.reaction) : null,
      keys,
    ]);
  }

  inside(item) {
    const words = item.own ? "Picture from you" : "Picture from the bot";
    const said = marked(item.text, item.entities, (text) => this.say({ do: "say", text }));
    return [
      make("span", { class: "unseen" }, item.own ? "You: " : ""),
      item.answers ? make("p", { class: "answers" }, item.answers) : null,
      item.picture ? picture(item.picture, words) : null,
      item.file ? file(item.file) : null,
      item.text ? make("div", { class: "said" }, said) : null,
      make("p", { class: "stamp" }, item.edited ? `edited ${item.time}` : item.time),
    ];
  }

  keyboard(item) {
    return make(
      "div",
      { class: "keyboard", role: "group", "aria-label": "Answers" },
      item.buttons.map((row) =>
        make("div", { class: "keys" }, row.map((button) => this.key(item, button))),
      ),
    );
  }

  key(item, button) {
    const look = `key ${button.style}`;
    const href = webAddress(button.url);
    if (href) {
      const kind = { class: look, href, target: "_blank", rel: "noopener noreferrer" };
      return make("a", kind, `${button.label} \u2197\ufe0e`);
    }
    const tap = async (event) => {
      const key = event.currentTarget;
      key.classList.add("tapped");
      await this.act({ do: "tap", message: item.id, data: button.data });
      key.classList.remove("tapped");
    };
    const spot = `${button.data} ${button.label}`;
    const given = { type: "button", class: look, "data-spot": spot, disabled: !button.data };
    return make("button", { ...given, onclick: tap }, button.label);
  }
}
