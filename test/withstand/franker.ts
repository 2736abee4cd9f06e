import {
  type Commitment,
  concat,
  encode,
  type Franked,
  hash,
  mac,
  treeHead,
  u32,
} from "@openfranking/franking";

/** What a sender says: nothing of it needs to have its form. */
export interface Said {
  readonly header: unknown;
  readonly fields: readonly (readonly [path: string, value: unknown])[];
}

export interface FrankedAnything extends Franked {
  readonly messageKey: Uint8Array;
}

/** Franks as docs/spec/message.md says, and leaves out every check of an honest client. */
export function frankAnything(suite: string, { fields, header }: Said): FrankedAnything {
  const isWhole = suite === "hmac-v1";
  const leaves = isWhole ? [["", fields] as const] : fields;
  const shape = leaves.map(([path]) => path);
  const headerHash = hash("openfranking header v1", suite, encode(header), encode(shape));
  const kf = crypto.getRandomValues(new Uint8Array(32));
  const messageKey = mac(kf, "openfranking message-key v1", headerHash);
  const hashes = leaves.map(([path, value], i) => {
    const leafKey = mac(messageKey, "openfranking leaf-key v1", u32(i));
    return mac(leafKey, "openfranking leaf v1", suite, u32(i), path, encode(value));
  });
  const rootKey = mac(messageKey, "openfranking root-key v1");
  const root = isWhole ? concat(...hashes) : treeHead(hashes);
  const parts = [suite, headerHash, u32(leaves.length), root];
  const commitment = mac(rootKey, "openfranking commitment v1", ...parts) as Commitment;
  const inner = encode({ header, fields, kf, secrets: [] });
  return { commitment, messageKey, inner, outer: encode({ suite, commitment }) };
}
