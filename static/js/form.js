/* Saves a form page by itself: within a second of a pause, on leaving a field and on leaving the page.
   Without this script the page works the same, and its buttons save. */

import { showClash } from "./form/clash.js";
import { questionOf, read, revisionOf, see, write } from "./form/fields.js";
import { Saver } from "./form/saver.js";
import { StateLine } from "./form/state.js";

const SUBMIT_WAIT = 3_000; // milliseconds a button waits for the save under way

function watch(form) {
  const line = new StateLine(document.querySelector("[data-saving]"));
  const clashes = new Set();
  const find = (path) => form.querySelector(`[data-path="${CSS.escape(path)}"]`);
  const seen = form.elements.namedItem("seen");

  const pages = {
    base: (path) => revisionOf(find(path)),
    get hasTrouble() {
      return clashes.size > 0;
    },
    settle({ path, state, revision, value, by, watch }) {
      const question = find(path);
      if (watch) document.querySelector("[data-watch]").hidden = false;
      if (state === "refused") return false;
      if (state !== "clash") return remember(question, revision);
      clashes.add(path);
      showClash(question, { theirs: value, mine: read(question), by }, (which) => settleClash(question, which, revision, value));
      return false;
    },
  };
  const saver = new Saver(form, line, pages);

  function remember(question, revision) {
    see(question, revision);
    if (seen) seen.value = JSON.stringify({ ...JSON.parse(seen.value || "{}"), [question.dataset.path]: revision });
    return true;
  }

  function settleClash(question, which, revision, value) {
    clashes.delete(question.dataset.path);
    remember(question, revision);
    if (which === "theirs") write(question, value);
    saver.note(question.dataset.path, read(question));
    question.querySelector("input, select, textarea").focus();
  }

  function changed(event) {
    const question = questionOf(event.target);
    if (!question || clashes.has(question.dataset.path)) return;
    saver.note(question.dataset.path, read(question));
    if (event.type === "change") saver.flush();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("focusout", () => saver.flush());
  addEventListener("pagehide", () => saver.flushLast());
  addEventListener("online", () => saver.flush());
  addEventListener("focus", () => saver.lookAgain());
  document.addEventListener("visibilitychange", () => (document.hidden ? saver.flush() : saver.lookAgain()));
  addEventListener("beforeunload", (event) => saver.isAtRisk && !form.dataset.going && event.preventDefault());
  for (const question of form.querySelectorAll('[data-unsaved="yes"]')) saver.note(question.dataset.path, read(question));
  form.addEventListener("submit", (event) => submitAfterSaving(event, form, saver));
}

function submitAfterSaving(event, form, saver) {
  if (form.dataset.going || !saver.isUnsent) return void (form.dataset.going = "yes");
  event.preventDefault();
  const button = event.submitter;
  const wait = new Promise((done) => setTimeout(done, SUBMIT_WAIT));
  const saved = (async () => {
    await saver.flush();
    await saver.flush(); // what was typed while the first was under way
  })();
  Promise.race([saved, wait]).then(() => {
    form.dataset.going = "yes";
    form.requestSubmit(button);
  });
}

document.querySelectorAll("form[data-save-to]").forEach(watch);
