// The reasons for one topic of one sentence: the words that carried it, for and against, and how far it is.

import { el, quoted, signed, two } from "./dom.js";
import { post } from "./api.js";
import { byId, code } from "./topics.js";

const SLIGHT = 0.1;

export async function why(text, topic) {
  const answer = await post("/api/explain", { text, topics: [topic], top: 10 });
  return panel(answer.text, topic, answer.topics[topic]);
}

function panel(text, topic, reason) {
  const { title, definition } = byId.get(topic);
  return el("section", { class: "why", "aria-label": `Why ${title}` },
    el("h3", {}, code(topic), " ", title),
    definition && el("p", { class: "definition" }, definition),
    el("p", { class: "distance" }, decided(reason)),
    el("p", { class: "weighed", dir: "auto" }, weighed(text, reason.words)),
    el("p", { class: "legend" }, el("mark", { class: "for" }, "for"), " ", el("mark", { class: "against" }, "against"),
      " the topic; the deeper, the weightier"),
    el("div", { class: "columns" }, weights("For", reason.words, text, 1), weights("Against", reason.words, text, -1)),
    el("details", {}, el("summary", {}, "The n-grams counted"),
      el("table", {}, el("tbody", {}, reason.why.map(([name, value]) =>
        el("tr", {}, el("td", {}, quoted(name)), el("td", { class: "number" }, signed(value)))),
        el("tr", {}, el("td", {}, "(start)"), el("td", { class: "number" }, signed(reason.intercept)))))));
}

// How far the topic is from its threshold, and what else decided, as where the most probable topics are given.
function decided(reason) {
  const score = el("b", {}, two(reason.score));
  if (reason.threshold === null) return [score, `: ${reason.note}`];
  const distance = reason.logit - reason.threshold_logit;
  const far = el("b", {}, `${two(Math.abs(distance))} ${distance >= 0 ? "over" : "under"}`);
  return [score, ` against a threshold of ${two(reason.threshold)}: `, far, " in log-odds",
    reason.note && ` (${reason.note})`];
}

// Offsets count characters as Python does: code points.
function weighed(text, words) {
  const points = [...text];
  const most = Math.max(1, ...words.map(([, , weight]) => Math.abs(weight)));
  const parts = [];
  let done = 0;
  for (const [start, end, weight] of words) {
    parts.push(points.slice(done, start).join(""));
    const word = points.slice(start, end).join("");
    const kind = weight > 0 ? "for" : "against";
    const slight = Math.abs(weight) < SLIGHT;
    parts.push(slight ? word : el("mark", { class: kind, share: Math.abs(weight) / most, title: signed(weight) }, word));
    done = end;
  }
  return [...parts, points.slice(done).join("")];
}

function weights(heading, words, text, sign) {
  const points = [...text];
  const chosen = words.filter(([, , weight]) => weight * sign >= SLIGHT)
    .sort((one, other) => Math.abs(other[2]) - Math.abs(one[2])).slice(0, 6);
  return el("div", {}, el("h4", {}, heading),
    chosen.length
      ? el("ol", { class: "weights" }, chosen.map(([start, end, weight]) =>
        el("li", {}, quoted(points.slice(start, end).join("")), el("span", { class: "number" }, signed(weight)))))
      : el("p", { class: "muted" }, "nothing"));
}
