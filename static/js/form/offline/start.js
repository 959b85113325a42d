/* Going on with the form while there is no network. Every screen of the draft is then drawn in the open page, so that the
   words and the key that seals them stay in memory. As soon as the network is back, links and buttons are the server's. */

import { tell } from "../dom.js";
import { read } from "../fields.js";
import { same } from "../store.js";
import { Bundle } from "./bundle.js";
import { asText, hand } from "./download.js";
import { draw, sayBack } from "./draw.js";
import { add, remove } from "./people.js";
import { isAboutSafety, mustRing } from "./screens.js";
import { address, after, stepAt } from "./way.js";

const TOLD = {
  away: "You are offline. This opens when you are back online. What you typed stays on this page.",
  later: "You are offline. What you typed is sealed on this computer, and is saved when you are back online. Keep this page open if you can.",
  send: "You are offline, so this request has not been sent. Press Send again when you are back online. Everything you typed is kept.",
  ring: "Ring first, then say here who you spoke to. You can open the other parts from the task list.",
  stop_no_agreement: "The family has to agree before this request can be sent. To go on writing, press Continue again.",
  stop_social_worker: "Speak to the child’s social worker before this request is sent. To go on writing, press Continue again.",
  stop_other_council: "Another council may help families who live there. To go on writing, press Continue again.",
};

/** store: the draft in memory; draftId, blank: the draft's id and the address of its blank pages; isCut(): whether the
    last attempt to reach the server failed; flush(): save what waits. */
export async function startOffline(known) {
  navigator.serviceWorker?.register("/sw.js", { scope: "/requests", updateViaCache: "none" }).catch(() => {});
  const data = await fetch(known.blank, { credentials: "omit", priority: "low" })
    .then((answer) => (answer.ok ? answer.json() : null))
    .catch(() => null);
  if (data) new Offline(data, known);
  else addEventListener("online", () => startOffline(known), { once: true });
}

/* What stands on the page counts: it is what the person sees, also where it was only suggested. */
const overPage = (store) => ({
  get parts() {
    return store.parts;
  },
  items: (repeat) => store.items(repeat),
  value(path) {
    const question = document.querySelector(`main [data-path="${CSS.escape(path)}"]`);
    return question && !question.hidden ? read(question) : store.value(path);
  },
});

/* Told to whoever looks from outside, such as a test. */
const ready = () => (document.querySelector("[data-draft]").dataset.offline = "ready");

const spotOf = ({ pathname, search }) => pathname + search;

class Offline {
  constructor(data, { store, draftId, isCut, flush }) {
    const home = `/requests/${draftId}`;
    Object.assign(this, { store, isCut, flush, home, bundle: new Bundle(data, store), told: new Set(), shown: spotOf(location) });
    this.known = { store, home, bundle: this.bundle };
    store.addEventListener("whole", ready);
    for (const sign of ["settled", "whole"]) store.addEventListener(sign, () => this.#isGone || sayBack());
    if (store.parts !== undefined) ready();
    addEventListener("click", (event) => this.#clicked(event), true);
    addEventListener("submit", (event) => this.#pressed(event), true);
    addEventListener("popstate", () => this.#moved());
    navigator.serviceWorker?.addEventListener("message", (event) => this.#asked(event));
    const onPage = new Bundle(data, overPage(store));
    this.worldOf = (name, item) => onPage.world(onPage.question[name], item);
  }

  get #isGone() {
    return !navigator.onLine || this.isCut();
  }

  /* What there is to draw at `path`; nothing before all of the draft is here. */
  #at(path) {
    return this.store.parts === undefined ? null : stepAt(this.bundle, this.home, path);
  }

  #clicked(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || link.origin !== location.origin || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (link.getAttribute("href").startsWith("#") || link.target) return;
    const isFile = link.pathname === `${this.home}/download`;
    if (!this.#isGone && !(isFile && this.store.unsent)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isFile) hand(asText(this.bundle, "Early help request", "Not sent. Made on this computer, with what was not saved yet."));
    else this.#show(link);
  }

  #pressed(event) {
    this.last = { form: event.target, button: event.submitter };
    if (!this.#isGone) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#act(this.last);
  }

  /* The network was thought to be there and is not: the service worker asks before it gives up the page. */
  #asked({ data, ports: [port] }) {
    if (!data?.cutOff) return;
    const url = new URL(data.cutOff);
    const isPress = data.method !== "GET";
    const isOurs = isPress ? this.last : spotOf(url) !== spotOf(location) && this.#at(url.pathname);
    port.postMessage(Boolean(isOurs) && !document.hidden);
    if (!isOurs || document.hidden) return;
    if (isPress) this.#act(this.last);
    else this.#show(url);
  }

  /* What a button does, done here. */
  #act({ form, button }) {
    if (form.matches("[data-answers]")) return this.#answered(button?.value);
    const { pathname } = new URL(form.getAttribute("action") || location.href, location);
    const [repeat, item, what] = pathname.slice(this.home.length + 1).split("/");
    if (!pathname.startsWith(this.home) || !this.bundle.repeat[repeat]) return tell(TOLD.away);
    if (what === "remove") {
      remove(this.store, this.bundle, repeat, item);
      return this.#go({ page: null, item: null, repeat });
    }
    const page = this.bundle.home[repeat].pages.find((one) => one.repeat === repeat);
    return this.#go({ page, item: add(this.store, this.bundle, repeat), repeat });
  }

  #answered(pressed) {
    this.#noteAll();
    if (pressed === "not_this") return void (document.querySelector("[data-watch]").hidden = true);
    if (pressed) return tell(TOLD[pressed] ?? TOLD.away);
    const { step } = this.#at(location.pathname) ?? {};
    if (!step) return tell(TOLD.away);
    const stop = this.bundle.stop(step.page);
    const rung = this.bundle.question.safety_advised.page;
    if (isAboutSafety(stop)) return this.#go({ page: rung, item: null, repeat: null });
    if (step.page === rung && mustRing(this.bundle)) return tell(TOLD.ring);
    if (TOLD[stop] && !this.told.has(stop)) return this.told.add(stop) && tell(TOLD[stop]);
    if (this.#isChecking) return this.#show(new URL(`${this.home}/check`, location));
    return this.#go(step.page.section.number ? after(this.bundle, step) : null);
  }

  /* As a pressed button does: what was suggested and left as it is counts as answered. */
  #noteAll() {
    for (const question of document.querySelectorAll("form[data-answers] [data-path]")) {
      const value = read(question);
      const isAsked = !question.closest("[hidden]");
      if (isAsked && !same(value, this.store.value(question.dataset.path))) this.store.note(question.dataset.path, value);
    }
  }

  get #isChecking() {
    return new URLSearchParams(location.search).get("from") === "check";
  }

  #go(step) {
    this.#show(new URL(address(this.home, step), location));
  }

  #show(url) {
    if (!this.#at(url.pathname)) return tell(TOLD.away);
    history.pushState(null, "", spotOf(url));
    return this.#draw();
  }

  async #moved() {
    if (spotOf(location) === this.shown) return; // only to another place on the page
    if (this.#isGone) return void this.#draw();
    await this.flush();
    location.reload();
  }

  #draw() {
    const where = stepAt(this.bundle, this.home, location.pathname) ?? { screen: "tasks" };
    const instead = this.#instead(where);
    if (instead !== undefined) history.replaceState(null, "", address(this.home, instead));
    this.shown = spotOf(location);
    document.dispatchEvent(new CustomEvent("rules", { detail: { worldOf: this.worldOf } }));
    draw(this.known, instead === undefined ? where : stepAt(this.bundle, this.home, location.pathname), this.#isChecking);
  }

  /* Somebody who was removed leads to their list, a page that asks nothing to the task list, as on the server. */
  #instead({ step, repeat = step?.repeat, item = step?.item }) {
    if (item && !this.store.items(repeat).includes(item)) return { page: null, item: null, repeat };
    return step?.page && !this.bundle.asked(step.page, step.item).length ? null : undefined;
  }
}
