import { equalBytes, u32 } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { hash, mac } from "../../frame.ts";
import { inclusionPath, treeHead } from "../../merkle.ts";

/** A field of any form: the maker also commits, properly, to what no sender may say. */
export type AnyField = readonly [path: string, value: unknown];

/** The suites once more, from the page docs/spec/message.md and not from the code that is under test. */
export interface MadeCommitment {
  readonly headerHash: Uint8Array;
  readonly messageKey: Uint8Array;
  readonly rootKey: Uint8Array;
  readonly leafKeys: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
  readonly commitment: Uint8Array;
}

export type Suite = "merkle-v1" | "hmac-v1";

export function commitTo(
  suite: Suite,
  header: unknown,
  fields: readonly AnyField[],
  kf: Uint8Array,
): MadeCommitment {
  const isMerkle = suite === "merkle-v1";
  const shape = isMerkle ? fields.map(([path]) => path) : [""];
  const headerHash = hash("openfranking header v1", suite, encode(header), encode(shape));
  const messageKey = mac(kf, "openfranking message-key v1", headerHash);
  const rootKey = mac(messageKey, "openfranking root-key v1");
  const values = isMerkle ? fields.map(([, value]) => encode(value)) : [encode(fields)];
  const leafKeys = shape.map((_, i) => mac(messageKey, "openfranking leaf-key v1", u32(i)));
  const leaves = shape.map((path, i) =>
    mac(at(leafKeys, i), "openfranking leaf v1", suite, u32(i), path, at(values, i)),
  );
  const root = isMerkle ? treeHead(leaves) : at(leaves, 0);
  const commitment = mac(rootKey, "openfranking commitment v1", suite, headerHash, u32(shape.length), root);
  return { headerHash, messageKey, rootKey, leafKeys, leaves, commitment };
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
