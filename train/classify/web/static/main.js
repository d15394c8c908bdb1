// The page: its views, its keys, and what is remembered between visits.

import { el, plural, show } from "./dom.js";
import { get } from "./api.js";
import { attempt, closeProblem } from "./notice.js";
import { acceptDrops } from "./opening.js";
import { ReadView } from "./read.js";
import { TeachView } from "./teach.js";
import { loadTopics, topicOfKey } from "./topics.js";

const main = document.getElementById("main");
const author = document.getElementById("author");
const help = document.getElementById("help");
const menu = document.querySelector(".menu");
let health = { kind: "multi" };
let view = null;
let shown = null;

async function refresh() {
  const found = await attempt(() => get("/api/health"));
  if (!found) return;
  health = found;
  document.getElementById("model-name").textContent = found.model;
  document.getElementById("label-count").textContent = plural(found.corrections, "correction");
}

const single = () => health.kind === "single";
const views = { read: new ReadView(main, refresh, single), teach: new TeachView(main, refresh, single) };

function route() {
  const [, name, id] = location.hash.match(/^#\/(read|teach)(?:\/([0-9a-f]{16}))?$/) ?? [null, "read", undefined];
  if (shown === `${name}/${id}`) return;
  shown = `${name}/${id}`;
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  menu.open = false;
  drawExports(name === "read" ? id : null);
  view = views[name] ?? views.read;
  view.open(id);
}

function drawExports(id) {
  const link = (form, label) => el("a", { href: `/api/articles/${id}/export.${form}`, download: true }, label);
  show(document.getElementById("article-exports"),
    id ? [el("p", {}, "This article, with its topics"), link("html", "HTML"), link("jsonl", "JSONL"), link("csv", "CSV")] : []);
}

function onKey(event) {
  const typing = event.target.closest("input, textarea, select");
  if (typing && event.key === "Escape") return typing.blur();
  if (typing || help.open || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === "Escape" && menu.open) menu.open = false;
  else if (event.key === "?") help.showModal();
  else if (event.key === "Enter" && event.target.closest("a, button, summary")) return undefined;
  else if (!view?.key(event.key, topicOfKey(event.key))) return undefined;
  return event.preventDefault();
}

// What was typed is saved when its field is left; so it is left before the page goes.
function leaveField() {
  document.activeElement?.blur();
}

async function start() {
  author.value = localStorage.getItem("author") ?? "";
  author.addEventListener("change", () => localStorage.setItem("author", author.value.trim()));
  document.getElementById("help-button").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  window.addEventListener("pagehide", leaveField);
  window.addEventListener("hashchange", route);
  // A problem goes when the person turns elsewhere, but not when the page does: of two files, one may be refused.
  document.addEventListener("click", (event) => event.target.closest("a[href^='#']") && closeProblem());
  acceptDrops((opened) => { location.hash = `#/read/${opened.id}`; });
  await attempt(loadTopics);
  await refresh();
  route();
}

start();
