/**
 * Shows the copy of the route where the network does not answer in time, and nothing after the shift.
 * The network comes first for the page; what it looks like never changes under one address.
 */
const COPY = "route";
const UNTIL = "x-geldig-tot";
const PATIENCE = 5000;
const LOOKS = ["style", "script", "font", "image"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && isKept(url)) event.respondWith(page(request));
  else if (LOOKS.includes(request.destination) && url.pathname !== new URL(self.location).pathname) event.respondWith(look(request));
});

/** The route itself, and the lists of its care-home days. */
function isKept(url) {
  const address = url.origin + url.pathname;
  return address === self.registration.scope || address.startsWith(`${self.registration.scope}zitting/`);
}

/** The page of the network; without an answer the copy, while it may be shown. */
async function page(request) {
  try {
    const found = await Promise.race([fetch(request), late()]);
    if (found.redirected || found.type === "opaqueredirect" || found.status === 401) await caches.delete(COPY);
    return found;
  } catch (error) {
    const copies = await caches.open(COPY);
    const copy = await copies.match(new URL(request.url).pathname);
    if (copy && Date.now() < Number(copy.headers.get(UNTIL))) return copy;
    if (copy) await caches.delete(COPY);
    throw error;
  }
}

/** Reception that is there and does nothing is no reception. */
function late() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("late")));
}

async function look(request) {
  const copies = await caches.open(COPY);
  return (await copies.match(request)) || fetch(request);
}
