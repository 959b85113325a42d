/* Words that cannot become part of the request any more (it was sent, deleted or taken back meanwhile): shown to copy. */

import { button, make, notice, typed } from "./dom.js";

const told = (edit) => edit.words ?? (edit.value === null || edit.value === "" ? "Nothing" : String(edit.value));
const asText = (texts) => texts.map(([, edit]) => `${edit.label ?? ""}\n${told(edit)}`).join("\n\n");

/** A button that copies `texts()`, and the place where they stand to be copied by hand. done: called once copied. */
export function copying(texts, done = () => {}) {
  const place = make("div", { "aria-live": "polite" });
  const copy = async () => {
    const words = asText(texts());
    const isCopied = await navigator.clipboard?.writeText(words).then(
      () => true,
      () => false,
    );
    const box = make("textarea", { className: "govuk-textarea", readOnly: true, rows: 5, "aria-label": "What you typed", autocomplete: "off" });
    box.value = words;
    place.replaceChildren(make("p", { className: "govuk-body" }, isCopied ? "Copied. You can paste it anywhere." : "Copy it from here:"), box);
    done();
  };
  return { button: button("Copy what I typed", copy), place };
}

/** Show what `store` still holds of `texts()`, with `title` and `lead`, until its writer needs it no more. */
export function rescue(store, title, lead, texts = () => [...store.pending]) {
  if (!texts().length) return;
  const lines = texts().flatMap(([, edit]) => [make("h3", { className: "govuk-heading-s" }, edit.label || "Your answer"), typed(told(edit))]);
  const { button: copy, place } = copying(texts);
  const end = button("Remove it from this computer", () => {
    box.remove();
    texts().forEach(([path]) => store.drop(path));
  });
  const box = notice("rescue", title, [make("p", { className: "govuk-body" }, lead), ...lines, make("div", { className: "govuk-button-group" }, copy, end), place]);
}
