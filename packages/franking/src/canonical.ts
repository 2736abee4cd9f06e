import { decode as decodeCbor, encode as encodeCbor } from "cborg";
import { equalBytes } from "./bytes.ts";
import { FrankingError } from "./errors.ts";

/** What our canonical CBOR can say: no floats, tags, `undefined`, and text keys only. */
export type Canonical = null | boolean | number | string | Uint8Array | readonly Canonical[] | CanonicalMap;
export type CanonicalMap = { readonly [key: string]: Canonical };

/** Deeper nesting is refused before the decoder recurses into it. */
const maxDepth = 32;

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
 * Decodes exactly the bytes that {@link encode} makes. Whatever does not encode again to the same bytes (duplicate keys,
 * long heads, indefinite lengths, repaired UTF-8, trailing bytes) has two forms, and is refused.
 *
 * @throws `FrankingError("encoding")`
 */
export function decode(bytes: Uint8Array): unknown {
  const value = decodeOnce(bytes);
  if (!equalBytes(encode(value), bytes)) throw new FrankingError("encoding");
  return value;
}

function decodeOnce(bytes: Uint8Array): unknown {
  if (!isShallow(bytes)) throw new FrankingError("encoding");
  try {
    return decodeCbor(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
      allowBigInt: false,
      rejectDuplicateMapKeys: true,
    });
  } catch (cause) {
    throw new FrankingError("encoding", { cause });
  }
}

/**
 * Walks the heads alone (RFC 8949 §3), without recursion: a hundred thousand nested arrays must cost nothing and
 * overflow no stack. Counts the items that are open at each level.
 */
function isShallow(bytes: Uint8Array): boolean {
  const open: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = readHead(bytes, at);
    if (head === null) return false;
    at = head.next;
    closeOne(open);
    if (head.children > 0) open.push(head.children);
    if (open.length > maxDepth) return false;
    while (open.at(-1) === 0) open.pop();
  }
  return true;
}

function closeOne(open: number[]): void {
  while (open.at(-1) === 0) open.pop();
  const last = open.length - 1;
  if (last >= 0) open[last] = (open[last] ?? 0) - 1;
}

function readHead(bytes: Uint8Array, at: number): { next: number; children: number } | null {
  const first = bytes[at] ?? 0;
  const major = first >> 5;
  const short = first & 0x1f;
  if (short > 27) return null;
  const extra = short < 24 ? 0 : 1 << (short - 24);
  if (at + 1 + extra > bytes.length) return null;
  let argument = short < 24 ? short : 0;
  for (let i = 0; i < extra; i++) argument = argument * 256 + (bytes[at + 1 + i] ?? 0);
  const isString = major === 2 || major === 3;
  const children = major === 4 ? argument : major === 5 ? argument * 2 : major === 6 ? 1 : 0;
  return { next: at + 1 + extra + (isString ? argument : 0), children };
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
