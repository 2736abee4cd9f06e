import type { relayRoutes } from "@openfranking/protocol";
import type { Handlers } from "@openfranking/protocol/server";
import type { DeviceCaller, RelayDeps } from "../deps.ts";
import type { Wakes } from "../live/wakes.ts";
import type { Keyring } from "../stamp-keys/keyring.ts";
import type { RelayStore } from "../store/store.ts";

/** What the handlers of all routes share. */
export interface Service {
  readonly deps: RelayDeps;
  readonly store: RelayStore;
  readonly keyring: Keyring;
  readonly wakes: Wakes;
}

export type RelayHandlers = Handlers<typeof relayRoutes, { device: DeviceCaller }>;
