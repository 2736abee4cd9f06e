import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hex, unhex } from "../bytes.ts";
import { FrankingError } from "../errors.ts";
import { decodeDeterministic, encodeDeterministic } from "./cbor.ts";

const refused = new FrankingError("encoding");

describe("the CBOR of MIMI content", () => {
  test.each([
    ["an integer", "1864"],
    ["a large integer", "1b0020000000000000"],
    ["the largest integer", "1bffffffffffffffff"],
    ["the smallest integer", "3bffffffffffffffff"],
    ["what is not defined", "f7"],
    ["an infinity", "f97c00"],
    ["a map with keys of three kinds", "a3016161423031f6616100"],
    ["a tagged text", "d8206161"],
    ["a fraction", "f93e00"],
    ["a bignum", `c249${"01".repeat(9)}`],
    ["the one that is not a number", "f97e00"],
  ])("%s comes out as it went in", (_, encoded) => {
    expect(hex(encodeDeterministic(decodeDeterministic(unhex(encoded))))).toBe(encoded);
  });

  test.each([
    ["a number in more bytes than it needs", "1817"],
    ["a list of indefinite length", "9fff"],
    ["keys out of order", "a202000100"],
    ["keys in the older canonical order, shorter before smaller", "a22000190100f6"],
    ["a key twice", "a201000100"],
    ["a key of bytes twice", "a24161004161f6"],
    ["a key that is a list", "a1800" + "0"],
    ["a key that is true", "a1f500"],
    ["a key beyond 2^53", "a11b002000000000000000"],
    ["text that is no UTF-8", "62c328"],
    ["a text that begins with a byte order mark", "63efbbbf"],
    ["a fraction in more bytes than it needs", "fa3fc00000"],
    ["another value that is not a number", "fa7fc00000"],
    ["a tag beyond 2^53", "db002000000000000000"],
    ["a value without a name", "f0"],
    ["a small bignum", `c248${"01".repeat(8)}`],
    ["a bignum with a leading zero", `c24a00${"01".repeat(9)}`],
    ["a byte behind it", "0000"],
    ["nothing", ""],
    ["seventeen lists in each other", `${"81".repeat(17)}00`],
    ["seventeen lists, of which the last is empty", `${"81".repeat(16)}80`],
    ["a hundred thousand lists in each other", `${"81".repeat(100_000)}00`],
  ])("%s is refused", (_, encoded) => {
    expect(() => decodeDeterministic(unhex(encoded))).toThrow(refused);
  });

  test("bytes of nobody's are refused, or are the only ones of their value", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (bytes) => {
        try {
          expect(hex(encodeDeterministic(decodeDeterministic(bytes)))).toBe(hex(bytes));
        } catch (error) {
          if (!(error instanceof FrankingError)) throw error;
        }
      }),
      { numRuns: 5000 },
    );
  });

  test("text that is not well formed is not written", () => {
    expect(() => encodeDeterministic("\ud800")).toThrow(refused);
    expect(() => encodeDeterministic(new Map([["\ud800", 1]]))).toThrow(refused);
  });
});
