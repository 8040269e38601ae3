import { withData } from "./zoek.js";

/**
 * Puts a field above a long list of choices: what is typed leaves those that fit, by name or
 * heading. The only one that fits is chosen; Enter goes on to the list.
 */
export function searchLists(part) {
  for (const list of withData(part, "zoekbaar")) {
    const all = [...list.children].map((child) => child.cloneNode(true));
    const field = document.createElement("input");
    field.type = "search";
    field.autocomplete = "off";
    field.className = "utrecht-textbox utrecht-textbox--html-input zoekkeuze";
    field.placeholder = list.dataset.zoekbaar;
    field.setAttribute("aria-label", list.dataset.zoekbaar);
    field.setAttribute("aria-controls", list.id);
    field.addEventListener("input", (event) => {
      event.stopPropagation(); // not a word of the form: nothing is kept of it
      show(list, all, plain(field.value).split(/\s+/).filter(Boolean));
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "ArrowDown") return;
      event.preventDefault();
      list.focus();
    });
    list.before(field);
  }
}

function show(list, all, words) {
  const chosen = list.value;
  const fitting = all.map((child) => fits(child, words)).filter(Boolean);
  list.replaceChildren(...fitting);
  const options = [...list.options].filter((option) => option.value);
  if (options.some((option) => option.value === chosen)) list.value = chosen;
  else if (words.length && options.length === 1) list.value = options[0].value;
  else list.value = "";
  if (list.value !== chosen) list.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A copy of an option, or of a heading with its options, as far as it fits; else null. */
function fits(child, words) {
  const copy = child.cloneNode(true);
  if (copy.tagName === "OPTION") return !copy.value || hasAll(copy.label, words) ? copy : null;
  for (const option of [...copy.children]) {
    if (!hasAll(`${copy.label} ${option.label}`, words)) option.remove();
  }
  return copy.children.length ? copy : null;
}

const hasAll = (text, words) => words.every((word) => plain(text).includes(word));

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
