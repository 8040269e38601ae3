/**
 * The day of a place stays on the screen while the network is gone, also after a reload: a worker
 * keeps a copy (baliewerker.js). Logging out throws the copy away.
 */
import { watchConnection } from "./verbinding.js";

const COPY = "balie";
const ASKED = ["fetch", "xmlhttprequest", "beacon"]; // not part of how a page looks

export function keepTheDay() {
  const part = document.querySelector("[data-werker]");
  if (!part) return;
  startWorker(part.dataset.werker);
  watchConnection(document.getElementById(part.dataset.blijft));
  for (const form of document.querySelectorAll("[data-uitloggen]")) form.addEventListener("submit", () => caches.delete(COPY));
}

/** Starts the worker; one that is new is told of this page, which came before it. */
async function startWorker(address) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const isNew = !workers.controller;
  await workers.register(address);
  const { active } = await workers.ready;
  if (isNew) active.postMessage({ page: location.href.split("#")[0], looks: looksOfThisPage() });
}

/** The addresses of the styles, scripts and pictures that are shown now. */
function looksOfThisPage() {
  const shown = performance.getEntriesByType("resource").filter((one) => !ASKED.includes(one.initiatorType));
  return shown.map((one) => one.name).filter((url) => new URL(url).origin === location.origin);
}
