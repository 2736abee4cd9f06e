import { concat, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { AttachmentCase, CaseInput } from "../../attachment-vectors.ts";
import { formOf } from "../../json-forms.ts";
import { blobOf, type Made, made, oneChunk, someChunks, someOf, wholeOf } from "./formulas-node.ts";
import {
  beside,
  fieldForm,
  key,
  row,
  run,
  salt,
  seed,
  usual,
  usualBlob,
  usualDisclosure,
} from "./rows-node.ts";

const empty = made(new Uint8Array(), key, seed);
const turned = (bytes: Uint8Array, at = 0): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

export function discloseRows(): AttachmentCase[] {
  const shown = (name: string, input: CaseInput, disclosure: Uint8Array) =>
    row("disclose", "Disclosing", name, input, formOf(disclosure));
  const ofEmpty: CaseInput = { field: fieldForm(empty), blob: hex(blobOf(empty, salt)) };
  const refused = (name: string, input: CaseInput, code: string) =>
    row("disclose", "Disclosing", name, input, { refused: code });
  const choosing = (name: string, ...chunks: number[]) =>
    refused(name, { choice: { chunks } }, "not-disclosable");
  const one: CaseInput = { choice: { chunks: [0] } };
  const damaged = { blob: beside(usualBlob, turned(usualBlob, 90_000)) };
  const cut = { blob: beside(usualBlob, usualBlob.subarray(0, 56 + 16_400 * 5)) };
  return [
    shown("a file is disclosed whole", { choice: "whole" }, wholeOf(usual)),
    shown("an empty file is disclosed whole", { ...ofEmpty, choice: "whole" }, wholeOf(empty)),
    shown("the chunk of an empty file is disclosed", { ...ofEmpty, ...one }, someOf(empty, 0)),
    shown("the last chunk is disclosed", { choice: { chunks: [2] } }, someOf(usual, 2)),
    shown("two chunks are disclosed", { choice: { chunks: [0, 2] } }, usualDisclosure),
    shown("a chunk is disclosed where another is damaged", { ...one, ...damaged }, someOf(usual, 0)),
    shown("a chunk is disclosed where the blob ends after it", { ...one, ...cut }, someOf(usual, 0)),
    choosing("no chunk is not disclosed"),
    choosing("chunks that do not ascend are not disclosed", 2, 0),
    choosing("a chunk is not disclosed twice", 0, 0),
    choosing("a chunk that the file has not is not disclosed", 3),
    choosing("a chunk before the first is not disclosed", -1),
    refused("a damaged chunk is not disclosed", { choice: { chunks: [1] }, ...damaged }, "chunk"),
    refused(
      "a chunk that the blob has not is not disclosed",
      { choice: { chunks: [2] }, ...cut },
      "chunk-length",
    ),
    refused("a damaged file is not disclosed whole", { choice: "whole", ...damaged }, "chunk"),
    refused("a file is not disclosed under another field", { ...one, field: fieldForm(empty) }, "attachment"),
    refused(
      "a file is not disclosed under another seed",
      { ...one, secret: { seed: hex(run(0x19, 32)) } },
      "chunk",
    ),
  ];
}

export function judgeRows(): AttachmentCase[] {
  return [...provenRows(), ...malformedRows(), ...otherRows(), ...chunkRows()];
}

function judged(origin: string, name: string, disclosure: Uint8Array, expects: unknown, of: CaseInput = {}) {
  const form = name.includes("empty") ? hex(disclosure) : beside(usualDisclosure, disclosure);
  return row("judge", origin, name, { ...of, disclosure: form }, expects);
}

function provenRows(): AttachmentCase[] {
  const proven = (name: string, of: Made, disclosure: Uint8Array, shown: number[][], gaps: number[][]) =>
    judged(
      "Judging",
      name,
      disclosure,
      {
        bytes: of.file.length,
        isWhole: gaps.length === 0,
        ranges: shown.map(([from = 0, to = 0]) => ({
          from,
          to,
          content: formOf(of.file.subarray(from, to)),
        })),
        gaps: gaps.map(([from = 0, to = 0]) => ({ from, to })),
      },
      of === usual ? {} : { field: fieldForm(of) },
    );
  const [a, b, end] = [65_536, 131_072, 131_075];
  return [
    proven("a whole file is proven", usual, wholeOf(usual), [[0, end]], []),
    proven("an empty file is proven", empty, wholeOf(empty), [[0, 0]], []),
    proven("the chunk of an empty file is proven to be all of it", empty, someOf(empty, 0), [[0, 0]], []),
    proven(
      "two chunks are proven with what lies between",
      usual,
      usualDisclosure,
      [
        [0, a],
        [b, end],
      ],
      [[a, b]],
    ),
    proven("chunks that touch are one range", usual, someOf(usual, 0, 1), [[0, b]], [[b, end]]),
    proven(
      "one chunk has a gap before and after it",
      usual,
      someOf(usual, 1),
      [[a, b]],
      [
        [0, a],
        [b, end],
      ],
    ),
    proven("all chunks are the whole file", usual, someOf(usual, 0, 1, 2), [[0, end]], []),
  ];
}

type Chunks = ReturnType<typeof someChunks>;
const [first, last] = [oneChunk(usual, 0), oneChunk(usual, 2)];
const changed = (change: Partial<Chunks>): Uint8Array => encode({ ...someChunks(usual, 0, 2), ...change });
const withFirst = (change: object): Uint8Array =>
  encode({ ...someChunks(usual, 0), chunks: [{ ...first, ...change }] });
const withLast = (change: object): Uint8Array =>
  encode({ ...someChunks(usual, 2), chunks: [{ ...last, ...change }] });

function malformedRows(): AttachmentCase[] {
  const whole = { seed, bytes: usual.file.length, file: usual.file };
  const item = (name: string, disclosure: Uint8Array) =>
    judged("Judging, step 1", name, disclosure, { refused: "item" });
  const hash = run(7, 32);
  return [
    judged("Judging, step 1", "bytes after a disclosure are refused", concat(usualDisclosure, run(0, 1)), {
      refused: "encoding",
    }),
    item("a disclosure with an attachment's key is refused", encode({ ...whole, key })),
    item("a disclosure without a file is refused", encode({ seed, bytes: usual.file.length })),
    item("a seed of 31 bytes is refused", encode({ ...whole, seed: run(9, 31) })),
    item("a size that is no count is refused", encode({ ...whole, bytes: -1 })),
    item("a disclosure of no chunk is refused", changed({ chunks: [] })),
    item("a root of 31 bytes is refused", changed({ root: run(7, 31) })),
    item("a chunk before the first is refused", withFirst({ index: -1 })),
    item("a chunk of 64 KiB and a byte is refused", withFirst({ chunk: run(0x61, 65_537) })),
    item("a leaf's key of 31 bytes is refused", withFirst({ leafKey: run(7, 31) })),
    item("a path of 33 steps is refused", withFirst({ path: Array.from({ length: 33 }, () => hash) })),
    item("a step of 31 bytes is refused", withFirst({ path: [run(7, 31)] })),
  ];
}

function otherRows(): AttachmentCase[] {
  const bytes = usual.file.length;
  const whole = (change: object) => encode({ seed, bytes, file: usual.file, ...change });
  const refused = (step: number, name: string, disclosure: Uint8Array, code: string, of: CaseInput = {}) =>
    judged(`Judging, step ${step}`, name, disclosure, { refused: code }, of);
  const many = 65_536 * 2 ** 32;
  const other = { commitment: hex(run(7, 32)) };
  return [
    refused(2, "another size of a whole file is refused", whole({ bytes: bytes + 1 }), "attachment"),
    refused(2, "another size beside chunks is refused", changed({ bytes: bytes - 1 }), "attachment"),
    refused(3, "a file a byte short is refused", whole({ file: usual.file.subarray(1) }), "chunk-length"),
    refused(
      3,
      "a file with a byte more is refused",
      whole({ file: concat(usual.file, run(0x63, 1)) }),
      "chunk-length",
    ),
    refused(4, "another file is refused", whole({ file: turned(usual.file) }), "attachment"),
    refused(4, "another seed is refused", whole({ seed: run(0x19, 32) }), "attachment"),
    refused(4, "a whole file under another commitment is refused", whole({}), "attachment", { field: other }),
    refused(4, "another root is refused", changed({ root: turned(usual.root) }), "attachment"),
    refused(4, "chunks under another commitment are refused", usualDisclosure, "attachment", {
      field: other,
    }),
    refused(4, "a size that was not committed to is refused", changed({ bytes: bytes - 1 }), "attachment", {
      field: { bytes: bytes - 1 },
    }),
    refused(4, "a size of 2^32 chunks is refused", changed({ bytes: many }), "attachment", {
      field: { bytes: many },
    }),
  ];
}

function chunkRows(): AttachmentCase[] {
  const refused = (step: number, name: string, disclosure: Uint8Array, code = "chunk") =>
    judged(`Judging, step ${step}`, name, disclosure, { refused: code });
  const { chunks } = someChunks(usual, 0, 1, 2);
  const { path } = first;
  return [
    refused(5, "chunks that do not ascend are refused", changed({ chunks: chunks.toReversed() })),
    refused(
      5,
      "a chunk twice is refused",
      changed({ chunks: chunks.slice(0, 1).concat(chunks.slice(0, 1)) }),
    ),
    refused(5, "a chunk that the file has not is refused", withLast({ index: 3 })),
    refused(6, "a chunk a byte short is refused", withFirst({ chunk: run(0x61, 65_535) }), "chunk-length"),
    refused(6, "a last chunk with a byte more is refused", withLast({ chunk: run(0x63, 4) }), "chunk-length"),
    refused(6, "a chunk in the place of the last is refused", withFirst({ index: 2 }), "chunk-length"),
    refused(7, "another chunk is refused", withFirst({ chunk: run(0x7a, 65_536) })),
    refused(7, "a chunk in another place is refused", withFirst({ index: 1 })),
    refused(7, "another key of the leaf is refused", withFirst({ leafKey: run(7, 32) })),
    refused(7, "another path is refused", withFirst({ path: path.map((step) => turned(step)) })),
    refused(7, "a path that ends early is refused", withFirst({ path: path.slice(0, 1) })),
    refused(7, "a path with a step more is refused", withFirst({ path: [...path, run(7, 32)] })),
  ];
}
