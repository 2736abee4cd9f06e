import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ristretto255 } from "#primitives";
import { concat, hex, unhex } from "../../bytes.ts";

const {
  base,
  decode,
  hashToScalar,
  minus,
  multiply,
  multiplyOpenly,
  plusProduct,
  reduced,
  scalar,
  scalarBytes,
} = ristretto255;
const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
const scalars = fc.bigInt({ min: 1n, max: order - 1n });
const fewRuns = { numRuns: 10 };

/** `value` as 32 bytes, whether it is a scalar or not. */
function littleEndian(value: bigint): Uint8Array {
  return unhex(value.toString(16).padStart(64, "0")).reverse();
}

describe("ristretto255", () => {
  // RFC 9496, A.1.
  test.each([
    [1n, "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"],
    [2n, "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919"],
    [5n, "e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e"],
    [15n, "e0c418f7c8d9c4cdd7395b93ea124f3ad99021bb681dfc3302a9d99a2e53e64e"],
  ])("has this encoding of %i times its base, and decodes it", (times, encoded) => {
    for (const made of [multiply(base, times), multiplyOpenly(base, times)]) {
      expect(hex(made.toBytes())).toBe(encoded);
    }
    expect(hex(decode(unhex(encoded))?.toBytes() ?? new Uint8Array())).toBe(encoded);
  });

  // RFC 9496, A.2, some of each kind.
  test.each([
    [
      "a field element that is not reduced",
      "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ],
    [
      "a field element with the highest bit",
      "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ],
    ["a negative field element", "0100000000000000000000000000000000000000000000000000000000000000"],
    ["another negative field element", "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20"],
    ["a square that is none", "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371"],
    ["a negative product of x and y", "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e"],
    ["a y of 0", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"],
    ["the identity", "00".repeat(32)],
    ["nothing", ""],
    ["31 bytes", "02".repeat(31)],
    ["33 bytes", "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d7600"],
  ])("does not decode %s", (_, encoded) => {
    expect(decode(unhex(encoded))).toBeNull();
  });

  test("has a point of each encoding and an encoding of each point", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const encoded = Uint8Array.from(bytes, (byte, i) =>
          i === 0 ? byte & 0xfe : i === 31 ? byte & 0x7f : byte,
        );
        const point = decode(encoded);
        if (point !== null) expect(point.toBytes()).toEqual(encoded);
      }),
    );
  });

  test("multiplies alike in both ways, and by sums and products as by their parts", () => {
    fc.assert(
      fc.property(scalars, scalars, scalars, (a, b, c) => {
        const point = multiply(base, c);
        expect(multiply(point, a).toBytes()).toEqual(multiplyOpenly(point, a).toBytes());
        expect(multiply(point, a).subtract(multiply(point, b)).toBytes()).toEqual(
          multiplyOpenly(point, minus(a, b)).toBytes(),
        );
        expect(multiply(multiply(base, b), a).toBytes()).toEqual(
          multiply(base, plusProduct(0n, a, b)).toBytes(),
        );
      }),
      fewRuns,
    );
  });

  test("multiplies by 0 openly, and not where the scalar is secret", () => {
    expect(multiplyOpenly(base, 0n).toBytes()).toEqual(new Uint8Array(32));
    expect(() => multiply(base, 0n)).toThrow();
  });

  test("computes with scalars modulo its order", () => {
    fc.assert(
      fc.property(scalars, scalars, scalars, (a, b, c) => {
        expect(plusProduct(a, b, c)).toBe((a + b * c) % order);
        expect(minus(a, b)).toBe((a - b + order) % order);
      }),
    );
  });

  test("takes 32 bytes below its order for a scalar, and no others", () => {
    for (const value of [0n, 1n, 2n ** 252n, order - 1n]) {
      expect(scalar(littleEndian(value))).toBe(value);
      expect(scalarBytes(value)).toEqual(littleEndian(value));
    }
    for (const value of [order, order + 1n, 2n ** 253n, 2n ** 256n - 1n]) {
      expect(scalar(littleEndian(value))).toBeNull();
    }
    for (const size of [0, 31, 33, 64]) expect(scalar(new Uint8Array(size))).toBeNull();
  });

  test("reduces 64 bytes, and no others", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        expect(reduced(bytes)).toBe(BigInt(`0x${hex(Uint8Array.from(bytes).reverse())}`) % order);
      }),
    );
    for (const size of [0, 32, 63, 65]) expect(() => reduced(new Uint8Array(size))).toThrow(RangeError);
  });

  test("hashes with SHA-512", () => {
    // FIPS 180-4's example of three bytes, "abc".
    const digest = concat(
      unhex("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"),
      unhex("2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"),
    );
    expect(hashToScalar(Uint8Array.of(0x61, 0x62, 0x63))).toBe(reduced(digest));
  });
});
