// Somebody's Slack: the app's home, and the conversation with it.

import { blocks } from "./blocks.js";
import { composer } from "./composer.js";
import { find, initial, make, webAddress } from "./element.js";
import { draw, withDays } from "./list.js";
import { Modal } from "./modal.js";
import { mrkdwn } from "./mrkdwn.js";
import { hue, People } from "./people.js";
import { file, picture } from "./picture.js";
import { Scroll } from "./scroll.js";
import { ask } from "./toasts.js";

export class Workplace {
  constructor(act, play) {
    this.act = act;
    this.people = new People(find("slack-people"), play);
    this.owner = null;
    this.names = {};
    this.thread = null;
    // What was chosen in messages; in Slack, too, it is the reader's own.
    this.chosen = new Map();
    this.offers = new Map();
    this.scroll = new Scroll(find("desk-scroll"), find("desk-end"));
    this.modal = new Modal(act, (element, act) => this.press(element, act));
    this.area = find("slack-text");
    this.fit = composer(find("slack-composer"), this.area, (text) => this.say(text));
    this.area.addEventListener("input", () => this.showShortcuts());
    find("show-home").addEventListener("click", () => this.open("home"));
    find("show-messages").addEventListener("click", () => this.open("messages"));
    find("leave-thread").addEventListener("click", () => this.inThread(null));
  }

  async say(text) {
    if (!this.thread) this.scroll.end();
    find("shortcuts").hidden = true;
    const answer = await this.act({ do: "say", text, thread: this.thread ?? "" });
    return !answer.sorry;
  }

  async press(element, act) {
    const { confirm } = element;
    if (confirm) {
      const sure = await ask({
        title: confirm.title?.text,
        words: confirm.text.text,
        yes: confirm.confirm?.text ?? "Yes",
        no: confirm.deny?.text ?? "Cancel",
        danger: confirm.style === "danger",
      });
      if (!sure) return;
    }
    const answer = await this.act({ ...act, do: "press" });
    const address = webAddress(answer.url ?? "");
    if (address) window.open(address, "_blank", "noopener,noreferrer");
  }

  show(desk) {
    this.names = desk.names;
    this.people.show(desk.people, desk.who);
    this.commands = desk.commands;
    find("app-face").textContent = initial(desk.name);
    find("app-name").textContent = desk.name;
    const empty = find("desk-empty");
    empty.hidden = desk.messages.length > 0;
    empty.textContent = `Nothing is here yet. ${desk.name} will write when there is something to know.`;
    const list = find("desk");
    const other = this.owner !== desk.who;
    if (other) {
      this.owner = desk.who;
      this.inThread(null, false);
      list.replaceChildren();
      list.setAttribute("aria-live", "off");
      this.homeLooks = null;
      find("home").replaceChildren();
    }
    const added = draw(list, withDays(desk.messages, `slack ${desk.who}`), (item) => this.item(item));
    list.setAttribute("aria-live", "polite");
    if (other) this.scroll.end();
    else this.scroll.settle(added);
    this.showHome(desk.home);
    this.modal.show(desk.modal, desk.names);
    if (added && !other && find("talk").hidden) this.news(true);
    return other ? 0 : added;
  }

  // Home and messages.

  open(part) {
    const home = part === "home";
    find("home").hidden = !home;
    find("talk").hidden = home;
    find("show-home").setAttribute("aria-pressed", String(home));
    find("show-messages").setAttribute("aria-pressed", String(!home));
    if (home) this.act({ do: "open home" });
    else {
      this.news(false);
      this.scroll.end();
    }
  }

  news(there) {
    find("show-messages").querySelector(".news").hidden = !there;
  }

  showHome(home) {
    const looks = JSON.stringify(home);
    if (looks === this.homeLooks) return;
    this.homeLooks = looks;
    const items = home ? home.blocks.map((block) => ({ ...block, key: block.block_id })) : [{ key: "nothing" }];
    draw(find("home"), items, (item) => (home ? blocks([item], (block) => this.homeHand(block))[0] : nothingYet()));
  }

  homeHand(block) {
    const at = (element) => ({ home: true, block: block.block_id, action: element.action_id });
    return this.handAt(block, `home ${this.owner}`, at);
  }

  // The commands of the app, offered to whoever begins with a slash.
  showShortcuts() {
    const typed = this.area.value;
    const fitting = typed.startsWith("/") && !typed.includes(" ") ? this.commands.filter((one) => one.startsWith(typed)) : [];
    const list = find("shortcuts");
    list.hidden = fitting.length === 0;
    list.replaceChildren(
      ...fitting.map((one) => make("button", { type: "button", onclick: () => this.take(one) }, one)),
    );
  }

  take(command) {
    this.area.value = `${command} `;
    this.fit();
    find("shortcuts").hidden = true;
    this.area.focus();
  }

  inThread(message, focused = true) {
    this.thread = message ? message.id : null;
    find("in-thread").hidden = !message;
    find("in-thread-words").textContent = message ? `In the thread of ${message.time}.` : "";
    if (focused) this.area.focus();
  }

  // Messages.

  item(item) {
    if (!item.message) return make("li", { class: "day" }, make("span", {}, item.day));
    return make("li", { class: `post desk-post ${item.first ? "first" : ""}` }, [
      this.head(item, item.first),
      make("div", { class: "post-body" }, [this.inside(item), this.threadOf(item)]),
    ]);
  }

  head(item, first) {
    if (!first) return make("span", { class: "gutter quiet" }, item.time);
    return [
      make("span", { class: `face square ${item.bot ? "app" : hue(item.author)}`, "aria-hidden": "true" }, initial(item.author)),
      make("p", { class: "author" }, [
        make("strong", {}, item.author),
        item.bot ? make("span", { class: "tag" }, "App") : null,
        make("span", { class: "quiet" }, item.time),
        item.private ? make("span", { class: "quiet" }, "Only you can see this") : null,
      ]),
    ];
  }

  inside(item) {
    const pictures = item.files.map((one) => (one.image ? picture(one, one.alt) : file(one)));
    const words = item.blocks.length
      ? blocks(item.blocks, (block) => this.hand(item, block))
      : [item.text ? make("div", { class: "said" }, mrkdwn(item.text, this.names)) : null];
    const reactions = Object.entries(item.reactions).map(([name, count]) =>
      make("span", { class: "reaction" }, `:${name}: ${count}`),
    );
    return [
      words,
      item.edited ? make("small", { class: "quiet" }, "(edited)") : null,
      pictures.length ? make("div", { class: "files" }, pictures) : null,
      reactions.length ? make("p", {}, reactions) : null,
    ];
  }

  threadOf(item) {
    const { replies } = item;
    const reply = make(
      "button",
      { type: "button", class: "link reply", "data-spot": "reply", onclick: () => this.inThread(item) },
      "Reply in thread",
    );
    if (item.private) return null;
    if (!replies.length) return reply;
    const count = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
    return make("div", { class: "thread", role: "group", "aria-label": `Thread, ${count}` }, [
      make("p", { class: "thread-count" }, count),
      replies.map((one) =>
        make("div", { class: "post first" }, [
          this.head(one, true),
          make("div", { class: "post-body" }, this.inside(one)),
        ]),
      ),
      reply,
    ]);
  }

  hand(item, block) {
    const at = (element) => ({
      message: item.id,
      block: block.block_id,
      action: element.action_id,
    });
    return this.handAt(block, `${this.owner} ${item.id}`, at);
  }

  handAt(block, place, at) {
    const key = (element) => `${place} ${block.block_id} ${element.action_id}`;
    return {
      block,
      names: this.names,
      value: (element) => this.chosen.get(key(element)) ?? starting(element),
      set: (element, value) => this.chosen.set(key(element), value),
      offers: (element) => this.offers.get(key(element)),
      offer: (element, options) => this.offers.set(key(element), options),
      search: (element, typed) => this.act({ ...at(element), do: "search", typed }),
      press: (element) => this.press(element, at(element)),
      choose: (element, chosen) => {
        this.chosen.set(key(element), chosen);
        this.act({ ...at(element), do: "choose", chosen });
      },
    };
  }
}

function nothingYet() {
  return make("p", { class: "nothing-yet quiet" }, "Nothing is here yet: the app fills its home when it is opened.");
}

// What an element in a message starts with.
function starting(element) {
  const many = element.initial_options?.map((one) => one.value);
  const one = element.initial_option?.value ?? element.initial_date ?? element.initial_time;
  return many ?? one ?? element.initial_user ?? element.initial_value ?? "";
}
