/**
 * One letter with Alt goes to what carries it: `data-toets="z"`. A field gets the focus, a link or
 * button is pressed. The letter stands beside it on the page, so nobody has to learn a list.
 */
export function watchKeys() {
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const letter = event.code.replace(/^(Key|Digit)/, "").toLowerCase();
    const target = [...document.querySelectorAll(`[data-toets="${CSS.escape(letter)}"]`)].find((one) => one.offsetParent);
    if (!target) return;
    event.preventDefault();
    target.focus();
    if (target.matches("a, button, summary")) target.click();
    else target.select?.();
  });
}
