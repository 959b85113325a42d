/* What the whole page works with, however often its main part is drawn anew. */

import { Journal } from "./journal.js";
import { Saver } from "./saver.js";
import { StateLine } from "./state.js";
import { Store } from "./store.js";

export const store = new Store();
export const saver = new Saver(store);
export const journal = new Journal(store);
export const line = new StateLine({ store, saver, journal });
