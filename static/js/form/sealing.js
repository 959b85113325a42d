/* Sealed words on this device: one IndexedDB record each, AES-GCM with a key that is only ever in memory. */

const NAME = "early-help";
const STORE = "unsent";

/** Whether this browser can seal: an old one, or a page not served over TLS, cannot. */
export const canSeal = () => Boolean(globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks);

/** Open the database. */
export function openDatabase() {
  return new Promise((done, fail) => {
    const asking = indexedDB.open(NAME, 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore(STORE, { keyPath: "id" });
    asking.onsuccess = () => done(asking.result);
    asking.onerror = () => fail(asking.error);
    asking.onblocked = () => fail(new Error("blocked"));
  });
}

/** Run `act(store)` in one transaction; resolves, with what its request found, once it is on the disk. */
export function run(database, mode, act) {
  return new Promise((done, fail) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const asked = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => done(asked?.result);
    transaction.onerror = transaction.onabort = () => fail(transaction.error);
  });
}

/** The key from its base64 text. It can be used but not read out again. */
export function importKey(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

const bound = (record) => new TextEncoder().encode([record.id, record.draft, record.person].join());

/** The record with `content` sealed in it, under a fresh IV. */
export async function seal(key, record, content) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const words = new TextEncoder().encode(JSON.stringify(content));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(record) }, key, words);
  return { ...record, iv, sealed };
}

/** What is sealed in the record; null when it cannot be opened. */
export async function unseal(key, record) {
  try {
    const how = { name: "AES-GCM", iv: record.iv, additionalData: bound(record) };
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, record.sealed)));
  } catch {
    return null;
  }
}
