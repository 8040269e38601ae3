// Dragging in the week view. It only fills in and sends the form that one can also type:
// what the change does is shown by the next page, and nothing is saved here.

const STEP = 15; // minutes
const LATEST = 24 * 60 - STEP; // a clock shows no 24:00
const SLACK = 5; // pixels within which a press is a click

const week = document.querySelector(".week");
const form = document.querySelector("#sleepformulier");
const wide = window.matchMedia("(min-width: 48.01rem)");

const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
const clock = (total) =>
  `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
const snap = (value) => Math.round(value / STEP) * STEP;
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

function scale(lane) {
  const style = getComputedStyle(week);
  const first = Number(style.getPropertyValue("--eerste")) * 60;
  const last = Number(style.getPropertyValue("--laatste")) * 60;
  const perMinute = lane.getBoundingClientRect().height / (last - first);
  return { first, last: Math.min(last, LATEST), perMinute };
}

function place(element, from, to) {
  element.style.setProperty("--vu", Math.floor(from / 60));
  element.style.setProperty("--vm", from % 60);
  element.style.setProperty("--tu", Math.floor(to / 60));
  element.style.setProperty("--tm", to % 60);
}

function send(values) {
  for (const [name, value] of Object.entries(values)) {
    form.elements[name].value = value;
  }
  form.submit();
}

function follow(event, onMove, onEnd) {
  const startY = event.clientY;
  let moved = false;
  const move = (next) => {
    moved ||= Math.abs(next.clientY - startY) > SLACK;
    if (moved) {
      next.preventDefault();
      onMove(next.clientY - startY, next);
    }
  };
  const stop = (done) => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", up);
    document.removeEventListener("pointercancel", cancel);
    document.removeEventListener("keydown", escape);
    onEnd(done && moved);
  };
  const up = () => stop(true);
  const cancel = () => stop(false);
  const escape = (key) => key.key === "Escape" && stop(false);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", cancel);
  document.addEventListener("keydown", escape);
}

function dragBlock(block, event, edge) {
  if (event.button !== 0 || !wide.matches) return;
  const { first, last, perMinute } = scale(block.parentElement);
  const from = minutes(block.dataset.van);
  const to = minutes(block.dataset.tot);
  const label = block.querySelector(".uur");
  const before = label.textContent;
  let now = [from, to];
  follow(
    event,
    (distance) => {
      block.classList.add("sleept");
      const shift = snap(distance / perMinute);
      if (edge === "boven") now = [clamp(from + shift, first, to - STEP), to];
      else if (edge === "onder") now = [from, clamp(to + shift, from + STEP, last)];
      else {
        const kept = clamp(shift, first - from, last - to);
        now = [from + kept, to + kept];
      }
      place(block, ...now);
      label.textContent = now.map(clock).join("–");
    },
    (done) => {
      const changed = now[0] !== from || now[1] !== to;
      if (done) {
        // The press ends on a link: without this the browser would open it as well.
        block.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
      }
      if (done && changed) {
        send({
          dag: block.dataset.dag,
          wat: "VERPLAATST",
          blok: block.dataset.blok,
          oud_van: block.dataset.van,
          oud_tot: block.dataset.tot,
          van: clock(now[0]),
          tot: clock(now[1]),
          alleen_personeel: block.dataset.personeel,
        });
      } else {
        place(block, from, to);
        label.textContent = before;
        block.classList.remove("sleept");
      }
    },
  );
}

function drawExtra(lane, event) {
  if (event.button !== 0 || event.pointerType !== "mouse" || !wide.matches) return;
  const { first, last, perMinute } = scale(lane);
  const at = (y) => clamp(snap((y - lane.getBoundingClientRect().top) / perMinute) + first, first, last);
  const anchor = at(event.clientY);
  const ghost = document.createElement("li");
  ghost.className = "in-tijd nieuw";
  let now = [anchor, anchor];
  event.preventDefault();
  follow(
    event,
    (_distance, next) => {
      const other = at(next.clientY);
      now = [Math.min(anchor, other), Math.max(anchor, other)];
      place(ghost, ...now);
      ghost.textContent = now.map(clock).join("–");
      if (!ghost.isConnected) lane.append(ghost);
    },
    (done) => {
      if (done && now[0] < now[1]) {
        send({
          dag: lane.dataset.dag,
          wat: "EXTRA",
          blok: "",
          oud_van: "",
          oud_tot: "",
          van: clock(now[0]),
          tot: clock(now[1]),
          alleen_personeel: "",
        });
      } else ghost.remove();
    },
  );
}

if (week && form) {
  for (const block of week.querySelectorAll(".sleepbaar")) {
    for (const edge of ["boven", "onder"]) {
      const grip = document.createElement("span");
      grip.className = `greep ${edge}`;
      grip.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        event.stopPropagation();
        dragBlock(block, event, edge);
      });
      block.append(grip);
    }
    const link = block.querySelector("a");
    link.draggable = false;
    link.addEventListener("pointerdown", (event) => dragBlock(block, event, "midden"));
  }
  for (const lane of week.querySelectorAll(".baan[data-dag]")) {
    lane.addEventListener("pointerdown", (event) => {
      if (event.target === lane) drawExtra(lane, event);
    });
  }
}
