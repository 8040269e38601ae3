/**
 * After htmx swapped a part: focus where the reader goes on, and say aloud what changed; the
 * language switch comes back to the new address.
 * htmx itself keeps the focus on an element whose id is in both the old and the new part. A
 * month link that has become a dead end is not there any more: then its month gets the focus.
 */
export function guideAfterSwap() {
  let pressed = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    pressed = event.detail.elt.id;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    if (part.matches?.("[data-vastgehouden]")) {
      part.querySelector("[data-na-verlengen]")?.focus();
      return;
    }
    if (location.hash === "#tijden") {
      part.querySelector("[data-na-wissel]")?.focus({ preventScroll: true });
    } else if (pressed.startsWith("maand-") && !document.getElementById(pressed)) {
      part.querySelector("[data-na-maand]")?.focus();
    }
    const here = document.querySelector("[data-hier]");
    if (here) here.value = location.pathname + location.search;
    const status = document.getElementById("bericht");
    if (status && part.dataset?.bericht) status.textContent = part.dataset.bericht;
  });
}
