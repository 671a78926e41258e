// Pictures and files of a conversation.

import { make } from "./element.js";
import { enlarge } from "./toasts.js";

export function picture(file, words) {
  const { address, width, height } = file;
  const image = make("img", { src: address, alt: words, width, height });
  return make(
    "button",
    {
      type: "button",
      class: "picture",
      "aria-label": `${words}. Enlarge`,
      "data-spot": address,
      onclick: () => enlarge(address, words),
    },
    image,
  );
}

export function file(one) {
  return make("a", { class: "file", href: one.address, download: one.name, "data-spot": one.address }, [
    make("span", { class: "file-sign", "aria-hidden": "true" }),
    make("span", {}, one.name, make("small", {}, size(one.size))),
  ]);
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} kB`;
}
