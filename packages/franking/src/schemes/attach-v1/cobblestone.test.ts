import { createHash, createHmac, hkdfSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, equalBytes, hex, unhex } from "../../bytes.ts";
import * as noble from "../../primitives-noble.ts";
import * as node from "../../primitives-node.ts";
import { externalVectors } from "../../testing/external-vectors-node.ts";
import { open, openHead, openPart, seal } from "./cobblestone.ts";

const { folder, isThere } = externalVectors("wycheproof");
const read = (name: string) => (isThere ? JSON.parse(readFileSync(new URL(name, folder), "utf8")) : null);

interface Test<Members extends string> {
  readonly testGroups: readonly {
    readonly tests: readonly ({ readonly [member in Members]: string } & Said)[];
  }[];
}
interface Said {
  readonly tcId: number;
  readonly result: "valid" | "invalid";
  readonly flags: readonly string[];
  readonly size: number;
}

describe.skipIf(!isThere)(`Wycheproof's vectors, in ${folder.pathname}`, () => {
  const cobblestone: Test<"comment" | "key" | "ctx" | "ct" | "msgSha512" | "aeadKey" | "baseNonce"> | null =
    read("c2sp_chunked_encryption_aes_128_gcm_test.json");
  const cases = cobblestone?.testGroups.flatMap(({ tests }) => tests) ?? [];

  test("of Cobblestone-128 are all there", () => {
    expect(cases).toHaveLength(17);
  });

  for (const it of cases) {
    const [key, context] = [unhex(it.key), unhex(it.ctx)];
    const sealed = inflateSync(unhex(it.ct));

    if (it.result === "valid") {
      test(`${it.tcId}, ${it.comment}: opens, and is sealed so`, async () => {
        const message = concat(...(await piecesOf(open(key, context, [sealed]))));
        expect(sha512(message)).toBe(it.msgSha512);
        const derived = openHead(key, context, sealed.subarray(0, 56));
        expect([hex(derived.key), hex(derived.baseNonce)]).toEqual([it.aeadKey, it.baseNonce]);
        const again = concat(...(await piecesOf(seal(key, sealed.subarray(0, 24), context, [message]))));
        expect(equalBytes(again, sealed)).toBe(true);
      });
    } else {
      test(`${it.tcId}, ${it.comment}: is refused, after no more than its valid beginning`, async () => {
        const released: Uint8Array[] = [];
        await expect(piecesOf(open(key, context, [sealed]), released)).rejects.toThrow();
        const isPartial = it.flags.includes("PartialPlaintext");
        expect(sha512(concat(...released))).toBe(isPartial ? it.msgSha512 : sha512(new Uint8Array()));
        await expect(piecesOf(open(key, context, byteByByte(sealed)))).rejects.toThrow();
      });
    }
  }

  test("of HKDF-SHA-512 come out of its Expand", () => {
    const hkdf: Test<"ikm" | "salt" | "info" | "okm"> | null = read("hkdf_sha512_test.json");
    const tests = hkdf?.testGroups.flatMap((group) => group.tests) ?? [];
    expect(tests).toHaveLength(41);
    for (const { ikm, salt, info, size, okm, result } of tests) {
      const prk = createHmac("sha512", unhex(salt)).update(unhex(ikm)).digest();
      const expand = () => hex(noble.hkdfExpandSha512(prk, unhex(info), size));
      if (result === "valid") expect(expand()).toBe(okm);
      else expect(expand).toThrow();
    }
  });
});

test("HKDF-Expand of SHA-512 is the same on noble and on OpenSSL, from keys of any length", () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(bytes, bytes, fc.integer({ min: 1, max: 200 }), (key, info, size) => {
      const expanded = noble.hkdfExpandSha512(key, info, size);
      expect(hex(expanded)).toBe(expandOnOpenSsl(key, info, size));
      expect(node.hkdfExpandSha512(key, info, size)).toEqual(expanded);
      const extracted = createHmac("sha512", key).update(info).digest();
      const whole = new Uint8Array(hkdfSync("sha512", info, key, key, size));
      expect(noble.hkdfExpandSha512(extracted, key, size)).toEqual(whole);
    }),
  );
});

test("an input key has 16 bytes, and no other number of them", () => {
  for (const size of [0, 15, 17, 32]) {
    expect(() => openHead(new Uint8Array(size), new Uint8Array(), new Uint8Array(56))).toThrow(RangeError);
  }
});

test("there is no chunk 2^38", async () => {
  const keys = { key: new Uint8Array(16), baseNonce: new Uint8Array(12), commitment: new Uint8Array(32) };
  const openAt = (chunk: number) => {
    const start = chunk * 16_384;
    return piecesOf(openPart(keys, () => [new Uint8Array(16)], start, start + 1));
  };
  await expect(openAt(2 ** 38)).rejects.toThrow(RangeError);
  await expect(openAt(2 ** 38 - 1)).rejects.toThrow("chunk");
});

test("the number of a chunk is in all of the last five bytes of its nonce", async () => {
  const keys = {
    key: new Uint8Array(16),
    baseNonce: new Uint8Array(12).fill(0xff),
    commitment: new Uint8Array(32),
  };
  const chunk = 2 ** 37 + 2 ** 24 + 0x10_203;
  const nonce = unhex("ffffffffffffffdffefefdfc");
  const sealed = node.aesGcmSeal(keys.key, nonce, new Uint8Array(), Uint8Array.of(7));
  const opened = await piecesOf(openPart(keys, () => [sealed], chunk * 16_384, chunk * 16_384 + 1));
  expect(opened).toEqual([Uint8Array.of(7)]);
});

async function piecesOf(
  source: AsyncIterable<Uint8Array>,
  into: Uint8Array[] = [],
): Promise<readonly Uint8Array[]> {
  for await (const piece of source) into.push(piece);
  return into;
}

function* byteByByte(bytes: Uint8Array): Generator<Uint8Array, void> {
  for (const byte of bytes) yield Uint8Array.of(byte);
}

/** RFC 5869 §2.3. */
function expandOnOpenSsl(key: Uint8Array, info: Uint8Array, size: number): string {
  const blocks: Uint8Array[] = [];
  for (let i = 1; i <= Math.ceil(size / 64); i++) {
    const block = createHmac("sha512", key)
      .update(blocks.at(-1) ?? "")
      .update(info)
      .update(Uint8Array.of(i));
    blocks.push(block.digest());
  }
  return hex(concat(...blocks).subarray(0, size));
}

function sha512(bytes: Uint8Array): string {
  return createHash("sha512").update(bytes).digest("hex");
}
