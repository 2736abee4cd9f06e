import { ed25519Public, hkdfSha256, x25519Public, x25519Shared } from "#primitives";
import { concat } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import { frame } from "../../frame.ts";
import {
  type Ed25519Key,
  ed25519Key,
  type KeyRecord,
  keyIdOf,
  type PeriodKey,
  type PeriodKeys,
} from "../../key-record.ts";
import { reveal, Secret } from "../../secret.ts";

/**
 * The relay's half is an X25519 secret and the seed of the franking key, 32 bytes each, and `relayPk` their two public keys;
 * the moderation's is an X25519 secret. Both derive the hub key, and only the relay can sign.
 */
export const mimiKeys: PeriodKeys = {
  alg: "mimi-06",
  generate(side, rng) {
    const secret = rng(side === "relay" ? 64 : 32);
    const agreement = x25519Public(secret.subarray(0, 32));
    const publicKey = side === "relay" ? concat(agreement, ed25519Public(secret.subarray(32))) : agreement;
    return { secretKey: new Secret(secret), publicKey };
  },
  derive(record, side, secretKey) {
    check(record.alg === mimiKeys.alg, "key");
    frankingKeyOf(record);
    const own = reveal(secretKey);
    const other = side === "relay" ? record.moderationPk : record.relayPk.subarray(0, 32);
    const shared = x25519Shared(own.subarray(0, 32), other);
    if (shared === null) throw new FrankingError("key");
    const keyId = keyIdOf(record);
    const expand = (label: string) => hkdfSha256(shared, keyId, frame(label, encode(record)), 32);
    return {
      ...{ record, keyId },
      secret: new Secret(concat(expand("openfranking mimi-hub-key v1"), own.subarray(32))),
      reporterKey: new Secret(expand("openfranking reporter-key v1")),
    };
  },
};

/** The key with which recipients check franks. Throws `FrankingError("key")` where the record has none that may be used. */
export function frankingKeyOf({ relayPk }: KeyRecord): Ed25519Key {
  // What is not 32 bytes is no point.
  return ed25519Key(relayPk.subarray(32));
}

/** 32 bytes, known to relay and moderation: what makes and checks server franks. */
export function hubKeyOf(key: PeriodKey): Uint8Array {
  return reveal(key.secret).subarray(0, 32);
}

/** 32 bytes, the relay's alone. */
export function signingSeedOf(key: PeriodKey): Uint8Array {
  return reveal(key.secret).subarray(32);
}
