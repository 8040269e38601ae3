import { withData } from "./zoek.js";

const WARN_BEFORE = 120;
const TICK = 1000;

/**
 * Warns two minutes before a hold ends and says so when it has ended (WCAG 2.2.1).
 *
 * Only differences of the browser's clock are used, so a wrong clock does no harm.
 */
export function watchHolds(part) {
  for (const hold of withData(part, "vastgehouden")) {
    const dialog = hold.querySelector("dialog");
    const began = Date.now();
    const seconds = Number(hold.dataset.seconden);
    let warned = false;

    dialog.querySelector("[data-sluit]").addEventListener("click", () => dialog.close());
    const timer = setInterval(() => {
      if (!hold.isConnected) return clearInterval(timer);
      const left = seconds - (Date.now() - began) / 1000;
      if (left <= 0) {
        clearInterval(timer);
        if (dialog.open) dialog.close();
        hold.classList.add("vastgehouden--verlopen");
        const expired = hold.querySelector("[data-verlopen]");
        expired.hidden = false;
        expired.setAttribute("role", "status");
      } else if (left <= WARN_BEFORE && !warned) {
        warned = true;
        dialog.showModal();
      }
    }, TICK);
  }
}
