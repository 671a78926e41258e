// One message of a Telegram chat.

import { initial, make, webAddress } from "./element.js";
import { marked } from "./marked.js";
import { hue } from "./people.js";
import { file, picture } from "./picture.js";

const BARS = [5, 9, 14, 8, 16, 11, 6, 13, 17, 9, 5, 12, 15, 8, 11, 6, 9, 14, 7, 5];

export function bubble(item, chat) {
  if (!item.message) return make("li", { class: "day" }, make("span", {}, item.day));
  if (item.service) {
    return make("li", { class: `day told ${item.gone ? "gone" : ""}` }, make("span", {}, item.service));
  }
  const side = item.own ? "own" : "theirs";
  const named = chat.group && !item.own;
  const look = `turn ${side} ${item.first ? "first" : ""} ${named ? "named" : ""}`;
  return make("li", { class: look }, [
    named && item.first ? face(item) : null,
    make("div", { class: `bubble ${item.picture ? "pictured" : ""}` }, [
      named && item.first ? make("p", { class: `author ${hue(item.author)}` }, item.author) : null,
      inside(item, chat),
    ]),
    item.reaction ? make("span", { class: "reaction" }, item.reaction) : null,
    item.buttons.length ? keyboard(item, chat) : null,
    deeds(item, chat),
  ]);
}

function face(item) {
  return make("span", { class: `face small ${hue(item.author)}`, "aria-hidden": "true" }, initial(item.author));
}

function inside(item, chat) {
  const words = item.own ? "Picture from you" : `Picture from ${item.bot ? "the bot" : item.author}`;
  const said = marked(item.text, item.entities, (text) => chat.say({ do: "say", text }));
  return [
    make("span", { class: "unseen" }, item.own ? "You: " : ""),
    item.answers ? make("p", { class: "answers" }, item.answers) : null,
    item.picture ? picture(item.picture, words) : null,
    item.file ? file(item.file) : null,
    item.voice === null ? null : voice(item.voice),
    item.text ? make("div", { class: "said" }, said) : null,
    make("p", { class: "stamp" }, [
      item.edited ? `edited ${item.time}` : item.time,
      item.own ? make("span", { class: "sign sign-tick", "aria-hidden": "true" }) : null,
    ]),
  ];
}

function voice(seconds) {
  const bars = BARS.map((height) => make("span", { class: `tall-${height}` }));
  return make("div", { class: "voice", role: "img", "aria-label": `Voice message, ${seconds} seconds, silent` }, [
    make("span", { class: "round-sign", "aria-hidden": "true" }, make("span", { class: "sign sign-play" })),
    make("span", { class: "wave", "aria-hidden": "true" }, bars),
    make("span", { class: "quiet", "aria-hidden": "true" }, `0:${String(seconds).padStart(2, "0")}`),
  ]);
}

// What can be done about a message: answer, change, take back.
function deeds(item, chat) {
  const start = item.text.slice(0, 60);
  const one = (label, act) =>
    make("button", { type: "button", class: "deed", "data-spot": `${label} ${item.id}`, onclick: act }, label);
  const all = [
    chat.group ? one("Reply", () => chat.setMode({ answers: item.id, words: `Reply to ${item.author}: ${start}` })) : null,
    item.editable ? one("Edit", () => chat.setMode({ edits: item.id, text: item.text, words: "Change your message" })) : null,
    chat.group && (item.own || chat.leads) ? one("Delete", () => chat.say({ do: "delete", message: item.id })) : null,
  ].filter(Boolean);
  return all.length ? make("div", { class: "deeds" }, all) : null;
}

function keyboard(item, chat) {
  return make(
    "div",
    { class: "keyboard", role: "group", "aria-label": "Answers" },
    item.buttons.map((row) =>
      make("div", { class: "keys" }, row.map((button) => key(item, button, chat))),
    ),
  );
}

function key(item, button, chat) {
  const look = `key ${button.style}`;
  const href = webAddress(button.url);
  if (href) {
    const kind = { class: look, href, target: "_blank", rel: "noopener noreferrer" };
    return make("a", kind, `${button.label} \u2197\ufe0e`);
  }
  const tap = async (event) => {
    const pressed = event.currentTarget;
    pressed.classList.add("tapped");
    await chat.act({ do: "tap", message: item.id, data: button.data });
    pressed.classList.remove("tapped");
  };
  const spot = `${button.data} ${button.label}`;
  const given = { type: "button", class: look, "data-spot": spot, disabled: !button.data };
  return make("button", { ...given, onclick: tap }, button.label);
}
