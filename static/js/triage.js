/* Pages of triage that are left open: they tell that something changed, and who else looks at the request. What is being
   typed is never touched, and nothing is shown anew unless somebody follows the link. */

import { make, still } from "./form/dom.js";

const OFTEN = 20_000; // a page counts as open for a minute after it last asked
const SELDOM = 30_000; // the queue
const PATIENCE = 12_000;
const FIRST = 300;

async function ask(address, token) {
  try {
    const response = await fetch(address, {
      method: token ? "POST" : "GET",
      redirect: "manual",
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout?.(PATIENCE),
      headers: { Accept: "application/json", ...(token && { "X-CSRFToken": token }) },
    });
    return { status: response.status, said: response.ok ? await response.json() : {} };
  } catch {
    return { status: -1, said: {} }; // no line: asked again later
  }
}

/* Say it once; said again only when it is another thing. A link, because going on is the reader's choice: from a page on
   which one writes it leads to a new tab. */
function tell(place, words, link, href = location.pathname + location.search) {
  if (place.dataset.told === words) return;
  place.dataset.told = words;
  const text = make("p", { className: "govuk-body app-news__words" }, `${words} `);
  const isHere = href.split("?")[0] === location.pathname;
  const facts = { className: "govuk-link govuk-link--no-visited-state", href, ...(!isHere && { target: "_blank", rel: "noopener" }) };
  if (link) text.append(make("a", facts, isHere ? link : `${link} (opens in a new tab)`));
  still(() => place.replaceChildren(text));
}

/* Ask now and again while the page is on the screen. `look` gives false when there is no use in asking any more. */
function watch(look, often) {
  let timer;
  async function turn() {
    clearTimeout(timer);
    if (document.hidden) return;
    if (await look()) timer = setTimeout(turn, often);
  }
  document.addEventListener("visibilitychange", turn);
  addEventListener("pageshow", ({ persisted }) => persisted && turn());
  timer = setTimeout(turn, FIRST);
}

const ADDED = "Something was added to this request since you opened it.";
const isOver = (status) => status === 0 || status === 401 || status === 403; // signed out: the next act asks

function watchQueue(place) {
  watch(async () => {
    const { status, said } = await ask(place.dataset.watchQueue);
    if (said.mark && said.mark !== place.dataset.mark) tell(place, "The queue has changed since you opened it.", "Show it as it is now");
    return !isOver(status);
  }, SELDOM);
}

function showLooking(names) {
  for (const place of document.querySelectorAll("[data-looking]")) {
    const words = names.join(", ");
    if (place.textContent !== words) place.replaceChildren(...names.flatMap((name, at) => [at ? ", " : "", make("bdi", {}, name)]));
    const whole = place.closest("[hidden], .app-news__looking, .app-identity__looking");
    if (whole && whole.hidden !== !names.length) still(() => (whole.hidden = !names.length));
  }
}

function watchRequest(place) {
  let newest; // of notes, contacts and replies, when this page was opened
  watch(async () => {
    const { status, said } = await ask(place.dataset.watchRequest, place.dataset.token);
    if (status === 404) return tell(place, "You can no longer open this request: another team has it now.", "");
    if (status === 200) {
      newest ??= said.newest;
      showLooking(said.looking);
      const isMoved = String(said.version) !== place.dataset.version;
      if (isMoved || said.newest !== newest) tell(place, isMoved ? moved(said) : ADDED, "Show the request as it is now", place.dataset.page);
    }
    return !isOver(status);
  }, OFTEN);
}

const moved = ({ status, holder }) => `This request has changed since you opened it. It is now “${status}”, and ${holder === "you" ? "you have it" : `${holder} has it`}.`;

const queue = document.querySelector("[data-watch-queue]");
const request = document.querySelector("[data-watch-request]");
if (queue) watchQueue(queue);
if (request) watchRequest(request);

/* Letters that a worker draws: once their pages are there they are shown, or offered when somebody is busy on the page. */
const MADE = 1_500;

function isIdle() {
  const at = document.activeElement;
  return (!at || at === document.body) && !document.querySelector("input:checked");
}

function watchPages(places) {
  watch(async () => {
    const answers = await Promise.all(places.map((place) => ask(place.dataset.beingMade)));
    if (answers.some(({ status }) => isOver(status) || status === 404)) return false;
    if (!answers.every(({ said }) => said.is_ready)) return true;
    if (isIdle()) location.reload();
    else tell(places[0], "The pages are ready.", "Show them");
    return false;
  }, MADE);
}

const beingMade = [...document.querySelectorAll("[data-being-made]")];
if (beingMade.length) watchPages(beingMade);
