import { ed25519Public, hkdfSha256, x25519Public, x25519Shared } from "#primitives";
import { concat } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { frame, hash } from "../../../frame.ts";
import type { KeyRecord } from "../../../key-record.ts";
import type { PeriodForm } from "../../parties.ts";
import { bytes, firstRecord, formOfForeign, formOfPeriod } from "../periods.ts";

const alg = "mimi-06";
/** Stands where the other suites have the key of the blinds. */
export const signingSeed = bytes(8, 32);
const agreement = x25519Public(bytes(1, 32));
const day: KeyRecord = { ...firstRecord, alg, relayPk: concat(agreement, ed25519Public(signingSeed)) };

const own = {
  "the day": day,
  "another relay's": { ...day, relay: "other-relay.example" },
  "another moderation's": { ...day, moderation: "other-mod.example" },
} satisfies Record<string, KeyRecord>;

/** That no side derives a key of: the moderation is said to hold one. */
const unusable = {
  "another algorithm's": { ...day, alg: "another-algorithm" },
  "one of another algorithm's for another moderation": {
    ...{ ...day, alg: "another-algorithm" },
    moderation: "other-mod.example",
  },
  "one without a franking key": { ...day, relayPk: agreement },
  // The encoding of the neutral element (RFC 8032 §5.1.2).
  "one of a franking key of small order": {
    ...day,
    relayPk: concat(agreement, Uint8Array.of(1), bytes(0, 31)),
  },
} satisfies Record<string, KeyRecord>;

export type PeriodName = keyof typeof own | keyof typeof unusable;

export interface MadePeriod {
  readonly keyId: Uint8Array;
  readonly hubKey: Uint8Array;
  readonly reporterKey: Uint8Array;
}

export function periodNamed(name: PeriodName): MadePeriod {
  const encoded = encode({ ...own, ...unusable }[name]);
  const keyId = hash("openfranking stamp-key-id v1", encoded);
  const shared = x25519Shared(bytes(1, 32), firstRecord.moderationPk);
  if (shared === null) throw new Error("unreachable: the keys are good");
  const expand = (label: string) => hkdfSha256(shared, keyId, frame(label, encoded), 32);
  const hubKey = isUnusable(name)
    ? expand("openfranking stamp-key v1")
    : expand("openfranking mimi-hub-key v1");
  return { keyId, hubKey, reporterKey: expand("openfranking reporter-key v1") };
}

function isUnusable(name: PeriodName): name is keyof typeof unusable {
  return Object.hasOwn(unusable, name);
}

export function ownPeriodForms(): Record<string, PeriodForm> {
  return Object.fromEntries([
    ...Object.entries(own).map(([name, record]) => [name, formOfPeriod(record)]),
    ...Object.entries(unusable).map(([name, record]) => [name, formOfForeign(record)]),
  ]);
}
