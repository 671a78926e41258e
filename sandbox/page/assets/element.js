// Making elements without markup: text is always text.

export function make(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false || value === "") continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

export const find = (id) => document.getElementById(id);

// Only addresses of the web are followed; a label that promises one may carry something else.
export function webAddress(address) {
  return /^https?:\/\//i.test(address) ? address : null;
}

export function link(address, ...children) {
  const href = webAddress(address);
  if (!href) return make("span", {}, ...children);
  return make("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export function initial(name) {
  return [...name.trim()][0]?.toUpperCase() ?? "?";
}
