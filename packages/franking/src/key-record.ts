import * as z from "zod/mini";
import {
  ed25519Public,
  ed25519Sign,
  ed25519Verify,
  hkdfSha256,
  isPrimeOrderPoint,
  x25519Public,
  x25519Shared,
} from "#primitives";
import type { Branded, KeyId, Rng } from "./bytes.ts";
import { decode, encode } from "./canonical.ts";
import { check, FrankingError } from "./errors.ts";
import { frame, hash } from "./frame.ts";
import { byteString, nameSchema, timeSchema } from "./message.ts";
import { reveal, Secret } from "./secret.ts";

/**
 * What relay and moderation agreed on for at most 24 hours of stamps, signed by the identity keys of both. Public:
 * clients hold it. Both halves are fresh in each record, so that a key which both sides deleted cannot be derived again.
 *
 * @see docs/spec/stamp.md
 */
export interface KeyRecord {
  readonly v: 1;
  readonly relay: string;
  readonly moderation: string;
  /** Says how the two public keys are read. The judge takes it from here, never from a stamp. */
  readonly alg: string;
  readonly relayPk: Uint8Array;
  readonly moderationPk: Uint8Array;
  readonly notBefore: number;
  /** At most 24 hours after `notBefore`. */
  readonly notAfter: number;
  /** Until when reports of these stamps are judged. */
  readonly verifyUntil: number;
}

declare const checked: unique symbol;
/** A record of which both signatures were verified. Minted by {@link checkRecord} alone. */
export type CheckedRecord = KeyRecord & { readonly [checked]: true };

export interface RecordSignatures {
  readonly relay: Uint8Array;
  readonly moderation: Uint8Array;
}

/** An Ed25519 public key that is canonical and of prime order. Minted by {@link ed25519Key} alone. */
export type Ed25519Key = Branded<"Ed25519Key">;

export interface KeyPair {
  readonly secretKey: Secret;
  readonly publicKey: Uint8Array;
}

export type Side = "relay" | "moderation";

/** What one side holds for a period. `secret` is the scheme's own; `reporterKey` authenticates who reports. */
export interface PeriodKey {
  readonly record: KeyRecord;
  readonly keyId: KeyId;
  readonly secret: Secret;
  readonly reporterKey: Secret;
}

/** How the two halves of a period are made, and what each side derives from them. */
export interface PeriodKeys {
  /** Stands in the record. */
  readonly alg: string;
  /** One side's fresh half. The secret half never leaves that side, and is deleted when the period may no longer be judged. */
  generate(side: Side, rng: Rng): KeyPair;
  /** Throws `FrankingError("key")` for a record whose keys cannot be used. */
  derive(record: KeyRecord, side: Side, secretKey: Secret): PeriodKey;
}

export const longestPeriodMs = 86_400_000;

const recordSchema: z.ZodMiniType<KeyRecord> = z
  .strictObject({
    v: z.literal(1),
    relay: nameSchema,
    moderation: nameSchema,
    alg: nameSchema,
    relayPk: byteString(0, 4096),
    moderationPk: byteString(0, 4096),
    notBefore: timeSchema,
    notAfter: timeSchema,
    verifyUntil: timeSchema,
  })
  .check(
    z.refine(
      (record) =>
        record.notBefore < record.notAfter &&
        record.notAfter - record.notBefore <= longestPeriodMs &&
        record.notAfter <= record.verifyUntil,
    ),
  );

export function keyIdOf(record: KeyRecord): KeyId {
  // The one place where a KeyId is minted.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return hash("openfranking stamp-key-id v1", encode(record)) as KeyId;
}

export function ed25519Key(bytes: Uint8Array): Ed25519Key {
  check(isPrimeOrderPoint(bytes), "key");
  // The one place where an Ed25519Key is minted.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Uint8Array.from(bytes) as Ed25519Key;
}

/** A fresh Ed25519 pair: identities, accounts and devices. The secret half is a seed of 32 bytes. */
export function generateIdentity(rng: Rng): { readonly secretKey: Secret; readonly publicKey: Ed25519Key } {
  const secretKey = new Secret(rng(32));
  return { secretKey, publicKey: identityKeyOf(secretKey) };
}

/** The public key of an Ed25519 seed (RFC 8032 §5.1.5). */
export function identityKeyOf(secretKey: Secret): Ed25519Key {
  return ed25519Key(ed25519Public(reveal(secretKey)));
}

/** Ed25519 (RFC 8032 §5.1) over the frame, by a 32-byte seed: 64 bytes. */
export function signFramed(
  secretKey: Secret,
  label: string,
  ...parts: readonly (Uint8Array | string)[]
): Uint8Array {
  return ed25519Sign(reveal(secretKey), frame(label, ...parts));
}

export function verifyFramed(
  publicKey: Ed25519Key,
  signature: Uint8Array,
  label: string,
  ...parts: readonly (Uint8Array | string)[]
): boolean {
  return ed25519Verify(publicKey, frame(label, ...parts), signature);
}

/** One side's signature of a record, by its identity key. */
export function signRecord(record: KeyRecord, identity: Secret): Uint8Array {
  return signFramed(identity, recordLabel, encode(record));
}

const recordLabel = "openfranking stamp-key-record v1";

/**
 * Accepts an encoded record that both named parties have signed.
 *
 * @throws `FrankingError("key")` in every other case
 */
export function checkRecord(
  encoded: Uint8Array,
  signatures: RecordSignatures,
  parties: {
    readonly relay: string;
    readonly relayKey: Ed25519Key;
    readonly moderation: string;
    readonly moderationKey: Ed25519Key;
  },
): CheckedRecord {
  const record = parseRecord(encoded);
  check(record.relay === parties.relay && record.moderation === parties.moderation, "key");
  check(verifyFramed(parties.relayKey, signatures.relay, recordLabel, encoded), "key");
  check(verifyFramed(parties.moderationKey, signatures.moderation, recordLabel, encoded), "key");
  // The one place where a CheckedRecord is minted.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return record as CheckedRecord;
}

export function parseRecord(encoded: Uint8Array): KeyRecord {
  const parsed = recordSchema.safeParse(decode(encoded));
  if (!parsed.success) throw new FrankingError("key");
  return parsed.data;
}

/**
 * X25519 between the two halves, for stamps that are MACs: both sides hold the same key K. The relay's secret has 64
 * bytes: the X25519 secret, and the key of the blinds, which the moderation never has. `alg` stands in the record, and the
 * record in what K is derived from: schemes that MAC other bytes take another name, and so another key.
 */
export function macKeys(alg: string): PeriodKeys {
  return {
    alg,
    generate(side, rng) {
      const secret = rng(side === "relay" ? 64 : 32);
      return { secretKey: new Secret(secret), publicKey: x25519Public(secret.subarray(0, 32)) };
    },
    derive(record, side, secretKey) {
      check(record.alg === alg, "key");
      const own = reveal(secretKey);
      const other = side === "relay" ? record.moderationPk : record.relayPk;
      const shared = x25519Shared(own.subarray(0, 32), other);
      if (shared === null) throw new FrankingError("key");
      const keyId = keyIdOf(record);
      const expand = (label: string) => hkdfSha256(shared, keyId, frame(label, encode(record)), 32);
      const stampKey = expand("openfranking stamp-key v1");
      const blindKey = own.subarray(32);
      return {
        record,
        keyId,
        secret: new Secret(Uint8Array.from([...stampKey, ...blindKey])),
        reporterKey: new Secret(expand("openfranking reporter-key v1")),
      };
    },
  };
}

/** The keys of every scheme whose stamps are those of docs/spec/stamp.md. */
export const sharedMacKeys: PeriodKeys = macKeys("hmac-sha256");
