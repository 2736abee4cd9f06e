import { hmacSha256, sha256 } from "#primitives";
import { concat, u32, utf8 } from "./bytes.ts";

/**
 * The only form in which anything is hashed, MACed or signed: `lp(label) ‖ u32(n) ‖ lp(p1) ‖ … ‖ lp(pn)` with
 * `lp(x) = u32(len x) ‖ x`. Injective, and two uses with different labels share no bytes. Strings are UTF-8.
 *
 * @see docs/spec/conventions.md
 */
export function frame(label: string, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const framed = [lengthPrefixed(label), u32(parts.length)];
  for (const part of parts) framed.push(lengthPrefixed(part));
  return concat(...framed);
}

/** `H(label, parts…)`: SHA-256 over the frame, 32 bytes. */
export function hash(label: string, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  return sha256(frame(label, ...parts));
}

/**
 * HMAC-SHA-256 over the frame, 32 bytes. `key` is exactly 32 bytes: HMAC pads shorter and hashes longer keys, so that
 * two keys could stand for one (RFC 2104 §2), and an opening must have one key only.
 */
export function mac(key: Uint8Array, label: string, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  if (key.length !== 32) throw new RangeError("a MAC key has 32 bytes");
  return hmacSha256(key, frame(label, ...parts));
}

function lengthPrefixed(part: Uint8Array | string): Uint8Array {
  const bytes = typeof part === "string" ? utf8(part) : part;
  return concat(u32(bytes.length), bytes);
}
