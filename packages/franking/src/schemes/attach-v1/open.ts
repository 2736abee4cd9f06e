import { equalBytes } from "../../bytes.ts";
import { check } from "../../errors.ts";
import { treeHead } from "../../merkle.ts";
import type { AttachmentSecret } from "../../message.ts";
import { headBytes, open, openHead, openPart, type ReadSealed } from "./cobblestone.ts";
import {
  type AttachmentField,
  attachmentChunkBytes,
  blobContext,
  chunkCount,
  chunkSize,
  commitmentTo,
  leafAt,
  leafBytes,
} from "./commitment.ts";
import { type ByteSource, Reader } from "./source.ts";

/** Of an attachment's secret, all but the place of the blob. */
export type AttachmentKeys = Pick<AttachmentSecret, "key" | "seed">;

/**
 * Decrypts a blob as it is read, and releases each 64 KiB after it was found to be what the message committed to. The file
 * is complete when this ends without throwing; until then what came is a beginning of it. Holds 32 bytes for every 64 KiB of
 * `field.bytes`, which the sender chose: refuse a size that you would not store before you begin.
 *
 * @throws `FrankingError`: `attachment` before anything is released, where key, commitment or size are not those of the blob;
 * `chunk` for a chunk that is another; `chunk-length` where the blob ends early or late.
 */
export async function* openAttachment(
  field: AttachmentField,
  { key, seed }: AttachmentKeys,
  blob: ByteSource,
): AsyncGenerator<Uint8Array, void> {
  const content = new Reader(open(key, blobContext(field.commitment), blob));
  try {
    const leaves = await takeLeaves(content, field);
    yield* takeChunks(content, field.bytes, seed, leaves, 0, leaves.length);
    check((await content.take(1)).length === 0, "chunk-length");
  } finally {
    await content.close();
  }
}

/**
 * Opens parts of a blob without the rest. Reads its leaves once; what comes is a function that releases the file's bytes
 * `from` to before `to`, each 64 KiB of them checked as by {@link openAttachment}, whatever else the blob has.
 *
 * @throws as `openAttachment`; `RangeError` for a range that the file has not.
 */
export async function openAttachmentParts(
  field: AttachmentField,
  secret: AttachmentKeys,
  read: ReadSealed,
): Promise<(from: number, to: number) => AsyncGenerator<Uint8Array, void>> {
  const { chunks } = await openLeaves(field, secret, read);
  return async function* part(from, to) {
    if (!(from >= 0 && from < to && to <= field.bytes)) throw new RangeError("the file has no such range");
    const first = Math.floor(from / attachmentChunkBytes);
    let at = first * attachmentChunkBytes;
    for await (const chunk of chunks(first, Math.ceil(to / attachmentChunkBytes))) {
      yield chunk.subarray(Math.max(0, from - at), to - at);
      at += chunk.length;
    }
  };
}

/** Checks head and leaves; `chunks` then releases those from `first` to before `end`, without reading others. */
export async function openLeaves(
  field: AttachmentField,
  { key, seed }: AttachmentKeys,
  read: ReadSealed,
): Promise<{
  leaves: readonly Uint8Array[];
  chunks: (first: number, end: number) => AsyncGenerator<Uint8Array, void>;
}> {
  const { bytes, commitment } = field;
  const head = await reading(read(0, headBytes), (blob) => blob.take(headBytes));
  const keys = openHead(key, blobContext(commitment), head);
  const fileStart = leafBytes * chunkCount(bytes);
  const leaves = await reading(openPart(keys, read, 0, fileStart), (list) => takeLeaves(list, field));
  return {
    leaves,
    async *chunks(first, end) {
      const from = fileStart + first * attachmentChunkBytes;
      const to = fileStart + Math.min(end * attachmentChunkBytes, bytes);
      const content = new Reader(openPart(keys, read, from, to));
      try {
        yield* takeChunks(content, bytes, seed, leaves, first, end);
      } finally {
        await content.close();
      }
    },
  };
}

async function reading<Taken>(source: ByteSource, take: (reader: Reader) => Promise<Taken>): Promise<Taken> {
  const reader = new Reader(source);
  try {
    return await take(reader);
  } finally {
    await reader.close();
  }
}

/** Taken one by one: what the field says of the size costs nothing until the blob has it. */
async function takeLeaves(content: Reader, { bytes, commitment }: AttachmentField): Promise<Uint8Array[]> {
  const count = chunkCount(bytes);
  const leaves: Uint8Array[] = [];
  while (leaves.length < count) {
    const leaf = await content.take(leafBytes);
    check(leaf.length === leafBytes, "chunk-length");
    leaves.push(leaf);
  }
  check(equalBytes(commitmentTo(bytes, treeHead(leaves)), commitment), "attachment");
  return leaves;
}

/** Releases the chunks `first` to before `end` of the file, of which `content` stands at the first. */
async function* takeChunks(
  content: Reader,
  bytes: number,
  seed: Uint8Array,
  leaves: readonly Uint8Array[],
  first: number,
  end: number,
): AsyncGenerator<Uint8Array, void> {
  for (const [i, leaf] of leaves.slice(first, end).entries()) {
    const index = first + i;
    const size = chunkSize(bytes, index);
    const chunk = await content.take(size);
    check(chunk.length === size, "chunk-length");
    check(equalBytes(leafAt(seed, index, chunk), leaf), "chunk");
    yield chunk;
  }
}
