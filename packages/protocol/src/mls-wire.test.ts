import { concat } from "@openfranking/franking";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPrivateMessageHead, safeAad } from "./mls-wire.ts";

const groupId = new Uint8Array(16).fill(7);

/** RFC 9420 §6: an MLSMessage with a PrivateMessage, its ciphertexts left short. */
function wireOf(authenticatedData: Uint8Array, contentType = 1): Uint8Array {
  const head = Uint8Array.of(0, 1, 0, 2, 16, ...groupId, 0, 0, 0, 0, 0, 0, 0, 5, contentType);
  const length =
    authenticatedData.length < 64
      ? [authenticatedData.length]
      : [0x40 | (authenticatedData.length >> 8), authenticatedData.length & 0xff];
  return concat(head, Uint8Array.from(length), authenticatedData, Uint8Array.of(2, 1, 1, 3, 1, 1, 1));
}

describe("the head of an MLS application message", () => {
  test("gives group, epoch and authenticated data", () => {
    const outer = safeAad(new Uint8Array(100).fill(9), 0xff4f);
    expect(readPrivateMessageHead(wireOf(outer))).toEqual({ groupId, epoch: 5, authenticatedData: outer });
  });

  test.each([
    ["is a proposal", wireOf(new Uint8Array(3), 2)],
    ["ends early", wireOf(new Uint8Array(3)).subarray(0, -1)],
    ["goes on", concat(wireOf(new Uint8Array(3)), Uint8Array.of(0))],
    [
      "has a length that is longer than it must be",
      concat(Uint8Array.of(0, 1, 0, 2, 0x40, 16), wireOf(new Uint8Array(3)).subarray(5)),
    ],
    ["is empty", new Uint8Array()],
  ])("is none where the message %s", (_, wire) => {
    expect(readPrivateMessageHead(wire)).toBeNull();
  });

  test("is read from any bytes without a fault", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readPrivateMessageHead(concat(Uint8Array.of(0, 1, 0, 2), bytes));
      }),
    );
  });
});
