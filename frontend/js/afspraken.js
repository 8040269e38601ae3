/**
 * Comfort on top of pages that work without it. Every part finds its own elements by a data
 * attribute, also in parts of a page that htmx swapped in.
 */
import htmx from "htmx.org";
import { watchHolds } from "./vastgehouden.js";
import { focusErrors } from "./fouten.js";
import { addCounters } from "./teller.js";
import { addPrintButtons } from "./druk.js";
import { addCopyButtons } from "./kopieer.js";
import { addSketches } from "./schets.js";
import { guideAfterSwap } from "./wissel.js";

htmx.config.scrollIntoViewOnBoost = false;
htmx.onLoad((part) => {
  watchHolds(part);
  focusErrors(part);
  addCounters(part);
  addPrintButtons(part);
  addCopyButtons(part);
  addSketches(part);
});
guideAfterSwap();
