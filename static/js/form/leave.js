/* Leaving: the browser asks while words are only here; signing out says what becomes of them. */

import { button, make } from "./dom.js";

const SUBMIT_WAIT = 3_000; // milliseconds a button waits for what is being saved
const KEPT = "It stays on this computer, sealed, and comes back when you sign in here again. On another computer it is not there.";
const LOST = "This browser cannot keep it: it will be lost.";

const pause = (wait) => new Promise((done) => setTimeout(done, wait));

/** Watch forms and the closing of the page. page: { store, saver, journal, clashes, confirmed }. */
export function watchLeaving(page) {
  const { saver, journal } = page;
  const going = new WeakSet(); // forms on their way
  let isGoing = false;
  addEventListener("beforeunload", (event) => {
    journal.seal();
    if (saver.isAtRisk && !isGoing) event.preventDefault();
  });
  addEventListener("pageshow", () => (isGoing = false));
  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.method !== "post") return;
    if (going.delete(form)) {
      isGoing = !isOnlyHere(page);
      return void (isGoing || event.preventDefault());
    }
    if (isQuiet(page)) return void (isGoing = true);
    event.preventDefault();
    if (!(await (isSigningOut(form) ? mayLeave(page) : mayGo(page)))) return;
    going.add(form);
    setTimeout(() => form.requestSubmit(submitter)); // browsers ignore it while this event is still under way
  });
}

const isSigningOut = (form) => form.getAttribute("action") === "/sign-out";
const isQuiet = ({ store, saver }) => !store.unsent && !saver.isOut;

/* Without a network, and without a place on this device: going would lose words. */
const isOnlyHere = ({ store, saver, journal }) => saver.isCut && store.unsent > 0 && !journal.isSealed;

/* Whether the form may be posted now: everything is saved, or saving is only slow. Without a network the page goes on by
   itself: form/offline takes the second press. */
async function mayGo({ store, saver, journal, clashes, confirmed }) {
  await Promise.race([saver.flushAll(), pause(SUBMIT_WAIT)]);
  if (saver.isOut && !(await confirmed())) return false;
  if (store.clashes.size && clashes.look()) return false;
  if (store.unsent) await Promise.race([journal.seal(), pause(SUBMIT_WAIT)]);
  return true;
}

async function mayLeave({ store, saver, journal }) {
  await Promise.race([saver.flushAll(), pause(SUBMIT_WAIT)]);
  if (!store.unsent) return true;
  await journal.seal();
  return new Promise((done) => {
    const end = (isLeaving) => () => {
      dialog.remove();
      done(isLeaving);
    };
    const dialog = make(
      "dialog",
      { className: "app-dialog", "aria-labelledby": "leave-title", oncancel: end(false) },
      make("h2", { className: "govuk-heading-m", id: "leave-title" }, "Some of what you typed is not saved yet"),
      make("p", { className: "govuk-body" }, journal.isSealed ? KEPT : LOST),
      make("div", { className: "govuk-button-group" }, button("Stay on this page", end(false), ""), button("Sign out", end(true))),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
