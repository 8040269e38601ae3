/**
 * Shows only the rows in which all words that are typed occur: `data-filter` holds the rows. What
 * is typed stays on the screen; it goes into no address. Rows that are fetched anew are filtered too.
 */
export function filterRows() {
  for (const part of document.querySelectorAll("[data-filter]")) {
    const field = part.querySelector("input");
    const apply = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of document.querySelectorAll(part.dataset.filter)) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
      }
    };
    part.hidden = false;
    field.addEventListener("input", apply);
    document.addEventListener("htmx:afterSettle", apply);
  }
}
