import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hex } from "./bytes.ts";
import { inclusionPath, isIncluded, leafHash, rootFromPath, treeHead } from "./merkle.ts";
import { externalVectors } from "./testing/external-vectors-node.ts";

const entries = fc.array(fc.uint8Array({ maxLength: 5 }), { minLength: 1, maxLength: 40 });
const place = fc.nat().chain((at) => entries.map((all) => ({ all, index: at % all.length })));

test("every entry's path leads from its leaf to the tree head", () => {
  fc.assert(
    fc.property(entries, (all) => {
      for (const [index, entry] of all.entries()) {
        const path = inclusionPath(index, all);
        expect(isIncluded(leafHash(entry), index, all.length, path, treeHead(all))).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});

test("a path leads to the tree head from no other index", () => {
  fc.assert(
    fc.property(place, ({ all, index }) => {
      const path = inclusionPath(index, all);
      const leaf = leafHash(all[index] ?? new Uint8Array());
      for (const other of [...all.keys(), all.length, -1, 0.5, Number.NaN]) {
        if (other === index) continue;
        // Two places of one length of path can agree only where the siblings are the same on both sides.
        const isAmbiguous = path.some((sibling) => hex(sibling) === hex(leaf)) || hasTwins(all);
        if (!isAmbiguous) expect(isIncluded(leaf, other, all.length, path, treeHead(all))).toBe(false);
      }
    }),
  );
});

test("a path of another length than index and size ask for leads nowhere", () => {
  fc.assert(
    fc.property(place, ({ all, index }) => {
      const path = inclusionPath(index, all);
      const leaf = leafHash(all[index] ?? new Uint8Array());
      expect(rootFromPath(leaf, index, all.length, [...path, leaf])).toBeNull();
      if (path.length > 0) expect(rootFromPath(leaf, index, all.length, path.slice(1))).toBeNull();
    }),
  );
});

test("an index outside the tree has no path and leads nowhere", () => {
  for (const index of [-1, 1, 2, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => inclusionPath(index, [new Uint8Array()])).toThrow(RangeError);
    expect(rootFromPath(leafHash(new Uint8Array()), index, 1, [])).toBeNull();
  }
  expect(rootFromPath(leafHash(new Uint8Array()), 0, 0, [])).toBeNull();
});

// RFC 9162 §2.1.1
test("the head of an empty tree is the hash of nothing", () => {
  expect(hex(treeHead([]))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("a leaf does not pass as a node", () => {
  const [a, b] = [leafHash(Uint8Array.of(1)), leafHash(Uint8Array.of(2))];
  const node = treeHead([Uint8Array.of(1), Uint8Array.of(2)]);
  expect(treeHead([Uint8Array.of(...a, ...b)])).not.toEqual(node);
});

function hasTwins(all: readonly Uint8Array[]): boolean {
  return new Set(all.map(hex)).size < all.length;
}

interface InclusionVector {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: readonly string[] | null;
  readonly desc: string;
  readonly wantErr: boolean;
}

const { folder, isThere } = externalVectors("merkle/inclusion");

describe.skipIf(!isThere)(`inclusion proofs of transparency-dev, in ${fileURLToPath(folder)}`, () => {
  const files = isThere ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];

  test("are there", () => {
    expect(files).not.toHaveLength(0);
  });

  test.each(files.filter((name) => name.endsWith(".json")))("%s", (name) => {
    const text = readFileSync(join(fileURLToPath(folder), name), "utf8");
    const { leafIdx, treeSize, root, leafHash: leaf, proof, wantErr } = JSON.parse(text) as InclusionVector;
    const path = (proof ?? []).map(base64);
    expect(isIncluded(base64(leaf), leafIdx, treeSize, path, base64(root))).toBe(!wantErr);
  });
});

function base64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
