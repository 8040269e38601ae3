/** The copy of the route in this browser: made by the page, served by the worker, thrown away here. */
const COPY = "route";
const UNTIL = "x-geldig-tot";
const HTML = "text/html; charset=utf-8";

export const dropCopy = () => caches.delete(COPY);

/** Lets the worker answer for this page, and keeps what it looks like and how it stands. */
export async function begin(werker, until) {
  if (!navigator.serviceWorker || !until) return;
  await navigator.serviceWorker.register(werker, { scope: location.pathname });
  const copies = await caches.open(COPY);
  const looks = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((one) => one.href || one.src);
  await Promise.all(looks.map(async (url) => (await copies.match(url)) || copies.add(url)));
}

/** Keeps a page, this one or that of `path`, until the end of the shift (ms); 0: there is nothing to keep. */
export async function keepCopy(text, until, path = location.pathname) {
  if (!navigator.serviceWorker || !until) return;
  const copies = await caches.open(COPY);
  await copies.put(path, new Response(text, { headers: { "Content-Type": HTML, [UNTIL]: String(until) } }));
}

/** Keeps the pages to which this one leads and that are read on the way, seen before or not. */
export async function keepLinked(until) {
  if (!navigator.serviceWorker || !until) return;
  const copies = await caches.open(COPY);
  for (const link of document.querySelectorAll("[data-kopie]")) {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) continue;
    const text = await answer.text();
    const looks = [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("script[src]")].map((one) => one.getAttribute("src"));
    await Promise.all(looks.map(async (url) => (await copies.match(url)) || copies.add(url)));
    await copies.put(new URL(link.href).pathname, new Response(text, { headers: { "Content-Type": HTML, [UNTIL]: String(until) } }));
  }
}
