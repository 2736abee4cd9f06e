import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateIdentity, schemes } from "@openfranking/franking";
import { createModeration, serveModeration } from "@openfranking/moderation";
import { createRelay, type ServedRelay, serveRelay } from "@openfranking/relay";
import { builtApp } from "../built-app.ts";

import { listen, serveApp } from "./static-server.ts";

const rng = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size));
const hostname = "localhost";

/** The messenger as it is deployed, over a real relay and a real moderation. */
export interface World {
  readonly origin: string;
  readonly relayUrl: string;
  /** Takes the relay off its port, as a failure would, and puts it back. */
  stopRelay(): Promise<void>;
  startRelay(): Promise<void>;
  close(): Promise<void>;
}

export async function startWorld(people: readonly string[]): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), "openfranking-messenger-"));
  const urls = { relayUrl: "", moderationUrl: "" };
  const app = serveApp(await builtApp("messenger"), () => ({ ...urls, people }));
  const origin = await listen(app);
  const shared = { clock: Date.now, rng, schemes, origins: [origin], log: () => undefined };
  const relayIdentity = generateIdentity(rng);
  const moderationIdentity = generateIdentity(rng);
  const moderation = await createModeration({
    ...shared,
    database: { kind: "sqlite", file: join(directory, "moderation.db") },
    name: "moderation.example",
    identity: moderationIdentity.secretKey,
    relays: [{ name: "relay.example", identityKey: relayIdentity.publicKey }],
    consoleOrigin: origin,
  });
  const servedModeration = await serveModeration(moderation, { hostname, port: 0 });
  urls.moderationUrl = servedModeration.url;
  const relay = await createRelay({
    ...shared,
    database: { kind: "sqlite", file: join(directory, "relay.db") },
    name: "relay.example",
    identity: relayIdentity.secretKey,
    moderation: {
      name: "moderation.example",
      url: servedModeration.url,
      identityKey: moderationIdentity.publicKey,
    },
    fetch,
  });
  let served: ServedRelay | null = await serveRelay(relay, { hostname, port: 0 });
  urls.relayUrl = served.url;
  const port = Number(new URL(served.url).port);
  return {
    origin,
    relayUrl: served.url,
    async stopRelay() {
      await served?.close();
      served = null;
    },
    async startRelay() {
      served ??= await serveRelay(relay, { hostname, port });
    },
    async close() {
      app.closeAllConnections();
      app.close();
      await served?.close();
      await relay.close();
      await servedModeration.close();
      await moderation.close();
      await rm(directory, { recursive: true });
    },
  };
}
