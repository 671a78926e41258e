// The page: hears the whole state, hands each pane its part, and carries what is done.

import { Authenticator } from "./authenticator.js";
import { Clock } from "./clock.js";
import { find } from "./element.js";
import { Gathering } from "./gathering.js";
import { Inside } from "./inside.js";
import { Line } from "./line.js";
import { Phone } from "./phone.js";
import { Tabs } from "./tabs.js";
import { ask, sorry, toast } from "./toasts.js";
import { Tour } from "./tour.js";
import { Workplace } from "./workplace.js";

let line = null;

async function act(to, what) {
  const answer = await line.ask(to, what);
  if (answer.sorry) sorry(answer.sorry);
  return answer;
}

const hands = (to) => (what) => act(to, what);
const play = (pane) => (who) => act("page", { do: "play", pane, who });

const tabs = new Tabs();
const clock = new Clock(() => line);
const phone = new Phone(hands("phone"), play("phone"));
const workplace = new Workplace(hands("slack"), play("slack"));
const gathering = new Gathering(hands("group"), hands("private"), play("group"));
const inside = new Inside();
const authenticator = new Authenticator();
const panes = { phone, slack: workplace, group: gathering };
const tour = new Tour(async (step) => {
  tabs.show(step.where);
  await panes[step.where].people.playNamed(step.who);
  tabs.point(step.where);
});

function show(state) {
  clock.show(state.clock);
  tour.show(state.lessons);
  tabs.offer("group", Boolean(state.group));
  tabs.offer("inside", state["looks inside"]);
  find("start-over").hidden = !state.resets;
  document.body.classList.toggle("has-group", Boolean(state.group));
  document.body.classList.toggle("has-side", state.lessons.length > 0 || state["looks inside"]);
  if (phone.show(state.phone)) tabs.news("phone");
  if (workplace.show(state.slack)) tabs.news("slack");
  authenticator.show(state.authenticator, state.slack.modal);
  if (state.group && gathering.show(state.group)) tabs.news("group");
  document.body.classList.add("ready");
}

function told(news) {
  switch (news.kind) {
    case "state":
      show(news);
      break;
    case "clock":
      clock.show(news.clock);
      break;
    case "inside":
      inside.show(news.glimpses);
      break;
    case "toast":
      chatOf(news.pane).toast(news);
      break;
    case "doing":
      chatOf(news.pane).doing(news.what);
      break;
    case "reset":
      toast("Everything is set up anew. A moment, please.");
      line.anew = true;
      break;
  }
}

function chatOf(pane) {
  return { phone: phone.chat, group: gathering.chat, private: gathering.private }[pane];
}

find("start-over").addEventListener("click", async () => {
  const sure = await ask({
    title: "Start over?",
    words: "Everything that was done here is forgotten, and the practice is set up as at the start.",
    yes: "Start over",
    no: "Cancel",
  });
  if (sure) act("page", { do: "reset" });
});

line = new Line({
  told,
  open: () => {
    find("cut-off").hidden = true;
    // Another sandbox answers now: nothing of the old one may be left to look at.
    if (line.anew) location.reload();
  },
  cut: () => (find("cut-off").hidden = line.anew),
});
