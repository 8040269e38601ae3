/**
 * `data-bewaart`: a form that is kept while typing and sent by its buttons. Once it was sent nothing
 * is kept any more: the button sent it all, and the save that still waited would come behind it.
 */
export function stopKeepingOnceSent() {
  const sent = new Set();
  document.addEventListener("submit", ({ target }) => {
    if (!target.matches("[data-bewaart]")) return;
    sent.add(target);
    target.dispatchEvent(new CustomEvent("htmx:abort", { bubbles: true, detail: { elt: target } }));
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (sent.has(event.target)) event.preventDefault();
  });
  window.addEventListener("pageshow", () => sent.clear());
}
