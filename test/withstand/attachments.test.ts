import {
  type AttachmentField,
  type ByteSource,
  concat,
  decode,
  discloseAttachment,
  encode,
  equalBytes,
  FrankingError,
  judgeAttachment,
  openAttachment,
  openAttachmentParts,
  type ReadSealed,
  type SealedAttachment,
  sealAttachment,
} from "@openfranking/franking";
import { beforeAll, describe, expect, test } from "vitest";

const rng = (size: number) => crypto.getRandomValues(new Uint8Array(size));
const chunk = 65_536;

/** Chunk after chunk of one letter each; the last one may be short. */
function file(letters: string, size = chunk * letters.length): Uint8Array {
  return concat(...[...letters].map((letter) => new Uint8Array(chunk).fill(letter.charCodeAt(0)))).subarray(
    0,
    size,
  );
}

describe("a sender who commits to one file and encrypts another", () => {
  const committed = file("aaa", 2 * chunk + 100);

  /** The scheme's own sealing, given another file at its second reading. */
  function encrypting(other: Uint8Array): Promise<SealedAttachment> {
    const readings = [committed, other];
    return sealAttachment(() => [readings.shift() ?? other], rng);
  }

  test.each([
    ["from its first byte on", file("baa", committed.length), 0],
    ["in the second chunk", file("aba", committed.length), 1],
    ["in its last byte", concat(committed.subarray(0, -1), Uint8Array.of(0)), 2],
  ])("shows nothing of it where it differs %s", async (_, other, chunks) => {
    const { field, secret, blob } = await encrypting(other);
    const released: Uint8Array[] = [];
    await expect(gather(openAttachment(field, secret, blob()), released)).rejects.toThrow(
      new FrankingError("chunk"),
    );
    expect(released).toHaveLength(chunks);
    const shown = concat(...released);
    expect(equalBytes(shown, committed.subarray(0, shown.length))).toBe(true);
  });

  test("shows nothing of it to who opens a part alone", async () => {
    const { field, secret, blob } = await encrypting(file("aba", committed.length));
    const sealed = await gather(blob());
    const part = await openAttachmentParts(field, secret, reading(sealed));
    await expect(gather(part(chunk + 5, chunk + 6))).rejects.toThrow(new FrankingError("chunk"));
    expect(await gather(part(0, 5))).toEqual(committed.subarray(0, 5));
  });

  test.each([
    ["shorter", committed.length - 1],
    ["longer", committed.length + 1],
  ])("does not get as far with one that is %s", async (_, size) => {
    const { field, secret, blob } = await encrypting(file("aaaa", size));
    const sealing: Uint8Array[] = [];
    await expect(gather(blob(), sealing)).rejects.toThrow(new FrankingError("chunk-length"));
    await expect(gather(openAttachment(field, secret, sealing))).rejects.toThrow(FrankingError);
  });

  test("gets nothing from the whole of another sealing, neither with its key nor with its field", async () => {
    const [one, other] = [
      await encrypting(committed),
      await sealAttachment(() => [file("bbb", committed.length)], rng),
    ];
    const opening = (field: AttachmentField, secret: SealedAttachment["secret"]) =>
      gather(openAttachment(field, secret, other.blob()));
    const refusal = new FrankingError("attachment");
    await expect(opening(one.field, other.secret)).rejects.toThrow(refusal);
    await expect(opening(one.field, { ...one.secret, seed: other.secret.seed })).rejects.toThrow(refusal);
    await expect(opening(other.field, one.secret)).rejects.toThrow(refusal);
  });

  test("cannot keep what a recipient was shown from being proven", async () => {
    const { field, secret, blob } = await encrypting(file("aab", committed.length));
    const kept = await gather(blob());
    const released: Uint8Array[] = [];
    await expect(gather(openAttachment(field, secret, [kept]), released)).rejects.toThrow(FrankingError);
    const chunks = [...released.keys()];
    const disclosure = await discloseAttachment(field, secret, reading(kept), { chunks });
    const { ranges, gaps } = judgeAttachment(field, disclosure);
    expect(ranges.map(({ from, to }) => [from, to])).toEqual([[0, 2 * chunk]]);
    expect(gaps).toEqual([{ from: 2 * chunk, to: committed.length }]);
    expect(equalBytes(ranges[0]?.content ?? new Uint8Array(), concat(...released))).toBe(true);
  });
});

describe("the proof of a chunk", () => {
  interface Chunks {
    readonly bytes: number;
    readonly root: Uint8Array;
    readonly chunks: readonly { readonly index: number; readonly path: readonly Uint8Array[] }[];
  }
  const letters = "abcdefg";
  const size = chunk * letters.length - 1;
  let sealed: SealedAttachment;
  let proofs: Chunks[];

  beforeAll(async () => {
    sealed = await sealAttachment(() => [file(letters, size)], rng);
    const read = reading(await gather(sealed.blob()));
    proofs = await Promise.all(
      Array.from(letters, async (_, index) => {
        const disclosed = await discloseAttachment(sealed.field, sealed.secret, read, { chunks: [index] });
        return decode(disclosed) as Chunks;
      }),
    );
  });

  const accepts = (field: AttachmentField, disclosure: unknown): boolean => {
    try {
      judgeAttachment(field, encode(disclosure));
      return true;
    } catch (error) {
      if (error instanceof FrankingError) return false;
      throw error;
    }
  };

  test("is good at its own place alone", () => {
    for (const [own, proof] of proofs.entries()) {
      const places = Array.from(letters, (_, index) => index).filter((index) =>
        accepts(sealed.field, { ...proof, chunks: proof.chunks.map((it) => ({ ...it, index })) }),
      );
      expect(places).toEqual([own]);
    }
  });

  test("is not good with the path of another place, at either", () => {
    for (const [own, proof] of proofs.entries()) {
      for (const [other, { chunks }] of proofs.entries()) {
        if (own === other) continue;
        for (const index of [own, other]) {
          const moved = proof.chunks.map((it) => ({ ...it, index, path: chunks[0]?.path ?? [] }));
          expect(accepts(sealed.field, { ...proof, chunks: moved })).toBe(false);
        }
      }
    }
  });

  test("is not good in a file of any other size, of as many chunks or more or fewer", () => {
    const sizes = [
      size - 1,
      size + 1,
      size - 5,
      chunk,
      3 * chunk,
      4 * chunk - 1,
      8 * chunk - 1,
      8 * chunk,
      2 ** 40,
    ];
    for (const proof of proofs) {
      for (const bytes of sizes) {
        expect(accepts({ ...sealed.field, bytes }, { ...proof, bytes })).toBe(false);
        expect(accepts(sealed.field, { ...proof, bytes })).toBe(false);
        expect(accepts({ ...sealed.field, bytes }, proof)).toBe(false);
      }
    }
  });

  test("is not good for another sealing of the same file", async () => {
    const again = await sealAttachment(() => [file(letters, size)], rng);
    for (const proof of proofs) {
      expect(accepts(again.field, proof)).toBe(false);
      expect(accepts(again.field, { ...proof, root: again.field.commitment })).toBe(false);
    }
  });
});

function reading(blob: Uint8Array): ReadSealed {
  return (from, to) => [blob.subarray(from, to)];
}

async function gather(source: ByteSource, into: Uint8Array[] = []): Promise<Uint8Array> {
  for await (const part of source) into.push(part);
  return concat(...into);
}
