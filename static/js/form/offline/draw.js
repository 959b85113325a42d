/* Puts one screen of the form where the server's page was: main part, back link, title and focus. */

import * as screens from "./screens.js";

const DRAW = { tasks: screens.tasks, check: screens.check, remove: screens.removal };
const SERVICE = " - Ask for early help";
const serviceOf = (title) => title.slice(title.lastIndexOf(SERVICE)); // with the council's name

/** Draw what `where` says (stepAt in way.js). known: { bundle, store, home }. isChecking: it was opened to change an
    answer on the check page, and leads back there. */
export function draw(known, where, isChecking) {
  const main = document.querySelector("main");
  const watch = main.querySelector("[data-watch]") ?? known.watch;
  known.token = document.querySelector("input[name=csrf_token]")?.value ?? known.token;
  known.watch = watch;
  const drawing = DRAW[where.screen] ?? (where.step.page ? screens.question : screens.list);
  const { title, back, backText = "Back" } = drawing(room(main, where.screen === "check"), known, where.step ?? where);
  document.title = title + serviceOf(document.title);
  leadBack(isChecking ? `${known.home}/check` : back, backText);
  document.dispatchEvent(new CustomEvent("drawn", { detail: { main } }));
  if (watch && where.step?.page) main.querySelector(".app-question").before(watch);
  const heading = main.querySelector("h1");
  heading.tabIndex = -1;
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}

/** The network is back: what said otherwise goes. */
export function sayBack() {
  document.querySelectorAll("main [data-told]").forEach((note) => note.remove());
  document.querySelectorAll("main [data-cut]").forEach((words) => (words.hidden = words.dataset.cut === "yes"));
}

/* Questions stand in a column of readable width; the check page has the whole one. */
function room(main, isWide) {
  const column = document.createElement("div");
  if (isWide) {
    main.replaceChildren(column);
    return column;
  }
  const row = document.createElement("div");
  row.className = "govuk-grid-row";
  column.className = "govuk-grid-column-two-thirds";
  row.append(column);
  main.replaceChildren(row);
  return column;
}

function leadBack(href, text) {
  let link = document.querySelector(".govuk-back-link");
  if (!link) {
    link = document.createElement("a");
    link.className = "govuk-back-link";
    document.querySelector("[data-draft]").before(link);
  }
  link.href = href;
  link.textContent = text;
}
