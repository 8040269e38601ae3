import { withData } from "./zoek.js";

/** Shows the button that copies a text of the page; without JavaScript one selects it by hand. */
export function addCopyButtons(part) {
  for (const button of withData(part, "kopieer")) {
    const text = document.getElementById(button.dataset.kopieer);
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copied(text);
      const status = document.querySelector("[data-kopieer-bericht]");
      status.textContent = done ? button.dataset.gelukt : button.dataset.mislukt;
    });
  }
}

/** True once the text is on the clipboard; else it is left selected. */
async function copied(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(element);
    return false;
  }
}
