/* The pages of a draft: they save by themselves, and keep what is typed through a lapsed sign-in, a dead network and a
   closed browser. Without this script the pages work the same, and their buttons save. */

import "./reveal.js";
import { marks } from "./form/marks.js";
import { startOffline } from "./form/offline/start.js";
import { Others } from "./form/others.js";
import { begin } from "./form/page.js";
import { Removed } from "./form/removed.js";
import { rescue } from "./form/rescue.js";
import { journal, line, saver, store } from "./form/work.js";

const NOT_PART = "This is not part of the request";
const SENT = "The request was sent before this was saved. Copy it if you need it: you can add it to the request as a note.";
const CLOSED = "The request was deleted or taken back before this was saved. Copy it if you need it.";

const salvage = () => rescue(store, NOT_PART, saver.reference ? SENT : CLOSED);

function write() {
  const others = new Others({ store, saver, line });
  new Removed({ store, saver, journal, line, others });
  document.addEventListener("drawn", () => others.showHere());
  store.addEventListener("settled", ({ detail: { watch } }) => {
    const notice = document.querySelector("[data-watch]");
    if (watch && notice) notice.hidden = false;
  });
  begin({ salvage });
  startOffline({ store, draftId: marks.draft, blank: marks.blank, isCut: () => saver.isCut, flush: () => saver.flushAll() });
}

/* After sending only what never became part of the request matters. */
function salvageAfterSending() {
  saver.stop("closed", { reference: marks.sentAs });
  journal.addEventListener("leftovers", salvage);
  journal.open();
}

if (marks.draft) (marks.sentAs ? salvageAfterSending : write)();
