// The page: hears the whole state, hands each pane its part, and carries what is done.

import { Clock } from "./clock.js";
import { find, make } from "./element.js";
import { Line } from "./line.js";
import { Phone } from "./phone.js";
import { Tabs } from "./tabs.js";
import { sorry } from "./toasts.js";
import { Workplace } from "./workplace.js";

let line = null;

async function act(to, what) {
  const answer = await line.ask(to, what);
  if (answer.sorry) sorry(answer.sorry);
  return answer;
}

const tabs = new Tabs();
const clock = new Clock(() => line);
const phone = new Phone((what) => act("client", what));
const workplace = new Workplace((what) => act("therapist", what));

function lessons(list) {
  find("lessons").hidden = list.length === 0;
  const shown = find("lesson-list");
  if (shown.children.length !== list.length) {
    shown.replaceChildren(...list.map((lesson) => make("li", {}, lesson)));
  }
}

function told(news) {
  switch (news.kind) {
    case "state":
      clock.show(news.clock);
      lessons(news.lessons);
      if (phone.show(news.client)) tabs.news("client");
      if (workplace.show(news.therapist)) tabs.news("therapist");
      document.body.classList.add("ready");
      break;
    case "clock":
      clock.show(news.clock);
      break;
    case "toast":
      phone.toast(news);
      break;
    case "doing":
      phone.doing(news.what);
      break;
  }
}

// A list that was opened closes again when it is left.
const list = find("lessons");
document.addEventListener("click", (event) => {
  if (!list.contains(event.target)) list.open = false;
});
list.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  list.open = false;
  list.querySelector("summary").focus();
});

line = new Line({
  told,
  open: () => (find("cut-off").hidden = true),
  cut: () => (find("cut-off").hidden = false),
});
