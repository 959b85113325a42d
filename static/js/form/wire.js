/* Requests to the server and what their answers mean. Only a 200 that says "saved" counts as saved. */

import { marks } from "./marks.js";

const KEEPALIVE_BYTES = 60_000; // browsers refuse keepalive bodies from 65,536 bytes on
const PATIENCE = 12_000; // milliseconds
const HERE = "/sign-in/here";

let newest = ""; // the form token, when it was renewed
const token = () => newest || document.querySelector("input[name=csrf_token]")?.value || "";

/* Gives { status, said, at }: status 0 when no answer came, 401 when it leads to the sign-in page; at: the server's time. */
async function ask(address, method = "GET", content = undefined, formToken = token()) {
  const body = content && JSON.stringify(content);
  try {
    const response = await fetch(address, {
      method,
      body,
      redirect: "manual",
      credentials: "same-origin",
      cache: "no-store",
      keepalive: Boolean(body) && new Blob([body]).size < KEEPALIVE_BYTES,
      signal: AbortSignal.timeout?.(PATIENCE),
      headers: { Accept: "application/json", ...(body && { "Content-Type": "application/json", "X-CSRFToken": formToken }) },
    });
    const said = await response.json().catch(() => ({}));
    const isAway = response.type === "opaqueredirect";
    return { status: isAway ? 401 : response.status, said, at: Date.parse(response.headers.get("Date")) || Date.now() };
  } catch {
    return { status: 0, said: {} };
  }
}

const unanswered = () => (navigator.onLine ? "slow" : "offline");
const MEANS = { 400: "refused", 401: "signed-out", 403: "token", 404: "closed", 409: "closed", 413: "too-much" };

/** Send `edits`. Gives { kind, ... } with kind one of answered, signed-out, token, closed, refused, too-much, slow, offline. */
export async function send(edits) {
  const { status, said } = await ask(marks.saves, "PATCH", { edits });
  if (status === 200 && said.saved === true && Array.isArray(said.edits)) return { kind: "answered", ...said };
  return { ...said, kind: status ? (MEANS[status] ?? "slow") : unanswered(), isCut: !status };
}

/** What the draft holds: all of it, or what changed since `cursor`. */
export const answers = (cursor) =>
  ask(`/requests/${marks.draft}/answers${cursor ? `?since=${encodeURIComponent(cursor)}` : ""}`);

/** Fetch a new form token. Gives "ok" when the same person is still signed in, else signed-out, someone-else, slow or offline. */
export async function renew() {
  const { status, said } = await ask("/csrf");
  if (status === 401 || (status === 200 && !said.person)) return "signed-out";
  if (status !== 200) return status ? "slow" : unanswered();
  if (said.person !== marks.person) return "someone-else";
  setToken(said.csrf_token);
  return "ok";
}

function setToken(fresh) {
  newest = fresh;
  document.querySelectorAll("input[name=csrf_token]").forEach((input) => (input.value = fresh));
}

/* A post whose token may be of an earlier sign-in: renewed once. */
async function post(address, content) {
  const answer = await ask(address, "POST", content);
  return answer.status === 403 && (await renew()) === "ok" ? ask(address, "POST", content) : answer;
}

/** The key that seals this person's unsent words, and the server's time; undefined while it cannot be had. */
export async function key() {
  const { status, said, at } = await post(`${marks.seals}/key`, {});
  return status === 200 ? { key: said.key, at } : undefined;
}

/** Tell that `count` sealed words could not be opened any more. */
export const lost = (count) => post(`${marks.seals}/lost`, { count });

/** Mail a code to whose page this is. again: also when this browser is signed in still. */
export const code = (again) => enter(`${HERE}/code`, { person: marks.person, again });

/** Nobody is at this shared computer: end its sign-in, unless another page of this browser is in use. */
export const leave = () => post(`${HERE}/leave`, {});

/** Sign in by the mailed code. */
export const confirm = (typed) => enter(HERE, { code: typed, trust: false });

/* The page's own token went with its sign-in; the one of whoever is signed in now serves for this alone. */
async function enter(address, content) {
  const { said } = await ask("/csrf");
  const answer = await ask(address, "POST", content, said.csrf_token);
  if (answer.status === 200 && answer.said.csrf_token && answer.said.person === marks.person) setToken(answer.said.csrf_token);
  return answer;
}
