/**
 * The day of a place stays on the screen while the network is gone, also after a reload: a worker
 * keeps a copy (baliewerker.js). Logging out throws the copy away.
 */
const COPY = "balie";

export function keepTheDay() {
  const part = document.querySelector("[data-werker]");
  if (!part) return;
  navigator.serviceWorker?.register(part.dataset.werker);
  const notice = document.getElementById(part.dataset.blijft);
  const show = (isGone) => () => {
    notice.hidden = !isGone;
  };
  for (const failed of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(failed, show(true));
  document.addEventListener("htmx:afterOnLoad", show(false));
  window.addEventListener("offline", show(true));
  notice.hidden = navigator.onLine;
  for (const form of document.querySelectorAll("[data-uitloggen]")) form.addEventListener("submit", () => caches.delete(COPY));
}
