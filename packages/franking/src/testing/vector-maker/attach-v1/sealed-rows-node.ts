import { concat, hex, utf8 } from "../../../bytes.ts";
import type { AttachmentCase, CaseInput } from "../../attachment-vectors.ts";
import { type BytesForm, formOf } from "../../json-forms.ts";
import { blobOf, type Made, made } from "./formulas-node.ts";
import {
  beside,
  digestForm,
  fieldForm,
  intermediatesOf,
  key,
  row,
  run,
  salt,
  seed,
  unlessSaid,
  usual,
  usualBlob,
} from "./rows-node.ts";

const random = hex(concat(key, seed, salt));
const small = made(utf8("hello world"), key, seed);
const other = made(utf8("jello world"), key, seed);
const empty = made(new Uint8Array(), key, seed);
/** With its leaf, exactly one chunk of the encryption. */
const fitting = made(run(0x64, 16_352), key, seed);

export function sealRows(): AttachmentCase[] {
  const sizes: readonly [name: string, of: Made][] = [
    ["a file of two chunks and a rest", usual],
    ["an empty file", empty],
    ["one byte", made(run(0x61, 1), key, seed)],
    ["a chunk less a byte", made(run(0x61, 65_535), key, seed)],
    ["exactly a chunk", made(run(0x61, 65_536), key, seed)],
    ["a chunk and a byte", made(run(0x61, 65_537), key, seed)],
    ["a file after which the last chunk of the encryption is empty", fitting],
  ];
  const positives = sizes.map(([name, of]) => ({
    ...row(
      "seal",
      "What it is",
      `${name} is committed to and encrypted`,
      { file: formOf(of.file), random },
      {
        field: fieldForm(of),
        secret: unlessSaid.secret,
        blob: digestForm(blobOf(of, salt)),
      },
    ),
    intermediates: intermediatesOf(of),
  }));
  const changed = (name: string, again: string): AttachmentCase =>
    row(
      "seal",
      "Sealing, step 4",
      name,
      { file: hex(small.file), again, random },
      { refused: "chunk-length" },
    );
  return [
    ...positives,
    changed("a file that has shrunk before its second reading is refused", hex(utf8("hello"))),
    changed("a file that has grown before its second reading is refused", hex(utf8("hello worlds"))),
  ];
}

const cut = (size: number): Uint8Array => usualBlob.subarray(0, size);
const flip = (at: number): Uint8Array => usualBlob.map((byte, i) => (i === at ? byte ^ 1 : byte));
const swap = (first: number, second: number): Uint8Array => {
  const chunk = (k: number) => usualBlob.subarray(56 + 16_400 * k, Math.min(56 + 16_400 * (k + 1)));
  const order = Array.from({ length: 9 }, (_, k) => (k === first ? second : k === second ? first : k));
  return concat(usualBlob.subarray(0, 56), ...order.map(chunk));
};

/** Of the usual blob, changed. */
const damaged: readonly [name: string, step: number, blob: Uint8Array, code: string, released: number][] = [
  ["an empty blob is refused", 1, cut(0), "chunk-length", 0],
  ["a blob that ends in its head is refused", 1, cut(55), "chunk-length", 0],
  ["a blob with another salt is refused", 2, flip(0), "attachment", 0],
  ["a blob with another commitment of the key is refused", 2, flip(55), "attachment", 0],
  ["a blob that ends after its head is refused", 3, cut(56), "chunk-length", 0],
  ["a blob that ends in the tag of its first chunk is refused", 3, cut(56 + 15), "chunk-length", 0],
  ["a turned bit in the list of leaves is refused", 3, flip(56), "chunk", 0],
  ["a turned bit in a tag is refused", 3, flip(56 + 16_399), "chunk", 0],
  ["two chunks in each other's place are refused", 3, swap(1, 2), "chunk", 0],
  ["a chunk in the place of the last is refused", 3, swap(7, 8), "chunk", 65_536],
  ["a turned bit in the second 64 KiB is refused after the first", 3, flip(90_000), "chunk", 65_536],
  ["a blob that ends with a chunk is refused", 3, cut(56 + 16_400 * 8), "chunk-length", 65_536],
  ["a blob that ends in its last tag is refused", 3, cut(usualBlob.length - 1), "chunk", 65_536],
  ["a blob with a byte after its end is refused", 3, concat(usualBlob, run(0, 1)), "chunk", 65_536],
];

/** Well encrypted by a sender who deviates, for what `small` commits to. */
const deviating: readonly [
  name: string,
  step: number,
  content: Uint8Array,
  code: string,
  released: number,
][] = [
  ["a blob without a whole leaf is refused", 4, run(0, 31), "chunk-length", 0],
  ["the leaves of another file are refused", 4, concat(...other.leaves, other.file), "attachment", 0],
  [
    "another file under the leaves of the committed one is refused",
    5,
    concat(...small.leaves, other.file),
    "chunk",
    0,
  ],
  ["a file a byte short is refused", 5, concat(...small.leaves, small.file.subarray(1)), "chunk-length", 0],
  [
    "a file with a byte more is refused",
    6,
    concat(...small.leaves, small.file, run(0, 1)),
    "chunk-length",
    11,
  ],
];

export function openRows(): AttachmentCase[] {
  const opened = (name: string, input: CaseInput, file: BytesForm) =>
    row("open", "Opening", name, input, file);
  const refused = (name: string, step: number, input: CaseInput, refusal: unknown) =>
    row("open", `Opening, step ${step}`, name, input, refusal);
  const ofOther = (of: Made) => ({ field: fieldForm(of), blob: hex(blobOf(of, salt)) });
  const none = { refused: "attachment", released: 0 };
  const { bytes } = unlessSaid.field;
  return [
    opened("a blob is opened", {}, unlessSaid.file),
    opened("an empty file is opened", ofOther(empty), ""),
    opened("a blob whose last chunk is empty is opened", ofOther(fitting), formOf(fitting.file)),
    refused("another key is refused", 2, { secret: { key: hex(run(0x18, 16)) } }, none),
    refused("a blob for another commitment is refused", 2, { field: fieldForm(other) }, none),
    refused("a size of a byte less is refused", 4, { field: { bytes: bytes - 1 } }, none),
    refused("a size of a chunk more is refused", 4, { field: { bytes: bytes + 65_536 } }, none),
    refused("a size of 2^32 chunks is refused", 4, { field: { bytes: 65_536 * 2 ** 32 } }, none),
    refused(
      "another seed is refused",
      5,
      { secret: { seed: hex(run(0x19, 32)) } },
      { refused: "chunk", released: 0 },
    ),
    ...damaged.map(([name, step, blob, code, released]) =>
      refused(name, step, { blob: beside(usualBlob, blob) }, { refused: code, released }),
    ),
    ...deviating.map(([name, step, content, code, released]) => {
      const input = { field: fieldForm(small), blob: hex(blobOf(small, salt, content)) };
      return refused(name, step, input, { refused: code, released });
    }),
  ];
}

export function openPartRows(): AttachmentCase[] {
  const part = (name: string, from: number, to: number, input: CaseInput, expects: unknown) =>
    row("open-part", "Opening a part", name, { ...input, from, to }, expects);
  const whole = (from: number, to: number): BytesForm => formOf(usual.file.subarray(from, to));
  const blob = (bytes: Uint8Array): CaseInput => ({ blob: beside(usualBlob, bytes) });
  const nothing = (code: string) => ({ refused: code, released: 0 });
  return [
    part("the first byte is opened", 0, 1, {}, whole(0, 1)),
    part("what lies over the border of two chunks is opened", 65_534, 65_539, {}, whole(65_534, 65_539)),
    part("the last bytes are opened", 131_071, 131_075, {}, whole(131_071, 131_075)),
    part("the whole file is opened", 0, 131_075, {}, whole(0, 131_075)),
    part("a part is opened where another is damaged", 10, 20, blob(flip(90_000)), whole(10, 20)),
    part("a damaged part is refused", 65_536, 65_540, blob(flip(90_000)), nothing("chunk")),
    part(
      "a part of a blob that ends before it is refused",
      131_072,
      131_073,
      blob(cut(56 + 16_400 * 8)),
      nothing("chunk-length"),
    ),
    part("a part of a blob without its head is refused", 0, 1, blob(cut(40)), nothing("chunk-length")),
    part("a part of a blob with another salt is refused", 0, 1, blob(flip(3)), nothing("attachment")),
    part("a part under another size is refused", 0, 1, { field: { bytes: 131_074 } }, nothing("attachment")),
    part(
      "a part under another seed is refused",
      0,
      1,
      { secret: { seed: hex(run(0x19, 32)) } },
      nothing("chunk"),
    ),
  ];
}
