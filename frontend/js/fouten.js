import { withData } from "./zoek.js";

/** Moves the focus to the error summary, so that it is read and seen first. */
export function focusErrors(part) {
  withData(part, "foutenlijst")[0]?.focus();
}
