/* What every page does that saves by itself: a page of a draft, or one on which the advisor's questions are answered.

   Everything listens at the document, because the main part may be drawn anew (form/offline) without leaving the page:
   whoever does so dispatches "drawn" afterwards. */

import { Clashes } from "./clash.js";
import { about, filled, questionAt, questionOf, questions, read, readMade, revisionOf, see, write } from "./fields.js";
import { watchIdle } from "./idle.js";
import { watchLeaving } from "./leave.js";
import { confirmYou } from "./panel.js";
import { same } from "./store.js";
import { giveWay } from "./stranger.js";
import { journal, line, saver, store } from "./work.js";

let clashes;
let isHere;

function note(question) {
  if (question.closest("[data-answers=send]")) return; // saying that all is right belongs to the sending
  const value = read(question);
  store.note(question.dataset.path, value, about(question, value));
}

function changed({ target, type }) {
  const question = target.closest?.("[data-answers]") && questionOf(target);
  if (!question) return;
  question.querySelector(":scope > .app-changed")?.remove();
  note(question);
  if (type === "change") saver.flush();
}

/* The page as it was just made, by the server or by the offline pages: what it shows, and what stands over it. Somebody
   quick, or on a slow line, has typed before this ran. */
function drawn() {
  for (const question of questions()) {
    const { path, unsaved } = question.dataset;
    const brought = readMade(question);
    if (revisionOf(question)) store.seen(path, brought, revisionOf(question));
    if (unsaved === "yes" || !same(brought, read(question))) note(question);
    else show(path);
  }
  filled();
  clashes.showAll();
  line.update();
}

/* What is typed and unsaved stands in its field; so does what is known to be newer than the page. */
function show(path) {
  const question = questionAt(path);
  if (!question || !(store.pending.has(path) || store.answers.has(path))) return;
  if (store.revision(path)) see(question, store.revision(path));
  if (!same(read(question), store.value(path))) write(question, store.value(path));
}

function settled({ detail: { paths } }) {
  for (const path of paths) if (questionAt(path)) see(questionAt(path), store.revision(path));
}

async function confirmed() {
  const how = await confirmYou();
  if (how === "someone-else") saver.stop(how);
  if (how === "ok") {
    isHere();
    await goOn();
  }
  return how === "ok";
}

function goOn() {
  journal.open();
  return saver.goOn();
}

/** Save what is typed, keep what is not saved yet, and say how that stands. salvage(): shows words that can no longer be
    saved here. */
export function begin({ salvage }) {
  clashes = new Clashes({ store, saver });
  line.offer({ confirm: confirmed, look: (path) => clashes.look(path) });
  store.addEventListener("noted", ({ detail: { path, adopted } }) => adopted && (show(path), filled()));
  store.addEventListener("settled", settled);
  saver.addEventListener("change", () => {
    if (saver.kind === "someone-else") giveWay({ store, journal, saver });
    if (saver.isClosed) salvage();
    if (saver.kind === "saved" || saver.kind === "idle") journal.open();
  });
  for (const news of ["input", "change"]) document.addEventListener(news, changed);
  document.addEventListener("focusout", () => saver.flush());
  document.addEventListener("drawn", drawn);
  addEventListener("pagehide", () => saver.flushLast());
  addEventListener("online", () => saver.retry());
  addEventListener("focus", () => saver.lookAgain());
  document.addEventListener("visibilitychange", () => (document.hidden ? saver.flush() : saver.lookAgain()));
  watchLeaving({ store, saver, journal, clashes, confirmed });
  isHere = watchIdle((how) => (how === "ok" ? goOn() : saver.stop(how)));
  drawn();
  journal.open();
}
