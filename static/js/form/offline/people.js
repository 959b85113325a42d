/* Lists of people and services, kept by the page itself: `children/<item>` is a person's place, null takes them out. */

import { newItem } from "../ids.js";

/** Add somebody to a list; gives their id. */
export function add(store, bundle, repeat) {
  const items = store.items(repeat);
  const item = newItem();
  const last = items.length ? store.value(`${repeat}/${items.at(-1)}`) : 0;
  store.note(`${repeat}/${item}`, last + 1, { label: `A ${bundle.repeat[repeat].one} was added` });
  return item;
}

/** Take somebody out. Whom the server never knew is forgotten; of others it keeps the words, to be put back. */
export function remove(store, bundle, repeat, item) {
  const path = `${repeat}/${item}`;
  if (store.revision(path)) return store.note(path, null, { label: `A ${bundle.repeat[repeat].one} was removed` });
  for (const typed of [...store.pending.keys()]) if (typed === path || typed.startsWith(`${path}/`)) store.drop(typed);
  return undefined;
}
