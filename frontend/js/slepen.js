/**
 * A visit is dragged by its handle, with mouse, pen or finger, to a stop before which it should
 * come; letting go opens the page that tells what that costs. Nothing is stored by dragging.
 */
const START = 6; // pixels before a press is a drag

export function dragVisits() {
  const board = document.querySelector("[data-kan-slepen]");
  if (!board) return;
  for (const visit of board.querySelectorAll("[data-sleep]")) addHandle(board, visit);
}

function addHandle(board, visit) {
  const handle = document.createElement("span");
  handle.className = "sleepgreep";
  handle.setAttribute("aria-hidden", "true"); // the link beside it does the same by keyboard
  handle.textContent = "⠿";
  visit.querySelector(".halte__doen").append(handle);
  handle.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    follow(board, visit, event);
  });
}

function follow(board, visit, begin) {
  const name = visit.querySelector(".bezoekregel__naam strong").textContent;
  let label, target;

  const move = (event) => {
    const far = Math.hypot(event.clientX - begin.clientX, event.clientY - begin.clientY);
    if (!label && far < START) return;
    label ??= pickUp(visit, name);
    label.style.transform = `translate(${event.clientX + 12}px, ${event.clientY + 12}px)`;
    scrollNearEdge(event.clientY);
    target?.classList.remove("sleepdoel");
    target = placeUnder(board, event);
    target?.classList.add("sleepdoel");
  };
  const end = (event) => {
    for (const [kind, listener] of listeners) document.removeEventListener(kind, listener);
    document.documentElement.classList.remove("sleept");
    visit.classList.remove("halte__bezoek--sleept");
    target?.classList.remove("sleepdoel");
    label?.remove();
    if (event.type === "pointerup" && label && target) open(visit, target);
  };
  const escape = (event) => event.key === "Escape" && end(event);
  const listeners = [["pointermove", move], ["pointerup", end], ["pointercancel", end], ["keydown", escape]];
  for (const [kind, listener] of listeners) document.addEventListener(kind, listener);
}

function pickUp(visit, name) {
  const label = document.createElement("div");
  label.className = "sleeplabel";
  label.textContent = name;
  document.body.append(label);
  document.documentElement.classList.add("sleept");
  visit.classList.add("halte__bezoek--sleept");
  return label;
}

/** The stop before which a visit would come; on a card, but past its list: the end of it. */
function placeUnder(board, event) {
  const card = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-route]");
  if (!card || !board.contains(card) || "dicht" in card.dataset) return null;
  const places = [...card.querySelectorAll("[data-plek]")];
  const next = places.find((place) => {
    const box = place.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  return next ?? places.at(-1) ?? null;
}

/** A visit that leaves its own list makes the places after it one less. */
function open(visit, target) {
  const card = target.closest("[data-route]");
  let place = Number(target.dataset.plek);
  const own = visit.closest("[data-plek]");
  const first = Number(own.dataset.plek) + [...own.querySelectorAll("[data-sleep]")].indexOf(visit);
  if (own.closest("[data-route]") === card) {
    if (place === first) return;
    if (place > first) place -= 1;
    if (place === first) return;
  }
  const naar = new URL(visit.dataset.sleep, location.href);
  naar.searchParams.set("naar", `${card.dataset.route}-${place}`);
  location.assign(naar);
}

function scrollNearEdge(y) {
  if (y < 60) window.scrollBy(0, -12);
  else if (y > window.innerHeight - 60) window.scrollBy(0, 12);
}
