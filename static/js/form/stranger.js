/* Somebody else is signed in on this browser: nothing of the first person's stays on the page, and nothing is sent. */

import { cover } from "./cover.js";
import { button, make } from "./dom.js";
import { confirmYou } from "./panel.js";

const TITLE = "Somebody else is signed in on this browser";
const SEALED = "What was typed here and not saved yet is kept on this computer, sealed. It comes back when the person who typed it signs in and opens the request again.";
const IN_MEMORY = "What was typed here and not saved yet is kept only while this page is open. Do not close it.";

let isAway = false;

/** Seal everything, clear the page and the memory, and wait for the person whose page it is. */
export async function giveWay({ store, journal, saver }) {
  if (isAway) return;
  isAway = true;
  await journal.seal();
  const isSafe = journal.isSealed || !store.unsent;
  const dialog = make(
    "dialog",
    { className: "app-dialog", "aria-labelledby": "stranger-title" },
    make("h1", { className: "govuk-heading-m", id: "stranger-title", tabIndex: -1 }, TITLE),
    make("p", { className: "govuk-body" }, isSafe ? SEALED : IN_MEMORY),
    button("Sign in as yourself", async () => (await confirmYou({ back: "Back" })) === "ok" && saver.goOn(), ""),
  );
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  const uncover = cover(dialog, `${TITLE} - Ask for early help`);
  if (isSafe) {
    document.querySelectorAll("body > :not(dialog)").forEach((part) => part.remove());
    store.clear();
    journal.close();
  }
  const back = () => {
    if (saver.isOut) return;
    saver.removeEventListener("change", back);
    if (isSafe) return void location.reload();
    isAway = false;
    uncover();
  };
  saver.addEventListener("change", back);
}
