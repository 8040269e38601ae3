/**
 * The list of a care-home day on the phone. It is kept to be read without a network. Helped and not
 * seen are kept too, as numbers without a name, until there is a network; a name that was typed
 * stays in its field. The page itself works without this script, one form at a time.
 */
import { dropCopy, keepCopy } from "./routekopie.js";
import { isError, keep, keepList, parted, reachable, send, sync as sendWaiting, tellLost, waiting } from "./zittingrij.js";

const AGAIN = 20_000;
const WAITS = ["geholpen", "niet_gezien"];
const part = (id) => document.getElementById(id);
const list = () => part("zitting");
const until = () => Number(list().dataset.tot) * 1000;
const wie = () => list().dataset.wie;
const token = () => list().dataset.teken;

/** What waits, laid over the page: who was reported reads so, and the next one is open. */
function overlay() {
  for (const act of waiting(wie())) {
    const row = list().querySelector(`[data-bewoner="${act.bewoner}"]`);
    if (!row) continue;
    row.dataset.wacht = "";
    row.dataset.stand = act.wat === "geholpen" ? "KLAAR" : "NIET_THUIS";
    row.querySelector(".stop__stand").textContent = list().dataset[act.wat];
    row.querySelector(".stop__meer")?.remove();
  }
  const next = list().querySelector('[data-stand="NOG"]');
  for (const row of list().querySelectorAll(".stop")) row.classList.toggle("stop--nu", row === next && "dicht" in list().dataset);
  next?.querySelector(".stop__meer").setAttribute("open", "");
  count();
  return next;
}

/** Says how much waits, that of another list with it. */
function count() {
  const notice = part("wachtrij");
  const number = waiting(wie()).length;
  notice.hidden = !number;
  notice.textContent = number === 1 ? notice.dataset.een : notice.dataset.meer.replace("#", number);
}

/** Puts the list of an answer in place of ours. A name that is being typed stays, unless it was sent. */
async function take(page, sent = false) {
  const { answers, copy } = parted(page);
  for (const one of document.querySelectorAll("#inhoud > [data-antwoord]")) one.remove();
  const fresh = page.getElementById("zitting");
  const typed = sent ? [] : list().querySelectorAll("[data-typt]");
  for (const { name, value } of typed) fresh.querySelector(`[data-typt][name=${name}]`)?.setAttribute("value", value);
  const focused = document.activeElement?.id;
  part("antwoord").replaceChildren(...answers.filter((one) => sent || isError(one)));
  list().replaceWith(document.adoptNode(fresh));
  part(focused || "-")?.focus({ preventScroll: true });
  document.querySelector(".telkop__stand").textContent = page.querySelector(".telkop__stand").textContent;
  overlay();
  await keepCopy(copy, until());
}

/** Sends what waits, also of another list: that one does not come on this page. */
async function sync() {
  await sendWaiting(wie(), token, (page, path) => (path === location.pathname ? take(page) : keepList(page, path)));
  count();
}

/** As without this script; `wat` is what the button says. */
function submitPlainly(form, wat) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "wat", value: wat }));
  form.submit();
}

async function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-melding]")) return;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form, event.submitter));
  delete fields.csrfmiddlewaretoken;
  if (WAITS.includes(fields.wat)) {
    try {
      keep(wie(), { ...fields, url: form.action });
    } catch {
      return submitPlainly(form, fields.wat); // a browser without a store
    }
    const next = overlay();
    next?.scrollIntoView();
    next?.querySelector("[data-eerst]").focus({ preventScroll: true });
    return sync();
  }
  try {
    const { page, isGone } = await send(wie(), form.action, fields, token());
    if (isGone) tellLost(Date.now());
    if (!page) return;
    await take(page, true);
    (list().querySelector("[aria-invalid]") ?? part("antwoord")).focus();
  } catch {
    reachable(false);
    part("geen-verbinding").scrollIntoView();
  }
}

/** At the end of the shift nothing stays, not on the screen either. */
async function expire() {
  if (!until() || Date.now() < until()) return;
  await dropCopy();
  list().replaceChildren(part("verlopen").content.cloneNode(true));
  list().dataset.tot = "";
}

document.addEventListener("submit", onSubmit);
addEventListener("online", sync);
addEventListener("offline", () => reachable(false));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) expire().then(sync);
});
setInterval(() => expire().then(sync), AGAIN);
reachable(navigator.onLine);
const asSent = `<!doctype html>${document.documentElement.outerHTML}`;
expire()
  .then(() => keepCopy(asSent, until()))
  .then(overlay)
  .then(sync);
