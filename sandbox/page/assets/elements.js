// The parts of Slack's blocks that can be touched. `hand` knows where they are and what to do:
// press(element), choose(element, chosen), value(element), set(element, value), names; and for
// menus whose options the app suggests: search(element, words), offers(element), offer(element, options).

import { make } from "./element.js";
import { text } from "./mrkdwn.js";
import { searching } from "./searching.js";

const TYPED = {
  number_input: "number",
  email_text_input: "email",
  url_text_input: "url",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};
let numbers = 0;

export function newId() {
  numbers += 1;
  return `field-${numbers}`;
}

export function element(one, hand) {
  const spot = { "data-spot": `${hand.block.block_id} ${one.action_id}` };
  switch (one.type) {
    case "button":
      return button(one, hand, spot);
    case "radio_buttons":
    case "checkboxes":
      return choices(one, hand, spot);
    case "static_select":
    case "multi_static_select":
    case "users_select":
      return select(one, hand, spot);
    case "external_select":
    case "multi_external_select":
      return searching(one, hand, spot, (options) => select({ ...one, options }, { ...hand, id: null }, spot));
    case "overflow":
      return overflow(one, hand, spot);
    case "plain_text_input":
      return one.multiline ? area(one, hand, spot) : field(one, "text", hand, spot);
    default:
      if (TYPED[one.type]) return field(one, TYPED[one.type], hand, spot);
      return make("p", { class: "quiet" }, `(${one.type}: this page cannot show it)`);
  }
}

// Elements that are several fields and so need a heading rather than a label.
export const isGroup = (one) => one.type === "radio_buttons" || one.type === "checkboxes";

function button(one, hand, spot) {
  const label = one.accessibility_label ?? null;
  const given = { type: "button", class: `act ${one.style ?? ""}`, "aria-label": label, ...spot };
  return make("button", { ...given, onclick: () => hand.press(one) }, one.text.text);
}

function choices(one, hand, spot) {
  const many = one.type === "checkboxes";
  const name = newId();
  const chosen = [hand.value(one)].flat();
  const group = make("div", { class: "choices" });
  const changed = () => {
    const values = [...group.querySelectorAll("input:checked")].map((input) => input.value);
    hand.choose(one, many ? values : (values[0] ?? ""));
  };
  for (const option of one.options) {
    const input = make("input", {
      type: many ? "checkbox" : "radio",
      name,
      value: option.value,
      checked: chosen.includes(option.value),
      "data-spot": `${spot["data-spot"]} ${option.value}`,
      onchange: changed,
    });
    group.append(
      make("label", { class: "choice" }, [
        input,
        make("span", {}, [
          text(option.text, hand.names),
          option.description ? make("small", {}, text(option.description, hand.names)) : null,
        ]),
      ]),
    );
  }
  return group;
}

function select(one, hand, spot) {
  const many = one.type.startsWith("multi_");
  const chosen = [hand.value(one)].flat();
  const option = ({ value, words }) =>
    make("option", { value, selected: chosen.includes(value) }, words);
  const offered = (options) =>
    options.map((each) => option({ value: each.value, words: each.text.text }));
  let options = offered(one.options ?? []);
  if (one.type === "users_select") {
    options = Object.entries(hand.names).map(([value, words]) => option({ value, words }));
  }
  const groups = (one.option_groups ?? []).map((group) =>
    make("optgroup", { label: group.label.text }, offered(group.options)),
  );
  const words = one.placeholder?.text ?? "Choose…";
  const nothing = many ? null : make("option", { value: "", selected: !chosen[0] }, words);
  if (nothing) nothing.value = "";
  const given = { multiple: many, id: hand.id, "aria-label": hand.id ? null : words, ...spot };
  const changed = (event) => {
    const values = [...event.target.selectedOptions].map((each) => each.value);
    hand.choose(one, many ? values : values[0]);
  };
  return make("select", { ...given, onchange: changed }, [nothing, options, groups]);
}

function overflow(one, hand, spot) {
  return make("details", { class: "overflow" }, [
    make("summary", { "aria-label": "More actions", ...spot }, "⋯"),
    make(
      "div",
      {},
      one.options.map((each) =>
        make("button", { type: "button", onclick: () => hand.choose(one, each.value) }, each.text.text),
      ),
    ),
  ]);
}

function area(one, hand, spot) {
  const given = { rows: "5", ...typed(one, hand), ...spot };
  const node = make("textarea", given);
  node.value = hand.value(one);
  node.addEventListener("input", () => hand.set(one, node.value));
  return node;
}

function field(one, type, hand, spot) {
  const step = type === "number" && one.is_decimal_allowed ? "any" : null;
  const node = make("input", { type, step, ...typed(one, hand), ...spot });
  node.value = hand.value(one);
  // A picker is a choice as soon as it is made; words are sent with the form.
  const isPicker = one.type.endsWith("picker");
  node.addEventListener("input", () => hand.set(one, node.value));
  if (isPicker) node.addEventListener("change", () => hand.choose(one, node.value));
  return node;
}

function typed(one, hand) {
  return {
    id: hand.id,
    placeholder: one.placeholder?.text,
    maxlength: one.max_length,
    "aria-describedby": hand.describedBy,
    "aria-invalid": hand.isWrong ? "true" : null,
    "aria-label": hand.id ? null : (one.placeholder?.text ?? "Text"),
    autocomplete: "off",
  };
}
