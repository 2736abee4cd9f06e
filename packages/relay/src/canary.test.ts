import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateIdentity, hex, reveal } from "@openfranking/franking";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Databases, openDatabases } from "./testing/databases-node.ts";
import { type FakeModeration, rng, startFakeModeration } from "./testing/fake-moderation.ts";
import { forkRelay, type RelayProcess } from "./testing/fork-node.ts";
import { converse, drain, prepare, register, relayName } from "./testing/person.ts";

const identity = generateIdentity(rng);
let databases: Databases;
let moderation: FakeModeration;
let relay: RelayProcess;
beforeAll(async () => {
  databases = await openDatabases();
  moderation = await startFakeModeration(() => identity.publicKey);
  relay = await forkRelay({
    database: await databases.fresh("sqlite"),
    name: relayName,
    identity: hex(reveal(identity.secretKey)),
    moderation: { name: moderation.name, url: moderation.url, identityKey: hex(moderation.identityKey) },
    log: join(databases.directory, "log"),
    answersEarly: false,
  });
});
afterAll(async () => {
  await relay.kill();
  await moderation.close();
  await databases.close();
});

test("what people say is in no file of the relay, no log and not in its memory; what it is meant to keep is found there", async () => {
  const said = "canary-said-5f2c9a";
  const named = "canary-named-81d0";
  const headed = "canary-header-c77e";
  const [ada, bob] = [await register(named, () => relay.url), await register("Bob", () => relay.url)];
  const room = await converse(ada, [bob]);
  for (let i = 0; i < 20; i++) {
    const messages = [prepare(ada, room.id, 1, `${said} number ${i}`, i).message];
    await ada.api.send({
      params: { conversation: room.key },
      body: { epoch: 1, suite: "merkle-v1", messages },
    });
  }
  expect((await drain(bob)).filter(({ kind }) => kind === "message")).toHaveLength(20);
  await fetch(`${relay.url}/v1/info`, { headers: { "x-kept": headed } });
  await relay.snapshot(join(databases.directory, "relay.heapsnapshot"));

  expect(filesWith(said)).toEqual([]);
  expect(filesWith(named)).toContain("relay0.db-wal");
  expect(filesWith(headed)).toEqual(["relay.heapsnapshot"]);
});

/** Names of files that hold the text in any form in which a program may have written it down. */
function filesWith(text: string): string[] {
  const bytes = Buffer.from(text);
  // Base64 of the middle: the ends depend on what stands beside it.
  const forms = [
    bytes,
    Buffer.from(text, "utf16le"),
    Buffer.from(bytes.toString("hex")),
    ...[0, 1, 2].map((cut) => Buffer.from(bytes.subarray(cut, cut + 12).toString("base64"))),
    Buffer.from(encodeURIComponent(text)),
  ];
  return readdirSync(databases.directory).filter((file) => {
    const held = readFileSync(join(databases.directory, file));
    return forms.some((form) => held.includes(form));
  });
}
