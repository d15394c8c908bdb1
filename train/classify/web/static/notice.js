// What the page says at its edge: a short word that passes, or a problem that stays until it is closed.

import { el, show } from "./dom.js";

let timer;

export function say(text) {
  const status = document.getElementById("status");
  status.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => (status.textContent = ""), 4000);
}

export function complain(...errors) {
  const close = el("button", { type: "button", onclick: closeProblem }, "Close");
  show(document.getElementById("problem"),
    el("div", { class: "messages" }, errors.map((error) => el("p", {}, error.message))), close);
}

export function closeProblem() {
  show(document.getElementById("problem"));
}

// Do something that may fail; a failure is shown, and null comes back.
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    complain(error);
    return null;
  }
}
