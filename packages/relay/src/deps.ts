import type { DatabaseLocation } from "@openfranking/database";
import type { FrankingScheme, Rng, Secret } from "@openfranking/franking";

/** What a relay stands on. All of it is passed in: the relay reads no environment, no clock and no randomness of its own. */
export interface RelayDeps {
  readonly database: DatabaseLocation;
  /** Stands in every stamp, and in what accounts and devices sign. Never changes. */
  readonly name: string;
  /** Ed25519 seed. Its public key is pinned by clients and by the moderation. */
  readonly identity: Secret;
  readonly moderation: {
    readonly name: string;
    readonly url: string;
    /** Ed25519, pinned. */
    readonly identityKey: Uint8Array;
  };
  /** The suites that conversations may choose. */
  readonly schemes: readonly FrankingScheme[];
  /** Milliseconds since the Unix epoch. May jump; stamps of one conversation never go back. */
  readonly clock: () => number;
  readonly rng: Rng;
  readonly fetch: typeof fetch;
  /** Origins of the web apps that may call from a browser. */
  readonly origins: readonly string[];
  readonly log: RelayLog;
}

/** Names of events and counts. It has no place for content, names, accounts or keys, so that a log can hold none. */
export type RelayLog = (event: RelayEvent, counts: Readonly<Record<string, number>>) => void;

export type RelayEvent =
  | "accepted"
  | "refused"
  | "fault"
  | "live-fault"
  | "stamp-key-made"
  | "stamp-key-refused"
  | "tidied";

/** A device with an open session. `device` is a row number of this relay's. */
export interface DeviceCaller {
  readonly device: number;
  readonly account: string;
}
