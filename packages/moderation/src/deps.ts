import type { DatabaseLocation } from "@openfranking/database";
import type { FrankingScheme, Rng, Secret } from "@openfranking/franking";

/** What a moderation stands on. All of it is passed in: it reads no environment and no clock of its own. */
export interface ModerationDeps {
  readonly database: DatabaseLocation;
  /** Stands in every stamp, record and receipt. Never changes. */
  readonly name: string;
  /** Ed25519 seed. Signs records, intake keys and receipts, never a verdict; the secrets of receipts are derived from it. */
  readonly identity: Secret;
  /** The relays whose stamps it judges. */
  readonly relays: readonly { readonly name: string; readonly identityKey: Uint8Array }[];
  readonly schemes: readonly FrankingScheme[];
  readonly clock: () => number;
  readonly rng: Rng;
  /** The console's origin: passkeys are bound to it. */
  readonly consoleOrigin: string;
  /** Origins of the web apps that may call from a browser. */
  readonly origins: readonly string[];
  readonly log: ModerationLog;
}

/** Names of events and counts. It has no place for content, names, accounts or keys, so that a log can hold none. */
export type ModerationLog = (event: ModerationEvent, counts: Readonly<Record<string, number>>) => void;

export type ModerationEvent =
  | "received"
  | "fault"
  | "stamp-key-agreed"
  | "intake-key-made"
  | "sealed-to-team"
  | "reviewer-enrolled"
  | "evidence-viewed"
  | "decided"
  | "tidied";

export interface ReviewerCaller {
  readonly reviewer: string;
  readonly name: string;
}
