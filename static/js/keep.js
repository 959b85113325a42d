/* Pages about a request whose button saves them: what is typed is kept on this device, sealed, until the portal has taken
   it. Opened again after a closed tab, a dead network or a killed server, the page has it in its boxes. The server says
   which forms it took (data-taken), so nothing that was sent comes back as unsent. */

import { button, make, notice, still } from "./form/dom.js";
import { newId } from "./form/ids.js";
import { Journal } from "./form/journal.js";
import { watchLeaving } from "./form/leave.js";
import { marks } from "./form/marks.js";
import { rescue } from "./form/rescue.js";
import { Store } from "./form/store.js";
import { giveWay } from "./form/stranger.js";
import { renew } from "./form/wire.js";

const BOXES = "main form[method=post] :is(textarea, input[type=text]:not([inputmode=numeric]))";
const KEPT = "What you type here is kept on this computer, sealed, until you save it.";
const BACK = "What you typed here before and did not save is back in its place.";
const BESIDE = "What you typed here before was not saved";
const NEWER = "Something else stands in its place now. Copy what you need.";

const store = new Store();
const journal = new Journal(store);
const forms = new Map(); // form -> its id, by which the server says that it was taken

const boxes = () => [...document.querySelectorAll(BOXES)];
const pathOf = (box) => `${[...forms.keys()].indexOf(box.form)} ${box.name}`;
const boxAt = (path) => boxes().find((box) => pathOf(box) === path);
const labelOf = (box) => box.labels[0]?.textContent.trim().replace(/\s+/g, " ") ?? "";

function note(box) {
  const path = pathOf(box);
  if (box.value === box.defaultValue && !marks.isRefused) return store.drop(path);
  journal.open();
  return store.note(path, box.value, { label: labelOf(box), over: box.defaultValue, form: forms.get(box.form) });
}

/* Words of an earlier page: back in their box, unless the portal has them or something newer stands there. */
function adopt(path) {
  const edit = store.pending.get(path);
  const box = boxAt(path);
  if (marks.taken.includes(edit.form)) return store.drop(path);
  if (!box) return offer();
  edit.form = forms.get(box.form);
  if (box.value === edit.value) return marks.isRefused || store.drop(path);
  if (box.value && box.value !== edit.over) return offer();
  box.value = edit.value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return tellBack();
}

const isBeside = ([path, { value }]) => boxAt(path)?.value !== value;
const offer = () => rescue(store, BESIDE, NEWER, () => [...store.pending].filter(isBeside));

function tellBack() {
  const away = button("Take it out again", () => {
    for (const box of boxes()) if (store.pending.has(pathOf(box))) box.value = box.defaultValue;
    [...store.pending.keys()].forEach((path) => store.drop(path));
    document.getElementById("back").remove();
  });
  still(() => notice("back", BACK, [away]));
}

/* Said once, where it matters: beside the button that saves. */
function tellKept() {
  if (journal.kind !== "sealed" || document.querySelector("[data-kept]")) return;
  for (const form of forms.keys()) form.querySelector(".govuk-button")?.before(make("p", { className: "govuk-hint", "data-kept": "" }, KEPT));
}

/* Signing out and closing ask where nothing can be sealed; words that stand here are nobody else's to read. */
class Leaving extends EventTarget {
  isOut = false;
  isCut = false;

  async flushAll() {}

  get isAtRisk() {
    return store.unsent > 0 && journal.kind !== "sealed";
  }

  /** Somebody may have signed in on another page of this browser. */
  async look() {
    if (document.hidden || !store.unsent || this.isOut || (await renew()) !== "someone-else") return;
    this.isOut = true;
    giveWay({ store, journal, saver: this });
  }

  goOn() {
    this.isOut = false;
    this.dispatchEvent(new Event("change"));
  }
}
const leaving = new Leaving();

/* A form that comes back by the browser's own button may have been taken: what is typed from now on was not. */
function begun(form) {
  forms.set(form, newId());
  const id = form.elements.namedItem("kept") ?? make("input", { type: "hidden", name: "kept" });
  id.value = forms.get(form);
  form.append(id);
}

function begin() {
  new Set(boxes().map((box) => box.form)).forEach(begun);
  addEventListener("pageshow", ({ persisted }) => persisted && [...forms.keys()].forEach(begun));
  store.addEventListener("noted", ({ detail: { path, adopted } }) => adopted && adopt(path));
  store.addEventListener("noted", tellKept);
  journal.addEventListener("change", () => store.unsent && tellKept());
  document.addEventListener("input", ({ target }) => boxes().includes(target) && note(target));
  watchLeaving({ store, saver: leaving, journal, clashes: { look: () => false }, confirmed: async () => false });
  document.addEventListener("visibilitychange", () => leaving.look());
  addEventListener("focus", () => leaving.look());
  addEventListener("pagehide", () => journal.seal());
  if (marks.hasKey) journal.open();
  for (const box of boxes()) if (box.value !== box.defaultValue || (marks.isRefused && box.value)) note(box);
}

if (marks.of && boxes().length) begin();
