/* The draft in memory: what the server holds, as this page saw it, and over it what is typed and not yet acknowledged.

   answers   path -> { value, revision, by, when }            what the server holds
   pending   path -> { value, base, edit, after, at, ... }    the newest unsaved text; `after`: its writer's earlier edits
                                                              that were sent and never answered (then this one stands too);
                                                              `firsts`: texts to save before it, so that the ledger has them
   clashes   path -> { value, revision, by, when, device }    somebody else's text, until it is chosen between the two
   refused   path -> { code, message, by, when }              why the server keeps no such text

   Events (detail): "noted" { path, adopted }, "settled" { paths, at, watch }, "remote" { rows } (only what is news),
   "clash" { path }, "refused" { path }, "chosen" { path }, "dropped" { path }, "whole" {}. */

import { newId } from "./ids.js";

const MOST_AFTER = 20;
const isNothing = (value) => value === undefined || value === null || value === "" || value === false || value?.length === 0;

/** Whether two answers say the same. */
export const same = (one, other) => (isNothing(one) && isNothing(other)) || JSON.stringify(one) === JSON.stringify(other);

export class Store extends EventTarget {
  constructor() {
    super();
    this.answers = new Map();
    this.pending = new Map();
    this.clashes = new Map();
    this.refused = new Map();
    this.parts = undefined; // once all of the draft is here: null, or the sections that are this writer's
    this.flying = new Map(); // edit id -> the edit as it was sent
  }

  /** What stands at `path` for this writer: what they typed, else what is saved; null for nothing. */
  value(path) {
    return (this.pending.get(path) ?? this.answers.get(path))?.value ?? null;
  }

  /** The revision of the saved answer this page last saw; 0 for none. */
  revision(path) {
    return this.answers.get(path)?.revision ?? 0;
  }

  /** The ids of the people (or services) of a list, in order, without those removed. */
  items(repeat) {
    const places = [];
    for (const path of new Set([...this.answers.keys(), ...this.pending.keys()])) {
      const [list, item, more] = path.split("/");
      const place = this.value(path);
      if (list === repeat && item && more === undefined && Number.isInteger(place)) places.push([place, item]);
    }
    places.sort(([place, item], [other, its]) => place - other || (item < its ? -1 : 1));
    return places.map(([, item]) => item);
  }

  /** How many answers are typed and not acknowledged. */
  get unsent() {
    return this.pending.size;
  }

  /** How many of them could be sent now: not those waiting for a choice or refused as they are. */
  get waiting() {
    return [...this.pending.keys()].filter((path) => this.#canGo(path)).length;
  }

  /** Note what was typed. about: { label, page, words } tell a person what it is when the question is not on the page. */
  note(path, value, about = {}) {
    const old = this.pending.get(path);
    if (old ? same(old.value, value) : this.answers.has(path) && same(this.value(path), value)) return;
    const after = old?.sent ? [...old.after, old.edit].slice(-MOST_AFTER) : (old?.after ?? []);
    const base = old?.base ?? this.revision(path);
    this.refused.delete(path);
    this.pending.set(path, { ...old, ...about, value, base, after, edit: newId(), at: Date.now(), sent: false, isTheirs: false });
    this.#tell("noted", { path });
  }

  /** Take back an edit that an earlier page of this person left behind. It may have been sent already. Where something
      else was typed meanwhile, both are kept and the person is asked. */
  adopt(path, edit) {
    const now = this.pending.get(path);
    if (!now) {
      this.pending.set(path, { ...edit, sent: true });
      return this.#tell("noted", { path, adopted: true });
    }
    if (same(now.value, edit.value) || this.clashes.has(path)) return undefined;
    this.clashes.set(path, { value: edit.value, revision: this.revision(path), by: "you", when: "", device: "" });
    return this.#tell("clash", { path });
  }

  /** What can be sent now, at most `most` edits. They count as sent from here on. */
  take(most) {
    const batch = [];
    for (const [path, edit] of this.pending) {
      if (batch.length >= most) break;
      if (!this.#canGo(path) || this.flying.has(edit.edit)) continue;
      edit.sent = true;
      const after = [...edit.after];
      for (const { value, edit: id } of [...(edit.firsts ?? []), edit]) {
        batch.push({ path, value, base: edit.base, edit: id, after: [...after] });
        after.push(id);
      }
    }
    for (const edit of batch) this.flying.set(edit.edit, edit);
    return batch;
  }

  /** Heed what the server said of each edit: { edits: [{ path, edit, state, ... }], at }. */
  settle({ edits, at }) {
    const paths = [];
    let watch = false;
    for (const said of edits) {
      const sent = this.flying.get(said.edit);
      this.flying.delete(said.edit);
      if (!sent) continue;
      watch ||= Boolean(said.watch);
      if (said.state === "saved") this.#saved(sent, said, paths);
      else if (this.pending.get(said.path)?.edit === said.edit) this.#stopped(said, paths);
    }
    this.#tell("settled", { paths, at, watch });
  }

  /** These edits are not under way any more: no answer will come. */
  land(batch) {
    for (const { edit } of batch) this.flying.delete(edit);
  }

  /** Answers as the server holds them now: the news are those no text of ours stands against. */
  remote(rows) {
    const news = rows.filter((row) => row.revision > this.revision(row.path) && !this.pending.has(row.path));
    for (const { path, value, revision, by, when, mine } of news) this.answers.set(path, { value, revision, by, when, mine });
    if (news.length) this.#tell("remote", { rows: news });
  }

  /** All of the draft is here now. parts: the sections that are this writer's, null for the whole. */
  whole(parts) {
    this.parts = parts;
    this.#tell("whole", {});
  }

  /** What the page shows as saved when it is opened: no news. */
  seen(path, value, revision) {
    if (revision > this.revision(path)) this.answers.set(path, { value, revision });
  }

  /** End a clash: "mine" or "theirs". The other text is saved before it, so that it can be put back later. */
  choose(path, which) {
    const theirs = this.clashes.get(path);
    const mine = this.pending.get(path);
    this.clashes.delete(path);
    const isLocal = theirs.revision === mine.base; // left behind on this device, never saved
    const [value, other] = which === "mine" ? [mine.value, theirs.value] : [theirs.value, mine.value];
    const firsts = [...(mine.firsts ?? [])];
    if (which === "theirs" || isLocal) firsts.push({ value: other, edit: newId() });
    const isTheirs = which === "theirs";
    this.pending.set(path, { ...mine, value, firsts, isTheirs, base: theirs.revision, after: [], edit: newId(), at: Date.now(), sent: false });
    this.#tell("chosen", { path });
  }

  /** Try again what was refused under `prefix`, such as all about a person who was put back. */
  retry(prefix) {
    for (const path of [...this.refused.keys()]) {
      if (!path.startsWith(prefix)) continue;
      this.refused.delete(path);
      Object.assign(this.pending.get(path), { edit: newId(), sent: false });
      this.#tell("noted", { path });
    }
  }

  /** Give up an unsaved text: its writer said so. */
  drop(path) {
    this.pending.delete(path);
    this.clashes.delete(path);
    this.refused.delete(path);
    this.#tell("dropped", { path });
  }

  /** Forget everything: somebody else is at this browser. */
  clear() {
    for (const held of [this.answers, this.pending, this.clashes, this.refused, this.flying]) held.clear();
    this.parts = undefined;
  }

  #canGo(path) {
    return !this.clashes.has(path) && !this.refused.has(path);
  }

  #saved(sent, { path, revision }, paths) {
    if (revision >= this.revision(path)) this.answers.set(path, { value: sent.value, revision, by: "you" });
    const newest = this.pending.get(path);
    if (newest?.edit === sent.edit) {
      this.pending.delete(path);
      paths.push(path);
    } else if (newest) {
      newest.base = this.revision(path);
      newest.firsts = newest.firsts?.filter(({ edit }) => edit !== sent.edit);
      newest.after = newest.after.slice(newest.after.indexOf(sent.edit) + 1);
    }
  }

  #stopped(said, paths) {
    const { path, revision, value } = said;
    if (said.state === "refused") {
      this.refused.set(path, said);
      return this.#tell("refused", { path });
    }
    const mine = this.pending.get(path);
    if (!same(value, mine.value) && !mine.isTheirs) {
      this.clashes.set(path, said);
      return this.#tell("clash", { path });
    }
    if (mine.firsts?.length) return this.#savedAfter(mine, said);
    this.pending.delete(path);
    if (!same(value, mine.value)) return this.remote([said]);
    this.answers.set(path, { value, revision, by: said.by, when: said.when });
    return paths.push(path);
  }

  /* Nothing is left to choose: the saved text stays, a newer one too; only the texts that go before it have to be saved. */
  #savedAfter(mine, { path, value, revision }) {
    const firsts = mine.firsts.map((first) => ({ ...first, edit: newId() }));
    this.pending.set(path, { ...mine, value, firsts, base: revision, after: [], edit: newId(), sent: false });
    this.#tell("noted", { path, adopted: true });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
