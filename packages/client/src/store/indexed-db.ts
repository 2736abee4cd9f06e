import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { ClientError } from "../errors.ts";
import type { ClientStore } from "./store.ts";

interface Schema extends DBSchema {
  entry: { key: string; value: Uint8Array };
  key: { key: string; value: CryptoKey };
}

/** A device's store in a browser. The lock is a Web Lock: the browser lets it go when the tab goes. */
export function indexedDbStore(name: string): ClientStore {
  let release: (() => void) | null = null;
  let open: IDBPDatabase<Schema> | null = null;

  function database(): IDBPDatabase<Schema> {
    if (open === null) throw new Error("unreachable: the store is used before it is locked");
    return open;
  }

  return {
    async lock() {
      release = await heldLock(`openfranking ${name}`);
      open = await openDatabase(name);
    },
    async get(key) {
      return (await database().get("entry", key)) ?? null;
    },
    async list(prefix) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\u{10FFFF}`);
      const entries = database().transaction("entry").store;
      const [keys, values] = await Promise.all([entries.getAllKeys(range), entries.getAll(range)]);
      return keys.map((key, i) => [key, values[i] ?? new Uint8Array()] as const);
    },
    async write(batch) {
      const transaction = database().transaction("entry", "readwrite", { durability: "strict" });
      try {
        const work = [
          ...batch.delete.map((key) => transaction.store.delete(key)),
          ...batch.put.map(([key, value]) => transaction.store.put(value, key)),
        ];
        await Promise.all([...work, transaction.done]);
      } catch (error) {
        abort(transaction);
        throw error;
      }
    },
    async close() {
      open?.close();
      open = null;
      release?.();
      release = null;
    },
  };
}

/** This browser's key for {@link indexedDbStore}: made once, kept beside the data, and never readable by any script. */
export async function browserStoreKey(name: string): Promise<CryptoKey> {
  const database = await openDatabase(name);
  try {
    const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]);
    const transaction = database.transaction("key", "readwrite");
    const kept = await transaction.store.get("store");
    if (kept === undefined) await transaction.store.put(fresh, "store");
    await transaction.done;
    return kept ?? fresh;
  } finally {
    database.close();
  }
}

/** What was asked for before the fault would be committed otherwise: a transaction ends well unless it is told not to. */
function abort(transaction: { abort(): void; readonly done: Promise<void> }): void {
  transaction.done.catch(() => undefined);
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

function openDatabase(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("entry");
      database.createObjectStore("key");
    },
  });
}

/** Resolves with what releases the lock. Throws where another tab has it. */
function heldLock(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock === null) throw new ClientError("in-use");
      return new Promise<void>((release) => resolve(release));
    });
    held.catch(reject);
  });
}
