import { aesCtr, aesGcmOpen, aesGcmSeal, hmacSha256, sha256 } from "#primitives";
import { type Commitment, concat, equalBytes, type Rng } from "../../bytes.ts";
import { check, FrankingError } from "../../errors.ts";
import { hash } from "../../frame.ts";
import { commitment } from "../../stamped/commitment.ts";
import type { Inner, Opening, Outer } from "./formats.ts";

// Bytes are hashed, MACed and encrypted as the paper's implementation does, and not as frames.

const nonceBytes = 12;
const rBytes = 16;
const keyBytes = 32;
const c2Bytes = 32;

/** What the moderator server keeps of c2, the second server's hash, and the mask's seed. */
export type Share = Pick<Outer, "c2" | "h" | "s1">;
export type Parts = Pick<Inner, "key" | "c1" | "s2">;

/** Encrypts M and shares what comes of it out to two servers. Draws K (16 bytes), r (16), kf (32) and the nonce (12). */
export function shareOut(message: Uint8Array, rng: Rng): { readonly share: Share; readonly parts: Parts } {
  const key = rng(16);
  const opening = { message, r: rng(rBytes), kf: rng(keyBytes) };
  const nonce = rng(nonceBytes);
  const c2 = committed(opening);
  const c1 = concat(nonce, aesGcmSeal(key, nonce, c2, concat(message, opening.r, opening.kf)));
  const { s1, s2 } = seedsOf(opening.r);
  const first = masked(concat(c1, c2), s2);
  return {
    share: { c2: first.slice(-c2Bytes), h: sha256(s2), s1 },
    parts: { key, c1: first.slice(0, -c2Bytes), s2 },
  };
}

/** Joins both servers' shares and opens them. Throws `commitment`. */
export function joined(share: Share, { c1, key, s2 }: Parts): Opening {
  const both = masked(concat(c1, share.c2), s2);
  const sealed = both.subarray(nonceBytes, -c2Bytes);
  const plain = aesGcmOpen(key, both.subarray(0, nonceBytes), both.subarray(-c2Bytes), sealed);
  if (plain === null) throw new FrankingError("commitment");
  const opening = {
    message: plain.slice(0, -rBytes - keyBytes),
    r: plain.slice(-rBytes - keyBytes, -keyBytes),
    kf: plain.slice(-keyBytes),
  };
  check(equalBytes(seedsOf(opening.r).s2, s2), "commitment");
  checkOpening(opening, share);
  return opening;
}

/** Throws `commitment` unless this share is of this message: c2 is in it, masked by the seed of which it has the hash. */
export function checkOpening(opening: Opening, share: Share): void {
  const { s1, s2 } = seedsOf(opening.r);
  check(equalBytes(s1, share.s1), "commitment");
  check(equalBytes(sha256(s2), share.h), "commitment");
  const sealedBytes = nonceBytes + opening.message.length + rBytes + keyBytes + 16;
  const c2 = masked(concat(new Uint8Array(sealedBytes), committed(opening)), s2).subarray(-c2Bytes);
  check(equalBytes(c2, share.c2), "commitment");
}

/** What a message is known by. h is in it, because the share of c2 is of other messages under other seeds. */
export function nameOf({ c2, h }: Share): Commitment {
  return commitment(hash("openfranking shared-v1 name v1", c2, h));
}

/** `x ⊕ G(s, |x|)`, its own inverse: AES-128-CTR under s from a block of zeros. */
export function masked(x: Uint8Array, s: Uint8Array): Uint8Array {
  return aesCtr(s, new Uint8Array(16), x);
}

/** `s1 ‖ s2 = G(r, 32)` */
function seedsOf(r: Uint8Array): { readonly s1: Uint8Array; readonly s2: Uint8Array } {
  const seeds = masked(new Uint8Array(32), r);
  return { s1: seeds.slice(0, 16), s2: seeds.slice(16) };
}

/** `c2 = HMAC-SHA-256(kf, M ‖ r)`. r has 16 bytes, so that one string is of one M and one r only. */
function committed({ kf, message, r }: Opening): Uint8Array {
  return hmacSha256(kf, concat(message, r));
}
