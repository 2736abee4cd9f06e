import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { identityKeyOf, mimi06, type Rng, schemes as shippedSchemes } from "@openfranking/franking";
import { createModeration, type Moderation, serveModeration } from "@openfranking/moderation";
import { createRelay, type Relay, serveRelay } from "@openfranking/relay";
import type { Config } from "./config.ts";
import { startDemoWorld } from "./demo-world.ts";
import { identityFrom } from "./identity.ts";
import { serviceLog } from "./log.ts";
import { serveWebApp } from "./web-app.ts";

export interface Running {
  /** Finishes what was accepted, and closes everything. */
  stop(): Promise<void>;
}

const hostname = "127.0.0.1";
const tidyEveryMs = 300_000;
const rng: Rng = (size) => Uint8Array.from(randomBytes(size));
const people = ["ada", "ben", "cleo"] as const;

/** Environment → dependencies → serve. Prints where everything is. */
export async function startAll(config: Config): Promise<Running> {
  const urls = urlsOf(config);
  const { moderation, relay } = await createServices(config, urls);
  const servers = [
    await serveModeration(moderation, { hostname, port: config.ports.moderation }),
    await serveRelay(relay, { hostname, port: config.ports.relay }),
    await serveMessenger(config, urls),
    await serveConsole(config, urls),
  ];
  const tidying = setInterval(() => void tidy(relay, moderation), tidyEveryMs);
  await announce(urls, moderation);
  const world = config.isEmpty
    ? null
    : await startDemoWorld(join(config.dataDir, "people"), urls.relay, people);
  console.log(config.isEmpty ? "Nobody is here yet." : `${people.join(", ")} are here, and answer.`);
  console.log("Ctrl-C stops everything; what happened is kept.");
  return {
    async stop() {
      clearInterval(tidying);
      await world?.stop();
      for (const server of servers.reverse()) await server.close();
      await relay.close();
      await moderation.close();
    },
  };
}

type Urls = Readonly<Record<keyof Config["ports"], string>>;

/** `localhost` and not an address: WebAuthn takes no address for a relying party. */
function urlsOf({ ports }: Config): Urls {
  const at = (port: number) => `http://localhost:${port}`;
  return {
    relay: at(ports.relay),
    moderation: at(ports.moderation),
    messenger: at(ports.messenger),
    console: at(ports.console),
  };
}

async function createServices(config: Config, urls: Urls): Promise<{ relay: Relay; moderation: Moderation }> {
  const names = { relay: "relay.localhost", moderation: "moderation.localhost" };
  const identities = {
    relay: identityFrom(join(config.dataDir, "keys/relay.key")),
    moderation: identityFrom(join(config.dataDir, "keys/moderation.key")),
  };
  // Beside what conversations here choose: reports of MIMI's own come to the moderation by its route.
  const schemes = [...shippedSchemes, mimi06];
  const shared = { schemes, rng, clock: () => Date.now(), origins: [urls.messenger, urls.console] };
  const moderation = await createModeration({
    ...shared,
    database: config.databaseOf("moderation"),
    name: names.moderation,
    identity: identities.moderation,
    relays: [{ name: names.relay, identityKey: identityKeyOf(identities.relay) }],
    consoleOrigin: urls.console,
    log: serviceLog("moderation", config.logLevel),
  });
  const relay = await createRelay({
    ...shared,
    database: config.databaseOf("relay"),
    name: names.relay,
    identity: identities.relay,
    moderation: {
      name: names.moderation,
      url: urls.moderation,
      identityKey: identityKeyOf(identities.moderation),
    },
    fetch,
    log: serviceLog("relay", config.logLevel),
  });
  return { moderation, relay };
}

function serveMessenger({ isEmpty, ports }: Config, urls: Urls) {
  return serveWebApp({
    root: distOf("messenger"),
    port: ports.messenger,
    config: { relayUrl: urls.relay, people: isEmpty ? [] : people },
    connects: [urls.relay, urls.relay.replace("http", "ws"), urls.moderation],
  });
}

function serveConsole({ ports }: Config, urls: Urls) {
  return serveWebApp({
    root: distOf("console"),
    port: ports.console,
    config: { moderationUrl: urls.moderation },
    connects: [urls.moderation],
  });
}

function distOf(app: string): string {
  return fileURLToPath(new URL(`../../${app}/dist`, import.meta.url));
}

async function announce(urls: Urls, moderation: Moderation): Promise<void> {
  console.log(`Messenger   ${urls.messenger}`);
  console.log(`Console     ${urls.console}`);
  console.log(`Relay       ${urls.relay}`);
  console.log(`Moderation  ${urls.moderation}`);
  const link = await moderation.enrolmentLink();
  if (link !== null) console.log(`The first reviewer enrols here, once: ${link}`);
}

/** What is over is deleted at the next turn if it cannot be now. */
async function tidy(relay: Relay, moderation: Moderation): Promise<void> {
  await Promise.allSettled([relay.tidy(), moderation.tidy()]);
}
