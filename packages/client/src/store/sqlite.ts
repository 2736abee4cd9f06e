import BetterSqlite3 from "better-sqlite3";
import { ClientError } from "../errors.ts";
import type { ClientStore, StoreBatch } from "./store.ts";

interface Row {
  readonly key: string;
  readonly value: Uint8Array;
}

/** A device's store in a SQLite file, for Node. What a write has returned from survives a power cut. */
export function sqliteStore(file: string): ClientStore {
  let open: BetterSqlite3.Database | null = null;

  function database(): BetterSqlite3.Database {
    if (open === null) throw new Error("unreachable: the store is used before it is locked");
    return open;
  }

  return {
    async lock() {
      open = lockedDatabase(file);
    },
    async get(key) {
      const row = database().prepare<[string], Row>("SELECT key, value FROM entry WHERE key = ?").get(key);
      return row === undefined ? null : Uint8Array.from(row.value);
    },
    async list(prefix) {
      // No key holds U+10FFFF, so that everything with the prefix stands below it.
      const rows = database()
        .prepare<[string, string], Row>(
          "SELECT key, value FROM entry WHERE key >= ? AND key < ? ORDER BY key",
        )
        .all(prefix, `${prefix}\u{10FFFF}`);
      return rows.map(({ key, value }) => [key, Uint8Array.from(value)] as const);
    },
    async write(batch) {
      writeAll(database(), batch);
    },
    async close() {
      open?.close();
      open = null;
    },
  };
}

function lockedDatabase(file: string): BetterSqlite3.Database {
  const database = new BetterSqlite3(file, { timeout: 0 });
  try {
    // Held from the first write until the file is closed, and let go by the system if the process dies.
    database.pragma("locking_mode = EXCLUSIVE");
    database.pragma("journal_mode = WAL");
    // After WAL: setting WAL lowers it to NORMAL, which loses acknowledged rows in a power cut.
    database.pragma("synchronous = FULL");
    database.pragma("secure_delete = ON");
    database.exec(
      "CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    );
    database.exec("BEGIN IMMEDIATE; COMMIT");
    if (database.pragma("synchronous", { simple: true }) !== 2)
      throw new Error("SQLite is not synchronous=FULL");
    return database;
  } catch (error) {
    database.close();
    if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith("SQLITE_BUSY"))
      throw new ClientError("in-use");
    throw error;
  }
}

function writeAll(database: BetterSqlite3.Database, batch: StoreBatch): void {
  const put = database.prepare<[string, Uint8Array]>(
    "INSERT INTO entry VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  );
  const remove = database.prepare<[string]>("DELETE FROM entry WHERE key = ?");
  database.transaction(() => {
    for (const key of batch.delete) remove.run(key);
    for (const [key, value] of batch.put) put.run(key, value);
  })();
}
