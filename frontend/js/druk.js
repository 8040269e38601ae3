import { withData } from "./zoek.js";

/** Shows the print button, which does nothing without JavaScript. */
export function addPrintButtons(part) {
  for (const button of withData(part, "druk")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
