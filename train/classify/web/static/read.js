// Read: the articles on the desk, and one of them with its sentences, topics and corrections.

import { el, quoted, show, two, plural } from "./dom.js";
import { get, remove } from "./api.js";
import { definitions, inspect, countOf } from "./inspector.js";
import { Item, rollUp } from "./item.js";
import { attempt } from "./notice.js";
import { entry } from "./opening.js";
import { code, hueOf, titleOf } from "./topics.js";

export class ReadView {
  constructor(place, refresh, single) {
    Object.assign(this, { place, refresh, single, items: [], selected: null, filter: null, article: null, state: {} });
    this.list = el("nav", { class: "articles", "aria-label": "Articles" });
    this.text = el("div", { class: "text" });
    this.side = el("aside", { class: "side", "aria-label": "Details" });
  }

  // What is opened later wins, even where the answer for it comes sooner.
  async open(id) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    document.body.classList.remove("inspecting");
    show(this.text);
    show(this.place, el("div", { class: "read" }, this.list, this.text, this.side));
    Object.assign(this, { items: [], selected: null, filter: null, article: null, state: {} });
    await this.drawList(id);
    const found = id ? await attempt(() => get(`/api/articles/${id}`)) : null;
    if (turn !== this.turn) return;
    if (found) {
      this.article = found;
      const changed = (item) => this.drawChange(item);
      this.items = found.rows.map((row) => new Item(row, found.id, found.corrections[row.position], changed));
    }
    this.draw();
  }

  async drawList(id) {
    const articles = (await attempt(() => get("/api/articles"))) ?? [];
    show(this.list,
      el("a", { class: "new", href: "#/read" }, "New article"),
      el("ul", {}, articles.map((article) => el("li", {},
        el("a", { href: `#/read/${article.id}`, "aria-current": article.id === id ? "page" : null, title: article.name },
          quoted(article.name))))));
  }

  draw() {
    show(this.text, this.article ? this.page() : el("div", { class: "page" }, el("h2", {}, "Open an article"),
      entry((opened) => { location.hash = `#/read/${opened.id}`; })));
    show(this.side, definitions());
  }

  page() {
    this.head = el("div", { class: "head" });
    this.sentences = el("ol", { class: "sentences" });
    this.drawHead();
    this.drawSentences();
    return el("article", { class: "page" }, this.head, this.sentences);
  }

  drawHead() {
    const own = this.items.filter((item) => item.row.kind !== "next_headline").length;
    const chosen = (topic) => () => { this.filter = this.filter === topic ? null : topic; this.drawHead(); this.drawSentences(); };
    const counts = rollUp(this.items);
    show(this.head,
      el("h2", {}, quoted(this.article.name)),
      el("p", { class: "muted" }, plural(own, "sentence"), " · ", el("span", { id: "corrected" }, countOf(this.items)), " ",
        el("button", { type: "button", class: "quiet", onclick: () => this.takeAway() }, "Remove from the desk")),
      counts.length ? el("ul", { class: "topic-bar", "aria-label": "Topics of the article; choose one to see its sentences" },
        counts.map(([topic, count]) => el("li", {},
          el("button", { type: "button", class: "filter", hue: hueOf(topic), "data-filter": topic,
            "aria-pressed": String(this.filter === topic), onclick: chosen(topic) },
            code(topic), el("span", {}, titleOf(topic)), el("span", { class: "number" }, String(count)))))) : null);
  }

  drawSentences() {
    show(this.sentences, this.items.map((item, place) => this.sentence(item, place)));
  }

  sentence(item, place) {
    const shown = this.filter ? item.topics.filter((topic) => topic === this.filter) : item.topics;
    const classes = ["sentence", item === this.selected && "selected", item.corrected && "corrected",
      item.row.kind, shown.length && "tinted", this.filter && !shown.length && "dimmed", this.begins(place) && "begins"];
    return el("li", { class: classes.filter(Boolean).join(" "), hue: shown.length ? hueOf(shown[0]) : null },
      el("div", { class: "tags" },
        item.topics.map((topic) => this.tag(item, topic)),
        item.corrected && el("span", { class: "set", title: "set by a person" }, "✓")),
      el("button", { type: "button", class: "words", "data-position": item.row.position,
        "aria-pressed": String(item === this.selected), onclick: () => this.select(item) },
        item.row.kind === "next_headline" && el("span", { class: "kind" }, "Headline of the next item"),
        quoted(item.row.text)));
  }

  tag(item, topic) {
    const score = item.scores[topic];
    const label = `${titleOf(topic)}${score === undefined ? "" : `, ${two(score)}`}: why?`;
    return el("button", { type: "button", class: "tag", hue: hueOf(topic), "data-tag": topic, title: label,
      "aria-label": label, onclick: () => this.select(item, topic) },
      code(topic), score === undefined ? "" : el("span", { class: "number" }, two(score)));
  }

  // Whether a paragraph begins here: in the article a blank line stands before it.
  begins(place) {
    if (place === 0) return false;
    const points = (this.points ??= new Map()).get(this.article) ?? [...this.article.text];
    this.points.set(this.article, points);
    const between = points.slice(this.items[place - 1].row.end, this.items[place].row.start).join("");
    return (between.match(/\n/g) ?? []).length > 1;
  }

  select(item, topic = null) {
    this.selected = item;
    this.state = { topic, asked: topic !== null };
    document.body.classList.add("inspecting");
    this.drawSentences();
    this.drawSide();
    this.sentences.children[this.items.indexOf(item)].scrollIntoView({ block: "nearest" });
  }

  drawSide() {
    const toggle = (topic) => this.selected.toggle(topic, this.single());
    inspect(this.side, this.selected, this.state, { toggle, close: () => this.close() });
  }

  drawChange(item) {
    this.drawHead();
    this.drawSentences();
    if (item === this.selected) this.drawSide();
    this.refresh();
  }

  close() {
    this.selected = null;
    document.body.classList.remove("inspecting");
    if (this.article) this.drawSentences();
    show(this.side, definitions());
  }

  async takeAway() {
    if (!confirm("Remove this article from the desk? Its corrections are kept.")) return;
    await attempt(() => remove(`/api/articles/${this.article.id}`));
    location.hash = "#/read";
  }

  move(step) {
    if (!this.items.length) return;
    const place = this.selected ? this.items.indexOf(this.selected) + step : 0;
    this.select(this.items[Math.max(0, Math.min(this.items.length - 1, place))]);
  }

  key(key, topic) {
    if (key === "j" || key === "ArrowDown") this.move(1);
    else if (key === "k" || key === "ArrowUp") this.move(-1);
    else if (key === "Escape") this.close();
    else if (!this.selected) return false;
    else if (key === "u") this.selected.undo();
    else if (key === "n") document.getElementById("note")?.focus();
    else if (topic) this.selected.toggle(topic, this.single());
    else return false;
    return true;
  }
}
