import { ctr, ecb, gcm } from "@noble/ciphers/aes.js";
import { ed25519, ristretto255 as nobleRistretto, x25519 } from "@noble/curves/ed25519.js";
import { bytesToNumberLE } from "@noble/curves/utils.js";
import { expand, hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { _SHA256, sha256 as nobleSha256, sha512 } from "@noble/hashes/sha2.js";
import { sha3_256 } from "@noble/hashes/sha3.js";
import { checkAesSizes } from "./aes-sizes.ts";

/** SHA-256 (FIPS 180-4): 32 bytes. */
export function sha256(data: Uint8Array): Uint8Array {
  return nobleSha256(data);
}

/** HMAC-SHA-256 (RFC 2104): 32 bytes. Callers give keys of one length: see `mac`. */
export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmac(nobleSha256, key, data);
}

/** HKDF-SHA-256 (RFC 5869), `size` bytes. */
export function hkdfSha256(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, size: number): Uint8Array {
  return hkdf(nobleSha256, ikm, salt, info, size);
}

/**
 * The compression function f of SHA-256 (FIPS 180-4 §6.2.2): from a chaining value of 32 bytes and a block of 64, the next
 * chaining value. Throws `RangeError` for other sizes.
 */
export function sha256Compress(state: Uint8Array, block: Uint8Array): Uint8Array {
  if (state.length !== 32) throw new RangeError("a chaining value has 32 bytes");
  if (block.length !== 64) throw new RangeError("a block has 64 bytes");
  return new Chaining().step(state, block);
}

/** The library's hash, begun at any chaining value and read before its padding. */
class Chaining extends _SHA256 {
  step(state: Uint8Array, block: Uint8Array): Uint8Array {
    const words = new DataView(state.buffer, state.byteOffset, state.length);
    const word = (i: number) => words.getUint32(4 * i);
    this.set(word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7));
    this.update(block);
    const out = new Uint8Array(32);
    const made = new DataView(out.buffer);
    for (const [i, value] of this.get().entries()) made.setUint32(4 * i, value);
    this.destroy();
    return out;
  }
}

/**
 * AES-GCM (SP 800-38D): ciphertext, then a tag of 16 bytes. The key has 16 or 32 bytes and seals no two plaintexts under one
 * nonce of 12 bytes. Throws `RangeError` for other sizes. It commits to nothing: other keys may open what it seals.
 */
export function aesGcmSeal(
  key: Uint8Array,
  nonce: Uint8Array,
  associatedData: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array {
  checkAesSizes(key, nonce, 12);
  return gcm(key, nonce, associatedData).encrypt(plaintext);
}

/** The plaintext, or null where `sealed` does not authenticate. Throws `RangeError` as `aesGcmSeal` does. */
export function aesGcmOpen(
  key: Uint8Array,
  nonce: Uint8Array,
  associatedData: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | null {
  checkAesSizes(key, nonce, 12);
  try {
    return gcm(key, nonce, associatedData).decrypt(sealed);
  } catch {
    return null;
  }
}

/**
 * AES-CTR (SP 800-38A §6.5), its own inverse. The key has 16 or 32 bytes; all 16 bytes of `counterBlock` are counted up,
 * big-endian. Throws `RangeError` for other sizes.
 */
export function aesCtr(key: Uint8Array, counterBlock: Uint8Array, data: Uint8Array): Uint8Array {
  checkAesSizes(key, counterBlock, 16);
  return ctr(key, counterBlock).encrypt(data);
}

/** Compares in time that depends on the lengths alone. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** The X25519 public key of a 32-byte secret (RFC 7748 §6.1). */
export function x25519Public(secretKey: Uint8Array): Uint8Array {
  return x25519.getPublicKey(secretKey);
}

/** The shared secret, or null where it is all zero because the other key has small order (RFC 7748 §6.1). */
export function x25519Shared(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  if (publicKey.length !== 32) return null;
  try {
    return x25519.getSharedSecret(secretKey, publicKey);
  } catch {
    return null;
  }
}

/** The Ed25519 public key of a 32-byte seed (RFC 8032 §5.1.5). */
export function ed25519Public(secretKey: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(secretKey);
}

/** Signs with a 32-byte seed (RFC 8032 §5.1.6): 64 bytes. */
export function ed25519Sign(secretKey: Uint8Array, message: Uint8Array): Uint8Array {
  return ed25519.sign(message, secretKey);
}

/**
 * RFC 8032 §5.1.7 without the cofactor, for a key that `ed25519Key` has accepted. noble multiplies by the cofactor, so R
 * is checked apart: canonical, of prime order.
 */
export function ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  if (!isPrimeOrderPoint(signature.subarray(0, 32))) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** Whether 32 bytes are the canonical encoding of a point of prime order. */
export function isPrimeOrderPoint(bytes: Uint8Array): boolean {
  try {
    const point = ed25519.Point.fromBytes(bytes, false);
    return !point.is0() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/**
 * HKDF-Expand of SHA-512 alone (RFC 5869 §2.3), `size` bytes, from a uniformly random `prk`. The library takes none below 64
 * bytes, where HMAC would put the zeros itself (RFC 2104 §2).
 */
export function hkdfExpandSha512(prk: Uint8Array, info: Uint8Array, size: number): Uint8Array {
  const key = new Uint8Array(Math.max(64, prk.length));
  key.set(prk);
  return expand(sha512, key, info, size);
}

/** HMAC (RFC 2104) with SHA3-256 (FIPS 202): 32 bytes. Callers give keys of one length, as to `hmacSha256`. */
export function hmacSha3(key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmac(sha3_256, key, data);
}

/**
 * AES (FIPS 197) on one block of 16 bytes: a permutation of blocks, and no cipher for messages. The key has 16 or 32 bytes.
 * Throws `RangeError` for other sizes.
 */
export function aesBlockEncrypt(key: Uint8Array, block: Uint8Array): Uint8Array {
  checkAesSizes(key, block, 16);
  return ecb(key, { disablePadding: true }).encrypt(block);
}

/** The inverse of `aesBlockEncrypt`, for any block. Throws `RangeError` as it does. */
export function aesBlockDecrypt(key: Uint8Array, block: Uint8Array): Uint8Array {
  checkAesSizes(key, block, 16);
  return ecb(key, { disablePadding: true }).decrypt(block);
}

/** A point of ristretto255 (RFC 9496), in whatever form the library computes with it. */
export interface RistrettoPoint {
  subtract(other: RistrettoPoint): RistrettoPoint;
  /** The canonical encoding, 32 bytes (RFC 9496 §4.3.2). */
  toBytes(): Uint8Array;
}

/**
 * The group ristretto255 (RFC 9496) of prime order L = 2^252 + 27742317777372353535851937790883648493. Scalars are integers
 * from 0 to below L.
 */
export interface Ristretto255 {
  readonly base: RistrettoPoint;
  /** The point of which `bytes` are the canonical encoding; null for the identity and for all other bytes. */
  decode(bytes: Uint8Array): RistrettoPoint | null;
  /** `scalar · point`, in a time that does not depend on them as far as the library goes. Throws for 0. */
  multiply(point: RistrettoPoint, scalar: bigint): RistrettoPoint;
  /** `scalar · point` of what anyone may know: faster, and its time shows the scalar. */
  multiplyOpenly(point: RistrettoPoint, scalar: bigint): RistrettoPoint;
  /** The scalar of 32 bytes, little-endian; null where they are not below L. */
  scalar(bytes: Uint8Array): bigint | null;
  /** 32 bytes, little-endian. */
  scalarBytes(scalar: bigint): Uint8Array;
  /** 64 bytes, little-endian, mod L: uniform where they are. Throws `RangeError` for other sizes. */
  reduced(bytes: Uint8Array): bigint;
  /** SHA-512 (FIPS 180-4) of `data`, reduced. */
  hashToScalar(data: Uint8Array): bigint;
  /** `a + b · c` mod L */
  plusProduct(a: bigint, b: bigint, c: bigint): bigint;
  /** `a − b` mod L */
  minus(a: bigint, b: bigint): bigint;
}

type NoblePoint = InstanceType<typeof nobleRistretto.Point>;

export const ristretto255: Ristretto255 = {
  get base() {
    return nobleRistretto.Point.BASE;
  },
  decode(bytes) {
    try {
      const point = nobleRistretto.Point.fromBytes(bytes);
      return point.is0() ? null : point;
    } catch {
      return null;
    }
  },
  multiply: (point, scalar) => noblePoint(point).multiply(scalar),
  multiplyOpenly: (point, scalar) => noblePoint(point).multiplyUnsafe(scalar),
  scalar(bytes) {
    if (bytes.length !== 32) return null;
    const scalar = bytesToNumberLE(bytes);
    return scalar < nobleRistretto.Point.Fn.ORDER ? scalar : null;
  },
  scalarBytes: (scalar) => nobleRistretto.Point.Fn.toBytes(scalar),
  reduced(bytes) {
    if (bytes.length !== 64) throw new RangeError("64 bytes are reduced to a scalar");
    return nobleRistretto.Point.Fn.create(bytesToNumberLE(bytes));
  },
  hashToScalar: (data) => ristretto255.reduced(sha512(data)),
  plusProduct(a, b, c) {
    const { Fn } = nobleRistretto.Point;
    return Fn.add(a, Fn.mul(b, c));
  },
  minus: (a, b) => nobleRistretto.Point.Fn.sub(a, b),
};

function noblePoint(point: RistrettoPoint): NoblePoint {
  if (!(point instanceof nobleRistretto.Point)) throw new TypeError("a point of another library");
  return point;
}
