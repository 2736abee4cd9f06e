import { ed25519Public, hkdfSha256, x25519Public, x25519Shared } from "#primitives";
import { concat, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { frame, hash } from "../../../frame.ts";
import type { KeyRecord } from "../../../key-record.ts";
import type { PeriodForm } from "../../parties.ts";
import { bytes, firstRecord, formOfPeriod, noon } from "../periods.ts";

const alg = "hecate-v1";
const [relaySecret, moderationSecret] = [bytes(1, 32), bytes(2, 32)];
/** The relay's Ed25519 seed, the moderation's, and `enc_sk`. */
export const relaySeed = bytes(8, 32);
export const moderationSeed = bytes(0x0c, 32);
export const sealingKey = bytes(0x0d, 32);

const [relayAgreement, moderationAgreement] = [x25519Public(relaySecret), x25519Public(moderationSecret)];
const day: KeyRecord = {
  ...{ ...firstRecord, alg },
  relayPk: concat(relayAgreement, ed25519Public(relaySeed)),
  moderationPk: concat(moderationAgreement, ed25519Public(moderationSeed)),
};
/** The encoding of the neutral element (RFC 8032 §5.1.2). */
export const neutral = concat(bytes(1, 1), bytes(0, 31));

const usable = {
  "the day": day,
  "the day before": {
    ...day,
    notBefore: noon - 86_400_000,
    notAfter: noon,
    verifyUntil: noon + 7_776_000_000,
  },
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
  "one of a relay's key of 65 bytes": { ...day, relayPk: concat(day.relayPk, bytes(0, 1)) },
  "one of a moderation's key of 65 bytes": { ...day, moderationPk: concat(day.moderationPk, bytes(0, 1)) },
  "one of a relay's key of small order": { ...day, relayPk: concat(relayAgreement, neutral) },
  "one of a moderation's key of small order": { ...day, moderationPk: concat(moderationAgreement, neutral) },
} satisfies Record<string, KeyRecord>;

/** That the relay cannot derive. */
const underivable = {
  "one of another algorithm's, not held": unusable["another algorithm's"],
  "one without an agreement": { ...day, moderationPk: concat(bytes(0, 32), ed25519Public(moderationSeed)) },
} satisfies Record<string, KeyRecord>;

/** Of which the moderation has lost `enc_sk`. */
const incomplete = {
  "one without a sealing key": { ...day, verifyUntil: noon + 7_862_400_001 },
} satisfies Record<string, KeyRecord>;

const all = { ...usable, ...unusable, ...underivable, ...incomplete };
export type PeriodName = keyof typeof all;

export function recordNamed(name: PeriodName): KeyRecord {
  return all[name];
}

export function keyIdOf(name: PeriodName): Uint8Array {
  return hash("openfranking stamp-key-id v1", encode(all[name]));
}

/** KA, which both sides derive. */
export function reporterKeyOf(name: PeriodName): Uint8Array {
  const shared = x25519Shared(relaySecret, moderationAgreement);
  if (shared === null) throw new Error("unreachable: the keys are good");
  const info = frame("openfranking reporter-key v1", encode(all[name]));
  return hkdfSha256(shared, keyIdOf(name), info, 32);
}

export function ownPeriodForms(): Record<string, PeriodForm> {
  const formsOf = (records: Readonly<Record<string, KeyRecord>>, more: Partial<PeriodForm> = {}) =>
    Object.entries(records).map(([name, record]): [string, PeriodForm] => [
      name,
      { ...formOf(record), ...more },
    ]);
  return Object.fromEntries([
    ...formsOf({ ...usable, ...underivable }),
    ...formsOf(unusable, { held: heldForm }),
    ...formsOf(incomplete, { secretKeys: secretKeysOf(moderationSecret, moderationSeed) }),
  ]);
}

const heldForm = { secret: hex(concat(moderationSeed, sealingKey)), reporterKey: hex(bytes(0x0e, 32)) };

function formOf(record: KeyRecord): PeriodForm {
  const secretKeys = secretKeysOf(moderationSecret, moderationSeed, sealingKey);
  return { ...formOfPeriod(record), secretKeys };
}

function secretKeysOf(...moderation: readonly Uint8Array[]): PeriodForm["secretKeys"] {
  return { relay: hex(concat(relaySecret, relaySeed)), moderation: hex(concat(...moderation)) };
}
