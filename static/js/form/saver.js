/* Edits on their way to the server: one request at a time, and a batch goes again unchanged (same edit ids) until it is
   answered. Dispatches "change" whenever `kind` may be another: idle, saved, offline, slow, signed-out, someone-else, closed. */

import { renew, send } from "./wire.js";

const PAUSE = 700; // milliseconds after the last key
const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000];
const LOOK_AGAIN = 10_000;
const MOST = 100; // edits a request
const STOPS = new Set(["signed-out", "someone-else"]);
const TOO_LONG = "This answer is too long to keep. Make it shorter.";

export class Saver extends EventTarget {
  constructor(store) {
    super();
    Object.assign(this, { store, kind: "idle", at: "", batch: null, flight: null, failures: 0, isCut: false, sentAt: 0, most: MOST });
    for (const news of ["noted", "chosen"]) store.addEventListener(news, () => this.#in(PAUSE));
  }

  /** Nobody may send now: the person must confirm who they are, or the request is closed. */
  get isOut() {
    return STOPS.has(this.kind);
  }

  get isClosed() {
    return this.kind === "closed";
  }

  /** Whether leaving the page now could lose words, or leave them on this device: unsent ones in trouble or overdue. */
  get isAtRisk() {
    const isLate = this.flight && Date.now() - this.sentAt > 1_500;
    return this.store.unsent > 0 && Boolean(this.failures || isLate || !navigator.onLine || this.isOut || this.isClosed || !this.store.waiting);
  }

  /** Send what waits. Resolves when the request under way, if any, has been answered: true when there was one. */
  async flush() {
    clearTimeout(this.timer);
    if (!this.flight) {
      if (this.isOut || this.isClosed) return false;
      this.batch ??= this.store.take(this.most);
      if (!this.batch.length) {
        this.batch = null;
        return false;
      }
      this.sentAt = Date.now();
      this.flight = send(this.batch).then((answer) => this.#heed(answer));
    }
    await this.flight;
    return true;
  }

  /** Send all that waits, also what was typed while the last request was under way. Stops at the first trouble. */
  async flushAll() {
    while ((await this.flush()) && !this.failures);
  }

  /** The page is going: send what has no request of its own yet, beside the one under way. */
  flushLast() {
    if (this.isOut || this.isClosed) return;
    if (!this.flight && this.batch) this.flush();
    const rest = this.store.take(this.most);
    if (rest.length) send(rest).then((answer) => (answer.kind === "answered" ? this.store.settle(answer) : this.store.land(rest)));
  }

  /** Whoever was signed out may be back: ask, and go on if it is the same person. */
  async lookAgain() {
    if (!this.isOut) return this.flush();
    const found = await renew();
    if (found === "ok") return this.goOn();
    if (STOPS.has(found) && found !== this.kind) this.#stand(found);
    return undefined;
  }

  /** The person is signed in (again): send everything, in order. */
  async goOn() {
    Object.assign(this, { failures: 0, isCut: false });
    this.#stand("idle");
    return this.flushAll();
  }

  /** The network is back. */
  retry() {
    this.failures = 0;
    return this.lookAgain();
  }

  /** Heed what another request found: signed-out, someone-else or closed. */
  stop(kind, said = {}) {
    Object.assign(this, { reference: said.reference, why: said.why });
    this.#stand(kind);
    if (this.isOut) this.#in(LOOK_AGAIN);
  }

  /** The draft is not there for whoever is signed in: is that the person whose page this is? */
  async findOut() {
    const found = await renew();
    if (found === "ok") this.stop("closed");
    else if (STOPS.has(found)) this.stop(found);
  }

  async #heed(answer) {
    this.flight = null;
    if (answer.kind === "answered") return this.#settle(answer);
    if (answer.kind === "refused" || answer.kind === "too-much") return this.#split(answer);
    if (answer.kind === "token") {
      const found = await renew();
      if (found === "ok" && this.failures < 3) {
        this.failures += 1;
        return this.flush();
      }
      return this.#again(found === "ok" ? { kind: "slow" } : { kind: found });
    }
    return this.#again(answer);
  }

  #settle(answer) {
    Object.assign(this, { batch: null, failures: 0, isCut: false, at: answer.at });
    this.store.settle(answer);
    this.#stand("saved");
    if (this.store.waiting) return this.#in(this.most === MOST ? PAUSE : 0); // somebody may be typing still
    this.most = MOST;
    return undefined;
  }

  /* The server would not look at the batch as a whole: send one by one, so that one alone stays behind. */
  #split({ message = TOO_LONG }) {
    const { batch } = this;
    const last = batch.at(-1);
    this.batch = null;
    this.most = 1;
    if (batch[0].path === last.path) this.store.settle({ edits: [{ ...last, state: "refused", code: "too_long", message }], at: this.at });
    this.store.land(batch);
    this.#stand(this.kind);
    this.#in(0);
  }

  #again(answer) {
    this.failures += 1;
    this.isCut = Boolean(answer.isCut);
    if (answer.kind === "closed") {
      this.store.land(this.batch);
      this.batch = null;
    }
    this.stop(answer.kind, answer);
    if (!this.isOut && !this.isClosed) this.#in(WAITS[Math.min(this.failures, WAITS.length) - 1]);
  }

  #stand(kind) {
    this.kind = kind;
    this.dispatchEvent(new Event("change"));
  }

  #in(wait) {
    if (this.isClosed || (this.failures && wait === PAUSE)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(
      async () => {
        await this.lookAgain();
        if (this.isOut) this.#in(LOOK_AGAIN);
      },
      this.isOut ? LOOK_AGAIN : wait,
    );
  }
}
