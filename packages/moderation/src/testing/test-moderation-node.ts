import { type DatabaseLocation, openDatabase } from "@openfranking/database";
import { generateIdentity, identityKeyOf, type Rng, type Secret, schemes } from "@openfranking/franking";
import { type ApiClient, apiClient, moderationRoutes } from "@openfranking/protocol";
import type { Kysely } from "kysely";
import type { ModerationDeps } from "../deps.ts";
import { createModeration, type Moderation } from "../moderation.ts";
import { type ServedModeration, serveModeration } from "../serve-node.ts";
import { migrations } from "../store/migrations.ts";
import type { Schema } from "../store/schema.ts";

export const rng: Rng = (size) => crypto.getRandomValues(new Uint8Array(size));
export const consoleOrigin = "http://localhost:8604";
export type Api = ApiClient<typeof moderationRoutes>;

/** A moderation on a free port, the one relay that it judges for, and a clock that stands until it is turned. */
export interface TestModeration {
  readonly deps: ModerationDeps;
  readonly moderation: Moderation;
  readonly url: string;
  readonly api: Api;
  /** The one relay that it knows, played by the test. */
  readonly relay: { readonly name: string; readonly identity: Secret };
  readonly log: readonly string[];
  now: number;
  /** What a thief of the database has: its rows, by a connection of their own. */
  rows<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T>;
  apiWith(token: string): Api;
  /** Closes it and opens it again over the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startModeration(
  database: DatabaseLocation,
  changes: Partial<Pick<ModerationDeps, "schemes">> = {},
): Promise<TestModeration> {
  const relay = { name: "relay.example", identity: generateIdentity(rng).secretKey };
  const log: string[] = [];
  const time = { now: 1_800_000_000_000 };
  const deps: ModerationDeps = {
    database,
    name: "moderation.example",
    identity: generateIdentity(rng).secretKey,
    relays: [{ name: relay.name, identityKey: identityKeyOf(relay.identity) }],
    schemes,
    clock: () => time.now,
    rng,
    consoleOrigin,
    origins: [],
    log: (event, counts) => log.push(JSON.stringify({ event, ...counts })),
    ...changes,
  };
  let { moderation, served } = await open(deps);
  const apiWith = (token: string) => apiAt(served.url, token);
  const at: TestModeration = {
    deps,
    relay,
    log,
    get now() {
      return time.now;
    },
    set now(now) {
      time.now = now;
    },
    get moderation() {
      return moderation;
    },
    get url() {
      return served.url;
    },
    get api() {
      return apiWith("");
    },
    apiWith,
    rows: (work) => withRows(database, work),
    async restart() {
      await at.close();
      ({ moderation, served } = await open(deps));
    },
    async close() {
      await served.close();
      await moderation.close();
    },
  };
  return at;
}

async function open(deps: ModerationDeps): Promise<{ moderation: Moderation; served: ServedModeration }> {
  const moderation = await createModeration(deps);
  return { moderation, served: await serveModeration(moderation, { hostname: "127.0.0.1", port: 0 }) };
}

export function apiAt(baseUrl: string, token: string): Api {
  return apiClient(moderationRoutes, {
    baseUrl,
    fetch,
    token: async () => token,
    timeoutMs: 20_000,
  });
}

async function withRows<T>(location: DatabaseLocation, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  const { close, db } = await openDatabase<Schema>(location, migrations);
  try {
    return await work(db);
  } finally {
    await close();
  }
}
