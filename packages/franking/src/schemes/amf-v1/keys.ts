import { hkdfSha256, type RistrettoPoint, ristretto255, x25519Public, x25519Shared } from "#primitives";
import { concat, type Rng } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import { frame } from "../../frame.ts";
import { type KeyRecord, keyIdOf, type PeriodKey, type PeriodKeys } from "../../key-record.ts";
import type { AccountKeys } from "../../scheme.ts";
import { reveal, Secret } from "../../secret.ts";
import { suite } from "./formats.ts";

/** A point of ristretto255 beside its encoding, so that neither is computed twice. */
export interface Point {
  readonly bytes: Uint8Array;
  readonly point: RistrettoPoint;
}

/** An account's pair: a scalar and its multiple of the base point, 32 bytes each. */
export const accountKeys: AccountKeys = {
  enrol(rng) {
    const scalar = randomScalar(rng);
    return { secretKey: new Secret(ristretto255.scalarBytes(scalar)), publicKey: publicKeyOf(scalar).bytes };
  },
};

/**
 * The moderation has a pair beside the X25519 pair by which reporters are authenticated: its secret half has 64 bytes, its
 * public key too. The relay has the X25519 pair alone, and nothing to judge with.
 */
export const amfKeys: PeriodKeys = {
  alg: suite,
  generate(side, rng) {
    const agreement = rng(32);
    const publicKey = x25519Public(agreement);
    if (side === "relay") return { secretKey: new Secret(agreement), publicKey };
    const own = accountKeys.enrol(rng);
    return {
      secretKey: new Secret(concat(agreement, reveal(own.secretKey))),
      publicKey: concat(publicKey, own.publicKey),
    };
  },
  derive(record, side, secretKey) {
    check(record.alg === suite, "key");
    judgeKeyOf(record);
    const own = reveal(secretKey);
    const other = side === "relay" ? record.moderationPk.subarray(0, 32) : record.relayPk;
    const shared = x25519Shared(own.subarray(0, 32), other);
    if (shared === null) throw new FrankingError("key");
    const keyId = keyIdOf(record);
    const info = frame("openfranking reporter-key v1", encode(record));
    const reporterKey = new Secret(hkdfSha256(shared, keyId, info, 32));
    return { record, keyId, secret: new Secret(own.subarray(32)), reporterKey };
  },
};

const known = new WeakMap<KeyRecord, Point>();

/** pk_J, read once a record. Throws `FrankingError("key")` where the record has none. */
export function judgeKeyOf(record: KeyRecord): Point {
  const before = known.get(record);
  if (before !== undefined) return before;
  const key = publicKey(record.moderationPk.slice(32));
  known.set(record, key);
  return key;
}

/** sk_J. Throws `FrankingError("key")` for a key of the relay's, which has none. */
export function judgeSecretOf(key: PeriodKey): bigint {
  return secretScalar(key.secret);
}

/** Throws `FrankingError("key")` for an account that has no key, or one that is no point. */
export function publicKey(given: Uint8Array | null): Point {
  const bytes = given ?? new Uint8Array();
  const point = ristretto255.decode(bytes);
  if (point === null) throw new FrankingError("key");
  return { bytes, point };
}

export function publicKeyOf(secret: bigint): Point {
  return asPoint(ristretto255.multiply(ristretto255.base, secret));
}

export function asPoint(point: RistrettoPoint): Point {
  return { bytes: point.toBytes(), point };
}

/** Throws `FrankingError("key")` unless there is a secret, a canonical scalar other than 0. */
export function secretScalar(secret: Secret | null): bigint {
  const scalar = secret === null ? null : ristretto255.scalar(reveal(secret));
  if (scalar === null || scalar === 0n) throw new FrankingError("key");
  return scalar;
}

/** Uniform: 64 bytes, reduced. */
export function randomScalar(rng: Rng): bigint {
  return ristretto255.reduced(rng(64));
}
