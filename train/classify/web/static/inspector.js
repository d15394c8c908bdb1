// The panel beside the text: the sentence that is selected, its topics, its reasons, its note.

import { el, plural, quoted, show, when } from "./dom.js";
import { attempt } from "./notice.js";
import { code, switches, topics } from "./topics.js";
import { why } from "./why.js";

export function definitions() {
  return el("section", { class: "definitions" },
    el("h2", {}, "Topics"),
    el("dl", {}, topics.map((topic) => el("div", {},
      el("dt", {}, code(topic.id), " ", topic.title), el("dd", {}, topic.definition || topic.id)))));
}

// Draw the panel of an item; `state.topic` is the topic whose reasons are open,
// and `state.asked` says that somebody asked for them just now.
export function inspect(place, item, state, actions) {
  const reasons = el("div", { class: "reasons" });
  const note = el("textarea", {
    id: "note", rows: 2, maxlength: 2000, placeholder: "A note on this sentence",
    onchange: (event) => item.annotate(event.target.value),
  });
  note.value = item.note;
  show(place,
    el("div", { class: "inspector-head" },
      el("h2", {}, `Sentence ${item.row.position + 1}`),
      el("button", { type: "button", disabled: !item.corrected, onclick: () => item.undo() }, "Undo"),
      el("button", { type: "button", onclick: actions.close, "aria-label": "Close the panel" }, "Close")),
    el("p", { class: "quote" }, quoted(item.row.text)),
    conflict(item),
    origin(item),
    switches(item, actions.toggle, (topic) => {
      state.asked = true;
      openWhy(reasons, item, state, topic);
    }),
    reasons,
    el("label", { class: "note" }, "Note", note));
  if (state.topic) openWhy(reasons, item, state, state.topic);
}

async function openWhy(place, item, state, topic) {
  state.topic = topic;
  const panel = await attempt(() => why(item.row.text, topic));
  if (!panel || state.topic !== topic) return;
  show(place, panel);
  if (state.asked) place.scrollIntoView({ block: "nearest" });
  state.asked = false;
}

function origin(item) {
  if (!item.corrected) return el("p", { class: "muted" }, "Topics from the model.");
  const { author, at, guess } = item.correction;
  const before = guess.length ? [" The model had given ", guess.map((topic) => [code(topic), " "])] : " The model had given none.";
  return el("p", { class: "muted" }, `Set by ${author || "somebody"}, ${when(at)}.`, before);
}

export function conflict(item) {
  if (!item.conflict) return null;
  const { mine, current } = item.conflict;
  const theirs = current?.topics ?? [];
  const codes = (list) => (list.length ? list.map((topic) => [code(topic), " "]) : "no topic");
  return el("div", { class: "conflict", role: "alert" },
    el("p", {}, `${current?.author || "Somebody else"} changed this sentence meanwhile, to `, codes(theirs),
      ". You chose ", codes(mine), "."),
    el("button", { type: "button", onclick: () => item.yieldToOther() }, "Keep theirs"),
    el("button", { type: "button", onclick: () => item.overrule() }, "Use mine"));
}

export const countOf = (items) => plural(items.filter((item) => item.corrected).length, "correction");
