/**
 * The route on the phone with and without reception. Each act goes into a queue first and counts on
 * the screen at once; the queue is sent whenever there is a network. The page itself works without
 * this script, one form at a time.
 */
import { done, forgetSettled, keep, settled, waiting } from "./meldingenrij.js";
import { begin, dropCopy, keepCopy, keepLinked } from "./routekopie.js";
import { keepList, reachable, sync as sendResidents, tell, waiting as waitingResidents, wipe } from "./zittingrij.js";

const MOST = 50;
const AGAIN = 20_000;
const LOOK = 120_000;
const REMIND = 15 * 60;
const LONGER = 30 * 60;
const STEPS = { ONDERWEG: 1, AANGEKOMEN: 2, NIET_THUIS: 3, KLAAR: 4 };
const part = (id) => document.getElementById(id);
let sending = false;
let asks = 0; // for the page, so far
let newest = 0; // of them that was answered

function route() {
  return part("route");
}

/** Brings a stop to where the acts in the queue say that it stands; never back. */
function show(actie) {
  const stop = route().querySelector(`[data-bezoek="${actie.bezoek}"]`);
  if (stop && actie.soort === "NOG_BEZIG") stop.dataset.einde = Math.max(stop.dataset.einde, actie.op / 1000 + LONGER);
  if (!stop || !STEPS[actie.soort]) return;
  if (!actie.beantwoord) stop.dataset.wacht = "";
  if (STEPS[actie.soort] <= (STEPS[stop.dataset.stand] ?? 0)) return;
  stop.dataset.stand = actie.soort;
  const label = stop.querySelector("[data-standtekst]");
  label.textContent = label.dataset[actie.soort.toLowerCase()];
  if (actie.soort === "AANGEKOMEN") stop.dataset.einde = actie.op / 1000 + stop.dataset.duur * 60;
  for (const one of stop.querySelectorAll("[data-bij]")) one.hidden = !one.dataset.bij.split(" ").includes(actie.soort);
  if (STEPS[actie.soort] >= STEPS.NIET_THUIS) next(stop);
}

/** Marks the stop to act on: the first that is not over. */
function next(after) {
  const focused = after.contains(document.activeElement);
  after.classList.remove("stop--nu");
  after.querySelector(".stop__meer")?.removeAttribute("open");
  const todo = [...route().querySelectorAll(".stop")].find((stop) => ["NOG", "ONDERWEG", "AANGEKOMEN"].includes(stop.dataset.stand));
  if (!todo) return;
  todo.classList.add("stop--nu");
  todo.querySelector(".stop__meer")?.setAttribute("open", "");
  todo.scrollIntoView();
  if (focused) todo.querySelector("form:not([hidden]) button")?.focus({ preventScroll: true });
}

/** Says how much waits, that of the care-home days with it. */
function count(acties) {
  const notice = part("wachtrij");
  const number = acties.length + waitingResidents(route().dataset.wie).length;
  notice.hidden = !number;
  notice.textContent = number === 1 ? notice.dataset.een : notice.dataset.meer.replace("#", number);
}

/** Lays the acts of this phone over the page; those that are still to be sent. */
async function overlay() {
  const acties = await done(route().dataset.wie);
  acties.forEach(show);
  const unsent = acties.filter((one) => !one.beantwoord);
  count(unsent);
  remind();
  return unsent;
}

const until = () => Number(route().dataset.tot) * 1000;

function token() {
  return route().querySelector("[name=csrfmiddlewaretoken]").value;
}

/** Sends what waits, of visits and of residents; true if the server has answered for all of it. */
async function sync() {
  const isSent = await sendRoute();
  const { wie } = route().dataset;
  if (!waitingResidents(wie).length) return isSent;
  const isAll = await sendResidents(wie, token, keepList);
  await overlay();
  return isSent && isAll;
}

async function sendRoute() {
  const acties = await overlay();
  if (sending || !acties.length) return !acties.length;
  sending = true;
  try {
    const sent = acties.slice(0, MOST);
    const answer = await fetch(route().dataset.sync, {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ nu: Date.now(), acties: sent }),
    });
    reachable(true);
    if (answer.headers.get("X-Wissen")) return wipe();
    part("inloggen").hidden = answer.type !== "opaqueredirect";
    if (answer.status === 403) return await renewed();
    if (!answer.ok) return false;
    await settle(sent, await answer.json());
  } catch {
    reachable(false);
    return false;
  } finally {
    sending = false;
  }
  await refresh();
  return sendRoute();
}

/** The page is older than this login: its token is another now. */
async function renewed() {
  const before = token();
  await refresh();
  sending = false;
  return token() !== before && sendRoute();
}

/** What has been answered for leaves the queue; what cannot be read is said. */
async function settle(sent, found) {
  part("klok").hidden = !found.klok;
  await settled(sent, found.antwoorden);
  found.antwoorden.filter((one) => one.uitkomst === "onleesbaar").forEach((one) => tell(one.zin));
}

/**
 * The page as the server sees it now, in place of ours; what still waits is laid over it. `asked`
 * false: just to look, so nothing moves under a thumb unless something changed. An answer that comes
 * after that of a later ask is older than what we have: it knows less than was forgotten since.
 */
async function refresh(asked = true) {
  const before = await done(route().dataset.wie);
  asks += 1;
  const mine = asks;
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (answer.headers.get("X-Wissen")) return wipe();
  if (!answer.ok || answer.redirected) return;
  const text = await answer.text();
  if (mine < newest) return;
  newest = mine;
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const until = Number(fresh.getElementById("route")?.dataset.tot) * 1000;
  await keepCopy(text, until);
  if (!asked && (isTyping() || fresh.getElementById("route")?.dataset.beeld === route().dataset.beeld)) return;
  for (const id of ["route", "conflicten"]) {
    const found = fresh.getElementById(id);
    if (found) part(id).replaceWith(document.adoptNode(found));
  }
  const [ours, theirs] = [document, fresh].map((one) => one.querySelector(".telkop__stand"));
  if (ours && theirs) ours.textContent = theirs.textContent;
  await forgetSettled(before);
  await overlay();
}

function isTyping() {
  return [...route().querySelectorAll(".stop__klaar input")].some((one) => (one.type === "text" ? one.value : one.checked !== one.defaultChecked));
}

/** What a colleague changed meanwhile; a phone without a network stays as it is. */
async function look() {
  if (sending || (await waiting(route().dataset.wie)).length) return;
  await refresh(false).then(() => reachable(true)).catch(() => reachable(false));
}

/** Asks whether all is well where a visit takes much longer than planned; it needs no network. */
function remind() {
  for (const stop of route().querySelectorAll(".stop[data-einde]")) {
    const form = stop.querySelector("[data-herinner]");
    const is = stop.dataset.stand === "AANGEKOMEN" && stop.dataset.einde && Date.now() / 1000 >= Number(stop.dataset.einde) + REMIND;
    if (!form) continue;
    if (is && form.hidden) navigator.vibrate?.([400, 200, 400]);
    form.hidden = !is;
  }
}

/** At the end of the shift nothing stays, not on the screen either; what waits to be sent does. */
async function expire() {
  if (!until() || Date.now() < until()) return;
  await dropCopy();
  route().replaceChildren(part("verlopen").content.cloneNode(true));
  part("conflicten").replaceChildren();
  route().dataset.tot = "";
}

async function onAct(event) {
  const form = event.target;
  if (!form.matches("[data-actie]")) return;
  event.preventDefault();
  const values = Object.fromEntries(new FormData(form));
  delete values.csrfmiddlewaretoken;
  const actie = { ...values, op: Date.now(), wie: route().dataset.wie };
  try {
    await keep(actie);
  } catch {
    form.submit(); // a browser without a store: as without this script
    return;
  }
  show(actie);
  remind();
  if (actie.soort === "LOOPT_UIT") form.closest("section").hidden = true;
  await sync();
}

async function onLogout(event) {
  const form = event.target;
  if (!form.matches("[data-uitloggen]")) return;
  event.preventDefault();
  const warning = part("uitlogwaarschuwing");
  if (!(await sync()) && warning.hidden) {
    warning.hidden = false;
    warning.scrollIntoView();
    return;
  }
  await dropCopy();
  form.submit();
}

document.addEventListener("submit", (event) => {
  onAct(event);
  onLogout(event);
});
addEventListener("online", sync);
addEventListener("offline", () => reachable(false));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) expire().then(sync).then(look);
});
setInterval(() => expire().then(sync), AGAIN);
setInterval(look, LOOK);
reachable(navigator.onLine);
const asSent = `<!doctype html>${document.documentElement.outerHTML}`;
expire()
  .then(() => keepCopy(asSent, until()))
  .then(sync);
begin(route().dataset.werker, until())
  .then(() => keepLinked(until()))
  .catch(() => reachable(false));
