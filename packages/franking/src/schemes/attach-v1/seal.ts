import { concat, type Rng } from "../../bytes.ts";
import { check } from "../../errors.ts";
import { treeHead } from "../../merkle.ts";
import { saltBytes, seal } from "./cobblestone.ts";
import {
  type AttachmentField,
  attachmentChunkBytes,
  blobContext,
  commitmentTo,
  leafAt,
} from "./commitment.ts";
import type { AttachmentKeys } from "./open.ts";
import { type ByteSource, inPieces } from "./source.ts";

export interface SealedAttachment {
  readonly field: AttachmentField;
  /** For the recipients of the message, with the place where the blob is; never for the moderation. */
  readonly secret: AttachmentKeys;
  /**
   * The encrypted file, made while it is read. Under a fresh salt each time, so that a file which has changed meets no nonce
   * again. Throws `FrankingError("chunk-length")` where the file has no longer the size that it was committed to with.
   */
  blob(): AsyncGenerator<Uint8Array, void>;
}

/**
 * Commits to a file and encrypts it. `file` is called once here and once for each blob: the commitment and the leaves stand
 * before the file, so that it is read twice and never held. `rng` gives the key, the seed, and the salt of each blob.
 */
export async function sealAttachment(file: () => ByteSource, rng: Rng): Promise<SealedAttachment> {
  const secret = { key: rng(16), seed: rng(32) };
  const leaves: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of inPieces(file(), attachmentChunkBytes)) {
    leaves.push(leafAt(secret.seed, leaves.length, chunk));
    bytes += chunk.length;
  }
  const commitment = commitmentTo(bytes, treeHead(leaves));
  const context = blobContext(commitment);
  return {
    field: { bytes, commitment },
    secret,
    blob: () => seal(secret.key, rng(saltBytes), context, contentOf(leaves, file(), bytes)),
  };
}

async function* contentOf(
  leaves: readonly Uint8Array[],
  file: ByteSource,
  bytes: number,
): AsyncGenerator<Uint8Array, void> {
  yield concat(...leaves);
  let read = 0;
  for await (const piece of file) {
    read += piece.length;
    yield piece;
  }
  check(read === bytes, "chunk-length");
}
