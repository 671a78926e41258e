// What happens inside, as it happens: names of effects, lanes and states.

import { find, make } from "./element.js";
import { Scroll } from "./scroll.js";

const AT_MOST = 300;

export class Inside {
  constructor() {
    this.list = find("glimpses");
    this.last = 0;
    this.scroll = new Scroll(find("inside-scroll"), find("inside-end"));
  }

  show(glimpses) {
    const fresh = glimpses.filter((one) => one.number > this.last);
    if (!fresh.length) return;
    find("inside-empty").hidden = true;
    this.last = fresh.at(-1).number;
    this.list.append(...fresh.map(row));
    while (this.list.children.length > AT_MOST) this.list.firstElementChild.remove();
    this.scroll.settle(fresh.length);
  }
}

function row(one) {
  return make("li", { class: `glimpse of-${one.kind}` }, [
    make("span", { class: "kind" }, one.kind),
    make("span", { class: "glimpse-words" }, [
      make("code", {}, one.name),
      make("small", {}, [one.text, one.who].filter(Boolean).join(" · ")),
    ]),
    make("time", {}, one.time),
  ]);
}
