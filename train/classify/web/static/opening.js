// The ways in: paste a text, choose files, or drop them.

import { el } from "./dom.js";
import { post, upload } from "./api.js";
import { attempt, closeProblem, complain } from "./notice.js";

const LONGEST = 4 * 1024 * 1024;

export function entry(onOpened) {
  const text = el("textarea", { id: "paste", rows: 8, "aria-label": "Article", placeholder: "Paste an article here" });
  const name = el("input", { id: "paste-name", maxlength: 200, placeholder: "Name (optional)", "aria-label": "Name" });
  const files = el("input", { id: "files", type: "file", multiple: true, onchange: chosen });
  // What is in the field is forgotten, so that the same file can be chosen again once it is mended.
  async function chosen() {
    await open([...files.files], onOpened);
    files.value = "";
  }
  const submit = async (event) => {
    event.preventDefault();
    closeProblem();
    if (!text.value.trim()) {
      text.focus();
      return complain(new Error("There is nothing to open. Paste an article into the field, or choose files."));
    }
    const opened = await attempt(() => openText(name.value.trim() || titleFrom(text.value), text.value));
    return opened && onOpened(opened);
  };
  return el("form", { class: "entry", onsubmit: submit },
    text,
    el("div", { class: "entry-row" }, name,
      el("button", { type: "submit", class: "primary" }, "Open"),
      el("label", { class: "file-button" }, "Choose files", files)),
    el("p", { class: "muted" }, "Or drop text files anywhere on this page. Nothing leaves this machine."));
}

export function acceptDrops(onOpened) {
  const body = document.body;
  body.addEventListener("dragover", (event) => { event.preventDefault(); body.classList.add("dropping"); });
  body.addEventListener("dragleave", (event) => { if (!event.relatedTarget) body.classList.remove("dropping"); });
  body.addEventListener("drop", (event) => {
    event.preventDefault();
    body.classList.remove("dropping");
    open([...event.dataTransfer.files], onOpened);
  });
}

// Open all that can be opened, and say of each of the others why it cannot.
async function open(files, onOpened) {
  closeProblem();
  const refusals = [];
  let last = null;
  for (const file of files) {
    try {
      last = await openFile(file);
    } catch (error) {
      refusals.push(named(file.name, error));
    }
  }
  if (last) onOpened(last);
  if (refusals.length) complain(...refusals);
}

const named = (name, error) =>
  error.message.startsWith(name.slice(0, 60)) ? error : new Error(`${name}: ${error.message}`);

function openText(name, text) {
  refuseLong(new Blob([text]).size, name);
  return post("/api/articles", { name, text });
}

function openFile(file) {
  refuseLong(file.size, file.name);
  return upload(`/api/articles/files?name=${encodeURIComponent(file.name.slice(0, 200))}`, file);
}

function refuseLong(bytes, name) {
  if (bytes > LONGEST) {
    throw new Error(`${name.slice(0, 60)} has ${(bytes / 1048576).toFixed(1)} MB, and the page takes 4 MB at once. ` +
      "Tag larger files with classify predict.");
  }
}

function titleFrom(text) {
  const line = text.trim().split("\n", 1)[0].trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
