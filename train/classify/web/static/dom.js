// Elements from plain values. Text is only ever set as text, so nothing that comes from outside can be markup.

export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "hue") element.style.setProperty("--hue", value);
    else if (name === "share") element.style.setProperty("--share", value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...standing(children));
  return element;
}

export function show(parent, ...children) {
  parent.replaceChildren(...standing(children));
}

// What stands in lists, however deep; a part that is left out is null, undefined or false.
function standing(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

// Text from outside: isolated, so that a right-to-left override in it ends where it ends.
export function quoted(text, properties = {}) {
  return el("bdi", { dir: "auto", ...properties }, text);
}

export const two = (number) => number.toFixed(2);
export const signed = (number) => (number < 0 ? "−" : "+") + Math.abs(number).toFixed(2);
export const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

export function when(iso) {
  return new Date(iso).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}
