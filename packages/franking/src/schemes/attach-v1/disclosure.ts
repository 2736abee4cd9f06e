import * as z from "zod/mini";
import { concat, equalBytes } from "../../bytes.ts";
import { decode, encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import { inclusionPath, leafHash, rootFromPath, treeHead } from "../../merkle.ts";
import { byteString, countSchema } from "../../message.ts";
import type { ReadSealed } from "./cobblestone.ts";
import {
  type AttachmentField,
  attachmentChunkBytes,
  chunkCount,
  chunkSize,
  commitmentTo,
  leafAt,
  leafKeyOf,
  leafOf,
} from "./commitment.ts";
import { type AttachmentKeys, openLeaves } from "./open.ts";

//   whole  = {seed, bytes, file}
interface WholeFile {
  readonly seed: Uint8Array;
  readonly bytes: number;
  readonly file: Uint8Array;
}

//   chunks = {bytes, root, chunks: [{index ↑, chunk, leafKey, path}]}                    at least one chunk
interface SomeChunks {
  readonly bytes: number;
  readonly root: Uint8Array;
  readonly chunks: readonly DisclosedChunk[];
}

interface DisclosedChunk {
  readonly index: number;
  readonly chunk: Uint8Array;
  readonly leafKey: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** ⌈log2 (2^32 − 1)⌉ siblings at most. */
const maxPathLength = 32;

const disclosureSchema: z.ZodMiniType<WholeFile | SomeChunks> = z.union([
  z.strictObject({ seed: byteString(32), bytes: countSchema, file: byteString(0, Number.MAX_SAFE_INTEGER) }),
  z.strictObject({
    bytes: countSchema,
    root: byteString(32),
    chunks: z
      .array(
        z.strictObject({
          index: countSchema,
          chunk: byteString(0, attachmentChunkBytes),
          leafKey: byteString(32),
          path: z.array(byteString(32)).check(z.maxLength(maxPathLength)),
        }),
      )
      .check(z.minLength(1)),
  }),
]);

/** What was proven of a file: bytes `from` to before `to` are `content`. */
export interface ProvenRange extends Gap {
  readonly content: Uint8Array;
}

export interface Gap {
  readonly from: number;
  readonly to: number;
}

export interface AttachmentJudgement {
  /** Size of the whole file. */
  readonly bytes: number;
  /** Ascending, and apart from each other. */
  readonly ranges: readonly ProvenRange[];
  /** What was sent and not shown. */
  readonly gaps: readonly Gap[];
  readonly isWhole: boolean;
}

/** The whole file, or chunks of 64 KiB by their indexes, ascending. */
export type AttachmentChoice = "whole" | { readonly chunks: readonly number[] };

/**
 * Builds what a report says of a file, from its message's field and secret and the blob. Of the blob, head, leaves and what is
 * disclosed are enough: what was released once can be disclosed, whatever became of the rest. The key is not disclosed.
 *
 * @throws `FrankingError`: `not-disclosable` for a choice that names no chunk, or not ascending ones of the file; as
 * `openAttachment` for a blob that does not hold what is to be disclosed.
 */
export async function discloseAttachment(
  field: AttachmentField,
  secret: AttachmentKeys,
  read: ReadSealed,
  choice: AttachmentChoice,
): Promise<Uint8Array> {
  const { bytes } = field;
  const { seed } = secret;
  if (choice !== "whole") check(isAscending(choice.chunks, chunkCount(bytes)), "not-disclosable");
  const { leaves, chunks } = await openLeaves(field, secret, read);
  if (choice === "whole") return encode({ seed, bytes, file: await allOf(chunks(0, leaves.length)) });
  const disclosed: DisclosedChunk[] = [];
  for (const index of choice.chunks) {
    const chunk = await allOf(chunks(index, index + 1));
    disclosed.push({ index, chunk, leafKey: leafKeyOf(seed, index), path: inclusionPath(index, leaves) });
  }
  return encode({ bytes, root: treeHead(leaves), chunks: disclosed });
}

async function allOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return concat(...all);
}

/**
 * What a disclosure proves of the file that a verified message names in `field`. That the message was sent is not its matter.
 *
 * @throws `FrankingError`: `encoding` and `item` for what is no disclosure; `attachment` for another size, seed or root than
 * was committed to; `chunk` for a chunk that is another or elsewhere; `chunk-length` for one of another length.
 */
export function judgeAttachment(field: AttachmentField, disclosure: Uint8Array): AttachmentJudgement {
  const parsed = disclosureSchema.safeParse(decode(disclosure));
  if (!parsed.success) throw new FrankingError("item");
  const { data } = parsed;
  check(data.bytes === field.bytes, "attachment");
  return judgementOf(field.bytes, "file" in data ? rangesOfFile(field, data) : rangesOfChunks(field, data));
}

function rangesOfFile({ bytes, commitment }: AttachmentField, { seed, file }: WholeFile): ProvenRange[] {
  check(file.length === bytes, "chunk-length");
  const leaves = Array.from({ length: chunkCount(bytes) }, (_, index) => {
    const start = index * attachmentChunkBytes;
    return leafAt(seed, index, file.subarray(start, start + attachmentChunkBytes));
  });
  check(equalBytes(commitmentTo(bytes, treeHead(leaves)), commitment), "attachment");
  return [{ from: 0, to: bytes, content: file }];
}

function rangesOfChunks({ bytes, commitment }: AttachmentField, { root, chunks }: SomeChunks): ProvenRange[] {
  check(equalBytes(commitmentTo(bytes, root), commitment), "attachment");
  const count = chunkCount(bytes);
  const indexes = chunks.map(({ index }) => index);
  check(isAscending(indexes, count), "chunk");
  return chunks.map(({ index, chunk, leafKey, path }) => {
    check(chunk.length === chunkSize(bytes, index), "chunk-length");
    const led = rootFromPath(leafHash(leafOf(leafKey, index, chunk)), index, count, path);
    if (led === null) throw new FrankingError("chunk");
    check(equalBytes(led, root), "chunk");
    const from = index * attachmentChunkBytes;
    return { from, to: from + chunk.length, content: chunk };
  });
}

function isAscending(indexes: readonly number[], count: number): boolean {
  return (
    indexes.length > 0 &&
    indexes.every((index, i) => Number.isInteger(index) && index > (indexes[i - 1] ?? -1) && index < count)
  );
}

/** Joins what touches, and says what is between. */
function judgementOf(bytes: number, proven: readonly ProvenRange[]): AttachmentJudgement {
  const runs: ProvenRange[][] = [];
  const gaps: Gap[] = [];
  let reached = 0;
  for (const range of proven) {
    if (range.from > reached) gaps.push({ from: reached, to: range.from });
    const run = runs.at(-1);
    if (run !== undefined && range.from === reached) run.push(range);
    else runs.push([range]);
    reached = range.to;
  }
  if (reached < bytes) gaps.push({ from: reached, to: bytes });
  return { bytes, ranges: runs.map(joined), gaps, isWhole: gaps.length === 0 };
}

function joined(run: readonly ProvenRange[]): ProvenRange {
  const content = concat(...run.map((range) => range.content));
  const from = run[0]?.from ?? 0;
  return { from, to: from + content.length, content };
}
