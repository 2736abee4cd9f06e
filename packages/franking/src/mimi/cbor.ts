import {
  decode as decodeCbor,
  encode as encodeCbor,
  rfc8949EncodeOptions,
  Tagged,
  type Token,
  Tokenizer,
  Type,
} from "cborg";
import { equalBytes, hex } from "../bytes.ts";
import { check, FrankingError } from "../errors.ts";

/** Nested parts four deep are twelve arrays, extensions add four levels: more is refused before a decoder recurses into it. */
const maxDepth = 16;

/**
 * The deterministic CBOR of draft-ietf-mimi-content-08, "CBOR Data Model and Encoding Restrictions": RFC 8949 §4.2.1 with
 * integer keys, tags and floats. Maps come as `Map`, tags as `Tagged`, integers beyond 2^53 as `bigint`.
 *
 * Refused beside what the draft forbids, because they would not come back as they were: floats of whole numbers, and text
 * that begins with a byte order mark.
 *
 * @throws `FrankingError("encoding")`
 */
export function decodeDeterministic(bytes: Uint8Array): unknown {
  const value = decodeLoosely(bytes);
  check(equalBytes(encodeDeterministic(value), bytes), "encoding");
  return value;
}

/** Of values that {@link decodeDeterministic} gives. Throws `FrankingError("encoding")` for text that is not well formed. */
export function encodeDeterministic(value: unknown): Uint8Array {
  check(hasKnownForm(value), "encoding");
  return encodeCbor(value, rfc8949EncodeOptions);
}

function decodeLoosely(bytes: Uint8Array): unknown {
  // A Buffer would give Buffers.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    return decodeCbor(plain, { ...options, tokenizer: new ShallowTokenizer(plain, options) });
  } catch {
    // cborg has one class of error for all: whatever it cannot read is no CBOR of ours.
    throw new FrankingError("encoding");
  }
}

const options = {
  ...{ strict: true, allowIndefinite: false, allowBigInt: true },
  ...{ useMaps: true, rejectDuplicateMapKeys: true },
  // Any tag may stand in an extension: each keeps its number.
  tags: new Proxy({}, { get: (_, tag) => Tagged.decoder(Number(tag)) }),
};

/** Counts what is open, so that no nesting overflows the decoder's stack. */
class ShallowTokenizer extends Tokenizer {
  readonly #left: number[] = [];

  override next(): Token {
    const token = super.next();
    const level = this.#left.length - 1;
    if (level >= 0) this.#left[level] = (this.#left[level] ?? 0) - 1;
    const members = membersOf(token);
    if (members !== null) this.#left.push(members);
    check(this.#left.length <= maxDepth, "encoding");
    while (this.#left.at(-1) === 0) this.#left.pop();
    return token;
  }
}

function membersOf({ type, value }: Token): number | null {
  if (Type.equals(type, Type.array)) return Number(value);
  if (Type.equals(type, Type.map)) return 2 * Number(value);
  return Type.equals(type, Type.tag) ? 1 : null;
}

/** Whether a value has one encoding, and is of the draft's data model. */
function hasKnownForm(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (Array.isArray(value)) return value.every(hasKnownForm);
  if (value instanceof Tagged) {
    return Number.isSafeInteger(value.tag) && hasKnownForm(value.value) && !isSmallBignum(value);
  }
  if (!(value instanceof Map)) return true;
  const keys = [...value.keys()];
  return (
    keys.every(isKey) &&
    new Set(keys.map(nameOf)).size === keys.length &&
    [...value.values()].every(hasKnownForm)
  );
}

/** A key is text, bytes, or an integer that a double holds exactly. */
function isKey(key: unknown): boolean {
  return (
    key instanceof Uint8Array || Number.isSafeInteger(key) || (typeof key === "string" && key.isWellFormed())
  );
}

/** Byte strings are objects, of which two can be alike. */
function nameOf(key: unknown): unknown {
  return key instanceof Uint8Array ? `bytes ${hex(key)}` : typeof key === "string" ? `text ${key}` : key;
}

/** A bignum (tags 2 and 3) that an integer could hold, or with a leading zero, has a shorter form. */
function isSmallBignum({ tag, value }: Tagged): boolean {
  return (tag === 2 || tag === 3) && value instanceof Uint8Array && (value.length <= 8 || value[0] === 0);
}
