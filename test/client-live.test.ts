import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, mlsChannels, openClient } from "@openfranking/client";
import { sqliteStore } from "@openfranking/client/node";
import { generateIdentity, schemes } from "@openfranking/franking";
import { createModeration, serveModeration } from "@openfranking/moderation";
import { createRelay, type ServedRelay, serveRelay } from "@openfranking/relay";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { rng } from "./client/world.ts";

const directory = mkdtempSync(join(tmpdir(), "openfranking-live-"));
const clients: Client[] = [];
const closing: (() => Promise<void>)[] = [];
let served: ServedRelay;
let serveAgain: () => Promise<void>;

beforeAll(async () => {
  const [relayKeys, moderationKeys] = [generateIdentity(rng), generateIdentity(rng)];
  const common = { schemes, clock: Date.now, rng, origins: [], log: () => undefined };
  const moderation = await createModeration({
    ...common,
    database: { kind: "sqlite", file: join(directory, "moderation.db") },
    name: "moderation.example",
    identity: moderationKeys.secretKey,
    relays: [{ name: "relay.example", identityKey: relayKeys.publicKey }],
    consoleOrigin: "http://console.test",
  });
  const moderationServer = await serveModeration(moderation, { hostname: "127.0.0.1", port: 0 });
  const { url, close } = moderationServer;
  const relay = await createRelay({
    ...common,
    database: { kind: "sqlite", file: join(directory, "relay.db") },
    name: "relay.example",
    identity: relayKeys.secretKey,
    moderation: { name: "moderation.example", url, identityKey: moderationKeys.publicKey },
    fetch,
  });
  served = await serveRelay(relay, { hostname: "127.0.0.1", port: 0 });
  serveAgain = async () => {
    const { port } = new URL(served.url);
    await served.close();
    served = await serveRelay(relay, { hostname: "127.0.0.1", port: Number(port) });
  };
  closing.push(
    () => served.close(),
    () => relay.close(),
    close,
    () => moderation.close(),
  );
});

afterAll(async () => {
  for (const client of clients) await client.close();
  for (const close of closing) await close();
  rmSync(directory, { recursive: true });
});

async function person(name: string): Promise<Client> {
  const client = await openClient({
    store: sqliteStore(join(directory, `${name}.db`)),
    storeKey: await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]),
    relayUrl: served.url,
    fetch,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    clock: Date.now,
    rng,
    channels: mlsChannels(),
  });
  clients.push(client);
  await client.register(name);
  return client;
}

const count = (client: Client, id: string) =>
  client.conversations().some((one) => one.id === id) ? client.conversation(id).messages().length : 0;
const soon = { timeout: 20_000 };

test("what is said arrives by itself, and listeners are told; a connection that was cut is resumed without a gap", async () => {
  const [ada, ben] = [await person("ada"), await person("ben")];
  let told = 0;
  const stop = ben.onChange(() => told++);
  ben.connect();
  await expect.poll(() => ben.isConnected, soon).toBe(true);
  const { id } = await ada.createConversation([await ada.contact("ben")]);
  await ada.conversation(id).send("one");
  await expect.poll(() => count(ben, id), soon).toBe(1);
  expect(told).toBeGreaterThan(0);
  stop();

  await serveAgain();
  for (const text of ["two", "three"]) await ada.conversation(id).send(text);
  await ada.sync();
  await expect.poll(() => count(ben, id), soon).toBe(3);
  const seqs = ben
    .conversation(id)
    .messages()
    .map((one) => (one.state === "shown" ? one.seq : one.state));
  expect(seqs).toEqual([1, 2, 3]);
});
