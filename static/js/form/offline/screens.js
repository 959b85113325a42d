/* The screens of the form, each drawn into the main part of the page from the blank pages and the draft in memory. */

import { write } from "../fields.js";
import { everything, toContact, words } from "./said.js";
import { address, after, before, steps } from "./way.js";

const DETAILS = { adults: "adult_relationship", agree_people: "agree_relationship", professionals: "pro_kind" };
const SAFETY = ["stop_urgent", "stop_talk_first"];

const all = (place, mark) => [...place.querySelectorAll(`[data-${mark}]`)];
const say = (place, mark, text) => all(place, mark).forEach((one) => (one.textContent = text));
const lead = (place, mark, href) => all(place, mark).forEach((one) => (one.href = href));

/** Whether a stop is one where somebody has to be rung first. */
export const isAboutSafety = (stop) => SAFETY.includes(stop);

/** Whether such a stop holds now. */
export const mustRing = (bundle) => bundle.sections.some(({ pages }) => pages.some((page) => isAboutSafety(bundle.stop(page))));

/** A question page. Gives { title, back }. */
export function question(main, { bundle, store, home, token }, { page, item, repeat }) {
  main.innerHTML = page.html;
  const seen = {};
  for (const place of all(main, "path")) {
    const path = (place.dataset.path = place.dataset.path.replace("/_/", `/${item}/`));
    if (place.dataset.people) offer(place, toContact(bundle));
    seen[path] = place.dataset.revision = store.revision(path);
    write(place, store.value(path));
  }
  const form = main.querySelector("form").elements;
  form.csrf_token.value = token;
  form.seen.value = JSON.stringify(seen);
  if (item) {
    const who = main.querySelector("[data-who]");
    who.hidden = false;
    who.lastElementChild.textContent = bundle.call(repeat, item);
  }
  lead(main, "download", `${home}/download`);
  for (const ring of all(main, "ring")) ring.hidden = !mustRing(bundle);
  const isGate = page.section.number === 0;
  const title = main.querySelector("h1").textContent.trim();
  return { title: item ? `${title}: ${bundle.place(repeat, item)}` : title, back: isGate ? home : address(home, before(bundle, { page, item, repeat })) };
}

/* The blank page has one choice that stands for everybody. */
function offer(place, people) {
  const choice = place.querySelector(".govuk-radios__item");
  const made = people.map(([value, name], at) => {
    const one = choice.cloneNode(true);
    const [button, label] = [one.querySelector("input"), one.querySelector("label")];
    button.value = value;
    button.id = label.htmlFor = at ? `contact_who-${at + 1}` : "contact_who";
    label.textContent = name;
    return one;
  });
  choice.replaceWith(...made);
}

/** A list of people. */
export function list(main, { bundle, store, home, token }, step) {
  const { repeat } = step;
  const { one, many, least, most } = bundle.repeat[repeat];
  const items = store.items(repeat);
  main.innerHTML = bundle.screens[`list/${repeat}`];
  const heading = items.length ? `You have added ${items.length} ${items.length === 1 ? one : many}` : `You have not added any ${many} yet`;
  say(main, "heading", heading);
  const rows = main.querySelector("[data-rows]");
  const row = rows.firstElementChild;
  rows.replaceChildren(...items.map((item) => rowOf(row.cloneNode(true), bundle, `${home}/${repeat}/${item}`, repeat, item)));
  rows.hidden = !items.length;
  for (const none of all(main, "none")) none.hidden = items.length > 0;
  main.querySelector("[data-full]").hidden = items.length < most;
  const adding = main.querySelector("[data-add]");
  adding.hidden = items.length >= most;
  adding.setAttribute("action", `${home}/${repeat}/add`);
  adding.elements.csrf_token.value = token;
  if (items.length) adding.querySelector("button").textContent = `Add another ${one}`;
  const onward = main.querySelector("[data-onward]");
  onward.href = address(home, after(bundle, step));
  onward.hidden = !items.length && least > 0;
  return { title: heading, back: address(home, before(bundle, step)) };
}

function rowOf(row, bundle, at, repeat, item) {
  const first = bundle.home[repeat].pages.find((page) => page.repeat === repeat);
  row.dataset.item = item;
  say(row, "name", bundle.call(repeat, item, true));
  say(row, "detail", detail(bundle, repeat, item));
  lead(row, "change", `${at}/${first.slug}`);
  lead(row, "remove", `${at}/remove`);
  return row;
}

function detail(bundle, repeat, item) {
  const years = repeat === "children" ? bundle.age(item) : null;
  if (years !== null) return years ? `aged ${years}` : "under 1";
  const asked = DETAILS[repeat];
  return asked ? words(bundle, bundle.question[asked], bundle.draft.value(`${repeat}/${item}/${asked}`)) : "";
}

/** Ask first, then take one out. */
export function removal(main, { bundle, home, token }, { repeat, item }) {
  main.innerHTML = bundle.screens.remove;
  say(main, "name", bundle.call(repeat, item));
  lead(main, "keep", `${home}/${repeat}/list`);
  main.querySelector("form").elements.csrf_token.value = token;
  return { title: `Remove this ${bundle.repeat[repeat].one}`, back: `${home}/${repeat}/list` };
}

/** The task list: how much of each part is filled in. Whether it is right is for the server to say. */
export function tasks(main, { bundle, home }) {
  main.innerHTML = bundle.screens.tasks;
  for (const section of bundle.sections.filter(({ number }) => number)) {
    const [link, status] = main.querySelectorAll(`[data-section="${section.id}"] a, [data-section="${section.id}"] [id]`);
    const [state, next] = bundle.isTheirs(section) ? progress(bundle, section) : ["Not handed to you"];
    status.textContent = state;
    link.href = section.pages.length ? address(home, next) : `${home}/check`;
    if (next === undefined) link.removeAttribute("href");
  }
  lead(main, "download", `${home}/download`);
  return { title: "Your request", back: "/requests", backText: "Your requests" };
}

function progress(bundle, section) {
  const way = steps(bundle, section);
  const isOpen = ({ page, item, repeat }) =>
    page
      ? bundle.asked(page, item).some(([path, question]) => bundle.isNeeded(question, item) && !words(bundle, question, bundle.draft.value(path)))
      : bundle.draft.items(repeat).length < bundle.repeat[repeat].least;
  const open = way.filter(isOpen);
  const said = ({ page, item }) => page && bundle.asked(page, item).some(([path, question]) => words(bundle, question, bundle.draft.value(path)));
  if (!way.some(said)) return ["Not started", way[0] ?? null];
  return open.length ? ["In progress", open[0]] : ["Filled in", way[0]];
}

/** Everything on one page. */
export function check(main, { bundle, store, home, token }) {
  main.innerHTML = bundle.screens.check;
  const shown = main.querySelector("[data-answers-so-far]");
  const [blank] = shown.children;
  shown.replaceChildren(...everything(bundle).flatMap((section) => sectionOf(section, blank, home)));
  const confirm = main.querySelector("[data-path]");
  confirm.dataset.revision = store.revision("confirm");
  write(confirm, store.value("confirm"));
  const form = main.querySelector("form").elements;
  form.csrf_token.value = token;
  form.seen.value = JSON.stringify({ confirm: store.revision("confirm") });
  return { title: "Check and send", back: home };
}

function sectionOf({ title, groups }, blank, home) {
  return groups.map((group, at) => {
    const part = blank.cloneNode(true);
    const [heading, who, lines] = part.children;
    if (at) heading.remove();
    heading.textContent = title;
    who.firstElementChild.textContent = group.heading;
    who.hidden = !group.heading;
    const [row] = lines.children;
    lines.replaceChildren(...group.lines.map((line) => lineOf(row.cloneNode(true), line, home)));
    return part;
  });
}

function lineOf(row, { text, words: said, page, item }, home) {
  say(row, "question", text);
  say(row, "said", said);
  lead(row, "change", `${address(home, { page, item, repeat: page.repeat })}?from=check`);
  return row;
}
