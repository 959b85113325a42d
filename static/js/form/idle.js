/* A page left alone hides what it shows. The work goes on underneath. On a shared computer the sign-in ends as well, so
   that loading the page again shows nothing either; what is not saved stays sealed. */

import { cover, isCovered } from "./cover.js";
import { button, make } from "./dom.js";
import { marks } from "./marks.js";
import { confirmYou } from "./panel.js";
import { leave, renew } from "./wire.js";

const LOOK = 5_000;
const AGAIN = 30_000;
const SIGNS = ["keydown", "keyup", "pointerdown", "pointermove", "wheel", "touchstart", "input"];
const TITLE = "This page is hidden";

/** Watch for nobody being there. shown: called with "ok" or "someone-else" when somebody wants to go on.
    Gives what tells that the person has just proved to be there. */
export function watchIdle(shown) {
  let last = Date.now();
  const here = () => {
    look();
    if (!isCovered()) last = Date.now(); // what is done in a panel over the page does not count
  };
  const look = () => {
    if (isCovered() || Date.now() - last < marks.hideAfter) return;
    hide((how) => {
      last = Date.now();
      shown(how);
    });
  };
  for (const sign of SIGNS) document.addEventListener(sign, here, { passive: true, capture: true });
  document.addEventListener("visibilitychange", look);
  addEventListener("focus", look);
  setInterval(look, LOOK);
  return () => (last = Date.now());
}

function hide(shown) {
  const said = make("p", { className: "govuk-body", role: "status" });
  const show = async () => {
    const how = await mayShow();
    if (how === "ok" || how === "someone-else") {
      uncover();
      return shown(how);
    }
    said.textContent = how === "back" ? "" : "No network. Connect to show the page again. What you typed is kept.";
    return undefined;
  };
  const words = "Nobody used it for a while. What you typed is kept.";
  const dialog = make(
    "dialog",
    { className: "app-dialog", "aria-labelledby": "hidden-title" },
    make("h1", { className: "govuk-heading-m", id: "hidden-title" }, TITLE),
    make("p", { className: "govuk-body" }, words),
    button("Show the page", show, ""),
    said,
  );
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  const uncover = cover(dialog, `${TITLE} - Ask for early help`);
  if (!marks.isOwnDevice) leaveUntilHeard(dialog);
}

async function leaveUntilHeard(dialog) {
  const { status } = await leave();
  if (!status) setTimeout(() => dialog.isConnected && leaveUntilHeard(dialog), AGAIN);
}

/* On one's own device a standing sign-in is enough; on any other a code. */
async function mayShow() {
  const found = marks.isOwnDevice ? await renew() : "signed-out";
  return found === "signed-out" ? confirmYou({ again: true, back: "Leave it hidden" }) : found;
}
