import { hkdfSha256, ristretto255, x25519Public, x25519Shared } from "#primitives";
import { concat, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { frame, hash } from "../../../frame.ts";
import type { KeyRecord } from "../../../key-record.ts";
import type { PeriodForm } from "../../parties.ts";
import { bytes, firstRecord, formOfPeriod } from "../periods.ts";

/** A pair, as its scalar and its encodings. */
export interface Pair {
  readonly secret: bigint;
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Of the scalar that 64 bytes of this value are. */
export function pairOf(value: number): Pair {
  const secret = ristretto255.reduced(bytes(value, 64));
  const publicKey = ristretto255.multiply(ristretto255.base, secret).toBytes();
  return { secret, secretKey: ristretto255.scalarBytes(secret), publicKey };
}

const [relaySecret, moderationSecret] = [bytes(1, 32), bytes(2, 32)];
const agreement = x25519Public(moderationSecret);
/** (sk_J, pk_J), and those of a moderation that nobody signs to. */
export const judge: Pair = pairOf(0x34);
const otherJudge = pairOf(0x35);

const day: KeyRecord = {
  ...{ ...firstRecord, alg: "amf-v1" },
  ...{ relayPk: x25519Public(relaySecret), moderationPk: concat(agreement, judge.publicKey) },
};
const other = { relay: "other-relay.example", moderation: "other-mod.example", alg: "another-algorithm" };

const usable = {
  "the day": day,
  "another relay's": { ...day, relay: other.relay },
  "another moderation's": { ...day, moderation: other.moderation },
  "one of another pk_J": { ...day, moderationPk: concat(agreement, otherJudge.publicKey) },
} satisfies Record<string, KeyRecord>;

/** 32 bytes that are no point: not below the field's prime (RFC 9496 §4.3.1, step 1). */
export const noPoint = bytes(0xff, 32);
export const identity = bytes(0, 32);

/** That no side derives a key of: the moderation is said to hold one. */
const unusable = {
  "another algorithm's": { ...day, alg: other.alg },
  "another pair's": { ...day, ...other },
  "one of a moderation's key of 32 bytes": { ...day, moderationPk: agreement },
  "one of a moderation's key of 65 bytes": { ...day, moderationPk: concat(day.moderationPk, bytes(0, 1)) },
  "one of a pk_J that is no point": { ...day, moderationPk: concat(agreement, noPoint) },
  "one of a pk_J that is the identity": { ...day, moderationPk: concat(agreement, identity) },
} satisfies Record<string, KeyRecord>;

/** That the relay cannot derive. */
const underivable = {
  "one of another algorithm's, not held": unusable["another algorithm's"],
  "one of a pk_J that is no point, not held": unusable["one of a pk_J that is no point"],
  "one without an agreement": { ...day, moderationPk: concat(bytes(0, 32), judge.publicKey) },
} satisfies Record<string, KeyRecord>;

/** What the moderation holds for sk_J, of the day. */
const oddSecrets = {
  "one without an sk_J": new Uint8Array(),
  "one of an sk_J of 0": identity,
  "one of an sk_J of L": notBelowL(0n),
  "one of another sk_J": otherJudge.secretKey,
};
const oddlyHeld = {
  "one without an sk_J": day,
  "one of an sk_J of 0": day,
  "one of an sk_J of L": day,
  "one of another sk_J": day,
} satisfies Record<keyof typeof oddSecrets, KeyRecord>;

const all = { ...usable, ...unusable, ...underivable, ...oddlyHeld };
export type PeriodName = keyof typeof all;

/** L + `scalar`, which is written as a scalar is and is none. */
export function notBelowL(scalar: bigint): Uint8Array {
  let rest = scalar + 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(rest & 255n);
    rest >>= 8n;
    return byte;
  });
}

export function recordNamed(name: PeriodName): KeyRecord {
  return all[name];
}

export function keyIdOf(name: PeriodName): Uint8Array {
  return hash("openfranking stamp-key-id v1", encode(recordNamed(name)));
}

/** KA, which both sides derive. */
export function reporterKeyOf(name: PeriodName): Uint8Array {
  const shared = x25519Shared(relaySecret, agreement);
  if (shared === null) throw new Error("unreachable: the keys are good");
  const info = frame("openfranking reporter-key v1", encode(recordNamed(name)));
  return hkdfSha256(shared, keyIdOf(name), info, 32);
}

export function periodForms(): Record<string, PeriodForm> {
  const { "one of another pk_J": ofOther, ...usual } = { ...usable, ...underivable };
  const held = (secret: Uint8Array) => ({
    held: { secret: hex(secret), reporterKey: hex(bytes(0x0e, 32)) },
  });
  const forms = (records: Readonly<Record<string, KeyRecord>>, more: Partial<PeriodForm> = {}) =>
    Object.entries(records).map(([name, record]): [string, PeriodForm] => [
      name,
      { ...formOf(record), ...more },
    ]);
  return Object.fromEntries([
    ...forms(usual),
    ["one of another pk_J", formOf(ofOther, otherJudge)],
    ...forms(unusable, held(judge.secretKey)),
    ...Object.entries(oddSecrets).map(([name, secret]) => [name, { ...formOf(day), ...held(secret) }]),
  ]);
}

function formOf(record: KeyRecord, { secretKey }: Pair = judge): PeriodForm {
  return {
    ...formOfPeriod(record),
    secretKeys: { relay: hex(relaySecret), moderation: hex(concat(moderationSecret, secretKey)) },
  };
}
