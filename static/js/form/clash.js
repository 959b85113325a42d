/* The same answer was changed somewhere else: both texts beside each other, asked once. */

import { inWords } from "./fields.js";

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function side(title, words) {
  const box = element("div", "app-clash__side");
  box.append(element("h3", "govuk-heading-s", title), element("p", "govuk-body app-clash__words", words));
  return box;
}

function button(text, act) {
  const made = element("button", "govuk-button govuk-button--secondary", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** Show both texts under `question`. `keep` is called with "mine" or "theirs". */
export function showClash(question, { theirs, mine, by }, keep) {
  question.querySelector(":scope > .app-clash")?.remove();
  const panel = element("section", "app-clash");
  panel.setAttribute("aria-label", "This answer was changed somewhere else");
  const sides = element("div", "app-clash__sides");
  sides.append(side(by ? `Saved by ${by}` : "Saved somewhere else", inWords(question, theirs)), side("What you typed", inWords(question, mine)));
  const choose = (which) => () => {
    panel.remove();
    keep(which);
  };
  const buttons = element("div", "govuk-button-group");
  buttons.append(button("Keep what I typed", choose("mine")), button("Use the saved one", choose("theirs")));
  panel.append(
    element("h2", "govuk-heading-s", "This answer was changed somewhere else"),
    element("p", "govuk-body", "Nothing has been overwritten. To use parts of both, change what you typed first, then keep it."),
    sides,
    buttons,
  );
  question.append(panel);
}
