/**
 * Rows of a list are put in another order by a handle, with mouse, pen or finger. Letting go sends
 * the form of the list as its buttons do, in the new order; the buttons do the same by keyboard.
 */
const EDGE = 60; // pixels from the top or bottom of the window

export function dragRows() {
  for (const form of document.querySelectorAll("[data-volgorde]")) {
    for (const row of form.querySelectorAll("[data-rij]")) addHandle(form, row);
  }
}

function addHandle(form, row) {
  const place = row.querySelector(".bewoner__doen:has(.bewoner__stap)");
  if (!place) return; // closed: the order is fixed
  const handle = document.createElement("span");
  handle.className = "bewoner__greep";
  handle.setAttribute("aria-hidden", "true"); // the buttons beside it do the same
  handle.textContent = "⠿";
  place.prepend(handle);
  handle.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    follow(form, row);
  });
}

function follow(form, row) {
  const before = order(form);
  document.documentElement.classList.add("sleept");
  row.classList.add("bewoner--sleept");
  const move = (event) => {
    if (event.clientY < EDGE) window.scrollBy(0, -12);
    else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
    const other = rowAt(form, row, event.clientY);
    if (other) row.parentNode.insertBefore(row, other.after ? other.row.nextSibling : other.row);
    renumber(form);
  };
  const end = (event) => {
    for (const [kind, listener] of listeners) document.removeEventListener(kind, listener);
    document.documentElement.classList.remove("sleept");
    row.classList.remove("bewoner--sleept");
    if (event.type !== "pointerup") restore(form, before);
    else if (order(form).join() !== before.join()) form.submit();
  };
  const escape = (event) => event.key === "Escape" && end(event);
  const listeners = [["pointermove", move], ["pointerup", end], ["pointercancel", end], ["keydown", escape]];
  for (const [kind, listener] of listeners) document.addEventListener(kind, listener);
}

/** The row under the pointer, and whether ours comes after it; null while it is our own. */
function rowAt(form, own, y) {
  for (const row of form.querySelectorAll("[data-rij]")) {
    const box = row.getBoundingClientRect();
    if (row !== own && y >= box.top && y <= box.bottom) return { row, after: y > box.top + box.height / 2 };
  }
  return null;
}

const order = (form) => [...form.querySelectorAll("[data-rij]")].map((row) => row.id);

function restore(form, ids) {
  for (const id of ids) form.querySelector("[data-rij]").parentNode.append(document.getElementById(id));
  renumber(form);
}

function renumber(form) {
  form.querySelectorAll(".bewoner__nummer").forEach((one, place) => (one.textContent = place + 1));
}
