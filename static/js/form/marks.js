/* What the page says of itself: what is written in it, by whom, and how careful to be (templates/components/saving.html).
   Read once: inside the open page only its main part is drawn anew. */

const said = document.querySelector("[data-draft], [data-of]")?.dataset ?? {};

export const marks = {
  draft: said.draft, // undefined: no page of a draft
  of: said.draft ?? said.of, // what is written: words sealed under one name come back under it alone
  saves: said.saves ?? (said.draft && `/requests/${said.draft}/answers`), // where edits are sent
  seals: said.seals ?? (said.draft && `/requests/${said.draft}`), // where the key for unsent words is had
  person: said.person,
  version: said.version,
  blank: said.blank, // where the blank pages of its question set are
  isOwnDevice: said.trusted === "yes",
  hideAfter: Number(said.hideAfter) * 60_000,
  taken: said.taken?.split(" ") ?? [], // the ids of this person's forms that were taken
  hasKey: Boolean(said.key), // it brought the key for unsent words, to be had once by takeKey
  isRefused: said.refused === "yes", // the page shows again what was not taken
  sentAs: said.sentAs, // the reference, once the request is sent
};

/** The key that seals their words and the time at the server, once: it stays in memory only as what can be used and not
    read. Nothing when the page brought none. */
let brought = said.key && { key: said.key, at: Number(said.at) };
delete said.key;
export function takeKey() {
  const taken = brought;
  brought = undefined;
  return taken;
}
