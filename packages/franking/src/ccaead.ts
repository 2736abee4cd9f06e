import type { Rng } from "./bytes.ts";

/**
 * A compactly committing AEAD (Grubbs, Lu, Ristenpart, CRYPTO 2017), whole and by itself: one key may seal many messages.
 * Each kind of key has one length, and what is given a key of another throws `RangeError`.
 */
export interface Ccaead {
  /** Of K, in bytes. Sender and recipients keep it secret from all others. */
  readonly keyBytes: number;
  /** Of kf, in bytes. Secret until the message is reported. */
  readonly openingKeyBytes: number;
  /** `Enc(K, H, M) → (C1, C2)`. `commitment` has 32 bytes and may be known to all. */
  encrypt(key: Uint8Array, header: Uint8Array, message: Uint8Array, rng: Rng): Sealed;
  /** `Dec(K, H, C1, C2) → (M, kf)`, or null for ⊥. What it gives out, `verify` accepts. */
  decrypt(key: Uint8Array, header: Uint8Array, sealed: Uint8Array, commitment: Uint8Array): Opening | null;
  /** `Ver(H, M, kf, C2)`: whether this opening is the one that was committed to. */
  verify(header: Uint8Array, message: Uint8Array, openingKey: Uint8Array, commitment: Uint8Array): boolean;
}

interface Sealed {
  /** C1 */
  readonly sealed: Uint8Array;
  /** C2 */
  readonly commitment: Uint8Array;
}

interface Opening {
  readonly message: Uint8Array;
  /** kf */
  readonly openingKey: Uint8Array;
}
