/* The pages of a draft: they save by themselves, and keep what is typed through a lapsed sign-in, a dead network and a
   closed browser. Without this script the pages work the same, and their buttons save.

   Everything listens at the document, because the main part may be drawn anew (form/offline) without leaving the page:
   whoever does so dispatches "drawn" afterwards. */

import "./reveal.js";
import { Clashes } from "./form/clash.js";
import { about, filled, questionAt, questionOf, questions, read, readMade, revisionOf, see, write } from "./form/fields.js";
import { watchIdle } from "./form/idle.js";
import { watchLeaving } from "./form/leave.js";
import { marks } from "./form/marks.js";
import { startOffline } from "./form/offline/start.js";
import { Others } from "./form/others.js";
import { confirmYou } from "./form/panel.js";
import { Removed } from "./form/removed.js";
import { rescue } from "./form/rescue.js";
import { giveWay } from "./form/stranger.js";
import { same } from "./form/store.js";
import { journal, line, saver, store } from "./form/work.js";

const NOT_PART = "This is not part of the request";
const SENT = "The request was sent before this was saved. Copy it if you need it: you can add it to the request as a note.";
const CLOSED = "The request was deleted or taken back before this was saved. Copy it if you need it.";

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
  others.showHere();
  line.update();
}

/* What is typed and unsaved stands in its field; so does what is known to be newer than the page. */
function show(path) {
  const question = questionAt(path);
  if (!question || !(store.pending.has(path) || store.answers.has(path))) return;
  if (store.revision(path)) see(question, store.revision(path));
  if (!same(read(question), store.value(path))) write(question, store.value(path));
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

function standing() {
  if (saver.kind === "someone-else") giveWay({ store, journal, saver });
  if (saver.isClosed) salvage(saver.reference);
  if (saver.kind === "saved" || saver.kind === "idle") journal.open();
}

function salvage(reference) {
  const over = () => [...store.pending.keys()].forEach((path) => store.drop(path));
  rescue(store, NOT_PART, reference ? SENT : CLOSED, over);
}

let clashes;
let others;
let isHere;

function begin() {
  const work = { store, saver, journal, line };
  clashes = new Clashes(work);
  others = new Others(work);
  new Removed({ ...work, others });
  line.offer({ confirm: confirmed, look: (path) => clashes.look(path) });
  store.addEventListener("noted", ({ detail: { path, adopted } }) => adopted && (show(path), filled()));
  store.addEventListener("settled", settled);
  saver.addEventListener("change", standing);
  for (const news of ["input", "change"]) document.addEventListener(news, changed);
  document.addEventListener("focusout", () => saver.flush());
  document.addEventListener("drawn", drawn);
  addEventListener("pagehide", () => saver.flushLast());
  addEventListener("online", () => saver.retry());
  addEventListener("focus", () => saver.lookAgain());
  document.addEventListener("visibilitychange", () => (document.hidden ? saver.flush() : saver.lookAgain()));
  watchLeaving({ ...work, clashes, confirmed });
  isHere = watchIdle((how) => (how === "ok" ? goOn() : saver.stop(how)));
  drawn();
  journal.open();
  startOffline({ store, draftId: marks.draft, blank: marks.blank, isCut: () => saver.isCut, flush: () => saver.flushAll() });
}

function settled({ detail: { paths, watch } }) {
  for (const path of paths) if (questionAt(path)) see(questionAt(path), store.revision(path));
  const notice = document.querySelector("[data-watch]");
  if (watch && notice) notice.hidden = false;
}

/* After sending only what never became part of the request matters. */
function salvageAfterSending() {
  saver.stop("closed", { reference: marks.sentAs });
  journal.addEventListener("leftovers", () => salvage(marks.sentAs));
  journal.open();
}

if (marks.draft) (marks.sentAs ? salvageAfterSending : begin)();
