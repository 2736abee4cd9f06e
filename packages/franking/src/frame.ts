import { hmacSha256, sha256 } from "#primitives";
import { utf8 } from "./bytes.ts";

/**
 * The only form in which anything is hashed, MACed or signed: `lp(label) ‖ u32(n) ‖ lp(p1) ‖ … ‖ lp(pn)` with
 * `lp(x) = u32(len x) ‖ x`. Injective, and two uses with different labels share no bytes. Strings are UTF-8.
 *
 * @see docs/spec/conventions.md
 */
export function frame(label: string, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  return assemble(label, parts, (framed) => Uint8Array.from(framed));
}

/** `H(label, parts…)`: SHA-256 over the frame, 32 bytes. */
export function hash(label: string, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  return assemble(label, parts, sha256);
}

/**
 * HMAC-SHA-256 over the frame, 32 bytes. `key` is exactly 32 bytes: HMAC pads shorter and hashes longer keys, so that
 * two keys could stand for one (RFC 2104 §2), and an opening must have one key only.
 */
export function mac(key: Uint8Array, label: string, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  if (key.length !== 32) throw new RangeError("a MAC key has 32 bytes");
  return assemble(label, parts, (framed) => hmacSha256(key, framed));
}

/** Frames are put together here, one at a time: memory of its own for each would cost more than to hash it. */
const scratch = new Uint8Array(4096);

/** The frame is `use`'s for that call alone, and wiped after it. */
function assemble(
  label: string,
  parts: readonly (Uint8Array | string)[],
  use: (framed: Uint8Array) => Uint8Array,
): Uint8Array {
  const name = utf8(label);
  const encoded = parts.map((part) => (typeof part === "string" ? utf8(part) : part));
  const size = encoded.reduce((sum, part) => sum + 4 + part.length, name.length + 8);
  const framed = size <= scratch.length ? scratch.subarray(0, size) : new Uint8Array(size);
  let at = putPrefixed(framed, 0, name);
  at = putU32(framed, at, parts.length);
  for (const part of encoded) at = putPrefixed(framed, at, part);
  const made = use(framed);
  framed.fill(0);
  return made;
}

function putPrefixed(out: Uint8Array, at: number, bytes: Uint8Array): number {
  out.set(bytes, putU32(out, at, bytes.length));
  return at + 4 + bytes.length;
}

function putU32(out: Uint8Array, at: number, value: number): number {
  out[at] = value >>> 24;
  out[at + 1] = value >>> 16;
  out[at + 2] = value >>> 8;
  out[at + 3] = value;
  return at + 4;
}
