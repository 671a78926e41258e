// Telegram's marks: stretches of a text, counted in UTF-16 units as JavaScript counts.

import { link, make } from "./element.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};
const OWN_LINES = new Set(["blockquote", "expandable_blockquote", "pre"]);

export function marked(text, entities, command) {
  const inOrder = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return within(text, 0, text.length, inOrder, command);
}

function within(text, start, end, entities, command) {
  const parts = [];
  let at = start;
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const close = Math.min(entity.offset + entity.length, end);
    const inside = others.filter((one) => one.offset < close);
    rest = others.filter((one) => one.offset >= close);
    if (entity.offset < at) continue;
    let before = text.slice(at, entity.offset);
    at = close;
    if (OWN_LINES.has(entity.type)) {
      // It stands on lines of its own; the breaks around it would show twice.
      before = before.replace(/\n$/, "");
      if (text[at] === "\n") at += 1;
    }
    parts.push(before);
    const words = within(text, entity.offset, close, inside, command);
    parts.push(mark(entity, text.slice(entity.offset, close), words, command));
  }
  parts.push(text.slice(at, end));
  return parts.filter((part) => part !== "");
}

function mark(entity, plain, words, command) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, words);
    case "url":
      return link(plain, words);
    case "bot_command":
      return make(
        "button",
        { type: "button", class: "link", "data-spot": plain, onclick: () => command(plain) },
        words,
      );
    case "spoiler":
      return make("details", { class: "spoiler" }, make("summary", {}, "Hidden words"), words);
    case "date_time": {
      const moment = new Date(entity.unix_time * 1000).toISOString();
      return make("time", { datetime: moment }, words);
    }
    default:
      return TAGS[entity.type] ? make(TAGS[entity.type], {}, words) : make("span", {}, words);
  }
}
