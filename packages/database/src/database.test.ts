import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseLocation, groupCommit, type Migrations, openDatabase, openSqlite } from "./index.ts";
import { type RunningPostgres, startPostgres } from "./testing.ts";

interface Schema {
  note: { id: number; bytes: Uint8Array; at: number };
}

const migrations: Migrations = {
  "2026-11-25T10:00 notes": async (db, bytes) => {
    await db.schema
      .createTable("note")
      .addColumn("id", "integer", (c) => c.primaryKey())
      .addColumn("bytes", bytes)
      .addColumn("at", "bigint")
      .execute();
  },
};

let directory: string;
let postgres: RunningPostgres;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "openfranking-"));
  postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  rmSync(directory, { recursive: true });
});

const locations: Record<string, () => Promise<DatabaseLocation>> = {
  sqlite: async () => ({ kind: "sqlite", file: join(directory, "notes.db") }),
  postgres: async () => ({ kind: "postgres", url: await postgres.createDatabase("notes"), schema: "notes" }),
};

describe.each(Object.keys(locations))("%s", (kind) => {
  test("bytes and large counters come back as they went in, also after the database is opened again", async () => {
    const location = await locations[kind]?.();
    if (location === undefined) throw new Error("unreachable");
    const bytes = Uint8Array.of(0, 255, 7);
    const first = await openDatabase<Schema>(location, migrations);
    await first.db.insertInto("note").values({ id: 1, bytes, at: 1_800_000_000_000 }).execute();
    await first.close();
    const second = await openDatabase<Schema>(location, migrations);
    const row = await second.db.selectFrom("note").selectAll().executeTakeFirstOrThrow();
    expect({ ...row, bytes: Uint8Array.from(row.bytes) }).toEqual({ id: 1, bytes, at: 1_800_000_000_000 });
    await second.close();
  });
});

test("two services share one PostgreSQL database without meeting", async () => {
  const url = await postgres.createDatabase("shared");
  const first = await openDatabase<Schema>({ kind: "postgres", url, schema: "first" }, migrations);
  const second = await openDatabase<Schema>({ kind: "postgres", url, schema: "second" }, migrations);
  await first.db
    .insertInto("note")
    .values({ id: 1, bytes: Uint8Array.of(1), at: 1 })
    .execute();
  expect(await second.db.selectFrom("note").selectAll().execute()).toEqual([]);
  await Promise.all([first.close(), second.close()]);
});

test("a SQLite file is synchronous=FULL, erases what is deleted, and belongs to its user alone", () => {
  const file = join(directory, "modes.db");
  const database = openSqlite(file);
  expect(database.pragma("journal_mode", { simple: true })).toBe("wal");
  expect(database.pragma("synchronous", { simple: true })).toBe(2);
  expect(database.pragma("secure_delete", { simple: true })).toBe(1);
  expect(database.pragma("trusted_schema", { simple: true })).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  database.close();
});

describe("a group commit", () => {
  test("gathers what arrives together and answers each item its own", async () => {
    const batches: number[] = [];
    const submit = groupCommit(async (items: readonly number[]) => {
      batches.push(items.length);
      return items.map((item) => item * 2);
    });
    const answers = await Promise.all([1, 2, 3].map(submit));
    expect(answers).toEqual([2, 4, 6]);
    expect(batches).toEqual([3]);
  });

  test("lets a bad item fail alone", async () => {
    const submit = groupCommit(async (items: readonly number[]) => {
      if (items.includes(2)) throw new Error("bad");
      return items;
    });
    const answers = await Promise.allSettled([1, 2, 3].map(submit));
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});
