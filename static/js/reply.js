/* The page on which a referrer answers the advisor's questions: it saves by itself, as the pages of a draft do. Unsent
   words are in memory only: there is no key to seal them with once the request is sent, and the line says so. */

import { Clashes } from "./form/clash.js";
import { about, questionAt, questionOf, questions, read, revisionOf, see } from "./form/fields.js";
import { watchIdle } from "./form/idle.js";
import { watchLeaving } from "./form/leave.js";
import { marks } from "./form/marks.js";
import { confirmYou } from "./form/panel.js";
import { rescue } from "./form/rescue.js";
import { Saver } from "./form/saver.js";
import { StateLine } from "./form/state.js";
import { giveWay } from "./form/stranger.js";
import { Store } from "./form/store.js";

const ANSWERED = "Somebody answered before this was saved. Copy it if you need it: you can add it to the request as a note.";

class InMemory extends EventTarget {
  kind = "memory";
  isSealed = false;
  seal() {}
  close() {}
}

const store = new Store();
const saver = new Saver(store);
const journal = new InMemory();
const line = new StateLine({ store, saver, journal });
const clashes = new Clashes({ store, saver });
let isHere = () => {};

function note(question) {
  const value = read(question);
  store.note(question.dataset.path, value, about(question, value));
}

function changed({ target, type }) {
  const question = target.closest?.("[data-answers]") && questionOf(target);
  if (!question) return;
  note(question);
  if (type === "change") saver.flush();
}

async function confirmed() {
  const how = await confirmYou();
  if (how === "someone-else") saver.stop(how);
  if (how === "ok") {
    isHere();
    await saver.goOn();
  }
  return how === "ok";
}

function standing() {
  if (saver.kind === "someone-else") giveWay({ store, journal, saver });
  if (saver.isClosed) rescue(store, "This is not part of the answer", ANSWERED, () => [...store.pending.keys()].forEach((path) => store.drop(path)));
}

function begin() {
  for (const question of questions()) {
    if (revisionOf(question)) store.seen(question.dataset.path, read(question), revisionOf(question));
    else if (read(question)) note(question); // brought back by the browser, or typed before the script came
  }
  line.offer({ confirm: confirmed, look: (path) => clashes.look(path) });
  store.addEventListener("settled", ({ detail: { paths } }) => paths.forEach((path) => see(questionAt(path), store.revision(path))));
  saver.addEventListener("change", standing);
  for (const news of ["input", "change"]) document.addEventListener(news, changed);
  document.addEventListener("focusout", () => saver.flush());
  addEventListener("pagehide", () => saver.flushLast());
  addEventListener("online", () => saver.retry());
  addEventListener("focus", () => saver.lookAgain());
  document.addEventListener("visibilitychange", () => (document.hidden ? saver.flush() : saver.lookAgain()));
  watchLeaving({ store, saver, journal, clashes, confirmed });
  isHere = watchIdle((how) => (how === "ok" ? saver.goOn() : saver.stop(how)));
  line.update();
}

if (marks.saves) begin();
