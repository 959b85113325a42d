/* Shows a question only when the rule it carries (data-show-if) holds for the answers on this page or the radio that opens
   it (data-opens) is chosen, and offers as options only what is ticked (data-options-from). Without this script all are simply there. */

import { read } from "./form/fields.js";

const named = (name) => document.querySelector(`.app-question[data-name="${name}"]`);

function given(name) {
  const question = named(name);
  if (!question || question.hidden) return [];
  const value = read(question);
  if (Array.isArray(value)) return value;
  return value === "" ? [] : [value];
}

const TESTS = {
  is: (values, wanted) => values.includes(wanted),
  includes: (values, wanted) => values.includes(wanted),
  not: (values, unwanted) => values.length > 0 && !values.includes(unwanted),
  in: (values, wanted) => values.some((value) => wanted.includes(value)),
  not_in: (values, unwanted) => values.length > 0 && !values.some((value) => unwanted.includes(value)),
  empty: (values, wanted) => (values.length === 0) === wanted,
};

/* What this page cannot know (an age, an answer on another page) was settled before the page was made. */
function holds(rule) {
  if (rule.any) return rule.any.some(holds);
  if (rule.all) return rule.all.every(holds);
  if (rule.count) return !named(rule.count) || given(rule.count).length >= rule.min;
  if (!rule.field || !named(rule.field)) return true;
  const test = Object.keys(rule).find((key) => key in TESTS);
  return TESTS[test](given(rule.field), rule[test]);
}

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

function update() {
  document.querySelectorAll("input[data-opens]").forEach(open);
  for (const question of document.querySelectorAll("[data-options-from]")) offerOnly(question);
  for (const question of document.querySelectorAll("[data-show-if]")) {
    question.dataset.live = "yes";
    question.hidden = !holds(JSON.parse(question.dataset.showIf));
  }
}

document.addEventListener("input", update);
document.addEventListener("change", update);
update();
