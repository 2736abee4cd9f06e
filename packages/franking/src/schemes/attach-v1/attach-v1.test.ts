import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { concat, equalBytes, type Rng } from "../../bytes.ts";
import { FrankingError } from "../../errors.ts";
import { type AttachmentVectors, runAttachmentVectors } from "../../testing/attachment-vectors.ts";
import {
  type ByteSource,
  discloseAttachment,
  judgeAttachment,
  openAttachment,
  openAttachmentParts,
  type ReadSealed,
  type SealedAttachment,
  sealAttachment,
} from "./index.ts";

const text = readFileSync(new URL("vectors.json", import.meta.url), "utf8");
const vectors: AttachmentVectors = JSON.parse(text);

describe("the vectors of attach-v1", () => {
  for (const it of vectors.cases) {
    const { name, role } = it;
    test(`${role}: ${name}`, async () => {
      const [outcome] = await runAttachmentVectors({ ...vectors, cases: [it] });
      expect(outcome?.name).toBe(`${role}: ${name}`);
      expect(outcome?.got).toEqual(outcome?.expected);
    });
  }

  test("have names of their own, and every code that a role refuses with", () => {
    const names = vectors.cases.map(({ name, role }) => `${role}: ${name}`);
    expect(new Set(names).size).toBe(names.length);
    const codes = (role: string) => {
      const said = vectors.cases
        .filter((it) => it.role === role)
        .map(({ expects }) => JSON.stringify(expects));
      return [...new Set(said.flatMap((it) => /"refused":"([a-z-]+)"/u.exec(it)?.[1] ?? []))].sort();
    };
    expect(codes("seal")).toEqual(["chunk-length"]);
    expect(codes("open")).toEqual(["attachment", "chunk", "chunk-length"]);
    expect(codes("open-part")).toEqual(["attachment", "chunk", "chunk-length"]);
    expect(codes("disclose")).toEqual(["attachment", "chunk", "chunk-length", "not-disclosable"]);
    expect(codes("judge")).toEqual(["attachment", "chunk", "chunk-length", "encoding", "item"]);
  });
});

const chunk = 65_536;
const piece = 16_384;
const borders = [
  0,
  1,
  piece - 33,
  piece - 32,
  piece - 31,
  chunk - 1,
  chunk,
  chunk + 1,
  2 * chunk + piece - 96,
  3 * chunk,
];

describe("a file", () => {
  test.each(borders)(
    "of %i bytes comes out as it went in, by pieces of any size, whole and in parts",
    async (size) => {
      const file = bytesOf(size);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), fc.nat(), fc.nat(), async (step, a, b) => {
          const { field, secret, blob } = await sealAttachment(() => inSteps(file, step), rng);
          const sealed = await all(blob());
          expect(field.bytes).toBe(size);
          expect(equalBytes(await all(openAttachment(field, secret, inSteps(sealed, step))), file)).toBe(
            true,
          );
          if (size === 0) return;
          const [from, other] = [a % size, b % size].sort((x, y) => x - y);
          const to = (other ?? 0) + 1;
          const part = await openAttachmentParts(field, secret, reading(sealed));
          expect(equalBytes(await all(part(from ?? 0, to)), file.subarray(from, to))).toBe(true);
        }),
        { numRuns: 6 },
      );
    },
  );

  test("is proven in the chunks that are disclosed, and in no more", async () => {
    const file = bytesOf(4 * chunk + 5);
    const { field, secret, blob } = await sealAttachment(() => [file], rng);
    const read = reading(await all(blob()));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(4), { minLength: 1 }), async (some) => {
        const chunks = some.sort((a, b) => a - b);
        const disclosure = await discloseAttachment(field, secret, read, { chunks });
        const { ranges, gaps, isWhole } = judgeAttachment(field, disclosure);
        for (const { from, to, content } of ranges)
          expect(equalBytes(content, file.subarray(from, to))).toBe(true);
        const covered = [...ranges, ...gaps].sort((a, b) => a.from - b.from);
        expect(covered.map(({ from }) => from)).toEqual([0, ...covered.slice(0, -1).map(({ to }) => to)]);
        expect(covered.at(-1)?.to).toBe(file.length);
        const shown = ranges.flatMap(({ from, to }) =>
          Array.from({ length: Math.ceil((to - from) / chunk) }, (_, i) => from / chunk + i),
        );
        expect(shown).toEqual(chunks);
        expect(isWhole).toBe(chunks.length === 5);
        expect(includes(disclosure, secret.key)).toBe(false);
        expect(includes(disclosure, secret.seed)).toBe(false);
      }),
      { numRuns: 15 },
    );
  });

  test("that is disclosed whole shows its seed and not its key", async () => {
    const { field, secret, blob } = await sealAttachment(() => [bytesOf(100)], rng);
    const disclosure = await discloseAttachment(field, secret, reading(await all(blob())), "whole");
    expect(includes(disclosure, secret.seed)).toBe(true);
    expect(includes(disclosure, secret.key)).toBe(false);
  });

  test("has no half chunk to disclose, and no range beyond its ends to open", async () => {
    const { field, secret, blob } = await sealAttachment(() => [bytesOf(100)], rng);
    const read = reading(await all(blob()));
    const choosing = discloseAttachment(field, secret, read, { chunks: [0.5] });
    await expect(choosing).rejects.toThrow(new FrankingError("not-disclosable"));
    const part = await openAttachmentParts(field, secret, read);
    for (const [from, to] of [
      [-1, 5],
      [5, 5],
      [6, 5],
      [0, 101],
      [Number.NaN, 5],
      [0, Number.NaN],
    ] as const) {
      await expect(all(part(from, to))).rejects.toThrow(RangeError);
    }
  });
});

describe("a blob", () => {
  let small: SealedAttachment;
  let large: SealedAttachment;
  let sealedSmall: Uint8Array;
  let sealedLarge: Uint8Array;
  beforeAll(async () => {
    small = await sealAttachment(() => [bytesOf(11)], rng);
    large = await sealAttachment(() => [bytesOf(chunk + 20_000)], rng);
    sealedSmall = await all(small.blob());
    sealedLarge = await all(large.blob());
  });
  const opening = ({ field, secret }: SealedAttachment, sealed: Uint8Array) =>
    all(openAttachment(field, secret, [sealed]));

  test("with any bit turned is refused, whatever the bit belongs to", async () => {
    for (let bit = 0; bit < 8 * sealedSmall.length; bit++) {
      await expect(opening(small, flipped(sealedSmall, bit)), `bit ${bit}`).rejects.toThrow(FrankingError);
    }
  });

  test("of several chunks with any bit turned is refused before any chunk that its piece has a part of", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(8 * sealedLarge.length - 1), async (bit) => {
        const released: Uint8Array[] = [];
        const opened = openAttachment(large.field, large.secret, [flipped(sealedLarge, bit)]);
        await expect(all(opened, released)).rejects.toThrow(FrankingError);
        expect(released.length).toBe(pieceStartOf(bit >> 3) < 64 + chunk ? 0 : 1);
        if (released[0] !== undefined)
          expect(equalBytes(released[0], bytesOf(chunk + 20_000).subarray(0, chunk))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("that ends at any other place is refused", async () => {
    for (let size = 0; size < sealedSmall.length; size++) {
      await expect(opening(small, sealedSmall.subarray(0, size))).rejects.toThrow(FrankingError);
    }
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sealedLarge.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 20_000 }),
        async (size, more) => {
          await expect(opening(large, sealedLarge.subarray(0, size))).rejects.toThrow(FrankingError);
          await expect(opening(large, concat(sealedLarge, more))).rejects.toThrow(FrankingError);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("with its pieces in another order is refused", async () => {
    const pieces = Array.from({ length: 6 }, (_, k) =>
      sealedLarge.subarray(56 + 16_400 * k, 56 + 16_400 * (k + 1)),
    );
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), async (order) => {
        fc.pre(order.some((k, i) => k !== i));
        const shuffled = concat(
          sealedLarge.subarray(0, 56),
          ...order.map((k) => pieces[k] ?? new Uint8Array()),
        );
        await expect(opening(large, shuffled)).rejects.toThrow(FrankingError);
      }),
      { numRuns: 20 },
    );
  });

  test("of a file is another each time that it is made, and opens alike", async () => {
    const again = await all(small.blob());
    expect(equalBytes(again.subarray(0, 24), sealedSmall.subarray(0, 24))).toBe(false);
    expect(equalBytes(again.subarray(56), sealedSmall.subarray(56))).toBe(false);
    expect(await opening(small, again)).toEqual(await opening(small, sealedSmall));
  });

  test("is refused at its end where the field says that there are 2^32 − 1 chunks", async () => {
    const field = { ...small.field, bytes: chunk * (2 ** 32 - 1) };
    const refusal = new FrankingError("chunk-length");
    await expect(opening({ ...small, field }, sealedSmall)).rejects.toThrow(refusal);
    await expect(openAttachmentParts(field, small.secret, reading(sealedSmall))).rejects.toThrow(refusal);
  });

  test("does not open for the field of another file", async () => {
    const other = await sealAttachment(() => [bytesOf(11)], rng);
    await expect(opening({ ...small, field: other.field }, sealedSmall)).rejects.toThrow(
      new FrankingError("attachment"),
    );
  });
});

describe("a file of 64 MiB", () => {
  const size = 64 * 1024 * 1024;
  const most = 4 * chunk;

  test("is sealed and opened with a few chunks of it on the way at a time", {
    timeout: 240_000,
  }, async () => {
    let [pulled, readings] = [0, 0];
    /** Gives the same memory again and again, as a reader of a disk may. */
    const file = function* () {
      [pulled, readings] = [0, readings + 1];
      const memory = new Uint8Array(100_000);
      for (let left = size; left > 0; left -= memory.length) {
        memory.fill(left % 251);
        pulled += Math.min(left, memory.length);
        yield memory.subarray(0, Math.min(left, memory.length));
      }
    };
    const { field, secret, blob } = await sealAttachment(file, rng);
    const [sent, received] = [createHash("sha256"), createHash("sha256")];
    for (const part of file()) sent.update(part);
    expect(readings).toBe(2);
    let [released, held] = [0, 0];
    for await (const part of openAttachment(field, secret, blob())) {
      received.update(part);
      held = Math.max(held, pulled - released);
      released += part.length;
    }
    expect([readings, released]).toEqual([3, size]);
    expect(received.digest("hex")).toBe(sent.digest("hex"));
    expect(held).toBeLessThanOrEqual(most);
  });

  test("whose reader stops is read no further, and closed", async () => {
    let [pulled, closed] = [0, 0];
    const file = function* () {
      try {
        for (pulled = 0; pulled < size; pulled += chunk) yield new Uint8Array(chunk);
      } finally {
        closed++;
      }
    };
    const { field, secret, blob } = await sealAttachment(file, rng);
    expect([pulled, closed]).toEqual([size, 1]);
    for await (const _ of blob()) break;
    expect(closed).toBe(1);
    await stopAfter(5, blob());
    expect([pulled < most, closed]).toEqual([true, 2]);
    await stopAfter(2, openAttachment(field, secret, blob()));
    expect([pulled < most, closed]).toEqual([true, 3]);
  });
});

async function stopAfter(count: number, source: AsyncIterable<Uint8Array>): Promise<void> {
  let seen = 0;
  for await (const _ of source) if (++seen === count) break;
}

/** Where in leaves and file the piece begins that the byte of a blob is part of. */
function pieceStartOf(byte: number): number {
  return Math.floor(Math.max(0, byte - 56) / 16_400) * piece;
}

function bytesOf(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 14)) % 251);
}

let drawn = 0;
function rng(size: number): ReturnType<Rng> {
  return createHash("shake256", { outputLength: size }).update(`${drawn++}`).digest();
}

function* inSteps(bytes: Uint8Array, step: number): Generator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

async function all(source: ByteSource, into: Uint8Array[] = []): Promise<Uint8Array> {
  for await (const part of source) into.push(part);
  return concat(...into);
}

function reading(blob: Uint8Array): ReadSealed {
  return (from, to) => [blob.subarray(from, to)];
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const out = Uint8Array.from(bytes);
  out[bit >> 3] = (out[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return out;
}

function includes(bytes: Uint8Array, part: Uint8Array): boolean {
  return Buffer.from(bytes).includes(Buffer.from(part));
}
