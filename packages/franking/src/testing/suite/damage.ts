import fc from "fast-check";
import { hex } from "../../bytes.ts";
import { type Canonical, decode, encode } from "../../canonical.ts";
import { resultOf } from "./refusal.ts";

/** `bytes` with one bit turned. */
export function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const out = Uint8Array.from(bytes);
  const place = bit % (bytes.length * 8);
  out[place >> 3] = (out[place >> 3] ?? 0) ^ (1 << (place & 7));
  return out;
}

/**
 * The bits that are worth turning: all of them; but of a part of more than 256 bytes that is not itself an encoding, which
 * is a signature or a ciphertext, one bit of each byte, each time another. There each bit stands for its neighbours, and a
 * proof may take milliseconds to check.
 */
export function bitsOf(encoded: Uint8Array): number[] {
  const spans = bytesIn(decoded(encoded))
    .filter((part) => part.length > 256 && decoded(part) === null)
    .map((part) => ({ from: hex(encoded).indexOf(hex(part)) / 2, size: part.length }));
  const isOpaque = (at: number) => spans.some(({ from, size }) => at >= from && at < from + size);
  return Array.from({ length: encoded.length * 8 }, (_, bit) => bit).filter(
    (bit) => bit % 8 === (bit >> 3) % 8 || !isOpaque(bit >> 3),
  );
}

function bytesIn(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  return childrenOf(value).flatMap(([, child]) => bytesIn(child));
}

/** Values of every kind that a message may carry, and some that it may not. */
export const canonical: fc.Arbitrary<Canonical> = fc.letrec<{ value: Canonical }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    fc.constantFrom(0, 1, 2, 7, -1, Number.MAX_SAFE_INTEGER),
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom("text", "sentAt", "forwarded", "a1", "b2", "edit", "message", "withheld", "__proto__"),
    fc.uint8Array({ maxLength: 12 }),
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 8 }), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

/**
 * Canonical bytes of which the part at `place`, counted through lists and maps, is replaced. Bytes of another encoding have
 * one replaced instead.
 */
export function withReplacedPart(encoded: Uint8Array, place: number, by: Canonical): Uint8Array {
  const value = decoded(encoded);
  if (value === null)
    return Uint8Array.from(encoded, (byte, i) => (i === place % encoded.length ? place & 255 : byte));
  return encode(replacedAt(value, place % sizeOf(value), by));
}

function decoded(encoded: Uint8Array): unknown {
  const result = resultOf(() => decode(encoded));
  return "value" in result ? result.value : null;
}

function childrenOf(value: unknown): [string, unknown][] {
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return [];
  return Object.entries(value);
}

function sizeOf(value: unknown): number {
  return childrenOf(value).reduce((size, [, child]) => size + sizeOf(child), 1);
}

function replacedAt(value: unknown, place: number, by: Canonical): unknown {
  if (place === 0) return by;
  let before = 1;
  const children = childrenOf(value).map(([key, child]): [string, unknown] => {
    const start = before;
    before += sizeOf(child);
    return place >= start && place < before ? [key, replacedAt(child, place - start, by)] : [key, child];
  });
  return Array.isArray(value) ? children.map(([, child]) => child) : Object.fromEntries(children);
}
