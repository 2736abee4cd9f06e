/**
 * A relay in a process of its own, for tests that kill it or look into its memory. Started by fork with a `Setup` as
 * argument; tells its URL, and does what it is told by messages.
 */
import { appendFileSync } from "node:fs";
import { writeHeapSnapshot } from "node:v8";
import type { DatabaseLocation } from "@openfranking/database";
import { Secret, schemes, unhex } from "@openfranking/franking";
import { Hono } from "hono";
import { type Relay, type RelayDeps, serveRelay } from "../index.ts";
import { relayOver } from "../relay.ts";
import { openStore } from "../store/sql-store.ts";
import type { RelayStore } from "../store/store.ts";
import { rng } from "./fake-moderation.ts";

export interface Setup {
  readonly database: DatabaseLocation;
  readonly name: string;
  readonly identity: string;
  readonly moderation: { readonly name: string; readonly url: string; readonly identityKey: string };
  readonly log: string;
  /** Answers senders before what they sent is committed: what no relay may do. */
  readonly answersEarly: boolean;
}

export type Told = { readonly url: string } | { readonly snapshot: string };
export interface Order {
  readonly snapshot: string;
}

// Written by fork-node.ts alone.
const setup: Setup = JSON.parse(process.argv[2] ?? "null");
/** Headers that this relay remembers, for the tests that must be able to find something. */
const kept: string[] = [];

const deps: RelayDeps = {
  ...setup,
  identity: new Secret(unhex(setup.identity)),
  moderation: { ...setup.moderation, identityKey: unhex(setup.moderation.identityKey) },
  schemes,
  clock: () => Date.now(),
  rng,
  fetch,
  origins: [],
  log: (event, counts) => appendFileSync(setup.log, `${event} ${JSON.stringify(counts)}\n`),
};
const store = await openStore(setup.database);
const relay = keepingHeaders(relayOver(setup.answersEarly ? answeringEarly(store) : store, deps));
const { url } = await serveRelay(relay, { hostname: "127.0.0.1", port: 0 });
process.on("message", ({ snapshot }: Order) => {
  tell({ snapshot: writeHeapSnapshot(snapshot) });
});
process.on("disconnect", () => process.exit());
tell({ url });

function tell(told: Told): void {
  process.send?.(told);
}

function keepingHeaders(inner: Relay): Relay {
  const app = new Hono();
  app.use(async (c, next) => {
    const header = c.req.header("x-kept");
    if (header !== undefined) kept.push(header);
    await next();
  });
  app.mount("/", inner.app.fetch);
  return { ...inner, app };
}

function answeringEarly(honest: RelayStore): RelayStore {
  const { change } = honest.conversations;
  const undo = new Error("undo");
  return {
    ...honest,
    conversations: {
      ...honest.conversations,
      change: (scope, decide) =>
        new Promise((resolve, reject) => {
          const peek = change(scope, (snapshot) => {
            resolve(decide(snapshot).answer);
            throw undo;
          });
          peek.catch((error: unknown) => {
            if (error !== undo) return reject(error);
            return setTimeout(() => void change(scope, decide), 20);
          });
        }),
    },
  };
}
