/**
 * The list of a care-home day on the phone. It is kept to be read without a network. Helped and not
 * seen are kept too, as numbers without a name, until there is a network; a name that was typed
 * stays in its field. The page itself works without this script, one form at a time.
 */
import { dropCopy, keepCopy } from "./routekopie.js";

const AGAIN = 20_000;
const WAITS = ["geholpen", "niet_gezien"];
const part = (id) => document.getElementById(id);
const list = () => part("zitting");
const until = () => Number(list().dataset.tot) * 1000;
let sending = false;

const store = () => `zitting-${list().dataset.wie}`;
const waiting = () => JSON.parse(localStorage.getItem(store()) ?? "[]");

function keep(acts) {
  if (acts.length) localStorage.setItem(store(), JSON.stringify(acts));
  else localStorage.removeItem(store());
}

/** What waits, laid over the page: who was reported reads so, and the next one is open. */
function overlay() {
  const acts = waiting();
  for (const act of acts) {
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
  const notice = part("wachtrij");
  notice.hidden = !acts.length;
  notice.textContent = acts.length === 1 ? notice.dataset.een : notice.dataset.meer.replace("#", acts.length);
  return next;
}

/** What the server answers to a form, as a page with a list; null for any other, as the login page. */
async function ask(url, fields) {
  const form = fields && { method: "POST", headers: { "X-CSRFToken": list().dataset.teken }, body: new URLSearchParams(fields) };
  const answer = await fetch(url, form);
  reachable(true);
  if (answer.headers.get("X-Wissen")) return wipe();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  part("inloggen").hidden = new URL(answer.url).pathname !== part("inloggen").querySelector("a").pathname;
  return page.getElementById("zitting") ? page : null;
}

/** As `ask`, also from a copy of an earlier login: its token is another now. */
async function send(url, fields) {
  const found = await ask(url, fields);
  if (found) return found;
  const fresh = await ask(location.pathname);
  if (!fresh) return null;
  list().dataset.teken = fresh.getElementById("zitting").dataset.teken;
  return ask(url, fields);
}

/** Puts the list of an answer in place of ours. A name that is being typed stays, unless it was sent. */
async function take(page, sent = false) {
  const answers = [...page.querySelectorAll("[data-antwoord]")];
  for (const one of [...answers, ...document.querySelectorAll("[data-antwoord]")]) one.remove();
  const copy = `<!doctype html>${page.documentElement.outerHTML}`;
  const fresh = page.getElementById("zitting");
  const typed = sent ? [] : list().querySelectorAll("[data-typt]");
  for (const { name, value } of typed) fresh.querySelector(`[data-typt][name=${name}]`)?.setAttribute("value", value);
  const focused = document.activeElement?.id;
  part("antwoord").replaceChildren(...answers.filter((one) => sent || one.matches(".telmelding--error")));
  list().replaceWith(document.adoptNode(fresh));
  part(focused || "-")?.focus({ preventScroll: true });
  document.querySelector(".telkop__stand").textContent = page.querySelector(".telkop__stand").textContent;
  overlay();
  await keepCopy(copy, until());
}

async function wipe() {
  localStorage.clear();
  await dropCopy();
  location.reload();
}

/** Sends what waits, in the order in which it was done. */
async function sync() {
  if (sending || !navigator.onLine) return;
  sending = true;
  try {
    for (let acts = waiting(); acts.length; acts = waiting()) {
      const { url, ...fields } = acts[0];
      const answer = await send(url, fields);
      if (!answer) return;
      keep(waiting().slice(1));
      await take(answer);
    }
  } catch {
    reachable(false);
  } finally {
    sending = false;
  }
}

async function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-melding]")) return;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form, event.submitter));
  delete fields.csrfmiddlewaretoken;
  if (WAITS.includes(fields.wat)) {
    keep([...waiting(), { ...fields, url: form.action }]);
    const next = overlay();
    next?.scrollIntoView();
    next?.querySelector("[data-eerst]").focus({ preventScroll: true });
    return sync();
  }
  try {
    const answer = await send(form.action, fields);
    if (!answer) return;
    await take(answer, true);
    (list().querySelector("[aria-invalid]") ?? part("antwoord")).focus();
  } catch {
    reachable(false);
    part("geen-verbinding").scrollIntoView();
  }
}

function reachable(is) {
  part("geen-verbinding").hidden = is;
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
