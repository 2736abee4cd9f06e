import { sha256 } from "#primitives";
import { concat, equalBytes } from "./bytes.ts";

// RFC 9162 §2.1.1: the two prefixes keep a leaf from passing as a node. The only hash input here that is not a frame.
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** `HASH(0x00 ‖ entry)`, 32 bytes (RFC 9162 §2.1.1). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(concat(leafPrefix, entry));
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(nodePrefix, left, right));
}

/** `MTH(entries)`: the Merkle tree head over data entries, 32 bytes (RFC 9162 §2.1.1). */
export function treeHead(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0) return sha256(new Uint8Array());
  return headOf(entries.map(leafHash));
}

function headOf(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) return only;
  const split = splitPoint(leaves.length);
  return nodeHash(headOf(leaves.slice(0, split)), headOf(leaves.slice(split)));
}

/** `PATH(index, entries)`: the audit path of one entry, from its leaf upwards (RFC 9162 §2.1.3.1). */
export function inclusionPath(index: number, entries: readonly Uint8Array[]): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= entries.length) throw new RangeError("no such entry");
  return pathOf(index, entries.map(leafHash));
}

function pathOf(index: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return [];
  const split = splitPoint(leaves.length);
  const left = leaves.slice(0, split);
  const right = leaves.slice(split);
  return index < split
    ? [...pathOf(index, left), headOf(right)]
    : [...pathOf(index - split, right), headOf(left)];
}

/** Verifies an inclusion proof (RFC 9162 §2.1.3.2). `leaf` is {@link leafHash} of the entry. */
export function isIncluded(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const computed = rootFromPath(leaf, index, size, path);
  return computed !== null && equalBytes(computed, root);
}

/** The root that `path` leads to, or null where the path has not the length that (index, size) asks for. */
export function rootFromPath(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null;
  let node = index;
  let last = size - 1;
  let root = leaf;
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      root = nodeHash(sibling, root);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      root = nodeHash(root, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}

/** The largest power of two below `size`. */
function splitPoint(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}
