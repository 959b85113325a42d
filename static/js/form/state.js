/* The one line that tells how saving stands, always in the same place. Seen always; spoken only when its kind changes. */

import { questionAt } from "./fields.js";
import { make, still } from "./dom.js";

const KEPT = {
  sealed: "Kept on this computer, sealed.",
  opening: "Kept only while this page is open: do not close it.",
  memory: "Kept only while this page is open: do not close it.",
};
const WHEN = {
  offline: "No network. It will be saved when the network is back.",
  slow: "The service is not answering. We keep trying.",
};

export class StateLine {
  constructor(work) {
    Object.assign(this, work, { kind: "idle", acts: {} });
    const update = () => this.update();
    for (const news of ["noted", "settled", "clash", "refused", "chosen", "dropped"]) this.store.addEventListener(news, update);
    this.saver.addEventListener("change", update);
    this.journal.addEventListener("change", update);
    addEventListener("online", update);
    addEventListener("offline", update);
  }

  /** What the button on the line does when the person is needed: { confirm, look }. */
  offer(acts) {
    this.acts = acts;
  }

  /** Tell something once to who listens, without changing the line. */
  say(words) {
    const said = document.querySelector("[data-saving-said]");
    if (said) said.textContent = words;
  }

  /** Tell news of the page, with a link that shows them. */
  news(words, link, href) {
    this.say(words);
    const place = document.querySelector("[data-news]");
    if (place) still(() => place.replaceChildren(words, " ", make("a", { className: "govuk-link", href }, link)));
  }

  /** Show how things stand now. */
  update() {
    const place = document.querySelector("[data-saving]");
    if (place) still(() => this.#show(place));
  }

  #show(place) {
    const { kind: where, isSealed } = this.journal;
    place.dataset.kept = where === "sealed" && !isSealed ? "sealing" : where; // where unsent words are until then
    this.asDrawn ??= place.querySelector("[data-saving-line]").textContent;
    const standing = this.#standing();
    if (!standing) return;
    const { kind, words, act } = standing;
    place.querySelector("[data-saving-line]").textContent = words;
    const room = place.querySelector("[data-saving-act]");
    if (kind !== this.kind || room.textContent !== (act?.[0] ?? "")) room.replaceChildren(...(act ? [doing(act)] : []));
    if (kind === this.kind) return;
    if (kind === "saving") return void (place.dataset.state = kind);
    this.kind = kind;
    place.dataset.state = kind;
    this.say(kind === "saved" ? "Saved" : words);
  }

  #standing() {
    const { saver, store } = this;
    if (saver.isClosed) return { kind: "closed", words: saver.why ?? closed(saver.reference) };
    if (saver.isOut) return this.#signedOut();
    if (store.clashes.size) return this.#clash();
    if (store.refused.size) return { kind: "refused", words: `Needs you: ${lower([...store.refused.values()][0].message)}` };
    if (saver.kind === "offline" || !navigator.onLine) return { kind: "offline", words: this.#kept("offline") };
    if (saver.kind === "slow") return { kind: "slow", words: this.#kept("slow") };
    if (store.unsent) return { kind: "saving", words: "Saving" };
    if (saver.at) return { kind: "saved", words: `Saved at ${saver.at}` };
    return this.kind !== "idle" && { kind: "idle", words: this.asDrawn };
  }

  #kept(why) {
    return this.store.unsent ? `${KEPT[this.#where()]} ${WHEN[why]}` : WHEN[why].replace("It will", "What you type will");
  }

  #where() {
    return this.journal.kind === "sealed" ? "sealed" : "memory";
  }

  #signedOut() {
    const words = `Needs you: your sign-in has ended. You can go on typing. ${KEPT[this.#where()]}`;
    return { kind: "signed-out", words, act: ["Confirm it is you", this.acts.confirm] };
  }

  #clash() {
    const [path] = this.store.clashes.keys();
    const { label, page } = this.store.pending.get(path) ?? {};
    const words = `Needs you: ${label && !questionAt(path) ? `“${label}”` : "an answer"} was changed somewhere else.`;
    return { kind: "clash", words, act: questionAt(path) || !page ? ["Look at both", () => this.acts.look(path)] : ["Look at both", page] };
  }
}

const lower = (words) => words.charAt(0).toLowerCase() + words.slice(1);
const closed = (reference) =>
  reference
    ? `This request was sent (${reference}). What you type now is not part of it.`
    : "This request cannot be changed here any more: it was deleted or taken back.";

function doing([words, act]) {
  if (typeof act === "string") return make("a", { className: "govuk-link", href: act }, words);
  return make("button", { type: "button", className: "app-saving__button", onclick: act }, words);
}
