// A box to write in: Enter sends, Shift and Enter begins a line.

export function composer(form, area, send) {
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
  area.addEventListener("input", fit);
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
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
  return fit;
}
