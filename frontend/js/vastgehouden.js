import { withData } from "./zoek.js";

const WARN_BEFORE = 120;
const SHARE_OF_HOLD = 1 / 3;
const MINUTE = 60;
const TICK = 1000;

/**
 * Warns before a hold ends, counts its last minutes and says so when it has ended (WCAG 2.2.1).
 *
 * The warning comes two minutes before, or in the last third of a short hold. Only differences
 * of the browser's clock are used, so a wrong clock does no harm.
 */
export function watchHolds(part) {
  for (const hold of withData(part, "vastgehouden")) {
    const dialog = hold.querySelector("dialog");
    const rest = hold.querySelector("[data-nog]");
    const began = Date.now();
    const seconds = Number(hold.dataset.seconden);
    const warnAt = Math.min(WARN_BEFORE, Number(hold.dataset.duur) * SHARE_OF_HOLD);
    let warned = false;

    dialog.querySelector("[data-sluit]").addEventListener("click", () => dialog.close());
    const timer = setInterval(() => {
      if (!hold.isConnected) return clearInterval(timer);
      const left = seconds - (Date.now() - began) / 1000;
      if (left <= 0) {
        clearInterval(timer);
        if (dialog.open) dialog.close();
        hold.classList.add("vastgehouden--verlopen");
        hold.querySelector("[data-verlopen]").hidden = false;
        const status = document.getElementById("bericht");
        if (status) status.textContent = hold.querySelector("[data-verlopen]").textContent;
        return;
      }
      if (left > warnAt) return;
      const minutes = Math.ceil(left / MINUTE);
      rest.hidden = false;
      rest.textContent = (minutes === 1 ? rest.dataset.een : rest.dataset.meer).replace("{n}", minutes);
      if (!warned) {
        warned = true;
        dialog.showModal();
      }
    }, TICK);
  }
}
