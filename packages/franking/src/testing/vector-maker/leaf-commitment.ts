import { u32 } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { hash, mac } from "../../frame.ts";
import { inclusionPath, treeHead } from "../../merkle.ts";
import type { Committed } from "./stamped-suite.ts";
import { type AnyField, at } from "./suite.ts";

/** Where the two suites of docs/spec/message.md differ. */
export interface Leaves {
  readonly id: string;
  /** What each leaf holds, under which path. The paths are the shape. */
  leavesOf(fields: readonly AnyField[]): readonly AnyField[];
  rootOf(leaves: readonly Uint8Array[]): Uint8Array;
}

export const oneLeaf: Leaves = {
  id: "hmac-v1",
  leavesOf: (fields) => [["", fields]],
  rootOf: (leaves) => at(leaves, 0),
};

export const leafOfEach: Leaves = { id: "merkle-v1", leavesOf: (fields) => fields, rootOf: treeHead };

export interface LeafCommitted extends Committed {
  readonly messageKey: Uint8Array;
  readonly leaves: readonly Uint8Array[];
  openPart(indexes: readonly number[]): PartialOpening;
}

export interface PartialOpening {
  readonly rootKey: Uint8Array;
  readonly shape: readonly string[];
  readonly fields: readonly {
    readonly index: number;
    readonly value: unknown;
    readonly leafKey: Uint8Array;
    readonly path: readonly Uint8Array[];
  }[];
}

export function commitToLeaves(
  { id, leavesOf, rootOf }: Leaves,
  header: unknown,
  fields: readonly AnyField[],
  kf: Uint8Array,
): LeafCommitted {
  const held = leavesOf(fields);
  const shape = held.map(([path]) => path);
  const headerHash = hash("openfranking header v1", id, encode(header), encode(shape));
  const messageKey = mac(kf, "openfranking message-key v1", headerHash);
  const rootKey = mac(messageKey, "openfranking root-key v1");
  const leafKeys = shape.map((_, i) => mac(messageKey, "openfranking leaf-key v1", u32(i)));
  const leaves = held.map(([path, value], i) =>
    mac(at(leafKeys, i), "openfranking leaf v1", id, u32(i), path, encode(value)),
  );
  const root = rootOf(leaves);
  const commitment = mac(rootKey, "openfranking commitment v1", id, headerHash, u32(shape.length), root);
  return {
    ...{ commitment, messageKey, leaves, opensWith: { messageKey }, inner: { fields, kf } },
    values: {
      ...{ hd: headerHash, mk: messageKey, rootKey },
      ...{ ...numbered("leafKey", leafKeys), ...numbered("leaf", leaves) },
      ...{ root, C: commitment },
    },
    openPart: (indexes) => ({
      rootKey,
      shape: fields.map(([path]) => path),
      fields: indexes.map((index) => ({
        index,
        value: at(fields, index)[1],
        leafKey: at(leafKeys, index),
        path: inclusionPath(index, leaves),
      })),
    }),
  };
}

function numbered(name: string, list: readonly Uint8Array[]): Record<string, Uint8Array> {
  return Object.fromEntries(list.map((value, i) => [`${name}_${i}`, value]));
}
