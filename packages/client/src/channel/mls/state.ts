import { type ClientState, decodeGroupState, encodeGroupState } from "ts-mls";
import { ClientError } from "../../errors.ts";
import { config, readCredential } from "./suite.ts";

type Node = ClientState["ratchetTree"][number];

export function encodeState(state: ClientState): Uint8Array {
  return encodeGroupState(state);
}

export function decodeState(saved: Uint8Array): ClientState {
  const decoded = decodeGroupState(saved, 0);
  if (decoded === undefined || decoded[1] !== saved.length) throw new ClientError("store-damaged");
  return { ...decoded[0], clientConfig: config };
}

/** The accounts of a tree, each once. */
export function accountsOf(tree: readonly Node[]): string[] {
  return [...new Set(tree.map(accountOfNode).filter((account) => account !== null))];
}

/** Leaf indexes of an account's devices. RFC 9420 §4.1: leaf i stands at node 2i. */
export function leavesOf(account: string, tree: readonly Node[]): number[] {
  return tree.flatMap((node, i) => (accountOfNode(node) === account ? [i / 2] : []));
}

export function accountAtLeaf(leafIndex: number, tree: readonly Node[]): string | null {
  return accountOfNode(tree[2 * leafIndex]);
}

function accountOfNode(node: Node | undefined): string | null {
  if (node?.nodeType !== "leaf") return null;
  return readCredential(node.leaf.credential)?.account ?? null;
}
