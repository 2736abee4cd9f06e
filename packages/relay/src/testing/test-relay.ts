import type { DatabaseLocation } from "@openfranking/database";
import { generateIdentity, schemes } from "@openfranking/franking";
import { createRelay, type Relay, type RelayDeps, serveRelay } from "../index.ts";
import { type FakeModeration, rng, startFakeModeration } from "./fake-moderation.ts";
import { type Person, register, relayName } from "./person.ts";

export interface TestRelay {
  readonly url: string;
  readonly relay: Relay;
  readonly moderation: FakeModeration;
  /** Every event that was logged. */
  readonly events: readonly string[];
  readonly deps: RelayDeps;
  /** May be set; the relay reads it. */
  now: number;
  person(name: string): Promise<Person>;
  close(): Promise<void>;
}

/** A relay on a free port, with a moderation of its own and a clock that stands still. */
export async function startTestRelay(
  database: DatabaseLocation,
  given: Partial<RelayDeps> = {},
): Promise<TestRelay> {
  const identity = generateIdentity(rng);
  const moderation = await startFakeModeration(() => identity.publicKey);
  const events: string[] = [];
  const deps: RelayDeps = {
    database,
    name: relayName,
    identity: identity.secretKey,
    moderation: { name: moderation.name, url: moderation.url, identityKey: moderation.identityKey },
    schemes,
    clock: () => test.now,
    rng,
    fetch,
    origins: [],
    log: (event, counts) => events.push(`${event} ${JSON.stringify(counts)}`),
    ...given,
  };
  const relay = await createRelay(deps);
  const server = await serveRelay(relay, { hostname: "127.0.0.1", port: 0 });
  const test: TestRelay = {
    url: server.url,
    relay,
    moderation,
    events,
    deps,
    now: 1_800_000_000_000,
    person: (name) => register(name, () => server.url),
    async close() {
      await server.close();
      await relay.close();
      await moderation.close();
    },
  };
  return test;
}
