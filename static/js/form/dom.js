/* Making elements. */

/** An element: make("p", { className: "govuk-body" }, "words", other). Attributes with a dash or colon are set as such. */
export function make(name, facts = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(facts)) {
    if (/[-:]|^role$/.test(key)) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...inside);
  return made;
}

/** A button that never submits; kind: "" or "secondary". */
export const button = (text, act, kind = "secondary") =>
  make("button", { type: "button", className: kind ? `govuk-button govuk-button--${kind}` : "govuk-button", onclick: act }, text);

/** What somebody typed, as they typed it. */
export const typed = (words) => make("p", { className: "govuk-body app-typed", dir: "auto" }, words);

/** Change the page by `act` without moving what is written in, or read, under the finger. */
export function still(act) {
  const held = document.activeElement?.closest("main *") ?? document.querySelector("main");
  const top = () => held?.getBoundingClientRect().top ?? 0;
  const before = top();
  act();
  const moved = top() - before;
  if (moved) scrollBy({ top: moved, behavior: "instant" });
}

/** Say something at the top of the page, and have it read out. */
export function tell(words) {
  const place = document.querySelector("main");
  const note = place.querySelector("[data-told]") ?? make("p", { className: "govuk-inset-text", tabIndex: -1, "data-told": "" });
  note.textContent = words;
  place.prepend(note);
  note.focus();
}

/** A box of news after the element `place`, or at the top of the page's main part. There is one of each `id`. */
export function notice(id, title, inside, place) {
  document.getElementById(id)?.remove();
  const heading = make("h2", { className: "govuk-heading-s", id: `${id}-title`, tabIndex: -1 }, title);
  const box = make("section", { className: "app-notice", id, "aria-labelledby": heading.id }, heading, ...inside);
  if (place) place.after(box);
  else (document.querySelector("main h1")?.closest("[class*=column]") ?? document.querySelector("main")).prepend(box);
  return box;
}
