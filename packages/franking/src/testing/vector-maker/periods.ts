import { ed25519Public, hkdfSha256, x25519Public, x25519Shared } from "#primitives";
import { hex } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { frame, hash } from "../../frame.ts";
import { type KeyRecord, signRecord } from "../../key-record.ts";
import { Secret } from "../../secret.ts";
import type { PeriodForm } from "../parties.ts";

/** k bytes of one value. */
export function bytes(value: number, size: number): Uint8Array {
  return new Uint8Array(size).fill(value);
}

// The first vector's inputs (docs/spec/stamp.md), and the key of the relay's blinds beside them.
const relaySecret = bytes(1, 32);
const moderationSecret = bytes(2, 32);
const blindKey = bytes(8, 32);
const relayIdentity = new Secret(bytes(0x0a, 32));
const moderationIdentity = new Secret(bytes(0x0b, 32));

export const noon = 1_800_000_000_000;

export const firstRecord: KeyRecord = {
  v: 1,
  relay: "relay.example",
  moderation: "mod.example",
  alg: "hmac-sha256",
  relayPk: x25519Public(relaySecret),
  moderationPk: x25519Public(moderationSecret),
  notBefore: noon,
  notAfter: noon + 86_400_000,
  verifyUntil: noon + 7_862_400_000,
};

const recordsByName = {
  "the day": firstRecord,
  "another relay's": { ...firstRecord, relay: "other-relay.example" },
  "another moderation's": { ...firstRecord, moderation: "other-mod.example" },
  "another algorithm's": { ...firstRecord, alg: "another-algorithm" },
  "another pair's": {
    ...firstRecord,
    ...{ relay: "other-relay.example", moderation: "other-mod.example", alg: "another-algorithm" },
  },
} satisfies Record<string, KeyRecord>;

export type PeriodName = keyof typeof recordsByName;

/** What both sides hold of a period, from the formulas of docs/spec/stamp.md. */
export interface MadePeriod {
  readonly record: KeyRecord;
  readonly keyId: Uint8Array;
  readonly stampKey: Uint8Array;
  readonly reporterKey: Uint8Array;
  readonly blindKey: Uint8Array;
}

export function periodNamed(name: PeriodName): MadePeriod {
  return periodOf(recordsByName[name]);
}

/** The period of any record that has the halves of the first vector. */
export function periodOf(record: KeyRecord): MadePeriod {
  const encoded = encode(record);
  const keyId = hash("openfranking stamp-key-id v1", encoded);
  const shared = x25519Shared(relaySecret, record.moderationPk);
  if (shared === null) throw new Error("unreachable: the keys are good");
  const expand = (label: string) => hkdfSha256(shared, keyId, frame(label, encoded), 32);
  return {
    record,
    keyId,
    stampKey: expand("openfranking stamp-key v1"),
    reporterKey: expand("openfranking reporter-key v1"),
    blindKey,
  };
}

export function periodForms(): Record<PeriodName, PeriodForm> {
  return {
    "the day": formOfPeriod(recordsByName["the day"]),
    "another relay's": formOfPeriod(recordsByName["another relay's"]),
    "another moderation's": formOfPeriod(recordsByName["another moderation's"]),
    "another algorithm's": formOfForeign(recordsByName["another algorithm's"]),
    "another pair's": formOfForeign(recordsByName["another pair's"]),
  };
}

export function formOfPeriod(record: KeyRecord): PeriodForm {
  return {
    record: hex(encode(record)),
    signatures: {
      relay: hex(signRecord(record, relayIdentity)),
      moderation: hex(signRecord(record, moderationIdentity)),
    },
    identities: {
      relay: hex(ed25519Public(bytes(0x0a, 32))),
      moderation: hex(ed25519Public(bytes(0x0b, 32))),
    },
    secretKeys: { relay: hex(relaySecret) + hex(blindKey), moderation: hex(moderationSecret) },
  };
}

/** Of an algorithm that the scheme has not: what the moderation holds is given. */
export function formOfForeign(record: KeyRecord): PeriodForm {
  const { stampKey, reporterKey } = periodOf(record);
  return { ...formOfPeriod(record), held: { secret: hex(stampKey), reporterKey: hex(reporterKey) } };
}
