// A box to write in: Enter sends, Shift and Enter begins a line.

import { find } from "./element.js";

export function composer(form, box, send) {
  const area = find(box);
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
  area.addEventListener("input", fit);
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    find(form).requestSubmit();
  });
  find(form).addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = area.value;
    if (!words.trim()) return;
    area.value = "";
    fit();
    // Words that were not taken are given back.
    if (!(await send(words)) && !area.value) {
      area.value = words;
      fit();
    }
  });
}
