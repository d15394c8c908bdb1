// Retraining: start it, watch it, look at what would change, and decide.

import { el, plural, quoted, show } from "./dom.js";
import { get, post } from "./api.js";
import { attempt, say } from "./notice.js";
import { code, loadTopics, topics } from "./topics.js";

const EVERY = 700;
let timer;

export function retraining(place, onModel) {
  clearTimeout(timer);
  watch(place, onModel);
}

async function watch(place, onModel) {
  const state = await attempt(() => get("/api/retrain"));
  if (!state || !place.isConnected) return;
  draw(place, state, onModel);
  if (state.status === "running") timer = setTimeout(() => watch(place, onModel), EVERY);
}

function draw(place, state, onModel) {
  const act = (path, word, changesModel) => async () => {
    const next = await attempt(() => post(`/api/retrain${path}`));
    if (!next) return;
    say(word);
    if (changesModel) {
      await attempt(loadTopics);
      await onModel();
    }
    retraining(place, onModel);
  };
  const button = (label, path, word, options = {}, changes = false) =>
    el("button", { type: "button", ...options, onclick: act(path, word, changes) }, label);
  show(place, el("h2", {}, "The model"),
    state.status === "running" ? running(state) : null,
    state.status === "failed" ? el("p", { class: "failed" }, quoted(state.stage)) : null,
    state.status === "ready" ? outcome(state.outcome) : null,
    state.status === "ready"
      ? el("div", { class: "entry-row" },
        button("Accept", "/accept", "The new model is in use", { class: "primary", id: "accept" }, true),
        button("Discard", "/discard", "Discarded"))
      : el("div", { class: "entry-row" },
        button("Retrain", "", "Training has begun",
          { id: "retrain", disabled: state.status === "running" || state.possible !== "" }),
        state.previous && button("Bring back the model before", "/back", "The earlier model is in use",
          { id: "back", disabled: state.status === "running" }, true)),
    state.possible ? el("p", { class: "muted" }, state.possible)
      : state.status === "idle" && el("p", { class: "muted" }, "Learns from the data and all corrections. Nothing changes until you accept."));
}

function running(state) {
  return [el("p", { role: "status" }, `${state.stage} …`),
    state.total > 0 && el("div", { class: "track wide" }, el("span", { class: "fill", share: state.done / state.total }))];
}

function outcome(found) {
  return el("div", { class: "outcome" },
    el("p", {}, "Of ", el("b", {}, plural(found.corrections, "correction")), ` the model in use has ${found.right_before} right, the new one `,
      el("b", {}, String(found.right_after)), ". The new one has just learnt from these very texts, so that says nothing of others."),
    found.texts ? heldOut(found) : el("p", { class: "muted" }, "No article is held out, so there is nothing to compare on."),
    found.moved.length > 0 && el("details", {}, el("summary", {}, `What moved in the corrected texts (${found.moved.length})`),
      el("ul", { class: "moved" }, found.moved.map((moved) => el("li", {}, quoted(moved.text),
        el("p", { class: "muted" }, codes(moved.before), " → ", codes(moved.after), " wanted ", codes(moved.wanted)))))));
}

const codes = (list) => (list.length ? list.map((topic) => [code(topic), " "]) : ["none"]);

function heldOut(found) {
  const { micro_f1: micro, macro_f1: macro } = found.headlines;
  return [
    scores([row("micro F1", micro), row("macro F1", macro)]),
    el("p", { class: "muted" }, `On ${plural(found.texts, "sentence")} of ${plural(found.articles, "article")} held out; ` +
      `${plural(found.changed, "decision")} changed.`, starred(found) && " * where the interval of the change leaves out 0."),
    el("details", {}, el("summary", {}, "F1 topic by topic"),
      scores(topics.filter((topic) => found.per_topic[topic.id])
        .map((topic) => row([code(topic.id), " ", topic.title], found.per_topic[topic.id])))),
  ];
}

function scores(rows) {
  return el("table", { class: "scores" },
    el("thead", {}, el("tr", {}, ["", "in use", "new", "change, 95 %"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, rows));
}

const leavesOutZero = ({ interval }) => interval !== null && (interval[0] > 0 || interval[1] < 0);
const starred = (found) => [found.headlines, found.per_topic].some((scored) => Object.values(scored).some(leavesOutZero));

function row(label, score) {
  const { before, after, interval } = score;
  const number = (value) => (value === null ? "–" : value.toFixed(3));
  const moved = leavesOutZero(score) ? " *" : "";
  const change = interval ? `${fine(interval[0])} to ${fine(interval[1])}${moved}` : "–";
  return el("tr", {}, el("th", { scope: "row" }, label),
    [number(before), number(after), change].map((text) => el("td", { class: "number" }, text)));
}

const fine = (number) => (number < 0 ? "−" : "+") + Math.abs(number).toFixed(3);
