/* One request to the server and what its answer means. Only a 200 that says "saved" counts as saved. */

const KEEPALIVE_BYTES = 60_000; // browsers refuse keepalive bodies from 65,536 bytes on
const PATIENCE = 12_000; // milliseconds

/** Send `edits`. Gives { kind, ... } with kind one of answered, signed-out, token, closed, refused, slow, offline. */
export async function send(form, edits) {
  const body = JSON.stringify({ edits });
  try {
    return await meaning(
      await fetch(form.dataset.saveTo, {
        method: "PATCH",
        body,
        redirect: "manual",
        credentials: "same-origin",
        cache: "no-store",
        keepalive: new Blob([body]).size < KEEPALIVE_BYTES,
        signal: AbortSignal.timeout(PATIENCE),
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": tokenIn(form).value },
      }),
    );
  } catch {
    return { kind: navigator.onLine ? "slow" : "offline" };
  }
}

async function meaning(response) {
  const said = await response.json().catch(() => ({}));
  if (response.status === 200 && said.saved === true && Array.isArray(said.edits)) return { kind: "answered", ...said };
  if (response.status === 401 || response.type === "opaqueredirect") return { kind: "signed-out" };
  if (response.status === 403) return { kind: "token" };
  if (response.status === 404 || response.status === 409) return { kind: "closed" };
  if (response.status === 400 || response.status === 413) return { kind: "refused", message: said.message };
  return { kind: "slow" };
}

/** Fetch a new form token. Gives "ok" when the same person is still signed in, else signed-out, someone-else or slow. */
export async function renew(form) {
  try {
    const response = await fetch("/csrf", { headers: { Accept: "application/json" }, cache: "no-store", redirect: "manual" });
    const said = response.ok ? await response.json() : {};
    if (response.ok && !said.person) return "signed-out";
    if (response.status === 401 || response.type === "opaqueredirect") return "signed-out";
    if (!response.ok) return "slow";
    if (said.person !== form.dataset.person) return "someone-else";
    document.querySelectorAll("input[name=csrf_token]").forEach((input) => (input.value = said.csrf_token));
    return "ok";
  } catch {
    return navigator.onLine ? "slow" : "offline";
  }
}

const tokenIn = (form) => form.querySelector("input[name=csrf_token]");
