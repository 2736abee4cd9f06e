import { concat } from "../bytes.ts";
import { check, FrankingError } from "../errors.ts";

/** How one type of the TLS presentation language (RFC 8446 §3, with the vectors of RFC 9420 §2.1.2) is written and read. */
export interface Codec<T> {
  write(value: T): Uint8Array;
  read(source: Source): T;
}

/** Throws `FrankingError("encoding")` for a value that the type cannot hold. */
export function encodeTls<T>(codec: Codec<T>, value: T): Uint8Array {
  return codec.write(value);
}

/** Exactly one value. Throws `FrankingError("encoding")` for anything else, bytes behind it included. */
export function decodeTls<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const source = new Source(bytes);
  const value = codec.read(source);
  check(source.isAtEnd, "encoding");
  return value;
}

class Source {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(size: number): Uint8Array {
    check(size <= this.#bytes.length - this.#at, "encoding");
    this.#at += size;
    return this.#bytes.slice(this.#at - size, this.#at);
  }
}

/** An unsigned integer of so many bytes, big-endian, within ±(2^53 − 1) even where it has eight. */
function uint(size: number): Codec<number> {
  return {
    write(value) {
      check(Number.isSafeInteger(value) && value >= 0 && value < 256 ** size, "encoding");
      const out = new Uint8Array(8);
      new DataView(out.buffer).setBigUint64(0, BigInt(value));
      return out.subarray(8 - size);
    },
    read(source) {
      const value = source.take(size).reduce((sum, byte) => sum * 256 + byte, 0);
      check(Number.isSafeInteger(value), "encoding");
      return value;
    },
  };
}

export const uint8: Codec<number> = uint(1);
export const uint16: Codec<number> = uint(2);
export const uint64: Codec<number> = uint(8);

/** `opaque x[size]` */
export function fixed(size: number): Codec<Uint8Array> {
  return {
    write(value) {
      check(value.length === size, "encoding");
      return value;
    },
    read: (source) => source.take(size),
  };
}

/** `opaque x<V>`: a length of 1, 2 or 4 bytes, as few as it can be, whose first two bits say which (RFC 9420 §2.1.2). */
export const opaque: Codec<Uint8Array> = {
  write: (value) => concat(lengthOf(value.length), value),
  read(source) {
    const [first = 0] = source.take(1);
    const more = 2 ** (first >> 6) - 1;
    const length = source.take(more).reduce((sum, byte) => sum * 256 + byte, first & 0x3f);
    // No length takes eight bytes, which the two bits could say too.
    check(lengthOf(length).length === 1 + more, "encoding");
    return source.take(length);
  },
};

function lengthOf(length: number): Uint8Array {
  if (length < 2 ** 6) return Uint8Array.of(length);
  if (length < 2 ** 14) return Uint8Array.of(0x40 | (length >> 8), length);
  check(length < 2 ** 30, "encoding");
  return Uint8Array.of(0x80 | (length >> 24), length >> 16, length >> 8, length);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** `opaque x<V>` of well-formed UTF-8. */
export const text: Codec<string> = {
  write(value) {
    check(value.isWellFormed(), "encoding");
    return opaque.write(encoder.encode(value));
  },
  read(source) {
    const bytes = opaque.read(source);
    try {
      return decoder.decode(bytes);
    } catch {
      throw new FrankingError("encoding");
    }
  },
};

/** `T x<V>`: the length counts bytes, not members. */
export function vector<T>(member: Codec<T>): Codec<readonly T[]> {
  return {
    write: (values) => opaque.write(concat(...values.map((value) => member.write(value)))),
    read(source) {
      const members = new Source(opaque.read(source));
      const values: T[] = [];
      while (!members.isAtEnd) values.push(member.read(members));
      return values;
    },
  };
}

/** `struct`: the members in the order in which they are named. */
export function struct<T extends object>(members: { readonly [Name in keyof T]: Codec<T[Name]> }): Codec<T> {
  // `Object.keys` knows no names, and what has all of them is a T.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const names = Object.keys(members) as (keyof T)[];
  return {
    write: (value) => concat(...names.map((name) => members[name].write(value[name]))),
    read: (source) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      Object.fromEntries(names.map((name) => [name, members[name].read(source)])) as T,
  };
}

/** Values for which `holds` alone. */
export function where<T>(codec: Codec<T>, holds: (value: T) => boolean): Codec<T> {
  return {
    write(value) {
      check(holds(value), "encoding");
      return codec.write(value);
    },
    read(source) {
      const value = codec.read(source);
      check(holds(value), "encoding");
      return value;
    },
  };
}
