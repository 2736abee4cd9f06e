import { type WrappedKey, wrappedKeySchema } from "./wrapped-key.ts";

const database = "openfranking-console";
const store = "team-keys";

/** This browser's wrapped key for a passkey, or null where it has none that can be read. */
export async function keptKey(credentialId: string): Promise<WrappedKey | null> {
  const found = await inStore("readonly", (keys) => answerOf(keys.get(credentialId)));
  const parsed = wrappedKeySchema.safeParse(found);
  return parsed.success ? parsed.data : null;
}

export async function keepKey(key: WrappedKey): Promise<void> {
  await inStore("readwrite", (keys) => answerOf(keys.put(key)));
}

async function inStore(
  mode: IDBTransactionMode,
  ask: (keys: IDBObjectStore) => Promise<unknown>,
): Promise<unknown> {
  const opened = await openDatabase();
  try {
    return await ask(opened.transaction(store, mode).objectStore(store));
  } finally {
    opened.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: "credentialId" });
  return answerOf(request);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("unreachable: a failed request has its error"));
  });
}
