import { describe, expect, test } from "vitest";
import { hex, unhex } from "../bytes.ts";
import { FrankingError } from "../errors.ts";
import { decodeTls, encodeTls, opaque, text, uint8, uint64, vector } from "./tls.ts";

const refused = new FrankingError("encoding");
const filled = (value: number, size: number) => new Uint8Array(size).fill(value);

describe("the TLS presentation language", () => {
  test.each([
    [0, "00"],
    [63, "3f"],
    [64, "4040"],
    [16_383, "7fff"],
    [16_384, "80004000"],
  ])("a vector of %i bytes has the shortest length", (length, head) => {
    const encoded = encodeTls(opaque, filled(1, length));
    expect(hex(encoded.subarray(0, head.length / 2))).toBe(head);
    expect(decodeTls(opaque, encoded)).toEqual(filled(1, length));
  });

  test.each([
    ["a length in more bytes than it needs", `4001${"61"}`],
    ["a length of four bytes that two could hold", `80003fff${"61".repeat(16_383)}`],
    ["a length of eight bytes", "c000000000000000"],
    ["a length of eight bytes that four could not hold", "ffffffffffffffff"],
    ["a vector that ends early", "0261"],
    ["a vector with a byte behind it", "016100"],
    ["nothing", ""],
  ])("%s is refused", (_, encoded) => {
    expect(() => decodeTls(opaque, unhex(encoded))).toThrow(refused);
  });

  test("a vector of 2^30 bytes is not written", () => {
    expect(() => encodeTls(opaque, new Uint8Array(2 ** 30))).toThrow(refused);
  });

  test("a member that goes beyond its vector is refused", () => {
    expect(() => decodeTls(vector(opaque), unhex("0202610061"))).toThrow(refused);
  });

  test("text that is no UTF-8 is refused, and a byte order mark is kept", () => {
    expect(() => decodeTls(text, unhex("02c328"))).toThrow(refused);
    expect(() => encodeTls(text, "\ud800")).toThrow(refused);
    expect(decodeTls(text, unhex("03efbbbf"))).toBe("\uFEFF");
  });

  test("a number that is none of its type is neither written nor read", () => {
    for (const value of [-1, 256, 0.5]) expect(() => encodeTls(uint8, value)).toThrow(refused);
    expect(decodeTls(uint64, unhex("001fffffffffffff"))).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => decodeTls(uint64, unhex("0020000000000000"))).toThrow(refused);
  });
});
