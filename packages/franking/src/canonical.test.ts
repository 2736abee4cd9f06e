import { decode as decodeLeniently } from "cborg";
import fc from "fast-check";
import { expect, test } from "vitest";
import { concat, equalBytes, unhex, utf8 } from "./bytes.ts";
import { type Canonical, decode, encode } from "./canonical.ts";
import { FrankingError } from "./errors.ts";
import { canonical } from "./testing/suite/damage.ts";

const refusal = new FrankingError("encoding");

test("whatever is encoded is decoded to the same, and encoded again to the same bytes", () => {
  fc.assert(
    fc.property(canonical, (value) => {
      const bytes = encode(value);
      expect(decode(bytes)).toEqual(value);
      expect(encode(decode(bytes))).toEqual(bytes);
    }),
    { numRuns: 500 },
  );
});

test("whatever bytes are decoded are those that encode to them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 24 }), (bytes) => {
      let value: unknown;
      try {
        value = decode(bytes);
      } catch (error) {
        expect(error).toEqual(refusal);
        return;
      }
      expect(encode(value)).toEqual(bytes);
    }),
    { numRuns: 2000 },
  );
});

/** What the CBOR library makes of bytes, and whether our encoder gives the same bytes back. */
function comesBack(bytes: Uint8Array): boolean {
  try {
    return equalBytes(encode(decodeLeniently(bytes)), bytes);
  } catch {
    return false;
  }
}

test("damaged encodings are decoded where they still come back the same, and nowhere else", () => {
  const damaged = fc
    .tuple(canonical, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 }))
    .map(([value, damage]) => {
      const bytes = encode(value);
      for (const [at, byte] of damage) bytes[at % bytes.length] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(damaged, (bytes) => {
      if (comesBack(bytes)) expect(encode(decode(bytes))).toEqual(bytes);
      else expect(() => decode(bytes)).toThrow(refusal);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ["a duplicate key", "a2616101616102"],
  ["keys in the wrong order", "a2616202616101"],
  ["a longer key before a shorter one", "a262616101616202"],
  ["a number with a long head", "1801"],
  ["a number of eight bytes that fits in four", "1b0000000000000001"],
  ["a text with a long head", "780161"],
  ["bytes with a long head", "58014a"],
  ["a list with a long head", "980101"],
  ["a map with a long head", "b801616101"],
  ["a list of indefinite length", "9f01ff"],
  ["a map of indefinite length", "bf616101ff"],
  ["a text of indefinite length", "7f6161ff"],
  ["bytes of indefinite length", "5f4161ff"],
  ["a half float", "f93c00"],
  ["a float that is a whole number", "fa3f800000"],
  ["a double", "fb3ff199999999999a"],
  ["not a number", "f97e00"],
  ["infinity", "f97c00"],
  ["negative zero", "f98000"],
  ["a tag", "c001"],
  ["a bignum", "c2490100000000000000000000"],
  ["a whole number beyond the safe ones", "1b0020000000000000"],
  ["a negative number beyond the safe ones", "3b001fffffffffffff"],
  ["undefined", "f7"],
  ["a simple value", "f0"],
  ["a simple value in two bytes", "f818"],
  ["false in two bytes", "f814"],
  ["a break alone", "ff"],
  ["a reserved head", "1c"],
  ["text that is not UTF-8", "61ff"],
  ["text with a surrogate", "63eda080"],
  ["text with an overlong form", "62c080"],
  ["a key that is a number", "a10101"],
  ["a key that is bytes", "a1416101"],
  ["bytes behind a value", "0100"],
  ["nothing", ""],
  ["a list that ends early", "8201"],
  ["a text that ends early", "6261"],
  ["a head that ends early", "19"],
  ["a text of four gigabytes", "7affffffff61"],
  ["a list of 2^53 members", "9b0020000000000000"],
])("%s is refused", (_, bytes) => {
  expect(() => decode(unhex(bytes))).toThrow(refusal);
});

const nested = (depth: number, inner: string): Uint8Array => unhex("81".repeat(depth) + inner);

test("thirty-two levels are decoded, and thirty-three are refused", () => {
  expect(encode(decode(nested(32, "00")))).toEqual(nested(32, "00"));
  expect(() => decode(nested(33, "00"))).toThrow(refusal);
  const maps = (depth: number) => unhex(`${"a16161".repeat(depth)}00`);
  expect(encode(decode(maps(32)))).toEqual(maps(32));
  expect(() => decode(maps(33))).toThrow(refusal);
});

test("what is nested too deep is not encoded", () => {
  const deep = (depth: number): Canonical => (depth === 0 ? 0 : [deep(depth - 1)]);
  expect(() => encode(deep(32))).not.toThrow();
  expect(() => encode(deep(33))).toThrow(refusal);
});

test("a hundred thousand nested lists are refused before anything recurses into them", () => {
  for (const head of ["81", "a16161", "c0"]) {
    let refused: unknown;
    try {
      decode(unhex(`${head.repeat(100_000)}00`));
    } catch (error) {
      refused = error;
    }
    expect(refused).toEqual(refusal);
    // An overflowing stack would be the cause.
    expect(refused).not.toHaveProperty("cause");
  }
});

test("a key named __proto__ is refused, and reaches no prototype", () => {
  const key = concat(Uint8Array.of(0x69), utf8("__proto__"));
  for (const value of ["a1616101", "01", "f6", "80"]) {
    expect(() => decode(concat(Uint8Array.of(0xa1), key, unhex(value)))).toThrow(refusal);
  }
  expect(({} as { a?: unknown }).a).toBeUndefined();
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});

test("the names that every object inherits are keys like others", () => {
  for (const name of ["constructor", "toString", "hasOwnProperty"]) {
    const value = { [name]: 1 };
    expect(decode(encode(value))).toEqual(value);
  }
});

test.each([
  ["undefined", undefined],
  ["a member that is undefined", { a: undefined }],
  ["a fraction", 0.5],
  ["negative zero", -0],
  ["a number beyond the safe ones", 2 ** 53],
  ["not a number", Number.NaN],
  ["a bigint", 1n],
  ["a lone surrogate", "\ud800"],
  ["a lone surrogate in a key", { "\ud800": 1 }],
  ["a date", new Date(0)],
  ["a map object", new Map()],
  ["a key named __proto__", JSON.parse('{"__proto__": 1}')],
  ["a list with a hole", [undefined]],
  ["a function", () => 0],
])("%s is not encoded", (_, value) => {
  expect(() => encode(value)).toThrow(refusal);
});

test("text that begins with a byte order mark is refused before it is committed to", () => {
  expect(() => encode("\uFEFFhello")).toThrow("encoding");
  expect(() => encode({ "\uFEFFkey": 1 })).toThrow("encoding");
  expect(decode(encode("hello\uFEFF"))).toBe("hello\uFEFF");
});
