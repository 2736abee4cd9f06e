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
import { suite } from "./formats.ts";

/**
 * Each side has an X25519 pair, by which reporters are authenticated, and an Ed25519 pair of its own. The moderation has a
 * key beside them that seals accounts (`enc_sk`); nobody else can open a token. Secret halves: 64 bytes and 96.
 */
export const hecateKeys: PeriodKeys = {
  alg: suite,
  generate(side, rng) {
    const secret = rng(side === "relay" ? 64 : 96);
    const signing = ed25519Public(secret.subarray(32, 64));
    return {
      secretKey: new Secret(secret),
      publicKey: concat(x25519Public(secret.subarray(0, 32)), signing),
    };
  },
  derive(record, side, secretKey) {
    check(record.alg === suite, "key");
    signingKeysOf(record);
    const own = reveal(secretKey);
    const other = side === "relay" ? record.moderationPk : record.relayPk;
    const shared = x25519Shared(own.subarray(0, 32), other.subarray(0, 32));
    if (shared === null) throw new FrankingError("key");
    const keyId = keyIdOf(record);
    const info = frame("openfranking reporter-key v1", encode(record));
    const reporterKey = new Secret(hkdfSha256(shared, keyId, info, 32));
    return { record, keyId, secret: new Secret(own.subarray(32)), reporterKey };
  },
};

/** pk_P and pk_M. */
export interface SigningKeys {
  readonly relay: Ed25519Key;
  readonly moderation: Ed25519Key;
}

const known = new WeakMap<KeyRecord, SigningKeys>();

/** Checked once a record. Throws `FrankingError("key")` where it has none that may be used. */
export function signingKeysOf(record: KeyRecord): SigningKeys {
  const before = known.get(record);
  if (before !== undefined) return before;
  const { moderationPk, relayPk } = record;
  check(relayPk.length === 64 && moderationPk.length === 64, "key");
  const keys = {
    relay: ed25519Key(relayPk.subarray(32, 64)),
    moderation: ed25519Key(moderationPk.subarray(32, 64)),
  };
  known.set(record, keys);
  return keys;
}

/** The seed of pk_M, 32 bytes. The relay's key holds that of pk_P and nothing beside. */
export function moderationSeedOf(key: PeriodKey): Secret {
  return new Secret(reveal(key.secret).subarray(0, 32));
}

/** `enc_sk`, 32 bytes. Throws `FrankingError("key")` for a key of the relay's, which has none. */
export function sealingKeyOf(key: PeriodKey): Uint8Array {
  const sealingKey = reveal(key.secret).subarray(32);
  check(sealingKey.length === 32, "key");
  return sealingKey;
}
