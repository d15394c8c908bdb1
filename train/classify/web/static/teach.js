// Teach: one sentence after the other, the most useful first, each with the model's guess to confirm or to change.

import { el, quoted, show, plural, two } from "./dom.js";
import { post } from "./api.js";
import { conflict } from "./inspector.js";
import { Item } from "./item.js";
import { attempt } from "./notice.js";
import { retraining } from "./retrain.js";
import { byId, code, switches } from "./topics.js";
import { why } from "./why.js";

const AHEAD = 20;

// Where no threshold decides, a topic is over or under the line between the topics given and the others.
function reason({ asked_for: id, distance, scores }) {
  const topic = byId.get(id);
  const named = [code(id), " ", topic?.title ?? id];
  if (!topic || topic.threshold === null) return ["the model ", distance >= 0 ? "only just gives it " : "nearly gives it ", named];
  return ["it is near the threshold of ", named, `: ${two(scores[id])} against ${two(topic.threshold)}`];
}

export class TeachView {
  constructor(place, refresh, single) {
    Object.assign(this, { place, refresh, single, queue: [], skipped: [], done: [], item: null, pace: null, left: 0 });
    this.card = el("section", { class: "page card", "aria-label": "The sentence to label" });
    this.meter = el("section", { class: "pace", "aria-label": "Progress" });
    this.learning = el("section", { class: "learning", "aria-label": "Retraining" });
  }

  async open() {
    document.body.classList.remove("inspecting");
    show(this.place, el("div", { class: "teach" }, this.card, el("aside", { class: "side" }, this.meter, this.learning)));
    this.queue = [];
    this.item = null;
    retraining(this.learning, () => this.modelChanged());
    await this.next();
  }

  async modelChanged() {
    await this.refresh();
    this.queue = [];
    this.item = null;
    await this.next();
  }

  async fill() {
    if (!this.item) show(this.card, el("p", { class: "muted", role: "status" }, "Reading the folder and the articles on the desk …"));
    const answer = await attempt(() => post("/api/queue", { count: AHEAD, skip: this.skipped.slice(-10000) }));
    if (!answer) return;
    this.pace = answer.pace;
    this.left = answer.left;
    this.queue = answer.suggestions;
  }

  async next() {
    if (!this.queue.length) await this.fill();
    const suggestion = this.queue.shift();
    this.suggestion = suggestion ?? null;
    this.item = suggestion ? this.itemOf(suggestion) : null;
    this.draw();
  }

  itemOf(suggestion) {
    const before = suggestion.revision ? { revision: suggestion.revision, topics: null, note: "", key: suggestion.key } : null;
    return new Item(suggestion, suggestion.article, before, () => this.draw());
  }

  // Changes stay on the card until Enter: only then is the label saved.
  toggle(topic) {
    const without = this.item.topics.filter((other) => other !== topic);
    const added = without.length < this.item.topics.length ? without : [...without, topic];
    this.item.draft = this.single() ? [topic] : added;
    this.draw();
  }

  async confirm() {
    const item = this.item;
    if (!item) return;
    await item.later(() => item.write(item.topics));
    if (!item.corrected || item.conflict) return;
    this.done.push(item);
    this.left -= 1;
    if (this.pace) this.pace.texts += 1;
    this.refresh();
    await this.next();
    this.refreshPace();
  }

  async refreshPace() {
    const answer = await attempt(() => post("/api/queue", { count: 1, skip: this.skipped.slice(-10000) }));
    if (answer) Object.assign(this, { pace: answer.pace, left: answer.left });
    this.drawPace();
  }

  skip() {
    if (!this.item) return;
    this.skipped.push(this.suggestion.key);
    this.next();
  }

  async back() {
    const item = this.done.pop();
    if (!item) return;
    if (this.suggestion) this.queue.unshift(this.suggestion);
    item.draft = item.topics;
    await item.undo();
    this.suggestion = item.row;
    this.item = item;
    this.draw();
    this.refresh();
    this.refreshPace();
  }

  draw() {
    this.drawPace();
    if (!this.item) {
      show(this.card, el("h2", {}, "Nothing is left to ask"),
        el("p", { class: "muted" }, "Every sentence is labelled, or there are none. Open articles in Read, or start ",
          el("code", {}, "classify serve --folder DIR"), " with a folder of unlabelled articles."));
      return;
    }
    const { name, position } = this.suggestion;
    const reasons = el("div", { class: "reasons" });
    show(this.card,
      el("p", { class: "muted" }, quoted(name), `, sentence ${position + 1}. Asked because `, reason(this.suggestion), "."),
      el("p", { class: "asked", id: "asked" }, quoted(this.item.row.text)),
      conflict(this.item),
      switches(this.item, (chosen) => this.toggle(chosen), async (chosen) => {
        const panel = await attempt(() => why(this.item.row.text, chosen));
        if (panel) show(reasons, panel);
      }),
      el("div", { class: "entry-row" },
        el("button", { type: "button", class: "primary", id: "confirm", onclick: () => this.confirm() }, "Confirm", el("kbd", {}, "Enter")),
        el("button", { type: "button", onclick: () => this.skip() }, "Skip ", el("kbd", {}, "x")),
        el("button", { type: "button", disabled: !this.done.length, onclick: () => this.back() }, "Undo ", el("kbd", {}, "u"))),
      reasons);
  }

  drawPace() {
    if (!this.pace) return;
    const { texts, stretch, per_hour: rate } = this.pace;
    const share = texts / Math.max(1, texts + this.left);
    show(this.meter, el("h2", {}, "Progress"),
      el("div", { class: "track wide" }, el("span", { class: "fill", share })),
      el("p", {}, el("b", { id: "labelled" }, String(texts)), " labelled, ", String(Math.max(0, this.left)), " left"),
      el("p", { class: "muted" }, `${plural(stretch, "text")} in this stretch of work`, rate ? `, ${Math.round(rate)} an hour` : ""));
  }

  key(key, topic) {
    if (key === "Enter") this.confirm();
    else if (key === "x") this.skip();
    else if (key === "u") this.back();
    else if (topic && this.item) this.toggle(topic);
    else return false;
    return true;
  }
}
