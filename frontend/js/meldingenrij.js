/**
 * The queue of acts in this browser: kept until the server has answered, also after a logout. An act
 * that was answered for stays, marked so, until a page that knows of it has come.
 */
const NAME = "route";
const STORE = "acties";

let held = null;

/**
 * The store, opened once and then held: what is pressed is given to the browser at once, also where
 * the page is left in the same moment, before a store could open.
 */
function open() {
  held ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "uuid" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return held;
}

/** Runs `act` on the store; resolves once it is written to disk. */
async function once(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const asked = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.commit(); // what is not yet would be undone with the page
  });
}

/** Does it again with a new store where the browser has shut the one we held, as after a long sleep. */
function within(mode, act) {
  return once(mode, act).catch(() => {
    held = null;
    return once(mode, act);
  });
}

export const keep = (actie) => within("readwrite", (store) => store.put(actie));

export const forgetAll = () => within("readwrite", (store) => store.clear());

const forget = (acties) => within("readwrite", (store) => acties.forEach((one) => store.delete(one.uuid)));

/** The acts of one employee, in the order in which they were done. */
export async function done(wie) {
  const all = await within("readonly", (store) => store.getAll());
  return all.filter((one) => one.wie === wie).sort((one, other) => one.op - other.op);
}

/** Those of them that the server has not answered for. */
export const waiting = async (wie) => (await done(wie)).filter((one) => !one.beantwoord);

/** What was answered for: marked if it counts, forgotten if it does not. */
export async function settled(acties, answers) {
  const counts = new Map(answers.map((one) => [one.uuid, ["toegepast", "dubbel"].includes(one.uitkomst)]));
  const told = acties.filter((one) => counts.has(one.uuid));
  await within("readwrite", (store) => told.forEach((one) => (counts.get(one.uuid) ? store.put({ ...one, beantwoord: true }) : store.delete(one.uuid))));
}

/** A page has come that knows of what was answered for before it was asked. */
export const forgetSettled = async (acties) => forget(acties.filter((one) => one.beantwoord));
