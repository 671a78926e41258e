// The row of people above a pane: one of them is played.

import { initial, make } from "./element.js";

const HUES = 7;

// The same person has the same colour wherever they appear.
export function hue(name) {
  let sum = 0;
  for (const sign of name) sum = (sum * 31 + sign.codePointAt(0)) % 9973;
  return `hue-${sum % HUES}`;
}

export class People {
  constructor(root, play) {
    this.root = root;
    this.play = play;
    this.list = [];
    this.seen = new Map();
    this.looks = "";
  }

  show(people, who) {
    this.list = people;
    people.forEach((one, place) => {
      if (place === who || !this.seen.has(place)) this.seen.set(place, one.news);
    });
    const shown = people.map((one, place) => ({ ...one, news: one.news !== this.seen.get(place) }));
    const looks = JSON.stringify([shown, who]);
    if (looks === this.looks) return;
    this.looks = looks;
    const focused = [...this.root.children].indexOf(document.activeElement);
    this.root.replaceChildren(...shown.map((one, place) => this.person(one, place === who, place)));
    this.root.children[focused]?.focus({ preventScroll: true });
    this.root.children[who]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  person(one, chosen, place) {
    // Only whoever is played has their name in sight.
    const title = [one.name, one.word].filter(Boolean).join(", ");
    const label = one.news ? `${title}, has news` : title;
    return make("button", { type: "button", class: "person", title, "aria-label": label, "aria-pressed": String(chosen), onclick: () => this.play(place) }, [
      make("span", { class: `face ${hue(one.name)}`, "aria-hidden": "true" }, initial(one.name)),
      make("span", { class: "person-words" }, [
        make("strong", {}, one.name),
        one.word ? make("small", {}, one.word) : null,
      ]),
      one.news ? make("span", { class: "news" }) : null,
    ]);
  }

  async playNamed(name) {
    const place = this.list.findIndex((one) => one.name === name);
    if (place >= 0) await this.play(place);
  }
}
