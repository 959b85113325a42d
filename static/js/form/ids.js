/* Ids made by the page. */

/** A fresh UUID, also where the page is not served over TLS. */
export const newId = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
  );

/** An id for somebody or something added to a list. */
export const newItem = () => newId().slice(0, 8);
