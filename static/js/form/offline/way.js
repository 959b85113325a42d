/* The way through the form, as forms/wayfinding.py has it. A step: { page, item, repeat }; without a page it is the
   list of the people of `repeat`; null is the task list. */

const isSame = (one, other) => one.page === other.page && one.item === other.item && one.repeat === other.repeat;

/** Every screen of a section in order. */
export function steps(bundle, section) {
  const found = [];
  const pages = section.pages.filter((page) => page.html);
  for (let at = 0; at < pages.length; ) {
    const repeat = pages[at].repeat;
    let end = at;
    while (pages[end]?.repeat === repeat) end += 1;
    for (const item of repeat ? bundle.draft.items(repeat) : [null]) {
      for (const page of pages.slice(at, end)) if (bundle.asked(page, item).length) found.push({ page, item, repeat });
    }
    if (repeat && bundle.home[repeat] === section) found.push({ page: null, item: null, repeat });
    at = end;
  }
  return found;
}

const sectionAt = (bundle, here) => here.page?.section ?? bundle.home[here.repeat];

/* A page that is not asked (any more) counts as the first. */
const placeOf = (way, here) => Math.max(0, way.findIndex((step) => isSame(step, here)));

const isAtHome = (bundle, here, section) => here.repeat && bundle.home[here.repeat] === section;

/** The screen after `here`; a person's last page leads to the list they stand in. null at the section's end. */
export function after(bundle, here) {
  const section = sectionAt(bundle, here);
  const way = steps(bundle, section);
  const next = way[placeOf(way, here) + 1] ?? null;
  if (!here.page || !isAtHome(bundle, here, section)) return next;
  return next.item === here.item ? next : { page: null, item: null, repeat: here.repeat };
}

/** The screen a Back link leads to. null: the task list. */
export function before(bundle, here) {
  const section = sectionAt(bundle, here);
  let way = steps(bundle, section);
  if (isAtHome(bundle, here, section)) {
    const at = placeOf(way, here);
    if (!here.page) way = way.filter((step) => !step.page || step.repeat !== here.repeat);
    else if (at === 0 || way[at - 1].item !== here.item) return { page: null, item: null, repeat: here.repeat };
  }
  return way[placeOf(way, here) - 1] ?? null;
}

/** The address of a step. */
export function address(home, step) {
  if (!step) return home;
  const { page, item, repeat } = step;
  if (!page || (repeat && !item)) return `${home}/${repeat ?? page.repeat}/list`;
  return repeat ? `${home}/${repeat}/${item}/${page.slug}` : `${home}/${page.slug}`;
}

/** What an address inside the draft shows: { step } or { screen: tasks, check, remove, ... }; null: not ours to draw. */
export function stepAt(bundle, home, path) {
  if (path === home) return { screen: "tasks" };
  const [first, second, third, ...rest] = path.slice(home.length + 1).split("/");
  if (rest.length || !path.startsWith(`${home}/`)) return null;
  if (path === `${home}/check`) return bundle.draft.parts ? null : { screen: "check" };
  const repeat = bundle.repeat[first] ? first : null;
  const isListed = repeat && bundle.isTheirs(bundle.home[repeat]);
  if (isListed && second === "list" && !third) return { step: { page: null, item: null, repeat } };
  if (isListed && third === "remove") return { screen: "remove", repeat, item: second };
  const page = bundle.page[repeat ? third : first];
  if (!page?.html || page.repeat !== repeat || (!repeat && second) || !bundle.isTheirs(page.section)) return null;
  return { step: { page, item: repeat && second, repeat } };
}
