/* Edits on their way to the server: one request at a time, the newest value of a path wins,
   and a batch goes again unchanged (same edit ids) until it is answered. */

import { renew, send } from "./wire.js";

const PAUSE = 700; // milliseconds after the last key
const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000];
const LOOK_AGAIN = 10_000;
const STANDSTILL = new Set(["signed-out", "someone-else", "closed"]);

const newId = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
  );

export class Saver {
  constructor(form, line, pages) {
    Object.assign(this, { form, line, pages });
    this.typed = new Map(); // path -> value, not yet on its way
    this.batch = null; // edits on their way
    this.flight = null;
    this.failures = 0;
    this.sentAt = 0;
  }

  note(path, value) {
    this.typed.set(path, value);
    this.line.saving();
    this.#in(PAUSE);
  }

  /** Whether closing the page now could lose words: something unsent is in trouble or overdue. */
  get isAtRisk() {
    const isLate = this.flight && Date.now() - this.sentAt > 1_500;
    return this.isUnsent && Boolean(this.failures || isLate || STANDSTILL.has(this.line.kind));
  }

  get isUnsent() {
    return Boolean(this.batch || this.typed.size);
  }

  /** Send what is typed. Resolves when the request under way, if any, has been answered. */
  async flush() {
    clearTimeout(this.timer);
    if (this.flight) return this.flight;
    if (STANDSTILL.has(this.line.kind) || !this.isUnsent) return undefined;
    this.batch ??= this.#take();
    this.sentAt = Date.now();
    this.flight = send(this.form, this.batch).then((answer) => this.#heed(answer));
    return this.flight;
  }

  /** The page is going: send what has no request of its own yet, beside the one under way. */
  flushLast() {
    if (!this.flight) return void this.flush();
    if (!this.typed.size) return;
    const under_way = new Set(this.batch.map((edit) => edit.path));
    const edits = this.#take();
    for (const edit of edits) if (under_way.has(edit.path)) edit.base = (edit.base ?? 0) + 1;
    send(this.form, edits);
  }

  /** Whoever was signed out may be back: ask, and go on if it is the same person. */
  async lookAgain() {
    if (!["signed-out", "someone-else"].includes(this.line.kind)) return this.flush();
    const found = await renew(this.form);
    if (found !== "ok") return void (found in { "signed-out": 1, "someone-else": 1 } && this.line.problem(found));
    this.line.kind = "back";
    return this.flush();
  }

  #take() {
    const edits = [...this.typed].map(([path, value]) => ({ path, value, base: this.pages.base(path), edit: newId() }));
    this.typed.clear();
    return edits;
  }

  async #heed(answer) {
    this.flight = null;
    if (answer.kind === "answered") return this.#settle(answer);
    if (answer.kind === "token") return this.#renewed(await renew(this.form));
    if (answer.kind === "refused") return this.#drop(answer.message);
    this.line.problem(answer.kind);
    return this.#again(answer.kind);
  }

  #settle({ edits, at }) {
    this.batch = null;
    this.failures = 0;
    const troubles = edits.filter((edit) => !this.pages.settle(edit));
    if (troubles.length) this.line.problem(troubles[0].state, troubles[0].message);
    else if (!this.pages.hasTrouble) this.line.saved(at);
    if (this.typed.size) this.#in(0);
  }

  #renewed(found) {
    if (found === "ok" && this.failures < 3) {
      this.failures += 1;
      return this.flush();
    }
    this.line.problem(found === "ok" ? "slow" : found);
    return this.#again(found);
  }

  #drop(message) {
    this.batch = null;
    this.failures += 1;
    this.line.problem("refused", message);
  }

  #again(kind) {
    this.failures += 1;
    if (kind === "closed") return;
    const isOut = STANDSTILL.has(kind);
    this.#in(isOut ? LOOK_AGAIN : WAITS[Math.min(this.failures, WAITS.length) - 1], isOut);
  }

  #in(wait, isOut = STANDSTILL.has(this.line.kind)) {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      await (isOut ? this.lookAgain() : this.flush());
      if (STANDSTILL.has(this.line.kind) && this.line.kind !== "closed" && this.isUnsent) this.#in(LOOK_AGAIN, true);
    }, wait);
  }
}
