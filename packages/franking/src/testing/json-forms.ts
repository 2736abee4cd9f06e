import { concat, hex, unhex } from "../bytes.ts";
import type { AttachmentSecret, Field, FieldValue, Header, Message } from "../message.ts";
import type { Judgement, Receipt } from "../scheme.ts";

/** Bytes in a vector: hexadecimal, or parts of which they are joined. */
export type BytesForm = string | readonly BytesPart[];
/** Hexadecimal, a long run of one byte, or what the usual bytes of this place have from one index to before another. */
export type BytesPart = string | Run | { readonly same: readonly [from: number, to: number] };
interface Run {
  readonly repeat: string;
  readonly times: number;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A field's value: text as it is, bytes apart from it, and a long text by its run. */
export type ValueForm = string | number | boolean | Run | { readonly bytes: BytesForm };

/** As `Header`, with hexadecimal for bytes. A vector may hold one that is not well formed. */
type HeaderForm = Json;

export interface MessageForm {
  readonly header: HeaderForm;
  readonly fields: readonly (readonly [string, ValueForm])[];
}

export interface SecretForm {
  readonly key: string;
  readonly seed: string;
  readonly locator: string;
}

export function bytesOf(form: BytesForm, usual: Uint8Array = new Uint8Array()): Uint8Array {
  if (typeof form === "string") return unhex(form);
  return concat(...form.map((part) => bytesOfPart(part, usual)));
}

function bytesOfPart(part: BytesPart, usual: Uint8Array): Uint8Array {
  if (typeof part === "string") return unhex(part);
  return "same" in part ? usual.subarray(...part.same) : unhex(textOfRun(part));
}

function textOfRun({ repeat, times }: Run): string {
  return repeat.repeat(times);
}

const shortest = 256;

/** The form of `bytes`, short where one byte repeats. */
export function formOf(bytes: Uint8Array): BytesForm {
  const text = hex(bytes);
  const runs = new RegExp(`(..)\\1{${shortest},}`, "gu");
  if (!runs.test(text)) return text;
  const parts: BytesPart[] = [];
  for (let rest = text; rest !== ""; ) {
    const run = wholeByteRun(rest);
    if (run === null) return [...parts, rest];
    if (run.at > 0) parts.push(rest.slice(0, run.at));
    parts.push({ repeat: run.byte, times: run.times });
    rest = rest.slice(run.at + 2 * run.times);
  }
  return parts;
}

/** The first long run that starts on a whole byte. */
function wholeByteRun(text: string): { at: number; byte: string; times: number } | null {
  for (let at = 0; at < text.length; ) {
    const byte = text.slice(at, at + 2);
    let end = at + 2;
    while (text.startsWith(byte, end)) end += 2;
    const times = (end - at) / 2;
    if (times > shortest) return { at, byte, times };
    at = end;
  }
  return null;
}

function fieldValueOf(form: ValueForm): FieldValue {
  if (typeof form !== "object") return form;
  return "bytes" in form ? bytesOf(form.bytes) : textOfRun(form);
}

export function formOfValue(value: FieldValue): ValueForm {
  if (value instanceof Uint8Array) return { bytes: formOf(value) };
  if (typeof value !== "string" || value.length <= shortest) return value;
  const first = value.charAt(0);
  return value === first.repeat(value.length) ? { repeat: first, times: value.length } : value;
}

const bytesInHeader = new Set(["conversation", "device", "commitment"]);

/** Reads a header without judging it: what is wrong in it is the scheme's to find. */
function headerOf(form: HeaderForm): unknown {
  if (Array.isArray(form)) return form.map((entry: Json) => headerOf(entry));
  if (form === null || typeof form !== "object") return form;
  return Object.fromEntries(
    Object.entries(form).map(([key, value]: [string, Json]) =>
      bytesInHeader.has(key) && typeof value === "string" ? [key, unhex(value)] : [key, headerOf(value)],
    ),
  );
}

/** The message as a caller would pass it, well formed or not. */
export function messageOf({ header, fields }: MessageForm): Message {
  return {
    // A vector also holds headers that are none.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    header: headerOf(header) as Header,
    fields: fields.map(([path, value]): Field => [path, fieldValueOf(value)]),
  };
}

export function secretOf({ key, seed, locator }: SecretForm): AttachmentSecret {
  return { key: unhex(key), seed: unhex(seed), locator };
}

/** Any value with its bytes in hexadecimal. Absent members are left out, as in JSON. */
export function jsonOf(value: unknown): Json {
  if (value instanceof Uint8Array) return hex(value);
  if (
    value === null ||
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean"
  ) {
    return value;
  }
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value !== "object") throw new TypeError("not a JSON value");
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [key, jsonOf(entry)]));
}

export function jsonOfFields(fields: readonly Field[]): Json {
  return fields.map(([path, value]) => [path, jsonOf(formOfValue(value))]);
}

/** What a receipt says. The evidence is the scheme's own, and is left to the cases of `disclose`. */
export function jsonOfReceipt(receipt: Receipt): Json {
  if (receipt.kind === "duplicate") return jsonOf(receipt);
  const { evidence: _, message, ...rest } = receipt;
  const { header, fields } = message;
  return jsonOf({ ...rest, message: { header, fields: jsonOfFields(fields) } });
}

export function jsonOfJudgement({ opened, ...rest }: Judgement): Json {
  const shown = opened === null ? null : { ...opened, fields: jsonOfFields(opened.fields) };
  return jsonOf({ ...rest, opened: shown });
}
