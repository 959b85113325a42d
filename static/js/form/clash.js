/* The same answer was changed somewhere else: both texts beside each other, asked once. The field itself stays open. */

import { button, make, typed } from "./dom.js";
import { atTime, enter, filled, inWords, questionAt, read, see, write } from "./fields.js";

const TITLE = "This answer was changed somewhere else";

function side(title, words) {
  return make("div", { className: "app-clash__side" }, make("h3", { className: "govuk-heading-s" }, title), typed(words));
}

/** Who saved it, when and where, as far as it is known. */
export function whose({ by, when, device }) {
  if (!by) return "Saved somewhere else";
  const where = device && by === "you" ? ` on ${device}` : "";
  return when ? `Saved by ${by} ${atTime(when)}${where}` : `Left by ${by} on this computer, not saved yet`;
}

/** Shows clashes of `store` at their questions, whenever they come or the page is drawn anew. */
export class Clashes {
  constructor({ store, saver }) {
    Object.assign(this, { store, saver });
    store.addEventListener("clash", ({ detail: { path } }) => this.#show(path));
    store.addEventListener("noted", ({ detail: { path } }) => this.#retype(path));
  }

  /** Show those that stand on this page. */
  showAll() {
    for (const path of this.store.clashes.keys()) this.#show(path);
  }

  /** Lead to the two texts of `path`, or of the first clash on this page. Gives whether there is one. */
  look(path = [...this.store.clashes.keys()].find(questionAt)) {
    const heading = path && questionAt(path)?.querySelector(":scope > .app-clash h2");
    heading?.focus();
    return Boolean(heading);
  }

  #show(path) {
    const question = questionAt(path);
    const theirs = this.store.clashes.get(path);
    if (!question || !theirs) return;
    question.querySelector(":scope > .app-clash")?.remove();
    const choose = (which) => () => this.#choose(question, which);
    question.append(
      make(
        "section",
        { className: "app-clash", "aria-label": TITLE },
        make("h2", { className: "govuk-heading-s", tabIndex: -1 }, TITLE),
        make("p", { className: "govuk-body" }, "Nothing is lost. To use parts of both, change what you typed first, then keep it."),
        make("div", { className: "app-clash__sides" }, side(whose(theirs), inWords(question, theirs.value)), side("What you typed", inWords(question, read(question)))),
        make("div", { className: "govuk-button-group" }, button("Keep what I typed", choose("mine")), button("Use the saved one", choose("theirs"))),
      ),
    );
  }

  #retype(path) {
    const question = this.store.clashes.has(path) && questionAt(path);
    const words = question && question.querySelector(":scope > .app-clash .app-clash__side:last-child .app-typed");
    if (words) words.textContent = inWords(question, read(question));
  }

  #choose(question, which) {
    const { path } = question.dataset;
    const { revision } = this.store.clashes.get(path);
    this.store.choose(path, which);
    question.querySelector(":scope > .app-clash").remove();
    see(question, revision);
    write(question, this.store.value(path));
    filled();
    enter(question);
    this.saver.flush();
  }
}
