/**
 * What opens beside a call: an article, or the questions of a life event. It gets the focus, and
 * closing it brings the focus back to what opened it.
 */
const NAAST = "gespreksblad--naast";

export function followPanel() {
  const panel = document.getElementById("kennispaneel");
  if (!panel) return;
  const sheet = panel.closest(".gespreksblad");
  const inside = document.getElementById("kennis");
  let opener = null;

  document.addEventListener("htmx:afterSwap", ({ target, detail }) => {
    if (target !== inside) return;
    if (panel.hidden) opener = detail.requestConfig.elt;
    panel.hidden = false;
    sheet.classList.add(NAAST);
    panel.scrollIntoView({ block: "nearest" });
    inside.focus({ preventScroll: true });
  });
  const close = () => {
    panel.hidden = true;
    sheet.classList.remove(NAAST);
    inside.replaceChildren();
    if (opener?.isConnected) opener.focus();
    else document.querySelector('[data-toets="o"]')?.focus();
  };
  panel.querySelector("[data-sluit-paneel]").addEventListener("click", close);
  panel.addEventListener("keydown", ({ key }) => key === "Escape" && close());
}
