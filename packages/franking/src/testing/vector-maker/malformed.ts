import type { RefusalCode } from "../../errors.ts";
import type { Changes } from "./draft-form.ts";
import { bytes, noon } from "./periods.ts";
import type { AnyField } from "./suite.ts";

/** What frank, receive and judge each refuse in a message that is well committed and stamped. */
export interface Malformed<T> {
  readonly name: string;
  readonly code: RefusalCode;
  readonly made: T;
}

/** One for each code, where the others would say the same again. */
export function oneOfEachCode<T>(list: readonly Malformed<T>[]): Malformed<T>[] {
  return list.filter(({ code }, i) => list.findIndex((other) => other.code === code) === i);
}

export function attachment(i: number, changes: Changes = {}): AnyField[] {
  const fields: Changes = {
    bytes: 5,
    commitment: bytes(9, 32),
    mediaType: "image/png",
    name: "cat.png",
    ...changes,
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): AnyField => [`attachments/${i}/${name}`, value]);
}

const text: AnyField = ["text", "hello"];

/** Paths, in messages that are otherwise good. */
export const malformedShapes: readonly Malformed<readonly AnyField[]>[] = [
  { name: "a path that no client renders", code: "shape-unknown", made: [["colour", "red"], text] },
  {
    name: "a path that every object has by inheritance",
    code: "shape-unknown",
    made: [["constructor", "x"], text],
  },
  {
    name: "an attachment with a hundredth place",
    code: "shape-unknown",
    made: [["attachments/100/name", "x"], text],
  },
  {
    name: "an unknown path of 64 characters beyond U+FFFF",
    code: "shape-unknown",
    made: [["🐈".repeat(64), "x"]],
  },
  { name: "an attachment numbered 00", code: "shape-unknown", made: [["attachments/00/name", "x"], text] },
  {
    name: "an attachment's path that every object has by inheritance",
    code: "shape-unknown",
    made: [["attachments/0/constructor", "x"], text],
  },
  { name: "paths in the wrong order", code: "shape-order", made: [text, ["sentAt", noon]] },
  { name: "a path that is said twice", code: "shape-order", made: [text, ["text", "or so"]] },
  {
    name: "an attachment without its media type",
    code: "shape-incomplete",
    made: [...attachment(0, { mediaType: undefined }), text],
  },
  { name: "attachments that do not start at 0", code: "shape-incomplete", made: [...attachment(1), text] },
  {
    name: "attachments with a gap",
    code: "shape-incomplete",
    made: [...attachment(0), ...attachment(2), text],
  },
];

/** Values of another type than their path's. */
export const malformedTypes: readonly Malformed<readonly AnyField[]>[] = [
  { name: "a number for text", code: "field-type", made: [["text", 5]] },
  { name: "text for a time", code: "field-type", made: [["sentAt", "now"], text] },
  { name: "a time before 1970", code: "field-type", made: [["sentAt", -1], text] },
  { name: "a forward that says it is none", code: "field-type", made: [["forwarded", false], text] },
  {
    name: "a quote of a name of 129 characters",
    code: "field-type",
    made: [["quote/author", "n".repeat(129)], ["quote/text", "x"], text],
  },
  { name: "a quote of nobody", code: "field-type", made: [["quote/author", ""], ["quote/text", "x"], text] },
  {
    name: "a short commitment of an attachment",
    code: "field-type",
    made: [...attachment(0, { commitment: bytes(9, 31) }), text],
  },
];

export const malformedHeaders: readonly Malformed<Changes>[] = [
  { name: "a header of another version", code: "header", made: { v: 2 } },
  { name: "a header with a member too many", code: "header", made: { mood: "good" } },
  { name: "a header without references", code: "header", made: { refs: undefined } },
  { name: "a kind that does not exist", code: "header", made: { kind: "whisper" } },
  { name: "a device of 7 bytes", code: "header", made: { sent: { device: bytes(4, 7), n: 0 } } },
  { name: "a negative message number", code: "header", made: { sent: { device: bytes(4, 8), n: -1 } } },
  { name: "a last seen message without commitment", code: "header", made: { seen: { seq: 6 } } },
  {
    name: "seventeen references",
    code: "header",
    made: { refs: Array.from({ length: 17 }, () => ({ rel: "reply", commitment: bytes(5, 32) })) },
  },
  {
    name: "a reference of a kind that does not exist",
    code: "header",
    made: { refs: [{ rel: "like", commitment: bytes(5, 32) }] },
  },
];
