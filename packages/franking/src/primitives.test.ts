import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, hex, u64, unhex } from "./bytes.ts";
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
    expect(outcomes.filter(({ name }) => name.startsWith("Wycheproof aes-gcm"))).toHaveLength(158);
    expect(outcomes.length).toBeGreaterThan(1450);
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

  test("on what AES makes of a text, and what it opens", () => {
    const key = fc.oneof(bytes32, fc.uint8Array({ minLength: 16, maxLength: 16 }));
    const block = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(key, block, message, message, fc.nat(), (key, block, associatedData, data, bit) => {
        const nonce = block.subarray(0, 12);
        const sealed = noble.aesGcmSeal(key, nonce, associatedData, data);
        const damaged = flipped(sealed, bit % (8 * sealed.length));
        expect(node.aesGcmSeal(key, nonce, associatedData, data)).toEqual(sealed);
        expect(node.aesCtr(key, block, data)).toEqual(noble.aesCtr(key, block, data));
        for (const { aesGcmOpen, aesCtr } of [node, noble]) {
          expect(aesGcmOpen(key, nonce, associatedData, sealed)).toEqual(data);
          expect(aesGcmOpen(key, nonce, associatedData, damaged)).toBeNull();
          expect(aesGcmOpen(key, nonce, concat(associatedData, Uint8Array.of(0)), sealed)).toBeNull();
          expect(aesCtr(key, block, aesCtr(key, block, data))).toEqual(data);
        }
      }),
    );
  });

  test.each([0, 1, 4031, 4032, 4033, 70_000])("on the MAC of %i bytes", (size) => {
    const data = new Uint8Array(size).map((_, i) => i * 7);
    for (const keySize of [16, 32, 64, 65]) {
      const key = new Uint8Array(keySize).fill(keySize);
      expect(node.hmacSha256(key, data)).toEqual(noble.hmacSha256(key, data));
    }
  });

  test("on HMAC with SHA3-256, and on what AES makes of a block", () => {
    const key = fc.oneof(bytes32, fc.uint8Array({ minLength: 16, maxLength: 16 }));
    const block = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(key, block, message, (key, block, data) => {
        expect(node.hmacSha3(key, data)).toEqual(noble.hmacSha3(key, data));
        expect(node.aesBlockEncrypt(key, block)).toEqual(noble.aesBlockEncrypt(key, block));
        for (const { aesBlockDecrypt, aesBlockEncrypt } of [node, noble]) {
          expect(aesBlockDecrypt(key, aesBlockEncrypt(key, block))).toEqual(block);
        }
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
        const key = noble.ed25519Public(secret);
        for (const primitives of [node, noble])
          expect(primitives.ed25519Verify(key, data, flipped(signature, bit))).toBe(false);
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

describe.each([
  ["node:crypto", node],
  ["noble", noble],
])("on %s", (_, { aesCtr, aesGcmOpen, aesGcmSeal, sha256, sha256Compress, ...block }) => {
  // SP 800-38A, F.5.1 and F.5.5.
  test.each([
    [
      "2b7e151628aed2a6abf7158809cf4f3c",
      "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee",
    ],
    [
      "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
      "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6",
    ],
  ])("AES-CTR under %s encrypts as NIST's example does", (key, ciphertext) => {
    const counterBlock = unhex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    const plaintext = unhex(
      "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710",
    );
    expect(hex(aesCtr(unhex(key), counterBlock, plaintext))).toBe(ciphertext);
  });

  // FIPS 197, C.1 and C.3.
  test.each([
    ["000102030405060708090a0b0c0d0e0f", "69c4e0d86a7b0430d8cdb78070b4c55a"],
    ["000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "8ea2b7ca516745bfeafc49904b496089"],
  ])("AES under %s makes of one block what the standard's example does, and back", (key, made) => {
    const plaintext = unhex("00112233445566778899aabbccddeeff");
    expect(hex(block.aesBlockEncrypt(unhex(key), plaintext))).toBe(made);
    expect(block.aesBlockDecrypt(unhex(key), unhex(made))).toEqual(plaintext);
  });

  test("HMAC with SHA3-256 is that of NIST's example", () => {
    const key = Uint8Array.from({ length: 32 }, (_, i) => i);
    const sample = new TextEncoder().encode("Sample message for keylen<blocklen");
    const expected = "4fe8e202c4f058e8dddc23d8c34e467343e23555e24fc2f025d598f558f67205";
    expect(hex(block.hmacSha3(key, sample))).toBe(expected);
  });

  test("the counter of AES-CTR carries over all 16 bytes, and from the last block to the first", () => {
    const [key, zeros] = [new Uint8Array(32), new Uint8Array(16)];
    const stream = aesCtr(key, new Uint8Array(16).fill(0xff), new Uint8Array(32));
    expect(stream.subarray(16)).toEqual(aesCtr(key, zeros, zeros));
    const carried = aesCtr(key, unhex("00000000ffffffffffffffffffffffff"), new Uint8Array(32));
    expect(carried.subarray(16)).toEqual(aesCtr(key, unhex("00000001000000000000000000000000"), zeros));
  });

  test("AES takes keys of 16 and 32 bytes and a nonce of its mode's size, and no others", () => {
    const empty = new Uint8Array();
    for (const size of [0, 15, 17, 24, 31, 33]) {
      const wrong = new Uint8Array(size);
      expect(() => aesGcmSeal(wrong, new Uint8Array(12), empty, empty)).toThrow(RangeError);
      expect(() => aesGcmOpen(wrong, new Uint8Array(12), empty, new Uint8Array(16))).toThrow(RangeError);
      expect(() => aesCtr(wrong, new Uint8Array(16), empty)).toThrow(RangeError);
    }
    for (const size of [0, 8, 11, 13, 15, 17]) {
      const [key, wrong] = [new Uint8Array(32), new Uint8Array(size)];
      expect(() => aesGcmSeal(key, wrong, empty, empty)).toThrow(RangeError);
      expect(() => aesGcmOpen(key, wrong, empty, new Uint8Array(16))).toThrow(RangeError);
      expect(() => aesCtr(key, wrong, empty)).toThrow(RangeError);
      expect(() => block.aesBlockEncrypt(key, wrong)).toThrow(RangeError);
      expect(() => block.aesBlockDecrypt(key, wrong)).toThrow(RangeError);
    }
  });

  test("what is shorter than a tag opens as nothing", () => {
    for (let size = 0; size < 16; size++) {
      const sealed = new Uint8Array(size);
      expect(aesGcmOpen(new Uint8Array(32), new Uint8Array(12), new Uint8Array(), sealed)).toBeNull();
    }
  });

  test("the compression function, block by block over the padded message, is SHA-256", () => {
    // FIPS 180-4 §5.3.3 and §5.1.1.
    const initial = unhex("6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        const zeros = new Uint8Array((119 - (data.length % 64)) % 64);
        const padded = concat(data, Uint8Array.of(0x80), zeros, u64(8 * data.length));
        let state = initial;
        for (let at = 0; at < padded.length; at += 64) {
          state = sha256Compress(state, padded.subarray(at, at + 64));
        }
        expect(state).toEqual(sha256(data));
      }),
    );
  });

  test("the compression function takes a chaining value of 32 bytes and a block of 64, and no others", () => {
    for (const size of [0, 31, 33, 64]) {
      expect(() => sha256Compress(new Uint8Array(size), new Uint8Array(64))).toThrow(RangeError);
    }
    for (const size of [0, 63, 65, 128]) {
      expect(() => sha256Compress(new Uint8Array(32), new Uint8Array(size))).toThrow(RangeError);
    }
  });
});

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}
