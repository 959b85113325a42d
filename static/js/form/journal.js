/* Unsent words outlive the page: each is sealed on this device within a moment of being typed and erased once the server
   has it. What an earlier page left behind is taken back, unless that page is still open in another tab. The key comes
   with the page, or from the server for whoever is signed in by then, and is never written down.

   kind: "opening" (words are in memory only until the key comes), "sealed", or "memory" (this browser cannot seal).
   Dispatches "change", and "leftovers" with what was left of a request that has been sent. */

import { newId } from "./ids.js";
import { marks, takeKey } from "./marks.js";
import { canSeal, importKey, openDatabase, run, seal, unseal } from "./sealing.js";
import { key, lost } from "./wire.js";

const PAUSE = 200; // milliseconds from a key press to its writing
const TRY_AGAIN = 15_000;
const KEEP = 7 * 24 * 3_600_000;
const lockOf = (tab) => `early-help:${tab}`;

export class Journal extends EventTarget {
  #key = null;
  #dirty = new Set();
  #written = new Map(); // path -> id of its record
  #beside = new Map(); // path -> ids of records whose text stands against a newer one, until that is settled
  #writing = Promise.resolve();
  #isWriting = false;
  #skew = 0; // the server's clock less this device's, which may be years off

  constructor(store) {
    super();
    Object.assign(this, { store, kind: "opening", tab: newId() });
    const mark = ({ detail }) => [detail.path ?? detail.paths].flat().forEach((path) => this.#mark(path));
    for (const news of ["noted", "settled", "chosen", "dropped"]) store.addEventListener(news, mark);
  }

  /** Whether everything unsent is sealed on this device. */
  get isSealed() {
    return this.kind === "sealed" && !this.#dirty.size && !this.#isWriting;
  }

  /** Fetch the key, take back what was left behind. Safe to call again: does nothing once open. */
  open() {
    if (this.#key || this.kind === "memory") return undefined;
    return (this.opening ??= this.#open().finally(() => (this.opening = null)));
  }

  async #open() {
    clearTimeout(this.timer);
    try {
      if (!canSeal()) throw new Error("cannot seal");
      this.database ??= await openDatabase();
      this.held ??= navigator.locks.request(lockOf(this.tab), () => new Promise(() => {})); // as long as this page lives
      const given = takeKey() ?? (await key());
      if (!given) return void (this.timer = setTimeout(() => this.open(), TRY_AGAIN));
      this.#skew = given.at - Date.now();
      this.#key = await importKey(given.key);
      this.#turn("sealed");
      this.#mark();
      await this.#look();
    } catch {
      this.#turn("memory");
    }
  }

  /** Seal at once what is not sealed yet. Resolves when it is on the disk. */
  seal() {
    clearTimeout(this.soon);
    this.soon = null;
    this.#writing = this.#writing.then(() => this.#write()).catch(() => this.#turn("memory"));
    return this.#writing;
  }

  /** Forget the key and what is not yet written: somebody else is at this browser. */
  close() {
    this.#key = null;
    this.#dirty.clear();
    this.#turn("opening");
  }

  #turn(kind) {
    this.kind = kind;
    this.dispatchEvent(new Event("change"));
  }

  #mark(path) {
    if (path) this.#dirty.add(path);
    if (this.#key && !this.soon && this.#dirty.size) this.soon = setTimeout(() => this.seal(), PAUSE);
  }

  async #write() {
    const key = this.#key;
    const paths = [...this.#dirty];
    if (!key || !paths.length) return;
    this.#dirty.clear();
    this.#isWriting = true;
    const gone = [];
    const kept = [];
    for (const path of paths) {
      const edit = this.store.pending.get(path);
      if (edit) kept.push(await seal(key, this.#record(path), { ...edit, path }));
      else gone.push(...this.#forget(path));
    }
    await run(this.database, "readwrite", (store) => {
      for (const record of kept) store.put(record);
      for (const id of gone) store.delete(id);
    });
    this.#isWriting = false;
    this.dispatchEvent(new Event("change"));
  }

  #record(path) {
    if (!this.#written.has(path)) this.#written.set(path, newId());
    const { of: draft, person } = marks;
    const isOffer = !marks.saves; // nobody said that it is saved without a press
    return { id: this.#written.get(path), draft, person, tab: this.tab, at: Date.now() + this.#skew, isOffer };
  }

  #forget(path) {
    const ids = [this.#written.get(path), ...(this.#beside.get(path) ?? [])].filter(Boolean);
    this.#written.delete(path);
    this.#beside.delete(path);
    return ids;
  }

  /* Records of a page that is gone come free with its lock: at once, or when the other tab is closed. */
  async #look() {
    const all = await run(this.database, "readonly", (store) => store.getAll());
    const old = all.filter((record) => !(record.at > Date.now() + this.#skew - KEEP));
    await this.#giveUp(old);
    const ours = all.filter(({ draft, person, tab }) => draft === marks.of && person === marks.person && tab !== this.tab);
    const tabs = new Set(ours.filter((record) => !old.includes(record)).map(({ tab }) => tab));
    for (const tab of tabs) navigator.locks.request(lockOf(tab), () => this.#takeBack(tab));
  }

  async #takeBack(tab) {
    if (!this.#key) return;
    const all = await run(this.database, "readonly", (store) => store.getAll());
    const records = all.filter((record) => record.tab === tab && record.draft === marks.of && record.person === marks.person);
    const found = await Promise.all(records.map(async (record) => [record, await unseal(this.#key, record)]));
    await this.#giveUp(found.filter(([, edit]) => !edit).map(([record]) => record));
    const good = found.filter(([, edit]) => edit).sort(([one], [other]) => one.at - other.at);
    await run(this.database, "readwrite", (store) => good.forEach(([record]) => store.put({ ...record, tab: this.tab })));
    for (const [{ id }, { path, ...edit }] of good) this.#adopt(id, path, edit);
    if (good.length) this.dispatchEvent(new Event("leftovers"));
  }

  #adopt(id, path, edit) {
    if (this.store.pending.has(path)) this.#beside.set(path, [...(this.#beside.get(path) ?? []), id]);
    else this.#written.set(path, id);
    this.store.adopt(path, edit);
  }

  async #giveUp(records) {
    if (!records.length) return;
    await run(this.database, "readwrite", (store) => records.forEach(({ id }) => store.delete(id)));
    const promised = records.filter(({ isOffer }) => !isOffer).length;
    if (promised) lost(promised);
  }
}
