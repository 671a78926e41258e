// The client's phone.

import { Chat } from "./chat.js";
import { find, make } from "./element.js";
import { People } from "./people.js";

export class Phone {
  constructor(act, play) {
    this.chat = new Chat(find("phone-chat"), act, { label: "Messages with the bot" });
    this.people = new People(find("phone-people"), play);
    this.welcome = new Welcome(this.chat, act);
  }

  show(phone) {
    this.people.show(phone.people, phone.who);
    this.welcome.show(phone, `${phone.owner} got an invitation link in the last session.`);
    return this.chat.show({ ...phone, resting: "bot", silent: silent(phone) }, `phone ${phone.who}`);
  }
}

// What a chat shows before anything was said in it, and how to bring a stopped bot back.
export class Welcome {
  constructor(chat, act) {
    this.act = act;
    this.about = make("p");
    this.words = make("p", { class: "quiet" });
    this.button = make("button", { type: "button", class: "primary open-link", onclick: () => this.open() });
    this.card = make("div", { class: "welcome" }, this.about, this.words, this.button);
    this.back = make("button", { type: "button", class: "unblock", hidden: true, onclick: () => this.act({ do: "unblock" }) }, "Restart the bot");
    chat.before.append(this.card);
    chat.silent.after(this.back);
  }

  open() {
    this.act({ do: "open link" });
  }

  show(chat, words) {
    this.card.hidden = chat.messages.length > 0;
    this.about.textContent = chat.about;
    this.words.textContent = chat.linked ? `Nothing is here yet. ${words}` : "Nothing is here yet.";
    this.button.textContent = chat.linked ? "Open invitation link" : "Start";
    this.back.hidden = !chat.blocked;
  }
}

export function silent(chat) {
  return chat.blocked ? "You have stopped this bot." : "";
}
