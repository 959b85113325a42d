/* The service worker of the form. It keeps our own files, the blank pages of the question set and one page that says
   "You are offline"; never an answer that is somebody's. `self.kept` is put before it (forms/views/worker.py):
   version, files, offline. */

const { version, files, offline } = self.kept;
const CACHE = `early-help-${version}`;
const PATIENCE = 3_000; // milliseconds an open page may take to say that it draws the wanted page itself

addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(Promise.all([tidy(), self.registration.navigationPreload?.enable()])));

/* A file that cannot be fetched stops the installing, and the browser tries again. A full disk does not. */
async function keep() {
  const answers = await Promise.all(files.map((file) => fetch(file, { credentials: "omit", cache: "no-cache" })));
  const cache = await caches.open(CACHE).catch(() => undefined);
  await Promise.allSettled(answers.map((answer, at) => answer.ok && cache?.put(files[at], answer)));
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("early-help-") && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(visit(event));
  else if (request.method === "GET" && files.includes(pathname + search)) event.respondWith(file(request, search));
});

async function visit({ request, preloadResponse }) {
  try {
    return (await preloadResponse) ?? (await fetch(request));
  } catch {
    return (await isDrawn(request)) ? new Response(null, { status: 204 }) : offlinePage();
  }
}

/* Whether a page that is open draws the wanted one itself: the browser then stays on that page. */
async function isDrawn({ url, method }) {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const asked = open.map(
    (client) =>
      new Promise((answer) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => answer(data === true);
        client.postMessage({ cutOff: url, method }, [port2]);
        setTimeout(answer, PATIENCE, false);
      }),
  );
  return Promise.any(asked.map((one) => one.then((does) => does || Promise.reject(new Error())))).catch(() => false);
}

const held = (name) => caches.match(name, { ignoreVary: true }).catch(() => undefined);

async function offlinePage() {
  const words = "You are offline. What you typed is sealed on this computer. In danger now? Call 999.";
  return (await held(offline)) ?? new Response(words, { headers: { "Content-Type": "text/plain" } });
}

/* An address with a version never changes what it means; of any other the newest counts. */
async function file(request, search) {
  if (search) return (await held(request)) ?? fetch(request);
  return fetch(request).catch(async (cut) => (await held(request)) ?? Promise.reject(cut));
}
