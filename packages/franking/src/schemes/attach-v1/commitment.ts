import { u32, u64 } from "../../bytes.ts";
import { check } from "../../errors.ts";
import { frame, hash, mac } from "../../frame.ts";

const suite = "attach-v1";

/** A file is committed to, checked and disclosed in chunks of 64 KiB; the last one has the rest. */
export const attachmentChunkBytes = 65_536;
export const leafBytes = 32;

/** What a message says of a file, in the fields `attachments/i/bytes` and `attachments/i/commitment`. */
export interface AttachmentField {
  /** Size of the file. */
  readonly bytes: number;
  /** 32 bytes. */
  readonly commitment: Uint8Array;
}

/** `n = max(1, ceil(bytes / 65536))`. Throws `FrankingError("attachment")` for 2^32 chunks and more. */
export function chunkCount(bytes: number): number {
  const count = Math.max(1, Math.ceil(bytes / attachmentChunkBytes));
  check(count <= 0xffff_ffff, "attachment");
  return count;
}

/** The size of chunk `index` of a file of so many bytes. */
export function chunkSize(bytes: number, index: number): number {
  return Math.min(attachmentChunkBytes, bytes - index * attachmentChunkBytes);
}

/** Opens chunk `index` and no other. `seed`: 32 random bytes, for one file. */
export function leafKeyOf(seed: Uint8Array, index: number): Uint8Array {
  return mac(seed, "openfranking attachment-leaf-key v1", u32(index));
}

export function leafOf(leafKey: Uint8Array, index: number, chunk: Uint8Array): Uint8Array {
  return mac(leafKey, "openfranking attachment-leaf v1", suite, u32(index), chunk);
}

export function leafAt(seed: Uint8Array, index: number, chunk: Uint8Array): Uint8Array {
  return leafOf(leafKeyOf(seed, index), index, chunk);
}

/** Binds the size and every chunk at its place. `root`: the tree's head over the leaves. */
export function commitmentTo(bytes: number, root: Uint8Array): Uint8Array {
  return hash("openfranking attachment v1", suite, u64(bytes), u32(chunkCount(bytes)), root);
}

/** The context of the blob's encryption: a blob opens for the commitment that it was made for, and for no other. */
export function blobContext(commitment: Uint8Array): Uint8Array {
  return frame("openfranking attachment-blob v1", commitment);
}
