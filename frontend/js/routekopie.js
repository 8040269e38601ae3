/** The copy of the route in this browser: made by the page, served by the worker, thrown away here. */
const COPY = "route";
const UNTIL = "x-geldig-tot";

export const dropCopy = () => caches.delete(COPY);

/** Keeps the page and what it looks like, until the end of the shift (ms); 0: nothing to keep. */
export async function keepCopy(werker, until) {
  if (!navigator.serviceWorker || !until) return;
  await navigator.serviceWorker.register(werker, { scope: location.pathname });
  const copies = await caches.open(COPY);
  const looks = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((one) => one.href || one.src);
  await Promise.all(looks.map(async (url) => (await copies.match(url)) || copies.add(url)));
  const found = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (found.ok && !found.redirected) await copies.put(location.pathname, await dated(found, until));
}

/** The same answer, with the moment until which it may be shown. */
async function dated(found, until) {
  const headers = new Headers(found.headers);
  headers.set(UNTIL, String(until));
  return new Response(await found.blob(), { headers });
}
