/* What colleagues and other devices save appears here: in fields nobody is in, told once and politely. The field in focus
   is left alone until it is left. */

import { make, still } from "./dom.js";
import { atTime, filled, questionAt, questionOf, read, see, write } from "./fields.js";
import { marks } from "./marks.js";
import { same } from "./store.js";
import { answers } from "./wire.js";

const OFTEN = 4_000; // while somebody else is writing
const SELDOM = 20_000;
const FIRST = 500;

const changed = ({ by, when, mine }) => `Changed by ${mine ? "you in another tab or on another device" : by} ${atTime(when)}`;

function named({ name, device, section }) {
  const who = name === "you" && device ? `you on ${device}` : name;
  return section ? `${who} (${section})` : who;
}

export class Others {
  constructor({ store, saver, line }) {
    Object.assign(this, { store, saver, line, cursor: "", here: [], held: new Map() });
    store.addEventListener("remote", ({ detail: { rows } }) => this.#show(rows));
    document.addEventListener("focusout", () => setTimeout(() => this.#letGo()));
    document.addEventListener("visibilitychange", () => document.hidden || this.#in(FIRST));
    this.#in(FIRST);
  }

  /** Show what is known on a page that was drawn anew. */
  showHere() {
    const place = document.querySelector("[data-others]");
    if (!place) return;
    place.hidden = !this.here.length;
    place.textContent = `Also writing: ${this.here.map(named).join(", ")}`;
  }

  #in(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#poll(), wait);
  }

  /** Ask the server what is new. */
  async refresh() {
    if (!this.saver.isOut) this.#heed(await answers(this.cursor));
  }

  async #poll() {
    if (document.hidden || this.saver.isClosed) return;
    await this.refresh();
    this.#in(this.here.length ? OFTEN : SELDOM);
  }

  #heed({ status, said }) {
    if (status === 401) return this.saver.stop("signed-out");
    if (status === 404) return this.saver.findOut();
    if (status !== 200 || !said.answers) return undefined;
    if (said.person !== marks.person) return this.saver.stop("someone-else");
    if (said.sent) return this.saver.stop("closed", { reference: said.sent });
    this.cursor = said.cursor;
    this.here = said.others ?? [];
    this.showHere();
    const inFocus = document.activeElement && questionOf(document.activeElement)?.dataset.path;
    for (const row of said.answers) if (row.path === inFocus) this.held.set(row.path, row);
    this.store.remote(said.answers.filter((row) => row.path !== inFocus));
    return this.store.whole(said.parts);
  }

  #letGo() {
    for (const [path, row] of this.held) {
      if (questionAt(path)?.contains(document.activeElement)) continue;
      this.held.delete(path);
      this.store.remote([row]);
    }
  }

  #show(rows) {
    const told = [];
    still(() => told.push(...rows.filter((row) => this.#fill(row))));
    if (told.length) {
      filled();
      this.line.say(told.length === 1 ? changed(told[0]) : `${told.length} answers on this page were changed: ${changed(told.at(-1))}`);
    }
    this.#list(rows);
  }

  /* Gives whether the text on the page changed. */
  #fill(row) {
    const question = questionAt(row.path);
    if (!question) return false;
    const isNews = !same(read(question), row.value);
    see(question, row.revision);
    if (!isNews) return false;
    write(question, row.value);
    question.querySelector(":scope > .app-changed")?.remove();
    question.append(make("p", { className: "app-changed" }, changed(row)));
    return true;
  }

  /* A list is never moved under somebody's finger: it says that there is more. */
  #list(rows) {
    const heading = document.querySelector("main [data-list]");
    if (!heading) return;
    const { list, one } = heading.dataset;
    const news = rows.find(({ path, value }) => {
      const [repeat, item, more] = path.split("/");
      return repeat === list && item && more === undefined && Boolean(document.querySelector(`main [data-item="${CSS.escape(item)}"]`)) === (value === null);
    });
    if (!news) return;
    const who = news.mine ? "You" : news.by;
    const words = news.value === null ? `${who} removed a ${one}.` : `${who} added ${one} ${news.value}.`;
    this.line.news(words, "Show it", location.href);
  }
}
