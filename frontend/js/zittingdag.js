/**
 * The list of a care-home day on the phone. It is kept to be read without a network. Helped and not
 * seen are kept too, as numbers without a name, until there is a network; a name that was typed
 * stays in its field. The page itself works without this script, one form at a time.
 */
import { dropCopy, keepCopy } from "./routekopie.js";

const AGAIN = 20_000;
const part = (id) => document.getElementById(id);
const until = () => Number(part("zitting").dataset.tot) * 1000;
const store = () => `zitting-${part("zitting").dataset.wie}`;
let sending = false;

function waiting() {
  return JSON.parse(localStorage.getItem(store()) ?? "[]");
}

function keep(acts) {
  if (acts.length) localStorage.setItem(store(), JSON.stringify(acts));
  else localStorage.removeItem(store());
}

/** What waits, laid over the page: who was reported reads so, and is not asked for again. */
function overlay() {
  const acts = waiting();
  for (const act of acts) {
    const row = part("zitting").querySelector(`[data-bewoner="${act.bewoner}"]`);
    if (!row) continue;
    row.dataset.wacht = "";
    row.dataset.stand = act.wat === "geholpen" ? "KLAAR" : "NIET_THUIS";
    row.querySelector(".stop__stand").textContent = part("zitting").dataset[act.wat];
    row.querySelector("[data-acties]").hidden = true;
    row.classList.remove("stop--nu");
  }
  const notice = part("wachtrij");
  notice.hidden = !acts.length;
  notice.textContent = acts.length === 1 ? notice.dataset.een : notice.dataset.meer.replace("#", acts.length);
}

/**
 * The page as the server answered it, in place of ours; what still waits is laid over it. A name that
 * is being typed stays, unless it was `sent` just now.
 */
async function take(text, sent = false) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  if (!fresh.getElementById("zitting")) return false;
  const typed = sent ? [] : [...document.querySelectorAll("[data-typt]")].map((one) => [one.name, one.value]);
  for (const [name, value] of typed) fresh.querySelector(`[data-typt][name=${name}]`)?.setAttribute("value", value);
  document.querySelector("main").replaceWith(document.adoptNode(fresh.querySelector("main")));
  document.querySelector(".telkop__stand").textContent = fresh.querySelector(".telkop__stand").textContent;
  await keepCopy(text, until());
  overlay();
  return true;
}

/** Sends a form; true once the server has answered with the list. */
async function send(url, fields, sent = false) {
  const token = part("zitting").dataset.teken;
  const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams(fields) });
  reachable(true);
  if (answer.headers.get("X-Wissen")) return wipe();
  return take(await answer.text(), sent);
}

async function wipe() {
  localStorage.clear();
  await dropCopy();
  location.reload();
}

/** Sends what waits, in the order in which it was done. */
async function sync() {
  if (sending || !waiting().length) return;
  sending = true;
  try {
    await refresh();
    for (const { url, ...fields } of waiting()) {
      if (!(await send(url, fields))) return loggedOut();
      keep(waiting().slice(1));
      overlay();
    }
    part("nu")?.scrollIntoView();
    part("nu")?.querySelector("button")?.focus({ preventScroll: true });
  } catch {
    reachable(false);
  } finally {
    sending = false;
  }
}

/** The page of the network, for its token: a copy may be of an older login. */
async function refresh() {
  const answer = await fetch(location.pathname);
  if (answer.headers.get("X-Wissen")) return wipe();
  if (!(await take(await answer.text()))) throw new Error("login");
}

function loggedOut() {
  part("inloggen").hidden = false;
}

async function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-melding]")) return;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form, event.submitter));
  delete fields.csrfmiddlewaretoken;
  if (fields.wat === "geholpen" || fields.wat === "niet_gezien") {
    keep([...waiting(), { ...fields, url: form.action }]);
    overlay();
    return sync();
  }
  try {
    if (!(await send(form.action, fields, true))) loggedOut();
    part("zitting").querySelector("[aria-invalid]")?.focus();
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
  part("zitting").replaceChildren(part("verlopen").content.cloneNode(true));
  part("zitting").dataset.tot = "";
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
