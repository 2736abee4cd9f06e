import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, type ClientDeps, mlsChannels, openClient } from "@openfranking/client";
import { sqliteStore } from "@openfranking/client/node";
import { generateIdentity, type Rng, schemes } from "@openfranking/franking";
import { createModeration } from "@openfranking/moderation";
import { createRelay } from "@openfranking/relay";

export const rng: Rng = (size) => crypto.getRandomValues(new Uint8Array(size));

/** Stands between a client and its relay: lets a request go on, changes its answer, or loses it. */
export type Tap = (request: {
  readonly path: string;
  readonly method: string;
  readonly goOn: () => Promise<Response>;
}) => Promise<Response>;

/** A person's device, whose client can be closed and opened again. */
export interface Person {
  readonly client: Client;
  readonly account: string;
  tap: Tap;
  /** The same for what goes to the moderation. */
  moderationTap: Tap;
  reopen(): Promise<void>;
}

export interface ClientWorld {
  readonly directory: string;
  /** Bodies of what was sent to the moderation. */
  readonly toModeration: Uint8Array[];
  person(name: string): Promise<Person>;
  /** A device that has not registered yet. */
  stranger(file: string): Promise<Person>;
  close(): Promise<void>;
}

export const honest: Tap = ({ goOn }) => goOn();

/** A real relay and a real moderation in memory, over SQLite, and clients with real stores. */
export async function startClientWorld(): Promise<ClientWorld> {
  const directory = mkdtempSync(join(tmpdir(), "openfranking-clients-"));
  const services = await startServices(directory);
  const opened: Client[] = [];
  const toModeration: Uint8Array[] = [];

  async function stranger(file: string): Promise<Person> {
    const algorithm = { name: "AES-GCM", length: 256 };
    const storeKey = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
    const route: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      const { host, pathname: path } = new URL(request.url);
      if (host === "moderation.test") {
        toModeration.push(new Uint8Array(await request.clone().arrayBuffer()));
        const goOn = async () => services.moderation.app.fetch(request);
        return person.moderationTap({ path, method: request.method, goOn });
      }
      const goOn = async () => services.relay.app.fetch(request);
      return person.tap({ path, method: request.method, goOn });
    };
    const open = async () => {
      const deps: ClientDeps = {
        store: sqliteStore(join(directory, `${file}.db`)),
        storeKey,
        relayUrl: "http://relay.test",
        fetch: route,
        WebSocket: null,
        clock: Date.now,
        rng,
        channels: mlsChannels(),
      };
      const client = await openClient(deps);
      opened.push(client);
      return client;
    };
    let client: Client;
    const person: Person = {
      get client() {
        return client;
      },
      get account() {
        return client.identity?.account ?? "";
      },
      tap: honest,
      moderationTap: honest,
      async reopen() {
        await client.close();
        client = await open();
      },
    };
    client = await open();
    return person;
  }

  return {
    directory,
    toModeration,
    stranger,
    async person(name) {
      const person = await stranger(name);
      await person.client.register(name);
      return person;
    },
    async close() {
      await Promise.all(opened.map((client) => client.close()));
      await services.close();
      rmSync(directory, { recursive: true });
    },
  };
}

async function startServices(directory: string) {
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
  const relay = await createRelay({
    ...common,
    database: { kind: "sqlite", file: join(directory, "relay.db") },
    name: "relay.example",
    identity: relayKeys.secretKey,
    moderation: {
      name: "moderation.example",
      url: "http://moderation.test",
      identityKey: moderationKeys.publicKey,
    },
    fetch: async (input, init) => moderation.app.fetch(new Request(input, init)),
  });
  return {
    relay,
    moderation,
    async close() {
      await relay.close();
      await moderation.close();
    },
  };
}

/** Two people who have met, and their conversation. */
export async function twoPeople(world: ClientWorld): Promise<{ alice: Person; bob: Person; id: string }> {
  const alice = await world.person("alice");
  const bob = await world.person("bob");
  const { id } = await alice.client.createConversation([await alice.client.contact("bob")]);
  await bob.client.sync();
  return { alice, bob, id };
}

export async function say(person: Person, id: string, text: string): Promise<void> {
  await person.client.conversation(id).send(text);
}

/** What a person sees: texts, and `state:code` for what is not shown. */
export function seenBy({ client }: Person, id: string): unknown[] {
  return client
    .conversation(id)
    .messages()
    .map((message) =>
      message.state === "shown"
        ? message.fields.find(([path]) => path === "text")?.[1]
        : `${message.state}:${message.code}`,
    );
}
