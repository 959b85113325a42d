/* What is typed so far in words: for the check page and for the file to keep. */

import { inWords } from "../fields.js";

const ISO = /^\d{4}-\d\d-\d\d$/; // anything else is as it was typed
const drawn = new Map(); // page html -> a document of it, whose labels are the words

/** An answer in words; "" for none. */
export function words(bundle, question, value) {
  if (value === null || value === "" || value === false || value.length === 0) return "";
  if (question.type === "checkbox") return "Yes";
  if (question.type === "date" && ISO.test(value)) return new Date(`${value}T12:00`).toLocaleDateString("en-GB", { dateStyle: "long" });
  if (question.id === "contact_who") return Object.fromEntries(toContact(bundle))[value] ?? "";
  if (!drawn.has(question.page)) drawn.set(question.page, new DOMParser().parseFromString(question.page.html, "text/html"));
  const place = drawn.get(question.page).querySelector(`[data-name="${question.id}"]`);
  return place ? inWords(place, value) : String(value);
}

/** [path, name] of those who can be contacted first: adults, and young people aged 16 or over. */
export function toContact(bundle) {
  const of = (repeat, items) => items.map((item) => [`${repeat}/${item}`, bundle.call(repeat, item, true)]);
  const grown = bundle.draft.items("children").filter((child) => bundle.age(child) >= 16);
  return [...of("adults", bundle.draft.items("adults")), ...of("children", grown)];
}

/** Sections with their groups (one for each person) and lines { text, words, page, item }, those without answer left out. */
export function everything(bundle) {
  return bundle.sections.filter((section) => bundle.isTheirs(section)).map((section) => ({ title: section.title, groups: groups(bundle, section).filter(({ lines }) => lines.length) }));
}

function groups(bundle, section) {
  const found = [];
  for (const page of section.pages) {
    for (const item of page.repeat ? bundle.draft.items(page.repeat) : [null]) {
      let group = found.findLast((one) => one.item === item && (item || one === found.at(-1)));
      if (!group) found.push((group = { item, heading: item ? bundle.call(page.repeat, item, true) : "", lines: [] }));
      group.lines.push(...linesOf(bundle, page, item));
    }
  }
  return found;
}

function linesOf(bundle, page, item) {
  const lines = bundle.asked(page, item).map(([path, question]) => {
    const area = question.per ? `${words(bundle, bundle.question[question.per], path.split("/")[1])}: ` : "";
    return { text: area + question.text, words: words(bundle, question, bundle.draft.value(path)), page, item };
  });
  return lines.filter((line) => line.words);
}
