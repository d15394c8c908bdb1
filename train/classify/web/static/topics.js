// The topics of the model: a letter code, a key and a colour each.

import { el } from "./dom.js";
import { get } from "./api.js";

const GOLDEN_ANGLE = 137.508; // neighbours in the list lie far apart on the circle of colours
export const topics = [];
export const byId = new Map();

export async function loadTopics() {
  const found = await get("/api/topics");
  topics.splice(0, topics.length, ...found);
  byId.clear();
  found.forEach((topic, place) => byId.set(topic.id, { ...topic, hue: (25 + place * GOLDEN_ANGLE) % 360 }));
}

export const hueOf = (id) => byId.get(id)?.hue ?? 0;
export const titleOf = (id) => byId.get(id)?.title ?? id;
export const codeOf = (id) => byId.get(id)?.code ?? id;

export function code(id) {
  return el("span", { class: "code", hue: hueOf(id), title: titleOf(id) }, codeOf(id));
}

// Topic switches: one a topic, with its key, its probability and a tick where it would be given.
export function switches(item, onToggle, onWhy) {
  const given = new Set(item.topics);
  return el("ul", { class: "switches", "aria-label": "Topics of this sentence" },
    topics.map((topic) => switchOf(item, topic, given.has(topic.id), onToggle, onWhy)));
}

function switchOf(item, topic, on, onToggle, onWhy) {
  const score = item.scores[topic.id] ?? 0;
  const threshold = topic.threshold === null ? "" : `, threshold ${topic.threshold.toFixed(2)}`;
  const label = `Why ${topic.title}? Probability ${score.toFixed(2)}${threshold}`;
  return el("li", { class: on ? "switch on" : "switch", hue: hueOf(topic.id) },
    el("button", { type: "button", class: "toggle", "aria-pressed": String(on), "data-topic": topic.id,
      title: topic.definition, onclick: () => onToggle(topic.id) },
      el("kbd", {}, topic.key ?? ""), code(topic.id), el("span", { class: "title" }, topic.title)),
    onWhy && el("button", { type: "button", class: "meter", "data-why": topic.id, "aria-label": label, title: label,
      onclick: () => onWhy(topic.id) },
      el("span", { class: "track" }, el("span", { class: "fill", share: score }),
        topic.threshold !== null && el("span", { class: "tick", share: topic.threshold })),
      el("span", { class: "number" }, score.toFixed(2))));
}

export const topicOfKey = (key) => topics.find((topic) => topic.key === key)?.id;
