// Slack's own markup, and its rich text.

import { link, make } from "./element.js";

const PATTERN = new RegExp(
  [
    "```(?<block>[\\s\\S]+?)```",
    "`(?<code>[^`\\n]+)`",
    "<(?<angle>[^<>\\n]+)>",
    "(?<=^|[\\s(>])\\*(?<bold>\\S(?:[^*\\n]*\\S)?)\\*(?=$|[\\s.,;:!?)])",
    "(?<=^|[\\s(>])_(?<italic>\\S(?:[^_\\n]*\\S)?)_(?=$|[\\s.,;:!?)])",
    "(?<=^|[\\s(>])~(?<strike>\\S(?:[^~\\n]*\\S)?)~(?=$|[\\s.,;:!?)])",
  ].join("|"),
  "g",
);

const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

export function text(object, names) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, names) : [object.text];
}

export function mrkdwn(source, names) {
  const parts = [];
  let quoted = [];
  const endQuote = () => {
    if (quoted.length) parts.push(make("blockquote", {}, inline(quoted.join("\n"), names)));
    quoted = [];
  };
  let said = [];
  const endSaid = () => {
    if (said.length) parts.push(...inline(said.join("\n"), names));
    said = [];
  };
  for (const line of source.split("\n")) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quote) {
      endSaid();
      quoted.push(quote[1]);
    } else {
      endQuote();
      said.push(line);
    }
  }
  endSaid();
  endQuote();
  return parts;
}

function inline(source, names) {
  const parts = [];
  let at = 0;
  for (const match of source.matchAll(PATTERN)) {
    parts.push(plain(source.slice(at, match.index)));
    at = match.index + match[0].length;
    const { block, code, angle, bold, italic, strike } = match.groups;
    if (block !== undefined) parts.push(make("pre", {}, plain(block.replace(/^\n/, ""))));
    else if (code !== undefined) parts.push(make("code", {}, plain(code)));
    else if (angle !== undefined) parts.push(angled(angle, names));
    else if (bold !== undefined) parts.push(make("strong", {}, inline(bold, names)));
    else if (italic !== undefined) parts.push(make("em", {}, inline(italic, names)));
    else parts.push(make("s", {}, inline(strike, names)));
  }
  parts.push(plain(source.slice(at)));
  return parts.filter((part) => part !== "");
}

function angled(angle, names) {
  const [target, label] = angle.split(/\|(.*)/s);
  if (target.startsWith("@")) return mention(`@${names[target.slice(1)] ?? target.slice(1)}`);
  if (target.startsWith("#")) return mention(`#${label || target.slice(1)}`);
  if (target.startsWith("!date")) return plain(label ?? "");
  if (target.startsWith("!")) return mention(`@${label || target.slice(1)}`);
  return link(plain(target), plain(label ?? target));
}

const mention = (words) => make("span", { class: "mention" }, words);

export function richText(block, names) {
  return block.elements.map((part) => richPart(part, names));
}

function richPart(part, names) {
  const words = () => part.elements.map((one) => richWord(one, names));
  switch (part.type) {
    case "rich_text_quote":
      return make("blockquote", {}, words());
    case "rich_text_preformatted":
      return make("pre", {}, words());
    case "rich_text_list": {
      const items = part.elements.map((item) => make("li", {}, richPart(item, names)));
      return make(part.style === "ordered" ? "ol" : "ul", {}, items);
    }
    default:
      return make("p", { class: "said" }, words());
  }
}

function richWord(word, names) {
  switch (word.type) {
    case "text":
      return styled(word.text, word.style ?? {});
    case "link":
      return link(word.url, styled(word.text ?? word.url, word.style ?? {}));
    case "user":
      return mention(`@${names[word.user_id] ?? word.user_id}`);
    case "emoji":
      return word.unicode ? fromHexadecimal(word.unicode) : `:${word.name}:`;
    case "broadcast":
      return mention(`@${word.range}`);
    case "date":
      return word.fallback ?? "";
    default:
      return mention(word.channel_id ?? word.usergroup_id ?? word.value ?? "");
  }
}

const fromHexadecimal = (codes) =>
  String.fromCodePoint(...codes.split("-").map((code) => parseInt(code, 16)));

function styled(words, style) {
  let shown = words;
  if (style.code) shown = make("code", {}, shown);
  if (style.bold) shown = make("strong", {}, shown);
  if (style.italic) shown = make("em", {}, shown);
  if (style.strike) shown = make("s", {}, shown);
  return shown;
}
