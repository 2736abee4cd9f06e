import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import * as z from "zod/mini";
import { rng } from "../testing/devices.ts";
import { describeClientStore } from "../testing/index.ts";
import { sealedStore } from "./sealed.ts";
import { sqliteStore } from "./sqlite.ts";

const directory = mkdtempSync(join(tmpdir(), "openfranking-client-"));
let count = 0;
const freshFile = () => join(directory, `${count++}.db`);

afterAll(() => rmSync(directory, { recursive: true }));

describeClientStore(() => {
  const file = freshFile();
  return () => sqliteStore(file);
});

async function openSealed(file: string, key: CryptoKey) {
  const store = sqliteStore(file);
  await store.lock();
  return sealedStore(store, key, rng);
}

const newKey = () =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

test("another process does not get a store that is held", async () => {
  const file = freshFile();
  const store = sqliteStore(file);
  await store.lock();
  const script = `const d = new (require("better-sqlite3"))(${JSON.stringify(file)}, { timeout: 0 }); d.prepare("SELECT count(*) FROM entry").get();`;
  const other = spawnSync(process.execPath, ["-e", script], { encoding: "utf8", cwd: import.meta.dirname });
  expect(other.stderr).toContain("SQLITE_BUSY");
  await store.close();
});

test("a store whose holder was killed is free, with all that was written", async () => {
  const file = freshFile();
  const first = sqliteStore(file);
  await first.lock();
  await first.close();
  const script = `
    const d = new (require("better-sqlite3"))(${JSON.stringify(file)}, { timeout: 0 });
    d.pragma("locking_mode = EXCLUSIVE");
    d.exec("INSERT INTO entry VALUES ('a', x'01')");
    console.log("written");
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ["-e", script], { cwd: import.meta.dirname });
  await once(holder.stdout, "data");
  await expect(sqliteStore(file).lock()).rejects.toMatchObject({ code: "in-use" });
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const next = sqliteStore(file);
  await next.lock();
  expect(await next.get("a")).toEqual(Uint8Array.of(1));
  await next.close();
}, 20_000);

test("no file holds what was kept, while the store is open and after", async () => {
  const file = freshFile();
  const sealed = await openSealed(file, await newKey());
  const canary = "a canary that nobody should find";
  for (let i = 0; i < 50; i++)
    await sealed.write({ [`message/${i}`]: { text: `${canary} ${i}` }, cursor: i });
  const filesWithCanary = () =>
    readdirSync(directory).filter((name) => readFileSync(join(directory, name)).includes(canary));
  expect(filesWithCanary()).toEqual([]);
  await sealed.close();
  expect(filesWithCanary()).toEqual([]);
});

test("an entry that was altered, or moved to another name, does not open, nor does any under another key", async () => {
  const file = freshFile();
  const key = await newKey();
  const first = await openSealed(file, key);
  await first.write({ a: "one", b: "two", c: "three" });
  await first.close();
  const database = new BetterSqlite3(file);
  database.exec("UPDATE entry SET value = (SELECT value FROM entry WHERE key = 'b') WHERE key = 'a'");
  database.exec("UPDATE entry SET value = substr(value, 1, length(value) - 1) || x'00' WHERE key = 'c'");
  database.close();
  const second = await openSealed(file, key);
  await expect(second.get(z.string(), "a")).rejects.toThrow("store-damaged");
  await expect(second.get(z.string(), "c")).rejects.toThrow("store-damaged");
  expect(await second.get(z.string(), "b")).toBe("two");
  await second.close();
  const stranger = await openSealed(file, await newKey());
  await expect(stranger.get(z.string(), "b")).rejects.toThrow("store-damaged");
  await stranger.close();
});
