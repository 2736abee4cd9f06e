import { createCipheriv, createHmac } from "node:crypto";
import { concat, u32, u64, utf8 } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { frame, hash, mac } from "../../../frame.ts";
import { inclusionPath, treeHead } from "../../../merkle.ts";

// README.md's formulas, for whole files in memory, on OpenSSL alone. Nothing here is shared with the scheme.

export interface Made {
  readonly file: Uint8Array;
  readonly key: Uint8Array;
  readonly seed: Uint8Array;
  readonly leafKeys: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
  readonly root: Uint8Array;
  readonly commitment: Uint8Array;
}

export function made(file: Uint8Array, key: Uint8Array, seed: Uint8Array): Made {
  const count = Math.max(1, Math.ceil(file.length / 65_536));
  const chunks = Array.from({ length: count }, (_, j) => file.subarray(65_536 * j, 65_536 * (j + 1)));
  const leafKeys = chunks.map((_, j) => mac(seed, "openfranking attachment-leaf-key v1", u32(j)));
  const leaves = chunks.map((chunk, j) =>
    mac(leafKeys[j] ?? seed, "openfranking attachment-leaf v1", "attach-v1", u32(j), chunk),
  );
  const root = treeHead(leaves);
  const commitment = hash("openfranking attachment v1", "attach-v1", u64(file.length), u32(count), root);
  return { file, key, seed, leafKeys, leaves, root, commitment };
}

/** The blob of `made`, or what a sender who deviates makes: `content` in the place of leaves and file. */
export function blobOf(
  { commitment, file, key, leaves }: Made,
  salt: Uint8Array,
  content: Uint8Array = concat(...leaves, file),
): Uint8Array {
  const derived = derive(key, salt, frame("openfranking attachment-blob v1", commitment));
  const parts = [salt, derived.commitment];
  for (let k = 0; k <= Math.floor(content.length / 16_384); k++) {
    const nonce = Buffer.from(derived.baseNonce);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ k) >>> 0, 8);
    const cipher = createCipheriv("aes-128-gcm", derived.key, nonce);
    const sealed = cipher.update(content.subarray(16_384 * k, 16_384 * (k + 1)));
    cipher.final();
    parts.push(sealed, cipher.getAuthTag());
  }
  return concat(...parts);
}

/** Key, base nonce and commitment have 60 bytes: one block of HKDF-Expand. */
export function derive(key: Uint8Array, salt: Uint8Array, context: Uint8Array) {
  const info = concat(utf8("c2sp.org/chunked-encryption@v1+AEAD_AES_128_GCM\0"), salt, context);
  const block = createHmac("sha512", key).update(info).update(Uint8Array.of(1)).digest();
  return {
    key: block.subarray(0, 16),
    baseNonce: block.subarray(16, 28),
    commitment: block.subarray(28, 60),
  };
}

export function wholeOf({ file, seed }: Made): Uint8Array {
  return encode({ seed, bytes: file.length, file });
}

export function someOf(of: Made, ...indexes: number[]): Uint8Array {
  return encode(someChunks(of, ...indexes));
}

/** As it is before it is encoded, for cases that change it. */
export function someChunks(of: Made, ...indexes: number[]) {
  return { bytes: of.file.length, root: of.root, chunks: indexes.map((index) => oneChunk(of, index)) };
}

export function oneChunk({ file, leafKeys, leaves, root }: Made, index: number) {
  return {
    index,
    chunk: file.slice(65_536 * index, 65_536 * (index + 1)),
    leafKey: leafKeys[index] ?? root,
    path: inclusionPath(index, leaves),
  };
}
