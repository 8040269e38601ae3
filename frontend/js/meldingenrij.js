/** The queue of acts in this browser: kept until the server has answered, also after a logout. */
const NAME = "route";
const STORE = "acties";

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "uuid" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/** Runs `act` on the store; resolves once it is written to disk. */
async function within(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const keep = (actie) => within("readwrite", (store) => store.put(actie));

export const forget = (uuid) => within("readwrite", (store) => store.delete(uuid));

/** The acts of one employee, in the order in which they were done. */
export async function waiting(wie) {
  const all = await within("readonly", (store) => store.getAll());
  return all.filter((one) => one.wie === wie).sort((one, other) => one.op - other.op);
}

export const forgetAll = () => within("readwrite", (store) => store.clear());
