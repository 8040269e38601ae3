/**
 * Keeps a copy of the list and the sheet of a day, and of what they look like, for when the
 * network is gone. The network comes first: a copy is shown only where that fails, and for half a
 * day at most. Whatever else is asked or pressed at the desk meanwhile leads back to the list, so
 * that nobody loses it. Who turns out to be logged out has no copy any more.
 */
const COPY = "balie";
const LONGEST = 12 * 60 * 60 * 1000;
const KEPT_ON = "x-bewaard-op";
const DAY = /^.*\/balie\/[-\w]+\//;
const PAGE = /\/balie\/[-\w]+\/(voorbereiding\/)?$/;
const LOOK = ["style", "script", "font", "image"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
// The page that installed this worker came before it, and is kept too, after what it looks like.
self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  const [day] = DAY.exec(pathname) ?? [];
  if (request.mode === "navigate" && day) event.respondWith(request.method === "GET" ? page(request, day) : sent(request, day));
  else if (request.method === "GET" && LOOK.includes(request.destination)) event.respondWith(answer(request));
});

/** Keeps a page that is open: the addresses of its styles, scripts and pictures first, then its own. */
async function keep({ page, looks }) {
  if (!PAGE.test(new URL(page).pathname)) return;
  await Promise.all(looks.map((url) => answer(new Request(url))));
  await answer(new Request(page));
}

/** A page of the desk; without a network its copy, else the list of the day. */
async function page(request, day) {
  try {
    return PAGE.test(new URL(request.url).pathname) ? await answer(request) : await fetch(request);
  } catch (error) {
    if (await kept(new URL(day, request.url).href)) return Response.redirect(new URL(day, request.url));
    throw error;
  }
}

/** What was pressed; without a network the list, which says that nobody knows whether it arrived. */
async function sent(request, day) {
  try {
    return await fetch(request);
  } catch {
    return Response.redirect(new URL(`${day}#niet-verstuurd`, request.url), 303);
  }
}

/** The network's answer, of which a copy is kept; without a network the copy. */
async function answer(request) {
  try {
    const found = await fetch(request);
    if (found.redirected || found.type === "opaqueredirect") await caches.delete(COPY);
    else if (found.ok) await (await caches.open(COPY)).put(request, await dated(found.clone()));
    return found;
  } catch (error) {
    const copy = await kept(request);
    if (copy) return copy;
    throw error;
  }
}

/** The copy of an address, while it is not too old. */
async function kept(request) {
  const copy = await (await caches.open(COPY)).match(request, { ignoreVary: true });
  return copy && Date.now() - Number(copy.headers.get(KEPT_ON)) < LONGEST ? copy : undefined;
}

/** The same answer, with the moment at which it came. */
async function dated(found) {
  const headers = new Headers(found.headers);
  headers.set(KEPT_ON, String(Date.now()));
  return new Response(await found.blob(), { headers });
}
