import { equalBytes, u32 } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { hash, mac } from "../../frame.ts";
import { inclusionPath, treeHead } from "../../merkle.ts";

/** A field of any form: the maker also commits, properly, to what no sender may say. */
export type AnyField = readonly [path: string, value: unknown];

/** What a suite has of its own, from the page docs/spec/message.md and not from the code that is under test. */
export interface Suite {
  readonly id: string;
  /** The name of a suite that is not this one. */
  readonly other: string;
  readonly partialReveal: boolean;
  /** What each leaf holds, under which path. The paths are the shape. */
  leavesOf(fields: readonly AnyField[]): readonly AnyField[];
  rootOf(leaves: readonly Uint8Array[]): Uint8Array;
}

export const suites: readonly Suite[] = [
  {
    ...{ id: "hmac-v1", other: "merkle-v1", partialReveal: false },
    leavesOf: (fields) => [["", fields]],
    rootOf: (leaves) => at(leaves, 0),
  },
  {
    ...{ id: "merkle-v1", other: "hmac-v1", partialReveal: true },
    leavesOf: (fields) => fields,
    rootOf: treeHead,
  },
];

export interface MadeCommitment {
  readonly headerHash: Uint8Array;
  readonly messageKey: Uint8Array;
  readonly rootKey: Uint8Array;
  readonly leafKeys: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
  readonly root: Uint8Array;
  readonly commitment: Uint8Array;
}

export function commitTo(
  suite: Suite,
  header: unknown,
  fields: readonly AnyField[],
  kf: Uint8Array,
): MadeCommitment {
  const held = suite.leavesOf(fields);
  const shape = held.map(([path]) => path);
  const headerHash = hash("openfranking header v1", suite.id, encode(header), encode(shape));
  const messageKey = mac(kf, "openfranking message-key v1", headerHash);
  const rootKey = mac(messageKey, "openfranking root-key v1");
  const leafKeys = shape.map((_, i) => mac(messageKey, "openfranking leaf-key v1", u32(i)));
  const leaves = held.map(([path, value], i) =>
    mac(at(leafKeys, i), "openfranking leaf v1", suite.id, u32(i), path, encode(value)),
  );
  const root = suite.rootOf(leaves);
  const commitment = mac(
    rootKey,
    "openfranking commitment v1",
    suite.id,
    headerHash,
    u32(shape.length),
    root,
  );
  return { headerHash, messageKey, rootKey, leafKeys, leaves, root, commitment };
}

export function fullOpening({ messageKey }: MadeCommitment, fields: readonly AnyField[]): object {
  return { messageKey, fields };
}

export interface MadePartialOpening {
  readonly rootKey: Uint8Array;
  readonly shape: readonly string[];
  readonly fields: readonly {
    readonly index: number;
    readonly value: unknown;
    readonly leafKey: Uint8Array;
    readonly path: readonly Uint8Array[];
  }[];
}

export function partialOpening(
  { rootKey, leafKeys, leaves }: MadeCommitment,
  fields: readonly AnyField[],
  indexes: readonly number[],
): MadePartialOpening {
  return {
    rootKey,
    shape: fields.map(([path]) => path),
    fields: indexes.map((index) => ({
      index,
      value: at(fields, index)[1],
      leafKey: at(leafKeys, index),
      path: inclusionPath(index, leaves),
    })),
  };
}

export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`nothing at ${index}`);
  return found;
}

/** `bytes` with one bit of its last byte turned. */
export function spoiled(bytes: Uint8Array): Uint8Array {
  const out = Uint8Array.from(bytes);
  out[out.length - 1] = at([...out], out.length - 1) ^ 1;
  if (equalBytes(out, bytes)) throw new Error("unreachable: nothing was spoiled");
  return out;
}
