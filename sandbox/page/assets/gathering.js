// A Telegram group, and the private chat of its bot.

import { Chat } from "./chat.js";
import { find, make } from "./element.js";
import { People } from "./people.js";
import { Welcome, silent } from "./phone.js";
import { ask } from "./toasts.js";

export class Gathering {
  constructor(act, actInPrivate, play) {
    this.act = act;
    this.chat = new Chat(find("group-chat"), act, { label: "Messages of the group", group: true });
    this.private = new Chat(find("private-chat"), actInPrivate, { label: "Private messages of the group's bot" });
    this.welcome = new Welcome(this.private, actInPrivate);
    this.people = new People(find("group-people"), play);
    this.door = make("div", { class: "welcome", hidden: true });
    this.asking = make("div", { class: "asking", hidden: true });
    this.chat.before.append(this.door);
    this.chat.scroller.before(this.asking);
    this.leave = make("button", { type: "button", class: "link", hidden: true, onclick: () => this.go() }, "Leave");
    this.chat.extra.append(this.leave);
    this.rooms = { group: find("show-group"), private: find("show-private") };
    for (const [name, button] of Object.entries(this.rooms)) {
      button.addEventListener("click", () => this.open(name));
    }
  }

  open(room) {
    for (const [name, button] of Object.entries(this.rooms)) {
      button.setAttribute("aria-pressed", String(name === room));
      find(`${name}-chat`).hidden = name !== room;
    }
    if (room === "private") this.rooms.private.querySelector(".news").hidden = true;
    (room === "group" ? this.chat : this.private).scroll.end();
  }

  async go() {
    const sure = await ask({ words: "Leave the group?", yes: "Leave", no: "Stay", danger: true });
    if (sure) this.act({ do: "leave" });
  }

  show(group) {
    this.people.show(group.people, group.who);
    this.showDoor(group);
    this.showAsking(group.asking);
    this.leave.hidden = !group.inside || group.leads;
    this.chat.leads = group.leads;
    const added = this.chat.show(
      { ...group, name: group.title, resting: `${group.count} members`, silent: cannotWrite(group) },
      `group ${group.place} ${group.who}`,
    );
    this.welcome.show(group.private, "");
    const told = this.private.show(
      { ...group.private, resting: "bot", silent: silent(group.private) },
      `private ${group.place} ${group.who}`,
    );
    const hidden = find("private-chat").hidden;
    if (told && hidden) this.rooms.private.querySelector(".news").hidden = false;
    // Whoever waits at the door is spoken to by the bot: that is where it goes on.
    if (told && hidden && group.waits) this.open("private");
    return added + told;
  }

  showDoor(group) {
    this.door.hidden = group.inside;
    const looks = `${group.who} ${group.door} ${group.waits}`;
    if (looks === this.doorLooks) return;
    this.doorLooks = looks;
    const words = group.waits
      ? `${group.owner} asked to join and waits at the door.`
      : `${group.owner} is not in the group.`;
    const join = make("button", { type: "button", class: "primary", onclick: () => this.act({ do: "join" }) }, "Ask to join");
    this.door.replaceChildren(make("p", {}, words), ...(group.door && !group.waits ? [join] : []));
  }

  showAsking(people) {
    this.asking.hidden = people.length === 0;
    const looks = JSON.stringify(people);
    if (looks === this.askingLooks) return;
    this.askingLooks = looks;
    const button = (label, act, who) =>
      make("button", { type: "button", onclick: () => this.act({ do: act, who }) }, label);
    this.asking.replaceChildren(
      ...people.map(({ id, name }) =>
        make("p", {}, [
          make("span", {}, `${name} asks to join`),
          button("Let in", "let in", id),
          button("Turn away", "turn away", id),
        ]),
      ),
    );
  }
}

function cannotWrite(group) {
  if (!group.inside) return "Only members write here.";
  if (group.writes) return "";
  return group.until ? `You may write again from ${group.until}.` : "You may not write here just now.";
}
