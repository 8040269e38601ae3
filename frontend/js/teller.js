import { withData } from "./zoek.js";

const NEARLY_FULL = 0.75;

/** Says how many characters are left once a text field fills up. The server decides. */
export function addCounters(part) {
  for (const field of withData(part, "teller")) {
    const line = field.parentElement.querySelector("[data-teller-tekst]");
    if (!line) continue;
    const limit = Number(field.dataset.teller);
    const update = () => {
      const left = limit - field.value.length;
      const words = left < 0 ? line.dataset.tellerOver : line.dataset.tellerTekst;
      line.hidden = field.value.length < limit * NEARLY_FULL;
      line.textContent = words.replace("{n}", Math.abs(left));
    };
    field.addEventListener("input", update);
    update();
  }
}
