import { aesBlockDecrypt, aesBlockEncrypt, hmacSha3 } from "#primitives";
import { type Commitment, equalBytes } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import type { Field } from "../../message.ts";
import { commitment } from "../../stamped/commitment.ts";

// The paper's CRPRF and its AES, on the bytes that its implementation gives them, and not on frames.

/** What a message that is no forward points at. */
export const nothing: Uint8Array = new Uint8Array(16);

/** What is traced of fields: all but the mark of a forward, which each hop may set. */
export function wordsOf(fields: readonly Field[]): Uint8Array {
  return encode(fields.filter(([path]) => path !== "forwarded"));
}

/** `addr = HMAC-SHA3-256(k, words)`. k has one length: HMAC pads shorter and hashes longer keys (RFC 2104 §2). */
export function addressOf(k: Uint8Array, words: Uint8Array): Commitment {
  return commitment(hmacSha3(k, words));
}

/** Compared in constant time. */
export function isAt(address: Uint8Array, k: Uint8Array, words: Uint8Array): boolean {
  return equalBytes(addressOf(k, words), address);
}

/** `ct = AES-128_k(ptr)`, one block. */
export function pointTo(ptr: Uint8Array, k: Uint8Array): Uint8Array {
  return aesBlockEncrypt(k, ptr);
}

/** `ptr`, of which `ct` was made under k. Whatever ct is, it is one. */
export function pointedTo(ct: Uint8Array, k: Uint8Array): Uint8Array {
  return aesBlockDecrypt(k, ct);
}
