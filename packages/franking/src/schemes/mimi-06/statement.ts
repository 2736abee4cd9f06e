import * as z from "zod/mini";
import { equalBytes, utf8 } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import {
  checkShape,
  checkTypes,
  type Field,
  fieldsSchema,
  type Message,
  maxFields,
  pathSchema,
  valueSchema,
} from "../../message.ts";
import {
  disposition,
  encodeMimiContent,
  type MimiContent,
  type NestedPart,
  roomUriKey,
  senderUriKey,
} from "../../mimi/content.ts";
import { roomUri, userUri } from "../../mimi/uri.ts";
import { parseHeader, pathsOf } from "../../stamped/commitment.ts";
import { parse, read } from "../../stamped/formats.ts";

/** The private extension (text keys are) in which our clients say what MIMI content has no place for. */
const statementKey = "openfranking";
const textType = "text/plain;charset=utf-8";

//   statement = {header, fields: all but `text`}
const statementSchema = z.strictObject({
  header: z.unknown(),
  fields: z.array(z.tuple([pathSchema, valueSchema])).check(z.maxLength(maxFields)),
});

/** The one MIMI content that says a message: `text` is its body, which every client reads. */
export function contentOf({ fields, header }: Message, salt: Uint8Array): Uint8Array {
  const { conversation, relay, sender } = header;
  const stated = fields.filter(([path]) => path !== "text");
  return encodeMimiContent({
    ...{ salt, replaces: null, topicId: new Uint8Array(), expires: null, inReplyTo: null },
    extensions: new Map<number | string, unknown>([
      [senderUriKey, userUri({ relay, account: sender })],
      [roomUriKey, roomUri({ relay, conversation })],
      [statementKey, encode({ header, fields: stated })],
    ]),
    body: bodyOf(fields),
  });
}

function bodyOf(fields: readonly Field[]): NestedPart {
  const text = fields.find(([path]) => path === "text")?.[1];
  const head = { disposition: disposition.render, language: "" };
  if (typeof text !== "string") return { ...head, cardinality: "null" };
  return { ...head, cardinality: "single", contentType: textType, content: utf8(text) };
}

/**
 * The message that a content of one of our clients says. Nothing else may be in it: what another client would show of a
 * content, ours shows too.
 *
 * @throws `FrankingError` with `inner`, `encoding`, `header`, `shape-*` or `field-type`
 */
export function messageIn(content: MimiContent, applicationData: Uint8Array): Message {
  const { body, extensions, salt } = content;
  const statement = extensions.get(statementKey);
  check(statement instanceof Uint8Array, "inner");
  const stated = read(statementSchema, statement, "inner");
  const header = parseHeader(stated.header);
  const text = textIn(body);
  const said: Field[] = text === null ? stated.fields : [...stated.fields, ["text", text]];
  const fields = parse(fieldsSchema, said, "inner");
  checkShape(pathsOf(fields));
  checkTypes(fields);
  const message = { header, fields };
  check(equalBytes(contentOf(message, salt), applicationData), "inner");
  return message;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * What a part says as text: a single part of a type `text/…`, well-formed UTF-8, without byte order marks in front, which no
 * text of ours has. Null for any other.
 */
export function textIn(part: NestedPart): string | null {
  if (part.cardinality !== "single" || !/^text\//iu.test(part.contentType)) return null;
  try {
    return decoder.decode(part.content).replace(/^\uFEFF+/u, "");
  } catch {
    return null;
  }
}
