import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, type ClientDeps, mlsChannels, openClient } from "@openfranking/client";
import { sqliteStore } from "@openfranking/client/node";
import type { DatabaseLocation } from "@openfranking/database";
import {
  type FrankingScheme,
  generateIdentity,
  type Rng,
  schemes as shippedSchemes,
} from "@openfranking/franking";
import { createModeration, type Moderation, serveModeration } from "@openfranking/moderation";
import { createRelay, type Relay, serveRelay } from "@openfranking/relay";
import { type Clock, systemClock } from "./clock.ts";
import { journal } from "./journal.ts";
import { enrolReviewer, type Reviewer } from "./reviewer.ts";

export interface WorldOptions {
  /** Where everything that this world keeps is kept. */
  readonly directory: string;
  readonly clock?: Clock;
  /** What services, people and reviewers can read. Those that are shipped for services unless given. */
  readonly schemes?: readonly FrankingScheme[];
  readonly databaseOf?: (service: "relay" | "moderation") => DatabaseLocation;
  /** Of a web app that calls the services, and in which reviewers make their passkeys. */
  readonly appOrigin?: string;
  /** Fresh unless given: whoever has them plays a service that misbehaves. */
  readonly identities?: Readonly<Record<"relay" | "moderation", ReturnType<typeof generateIdentity>>>;
}

/** Real services on free ports of 127.0.0.1, real clients that talk to them, and what the services wrote down. */
export interface World {
  readonly directory: string;
  readonly relayUrl: string;
  readonly moderationUrl: string;
  readonly relay: Relay;
  readonly moderation: Moderation;
  /** Every line that the services logged. */
  readonly log: readonly string[];
  /** A person with a device of her own, registered under the name. Once closed, she is opened again by the same name. */
  person(name: string, changes?: Partial<ClientDeps>): Promise<Client>;
  /** Enrols the first reviewer, by the link that the service prints, and makes the team's key. */
  firstReviewer(name: string): Promise<Reviewer>;
  close(): Promise<void>;
}

const rng: Rng = (size) => Uint8Array.from(randomBytes(size));

export async function startWorld(options: WorldOptions): Promise<World> {
  const { appOrigin = "http://localhost:8604", clock = systemClock, directory } = options;
  const { schemes = shippedSchemes } = options;
  mkdirSync(directory, { recursive: true });
  const databaseOf =
    options.databaseOf ??
    ((service) => ({ kind: "sqlite" as const, file: join(directory, `${service}.db`) }));
  const names = { relay: "relay.example", moderation: "moderation.example" };
  const { identities = { relay: generateIdentity(rng), moderation: generateIdentity(rng) } } = options;
  const log: string[] = [];
  const shared = { schemes, clock, rng, origins: [appOrigin] };
  const moderation = await createModeration({
    ...shared,
    database: databaseOf("moderation"),
    name: names.moderation,
    identity: identities.moderation.secretKey,
    relays: [{ name: names.relay, identityKey: identities.relay.publicKey }],
    consoleOrigin: appOrigin,
    log: journal("moderation", log),
  });
  const moderationServer = await serveModeration(moderation, { hostname: "127.0.0.1", port: 0 });
  const relay = await createRelay({
    ...shared,
    database: databaseOf("relay"),
    name: names.relay,
    identity: identities.relay.secretKey,
    moderation: {
      name: names.moderation,
      url: moderationServer.url,
      identityKey: identities.moderation.publicKey,
    },
    fetch,
    log: journal("relay", log),
  });
  const relayServer = await serveRelay(relay, { hostname: "127.0.0.1", port: 0 });
  const people: Client[] = [];
  return {
    directory,
    relayUrl: relayServer.url,
    moderationUrl: moderationServer.url,
    relay,
    moderation,
    log,
    async person(name, changes = {}) {
      const client = await openPerson(join(directory, "people", name), relayServer.url, clock, {
        schemes,
        ...changes,
      });
      people.push(client);
      if (client.identity === null) await client.register(name);
      return client;
    },
    firstReviewer: async (name) =>
      enrolReviewer({
        ...{ name, schemes },
        moderationUrl: moderationServer.url,
        origin: appOrigin,
        link: await moderation.enrolmentLink(),
      }),
    async close() {
      await Promise.all(people.map((client) => client.close()));
      await relayServer.close();
      await relay.close();
      await moderationServer.close();
      await moderation.close();
    },
  };
}

/** Kept apart from the store: a phone has a keystore for it. */
async function storeKeyOf(file: string): Promise<CryptoKey> {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return crypto.subtle.importKey("raw", readFileSync(file), "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** One person's device: her store in a file of her own, sealed under a key that a phone would keep in its keystore. */
export async function openPerson(
  directory: string,
  relayUrl: string,
  clock: Clock,
  changes: Partial<ClientDeps> = {},
): Promise<Client> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return openClient({
    store: sqliteStore(join(directory, "device.db")),
    storeKey: await storeKeyOf(join(directory, "keystore")),
    relayUrl,
    fetch,
    WebSocket: "WebSocket" in globalThis ? globalThis.WebSocket : null,
    clock,
    rng,
    channels: mlsChannels(),
    ...changes,
  });
}
