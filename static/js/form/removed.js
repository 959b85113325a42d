/* Somebody was taken off a list elsewhere while this page writes about them: nothing typed is thrown away unasked. */

import { button, make, notice } from "./dom.js";
import { atTime } from "./fields.js";
import { copying } from "./rescue.js";

const ID = "removed";
const aboutOf = (path) => path.split("/").slice(0, 2).join("/");

export class Removed {
  constructor({ store, saver, line, others }) {
    Object.assign(this, { store, saver, line, others });
    store.addEventListener("remote", ({ detail: { rows } }) => {
      for (const row of rows) if (row.value === null && row.path.split("/").length === 2) this.#tell(row.path, row);
    });
    store.addEventListener("refused", ({ detail: { path } }) => {
      const why = store.refused.get(path);
      if (why.code === "removed") this.#tell(aboutOf(path), why);
    });
  }

  #tell(about, { by, when }) {
    const isHere = document.querySelector(`[data-answers] [data-path^="${CSS.escape(about)}/"]`);
    if (!isHere || document.getElementById(ID)) return;
    const who = by ? `${by === "you" ? "You" : by} removed` : "Somebody removed";
    const title = `${who} this from the list${when ? ` ${atTime(when)}` : ""}`;
    const buttons = make("div", { className: "govuk-button-group" }, button("Put back", () => this.#putBack(about)));
    const texts = () => [...this.store.pending].filter(([path]) => path.startsWith(`${about}/`));
    const copy = copying(texts, () => texts().forEach(([path]) => this.store.drop(path)));
    buttons.append(copy.button);
    const words = "What was saved about them is kept. What you type now can only be saved when they are put back.";
    notice(ID, title, [make("p", { className: "govuk-body" }, words), buttons, copy.place], document.activeElement?.closest("[data-answers] [data-path]"));
    this.line.say(title);
  }

  async #putBack(about) {
    const [list] = about.split("/");
    const places = this.store.items(list).map((item) => this.store.value(`${list}/${item}`));
    await this.others.refresh(); // to know on top of what
    this.store.note(about, Math.max(0, ...places) + 1);
    await this.saver.flushAll();
    if (this.store.pending.has(about)) return;
    this.store.retry(`${about}/`);
    document.getElementById(ID)?.remove();
    this.line.say("They are back on the list.");
    document.querySelector("[data-answers] input, [data-answers] textarea")?.focus();
    this.saver.flushAll();
  }
}
