/**
 * `attach-v1`: a file that a message commits to in its fields, so that the message is reported with the file, or with any
 * 64 KiB of it. Each chunk is a leaf under a key of its own; leaves and file travel in one encrypted blob.
 *
 * Source: README.md; the blob is Cobblestone-128 of c2sp.org/chunked-encryption, the tree is RFC 9162 §2.1.1.
 *
 * Promises: receiver binding of the file to its message; no byte is released before its 64 KiB were found to be what was
 * committed to, so that whatever was released can be reported, if the rest is lost or was never sent; disclosure of parts, the rest hidden.
 *
 * Does not promise: that a part means what the whole does. Nothing is identified by the hash of a ciphertext.
 */

export type { ReadSealed } from "./cobblestone.ts";
export { type AttachmentField, attachmentChunkBytes } from "./commitment.ts";
export {
  type AttachmentChoice,
  type AttachmentJudgement,
  discloseAttachment,
  type Gap,
  judgeAttachment,
  type ProvenRange,
} from "./disclosure.ts";
export { type AttachmentKeys, openAttachment, openAttachmentParts } from "./open.ts";
export { type SealedAttachment, sealAttachment } from "./seal.ts";
export type { ByteSource } from "./source.ts";
