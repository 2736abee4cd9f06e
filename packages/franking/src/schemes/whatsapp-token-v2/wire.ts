import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { concat, equalBytes } from "../../bytes.ts";
import { check, FrankingError } from "../../errors.ts";
import type { FieldValue } from "../../message.ts";

/** What stands under the numbers of a Protocol Buffers message, ascending: values by their names, and messages. */
export type MessageType = readonly (
  | { readonly number: number; readonly name: string; readonly holds: "text" | "bytes" | "count" | "flag" }
  | { readonly number: number; readonly members: MessageType }
  | { readonly number: number; readonly list: string; readonly members: MessageType }
)[];

/** The values of a message by their names, wherever in it they stand. In a list, `list/i/` goes before the name. */
export type Values = ReadonlyMap<string, FieldValue>;

/** Which numbers of a message are kept: whole, or in part. */
export interface AllowList {
  readonly [number: number]: "whole" | AllowList;
}

/** The one form of a message: numbers ascending, every varint at its shortest, no message of nothing. */
export function encodeValues(type: MessageType, values: Values, prefix = ""): Uint8Array {
  const writer = new BinaryWriter();
  for (const member of type) {
    if ("holds" in member) writeValue(writer, member.number, values.get(prefix + member.name));
    else if ("list" in member) writeList(writer, member, values, prefix);
    else writeMessage(writer, member.number, encodeValues(member.members, values, prefix));
  }
  return writer.finish();
}

function writeValue(writer: BinaryWriter, number: number, value: FieldValue | undefined): void {
  if (typeof value === "string") writer.tag(number, WireType.LengthDelimited).string(value);
  if (typeof value === "number") writer.tag(number, WireType.Varint).uint64(value);
  if (typeof value === "boolean") writer.tag(number, WireType.Varint).bool(value);
  if (value instanceof Uint8Array) writer.tag(number, WireType.LengthDelimited).bytes(value);
}

function writeMessage(writer: BinaryWriter, number: number, message: Uint8Array): void {
  if (message.length > 0) writer.tag(number, WireType.LengthDelimited).bytes(message);
}

function writeList(
  writer: BinaryWriter,
  { list, members, number }: Extract<MessageType[number], { list: string }>,
  values: Values,
  prefix: string,
): void {
  for (let i = 0; ; i++) {
    const message = encodeValues(members, values, `${prefix}${list}/${i}/`);
    if (message.length === 0) return;
    writeMessage(writer, number, message);
  }
}

/**
 * Decodes exactly the bytes that {@link encodeValues} makes: unknown or repeated numbers, numbers out of order, long
 * varints, repaired text and counts beyond 2^53 − 1 are refused.
 *
 * @throws `FrankingError("encoding")`
 */
export function decodeValues(type: MessageType, bytes: Uint8Array): Values {
  const values = new Map<string, FieldValue>();
  try {
    readMessage(type, bytes, "", values);
  } catch {
    throw new FrankingError("encoding");
  }
  check(equalBytes(encodeValues(type, values), bytes), "encoding");
  return values;
}

function readMessage(
  type: MessageType,
  bytes: Uint8Array,
  prefix: string,
  values: Map<string, FieldValue>,
): void {
  const reader = new BinaryReader(bytes);
  // No message type has two lists.
  let listed = 0;
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    const member = type.find((it) => it.number === number);
    if (member === undefined) reader.skip(wireType, number);
    else if ("holds" in member) values.set(prefix + member.name, readValue(reader, member.holds));
    else {
      const place = "list" in member ? `${member.list}/${listed++}/` : "";
      readMessage(member.members, reader.bytes(), prefix + place, values);
    }
  }
}

function readValue(reader: BinaryReader, holds: "text" | "bytes" | "count" | "flag"): FieldValue {
  switch (holds) {
    case "text":
      return readText(reader);
    case "bytes":
      return reader.bytes().slice();
    case "flag":
      return reader.bool();
    case "count":
      return readCount(reader);
  }
}

/** No text begins with U+FEFF, here as in canonical CBOR. */
function readText(reader: BinaryReader): string {
  const text = reader.string();
  check(!text.startsWith("\uFEFF"), "encoding");
  return text;
}

function readCount(reader: BinaryReader): number {
  const count = Number(reader.uint64());
  check(Number.isSafeInteger(count), "encoding");
  return count;
}

/** What the allow-list keeps of a message in its one form, as it stands there. A message of which nothing is kept is left out. */
export function project(bytes: Uint8Array, allowed: AllowList): Uint8Array {
  const reader = new BinaryReader(bytes);
  const kept: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const from = reader.pos;
    const [number, wireType] = reader.tag();
    const rule = allowed[number];
    if (typeof rule === "object") {
      const writer = new BinaryWriter();
      writeMessage(writer, number, project(reader.bytes(), rule));
      kept.push(writer.finish());
    } else {
      reader.skip(wireType, number);
      if (rule === "whole") kept.push(bytes.subarray(from, reader.pos));
    }
  }
  // Public clients sort by number here. The one form is sorted.
  return concat(...kept);
}
