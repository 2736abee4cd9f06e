import { decode as decodeCbor, encode as encodeCbor } from "cborg";
import { isCanonicalForm, maxDepth } from "./canonical-form.ts";
import { FrankingError } from "./errors.ts";

/** What our canonical CBOR can say: no floats, tags, `undefined`, and text keys only. */
export type Canonical = null | boolean | number | string | Uint8Array | readonly Canonical[] | CanonicalMap;
export type CanonicalMap = { readonly [key: string]: Canonical };

/**
 * Deterministic CBOR (RFC 8949 §4.2.1): shortest heads, definite lengths, map keys in bytewise order of their encodings.
 *
 * @throws `FrankingError("encoding")` for a value outside {@link Canonical}, so that nothing is hashed that a decoder
 * would refuse.
 */
export function encode(value: unknown): Uint8Array {
  if (!isCanonical(value, 0)) throw new FrankingError("encoding");
  return encodeCbor(value);
}

/**
 * Decodes exactly the bytes that {@link encode} makes. Whatever has two forms (duplicate keys, long heads, indefinite
 * lengths, repaired UTF-8, trailing bytes) is refused.
 *
 * @throws `FrankingError("encoding")`
 */
export function decode(bytes: Uint8Array): unknown {
  if (!isCanonicalForm(bytes)) throw new FrankingError("encoding");
  return decodeCbor(bytes);
}

function isCanonical(value: unknown, depth: number): value is Canonical {
  if (depth > maxDepth) return false;
  if (value === null || typeof value === "boolean" || value instanceof Uint8Array) return true;
  if (typeof value === "string") return isText(value);
  if (typeof value === "number") return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return value.every((entry) => isCanonical(entry, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null)
    return false;
  return Object.entries(value).every(([key, entry]) => isKey(key) && isCanonical(entry, depth + 1));
}

/** `__proto__` is no key of ours, and whoever copies a map by assignment would set a prototype with it. */
function isKey(key: string): boolean {
  return isText(key) && key !== "__proto__";
}

/** Decoders of UTF-8 drop a byte order mark: text that begins with one would not come back as it went in. */
function isText(text: string): boolean {
  return text.isWellFormed() && !text.startsWith("\uFEFF");
}
