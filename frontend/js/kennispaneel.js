/** Brings what opens beside a call into view: it stands below the fields, often off the screen. */
export function followPanel() {
  document.addEventListener("htmx:afterSwap", ({ target }) => {
    if (target.id === "kennis") {
      target.scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
    }
  });
}
