import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hex } from "./bytes.ts";
import * as noble from "./primitives-noble.ts";
import * as node from "./primitives-node.ts";
import { externalVectors, readPrimitiveVectors } from "./testing/external-vectors-node.ts";
import { runPrimitiveVectors } from "./testing/primitive-vectors.ts";

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const message = fc.uint8Array({ maxLength: 100 });
const isThere = externalVectors("cctv-ed25519").isThere && externalVectors("wycheproof").isThere;
const where = externalVectors(".").folder.pathname;

describe.skipIf(!isThere)(`vectors of CCTV and Wycheproof, in ${where}`, () => {
  const vectors = isThere ? readPrimitiveVectors() : null;
  const run = (primitives: typeof noble) =>
    vectors === null ? [] : runPrimitiveVectors(vectors, primitives);

  test.each([
    ["node:crypto", node],
    ["noble", noble],
  ])("come out on %s, every one", (_, primitives) => {
    const outcomes = run(primitives);
    expect(outcomes.filter(({ expected, got }) => expected !== got)).toEqual([]);
    expect(outcomes.filter(({ name }) => name.startsWith("CCTV"))).toHaveLength(914);
    expect(outcomes.length).toBeGreaterThan(1300);
  });

  test("get the same answer from both implementations, every one", () => {
    expect(run(node)).toEqual(run(noble));
  });
});

describe("node:crypto and noble agree", () => {
  test("on hashes, MACs and derived keys", () => {
    fc.assert(
      fc.property(bytes32, message, message, fc.integer({ min: 1, max: 100 }), (key, salt, data, size) => {
        expect(node.sha256(data)).toEqual(noble.sha256(data));
        expect(node.hmacSha256(key, data)).toEqual(noble.hmacSha256(key, data));
        expect(node.hkdfSha256(key, salt, data, size)).toEqual(noble.hkdfSha256(key, salt, data, size));
      }),
    );
  });

  test("on public keys, signatures and shared secrets", () => {
    fc.assert(
      fc.property(bytes32, bytes32, message, (own, other, data) => {
        expect(node.ed25519Public(own)).toEqual(noble.ed25519Public(own));
        expect(node.ed25519Sign(own, data)).toEqual(noble.ed25519Sign(own, data));
        expect(node.x25519Public(own)).toEqual(noble.x25519Public(own));
        expect(node.x25519Shared(own, other)).toEqual(noble.x25519Shared(own, other));
      }),
      { numRuns: 20 },
    );
  });

  test("on a key whose bytes were changed in their place", () => {
    fc.assert(
      fc.property(bytes32, bytes32, message, (first, second, data) => {
        const key = Uint8Array.from(first);
        expect(node.ed25519Sign(key, data)).toEqual(noble.ed25519Sign(first, data));
        key.set(second);
        expect(node.ed25519Sign(key, data)).toEqual(noble.ed25519Sign(second, data));
      }),
      { numRuns: 20 },
    );
  });

  test("on damaged signatures", () => {
    fc.assert(
      fc.property(bytes32, message, fc.nat(511), (secret, data, bit) => {
        const signature = noble.ed25519Sign(secret, data);
        signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const key = noble.ed25519Public(secret);
        for (const primitives of [node, noble])
          expect(primitives.ed25519Verify(key, data, signature)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  test("on which bytes are equal", () => {
    fc.assert(
      fc.property(message, message, (a, b) => {
        const isSame = hex(a) === hex(b);
        for (const { equalBytes } of [node, noble]) {
          expect(equalBytes(a, b)).toBe(isSame);
          expect(equalBytes(a, Uint8Array.from(a))).toBe(true);
        }
      }),
    );
  });

  test("on keys and signatures of a wrong length", () => {
    for (const primitives of [node, noble]) {
      const key = primitives.ed25519Public(new Uint8Array(32));
      for (const size of [0, 31, 33, 63, 65]) {
        const wrong = new Uint8Array(size);
        expect(primitives.ed25519Verify(key, wrong, wrong)).toBe(false);
        expect(primitives.ed25519Verify(wrong, wrong, new Uint8Array(64))).toBe(false);
        expect(primitives.isPrimeOrderPoint(wrong)).toBe(false);
        expect(primitives.x25519Shared(new Uint8Array(32), wrong)).toBeNull();
        expect(() => primitives.ed25519Public(wrong)).toThrow();
        expect(() => primitives.x25519Public(wrong)).toThrow();
      }
    }
  });
});
