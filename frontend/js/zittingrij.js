/**
 * The acts of care-home days in this browser: helped and not seen, as numbers without a name, until
 * the server has answered for them. The list of a day and the route both send them.
 */
import { forgetAll } from "./meldingenrij.js";
import { dropCopy, keepCopy } from "./routekopie.js";

const GONE = [404, 410];
const PATIENCE = 1000;
const part = (id) => document.getElementById(id);
const until = (page) => Number(page.getElementById("zitting").dataset.tot) * 1000;
let sending = false;
let renewed = null;

/** The acts of one employee, in the order in which they were done. */
export function waiting(wie) {
  try {
    return JSON.parse(localStorage.getItem(`zitting-${wie}`) ?? "[]");
  } catch {
    return []; // a browser without a store
  }
}

function store(wie, acts) {
  if (acts.length) localStorage.setItem(`zitting-${wie}`, JSON.stringify(acts));
  else localStorage.removeItem(`zitting-${wie}`);
}

/** Raises: in a browser without a store. */
export const keep = (wie, act) => store(wie, [...waiting(wie), { ...act, uuid: crypto.randomUUID(), op: Date.now() }]);

/** Another tab may have kept or sent some meanwhile. */
const forget = (wie, uuid) => store(wie, waiting(wie).filter((one) => one.uuid !== uuid));

/**
 * Sends what waits; true if the server has answered for all of it. `token()` is that of the page;
 * `took(page, path)` gets each list that comes back, and its address.
 */
export async function sync(wie, token, took) {
  if (sending || !navigator.onLine) return !waiting(wie).length;
  sending = true;
  try {
    for (let [act] = waiting(wie); act; [act] = waiting(wie)) {
      if (!(await isSettled(wie, act, token(), took))) return false;
    }
    return true;
  } catch {
    reachable(false);
    return false;
  } finally {
    sending = false;
  }
}

/** False: the server did not answer for this act. A list that is ours no more takes none, ever. */
async function isSettled(wie, act, token, took) {
  const { uuid, op, url, ...fields } = act;
  const { page, isGone } = await send(wie, url, fields, token);
  if (!page && !isGone) return false;
  forget(wie, uuid);
  if (page) await took(page, new URL("..", url).pathname);
  else tellLost(op);
  return true;
}

/** A form, also from a copy of an earlier login: its token is another now. */
export async function send(wie, url, fields, token) {
  const found = await post(url, fields, renewed ?? token);
  if (found.status !== 403) return found;
  renewed = await tokenNow(wie);
  return renewed ? post(url, fields, renewed) : found;
}

/** What the server answers: `page` is null for any that has no list, as the login page; a list can be gone. */
async function post(url, fields, token) {
  const answer = await heard(fetch(url, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams(fields) }));
  const page = parsed(await answer.text());
  return { status: answer.status, isGone: GONE.includes(answer.status), page: page.getElementById("zitting") ? page : null };
}

/** The token of this login, by the page of the route; null if it is no login of this employee. */
async function tokenNow(wie) {
  const answer = await heard(fetch(document.querySelector(".telkop__link").href));
  const route = parsed(await answer.text()).getElementById("route");
  return route?.dataset.wie === wie ? route.querySelector("[name=csrfmiddlewaretoken]").value : null;
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

/** Any answer tells whether there is a network, whether we are logged in, and whether to forget. */
async function heard(asked) {
  const answer = await asked;
  reachable(true);
  part("inloggen").hidden = new URL(answer.url).pathname !== part("inloggen").querySelector("a").pathname;
  if (answer.headers.get("X-Wissen")) await wipe();
  return answer;
}

/** What a list says to one act, taken out of it; and the list as it is kept. */
export function parted(page) {
  const answers = [...page.querySelectorAll("[data-antwoord]")];
  for (const one of answers) one.remove();
  return { answers, copy: `<!doctype html>${page.documentElement.outerHTML}` };
}

export const isError = (answer) => answer.matches(".telmelding--error");

/** A list that is not on this page: kept as it is now. What went wrong there is said here. */
export async function keepList(page, path) {
  const { answers, copy } = parted(page);
  part("gezegd").append(...answers.filter(isError));
  await keepCopy(copy, until(page), path);
}

/** The visit went to a colleague, or its day is past. */
export function tellLost(op) {
  const when = new Date(op).toLocaleString(document.documentElement.lang, { weekday: "long", hour: "numeric", minute: "2-digit" });
  tell(part("gezegd").dataset.vervallen.replace("#", when));
  part("gezegd").scrollIntoView();
}

/** Says what went wrong, where no fresh page takes it away. */
export function tell(zin) {
  const line = document.createElement("p");
  line.className = "telmelding telmelding--error";
  line.textContent = zin;
  part("gezegd").append(line);
}

/**
 * Everything that was kept goes: this phone was reported lost. Its browser has begun already, asked
 * by Clear-Site-Data, and may shut the store while we empty it, or never say that it is empty: the
 * page goes all the same.
 */
export async function wipe() {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([Promise.allSettled([dropCopy(), forgetAll()]), patience]);
  try {
    localStorage.clear();
  } finally {
    location.reload();
  }
}

export function reachable(is) {
  part("geen-verbinding").hidden = is;
}
