import { relayRoutes } from "@openfranking/protocol";
import { serveRoutes } from "@openfranking/protocol/server";
import type { Hono } from "hono";
import type { DeviceCaller, RelayDeps } from "./deps.ts";
import { createLive } from "./live/live.ts";
import { mountLive } from "./live/route.ts";
import { createWakes } from "./live/wakes.ts";
import { accountHandlers } from "./routes/accounts.ts";
import { conversationHandlers } from "./routes/conversations.ts";
import { keyPackageHandlers } from "./routes/key-packages.ts";
import { mailboxHandlers } from "./routes/mailbox.ts";
import type { RelayHandlers, Service } from "./routes/service.ts";
import { stampKeyHandlers } from "./routes/stamp-keys.ts";
import { deviceOf } from "./sessions.ts";
import { createKeyring } from "./stamp-keys/keyring.ts";
import { openStore } from "./store/sql-store.ts";
import type { RelayStore } from "./store/store.ts";

export interface Relay {
  /** Every route; {@link serveRelay} puts it on a port. */
  readonly app: Hono;
  /** Makes a new period of stamps now. Throws `ProblemError("unavailable")` where the moderation does not take part. */
  rotateStampKeys(): Promise<void>;
  /** Deletes what is over: secrets of past periods, records that are no longer judged, sessions. Call it every few minutes. */
  tidy(): Promise<void>;
  /** Ends live delivery and closes the database. Stop serving first. */
  close(): Promise<void>;
}

/**
 * A relay over its database. It stores, stamps and forwards; it has no key that opens a message and no column to keep one
 * in. The first stamp asks the moderation for a key, so that a relay starts while the moderation is away.
 */
export async function createRelay(deps: RelayDeps): Promise<Relay> {
  return relayOver(await openStore(deps.database), deps);
}

/** A relay over any store, which it closes. */
export function relayOver(store: RelayStore, deps: RelayDeps): Relay {
  const onLiveFault = () => deps.log("live-fault", {});
  const wakes = createWakes(store, onLiveFault);
  const live = createLive(store, wakes, onLiveFault);
  const keyring = createKeyring(deps, store);
  const app = serve({ deps, store, keyring, wakes });
  mountLive(app, deps, store, live);
  return {
    app,
    rotateStampKeys: () => keyring.rotate(),
    async tidy() {
      const counts = await store.forget(deps.clock());
      await keyring.tidy();
      deps.log("tidied", counts);
    },
    async close() {
      await live.close();
      await keyring.settle();
      await store.close();
    },
  };
}

function serve(service: Service): Hono {
  const { deps, store } = service;
  const handlers: RelayHandlers = {
    ...accountHandlers(service),
    ...keyPackageHandlers(service),
    ...conversationHandlers(service),
    ...mailboxHandlers(service),
    ...stampKeyHandlers(service),
  };
  return serveRoutes<typeof relayRoutes, { device: DeviceCaller }>(relayRoutes, handlers, {
    authenticate: { device: deviceOf(store.sessions, deps.clock) },
    origins: deps.origins,
    // The error itself stays unlogged: a driver's message may hold what a statement was given.
    onFault: (error) => {
      if (!isCutOff(error)) deps.log("fault", {});
    },
  });
}

/** What Node says where a caller went away in the middle of a body: it is nobody's fault, and nobody waits for an answer. */
function isCutOff(error: unknown): boolean {
  return error instanceof Error && error.message === "aborted";
}
