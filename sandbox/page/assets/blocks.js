// Slack's blocks.

import { make } from "./element.js";
import { element, isGroup, newId } from "./elements.js";
import { richText, text } from "./mrkdwn.js";
import { picture } from "./picture.js";

// `hands(block)` makes the hand that touches the elements of one block.
export function blocks(list, hands) {
  return list.map((block) => one(block, hands(block)));
}

function one(block, hand) {
  switch (block.type) {
    case "header":
      return make("h4", { class: "block-header" }, text(block.text, hand.names));
    case "section":
      return section(block, hand);
    case "context":
      return make("div", { class: "block-context" }, block.elements.map((part) => small(part, hand)));
    case "rich_text":
      return make("div", { class: "block-rich" }, richText(block, hand.names));
    case "divider":
      return make("hr");
    case "image":
      return image(block, hand);
    case "actions":
      return make("div", { class: "block-actions" }, block.elements.map((part) => element(part, hand)));
    case "input":
      return input(block, hand);
    case "table":
    case "data_table":
      return table(block, hand);
    case "alert":
      return make("p", { class: "block-alert" }, text(block.text, hand.names));
    case "markdown":
      return make("p", { class: "said" }, block.text);
    default:
      return make("p", { class: "quiet" }, `(${block.type}: this page cannot show it)`);
  }
}

function section(block, hand) {
  const fields = (block.fields ?? []).map((field) =>
    make("div", { class: "said" }, text(field, hand.names)),
  );
  return make("div", { class: "block-section" }, [
    make("div", { class: "block-words" }, [
      block.text ? make("div", { class: "said" }, text(block.text, hand.names)) : null,
      fields.length ? make("div", { class: "block-fields" }, fields) : null,
    ]),
    block.accessory
      ? make("div", { class: "block-accessory" }, part(block.accessory, hand))
      : null,
  ]);
}

const part = (one, hand) => (one.type === "image" ? image(one, hand) : element(one, hand));

function small(one, hand) {
  if (one.type !== "image") return make("span", { class: "said" }, text(one, hand.names));
  if (!one.picture?.image) return make("span", {}, `[${one.alt_text}]`);
  return make("img", { class: "tiny", src: one.picture.address, alt: one.alt_text });
}

function image(block, hand) {
  const title = block.title ? make("figcaption", {}, text(block.title, hand.names)) : null;
  // Pictures from elsewhere are not fetched: nothing leaves this computer.
  const shown = block.picture?.image
    ? picture(block.picture, block.alt_text)
    : make("p", { class: "quiet" }, `[${block.alt_text}]`);
  return make("figure", { class: "block-image" }, title, shown);
}

function input(block, hand) {
  const id = newId();
  const optional = block.optional ? make("span", { class: "quiet" }, " (optional)") : null;
  const hint = block.hint ? make("p", { class: "hint", id: `${id}-hint` }, block.hint.text) : null;
  const wrong = hand.error
    ? make("p", { class: "wrong", id: `${id}-wrong`, role: "alert" }, hand.error)
    : null;
  const describedBy = [hint?.id, wrong?.id].filter(Boolean).join(" ");
  const group = isGroup(block.element);
  const told = { ...hand, id: group ? null : id, describedBy, isWrong: Boolean(wrong) };
  const inside = [element(block.element, told), hint, wrong];
  if (group) {
    const given = { class: "block-input", "aria-describedby": describedBy };
    return make("fieldset", given, make("legend", {}, block.label.text, optional), inside);
  }
  const label = make("label", { for: id }, block.label.text, optional);
  return make("div", { class: "block-input" }, label, inside);
}

function table(block, hand) {
  const cell = (tag) => (one) =>
    make(tag, {}, one.type === "rich_text" ? richText(one, hand.names) : String(one.text ?? one.value));
  const [head, ...rows] = block.rows;
  return make("div", { class: "block-table" }, [
    make("table", {}, [
      block.caption ? make("caption", {}, block.caption) : null,
      make("thead", {}, make("tr", {}, head.map(cell("th")))),
      make("tbody", {}, rows.map((row) => make("tr", {}, row.map(cell("td"))))),
    ]),
  ]);
}
