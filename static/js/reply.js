/* The page on which a referrer answers the advisor's questions: it saves by itself and keeps unsent words as the pages of
   a draft do. The page of the request brings this too: what was left of an answer on this device is saved from there,
   and where somebody answered meanwhile it is shown to copy. */

import { tell } from "./form/dom.js";
import { questions } from "./form/fields.js";
import { begin } from "./form/page.js";
import { rescue } from "./form/rescue.js";
import { journal, saver, store } from "./form/work.js";

const NOT_PART = "This is not part of the answer";
const ANSWERED = "Somebody answered before this was saved. Copy it if you need it: you can add it to the request as a note.";
const CLOSED = "You can no longer write to this request. Copy what you need.";
const OFFLINE = {
  send: "You are offline, so your answer has not been sent. Press Send again when you are back online. What you typed is kept.",
  later: "You are offline. What you typed is kept, and is saved when you are back online.",
};

const answered = () => [...store.pending].filter(([path]) => store.refused.get(path)?.code === "answered");

store.addEventListener("refused", () => answered().length && rescue(store, NOT_PART, ANSWERED, answered));

/* Without a network a press would lead to the browser's own page of errors. */
function pressed(event) {
  if (!event.target.matches("[data-answers]") || (navigator.onLine && !saver.isCut)) return;
  event.preventDefault();
  tell(OFFLINE[event.submitter?.value || "send"]);
}

if (questions().length) {
  begin({ salvage: () => rescue(store, NOT_PART, CLOSED) });
  addEventListener("submit", pressed, true);
  saver.addEventListener("change", () => saver.isCut || document.querySelector("main [data-told]")?.remove());
} else journal.open();
