/**
 * Keeps a copy of the list and the sheet of a day, and of what they look like, for when the
 * network is gone. The network comes first: a copy is shown only where that fails, and for half a
 * day at most. Who turns out to be logged out has no copy any more.
 */
const COPY = "balie";
const LONGEST = 12 * 60 * 60 * 1000;
const KEPT_ON = "x-bewaard-op";
const PAGE = /\/balie\/[-\w]+\/(voorbereiding\/)?$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isPage = request.mode === "navigate" && PAGE.test(pathname);
  const isLook = ["style", "script", "font", "image"].includes(request.destination);
  if (request.method === "GET" && origin === self.location.origin && (isPage || isLook)) event.respondWith(answer(request));
});

/** The network's answer, of which a copy is kept; without a network the copy. */
async function answer(request) {
  const copies = await caches.open(COPY);
  try {
    const found = await fetch(request);
    if (found.redirected || found.type === "opaqueredirect") await caches.delete(COPY);
    else if (found.ok) await copies.put(request, await dated(found.clone()));
    return found;
  } catch (error) {
    const copy = await copies.match(request);
    if (copy && Date.now() - Number(copy.headers.get(KEPT_ON)) < LONGEST) return copy;
    throw error;
  }
}

/** The same answer, with the moment at which it came. */
async function dated(found) {
  const headers = new Headers(found.headers);
  headers.set(KEPT_ON, String(Date.now()));
  return new Response(await found.blob(), { headers });
}
