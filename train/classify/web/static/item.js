// A sentence on the page: what the model says of it, what a person said, and how to change that.

import { post, put } from "./api.js";
import { attempt, say } from "./notice.js";
import { byId } from "./topics.js";

export class Item {
  constructor(row, article, correction, changed) {
    Object.assign(this, { row, article, correction: correction ?? null, changed, conflict: null, draft: null });
    this.waiting = Promise.resolve();
  }

  get scores() { return this.row.scores; }
  get corrected() { return this.correction !== null && this.correction.topics !== null; }
  get topics() { return this.draft ?? (this.corrected ? this.correction.topics : this.row.topics); }
  get revision() { return this.correction?.revision ?? 0; }
  get note() { return this.correction?.note ?? ""; }

  toggle(topic, single) {
    return this.later(() => {
      const without = this.topics.filter((other) => other !== topic);
      return this.write(single ? [topic] : without.length < this.topics.length ? without : [...without, topic]);
    });
  }

  confirm() { return this.later(() => this.write(this.topics)); }
  annotate(note) { return this.later(() => this.write(this.topics, this.revision, note)); }

  overrule() {
    return this.later(() => {
      const { mine, note, current } = this.conflict;
      // A note that was not touched here must not take away what the other has written.
      return this.write(mine, current?.revision ?? 0, note === this.note ? current?.note ?? "" : note);
    });
  }

  yieldToOther() {
    this.correction = this.conflict.current;
    this.conflict = null;
    this.changed(this);
  }

  undo() {
    return this.later(async () => {
      if (!this.corrected) return;
      const body = { revision: this.revision, author: author() };
      await this.take(() => post(`/api/corrections/${this.correction.key}/undo`, body), this.topics, this.note);
    });
  }

  // One change after the other: the next one must name the revision that the one before has made.
  later(work) {
    this.waiting = this.waiting.then(() => attempt(work));
    return this.waiting;
  }

  write(topics, revision = this.revision, note = this.note) {
    const known = topics.filter((topic) => byId.has(topic)); // one of an earlier model's would be refused
    const body = {
      text: this.row.text, topics: known, revision, note, guess: this.row.topics, author: author(),
      article: this.article, position: this.row.position,
    };
    return this.take(() => put("/api/corrections", body), known, note);
  }

  async take(request, mine, note) {
    try {
      this.correction = await request();
      this.conflict = null;
      say("Saved");
    } catch (error) {
      if (error.status !== 409) throw error;
      this.conflict = { mine, note, current: error.body.current };
    }
    this.changed(this);
  }
}

const author = () => document.getElementById("author").value.trim();

// The topics of a whole article: how many of its own sentences carry each.
export function rollUp(items) {
  const counts = new Map();
  for (const item of items.filter((other) => other.row.kind !== "next_headline")) {
    for (const topic of item.topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return [...counts].filter(([topic]) => byId.has(topic)).sort((one, other) => other[1] - one[1]);
}
