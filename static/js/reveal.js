/* Shows a question only when the rule it carries (data-show-if) holds for the answers so far or the radio that opens it
   (data-opens) is chosen, and offers as options only what is ticked (data-options-from). Without this script all are
   simply there. */

import { read } from "./form/fields.js";
import { holds, listed } from "./form/offline/rules.js";

const named = (name) => document.querySelector(`.app-question[data-name="${name}"]`);
const given = (name) => (named(name).hidden ? [] : listed(read(named(name))));

/* What this page cannot know (an age, an answer on another page) was settled before the page was made. */
const thisPage = {
  given: (name) => named(name) && [given(name)],
  count: (name) => named(name) && given(name).length,
  ages: () => undefined,
};
let worldOf = () => thisPage;

function offerOnly(question) {
  const ticked = given(question.dataset.optionsFrom);
  for (const option of question.querySelectorAll(".govuk-radios__item")) {
    const button = option.querySelector("input");
    option.hidden = !ticked.includes(button.value);
    if (option.hidden) button.checked = false;
  }
}

function open(button) {
  const opened = document.getElementById(button.dataset.opens);
  opened.classList.toggle("govuk-radios__conditional--hidden", !button.checked);
}

/* The design system does this when a box is clicked, not when script ticks it. */
function openBox(box) {
  document.getElementById(box.getAttribute("aria-controls"))?.classList.toggle("govuk-checkboxes__conditional--hidden", !box.checked);
  box.setAttribute("aria-expanded", String(box.checked));
}

function update() {
  document.querySelectorAll("input[data-opens]").forEach(open);
  document.querySelectorAll("input[type=checkbox][aria-controls]").forEach(openBox);
  for (const question of document.querySelectorAll("[data-options-from]")) offerOnly(question);
  for (const question of document.querySelectorAll("[data-show-if]")) {
    const { name, path, showIf } = question.dataset;
    question.dataset.live = "yes";
    question.hidden = !holds(JSON.parse(showIf), worldOf(name, path.split("/").at(-2)));
  }
}

document.addEventListener("input", update);
document.addEventListener("change", update);
document.addEventListener("drawn", update);
document.addEventListener("filled", update);
/* Once the whole draft is in memory, its rules are followed beyond this page (form/offline/start.js). */
document.addEventListener("rules", ({ detail }) => {
  worldOf = detail.worldOf;
  update();
});
update();
