/**
 * MIMI content, draft-ietf-mimi-content-08, "MIMI Content Container Message Semantics": what an application message says.
 */

import { Tagged } from "cborg";
import * as z from "zod/mini";
import { sha256 } from "#primitives";
import { concat, utf8 } from "../bytes.ts";
import { check, FrankingError } from "../errors.ts";
import { byteString } from "../message.ts";
import { decodeDeterministic, encodeDeterministic } from "./cbor.ts";
import { encodeTls, uint16 } from "./tls.ts";

export interface MimiContent {
  /** 16 random bytes, and the key of the franking tag. */
  readonly salt: Uint8Array;
  /** The id of the message that this one edits or deletes. */
  readonly replaces: Uint8Array | null;
  readonly topicId: Uint8Array;
  readonly expires: Expiration | null;
  readonly inReplyTo: Uint8Array | null;
  readonly extensions: Extensions;
  readonly body: NestedPart;
}

/** `time` in seconds: until when after it was read, or since the Unix epoch. */
export interface Expiration {
  readonly isRelative: boolean;
  readonly time: number;
}

/** Values are what `decodeDeterministic` gives. */
export type Extensions = ReadonlyMap<number | string, unknown>;

export const senderUriKey = 1;
export const roomUriKey = 2;

export type NestedPart = {
  /** 0 to 255, of the MIMI Content Disposition registry. */
  readonly disposition: number;
  readonly language: string;
} & Part;

export type Part = NullPart | SinglePart | ExternalPart | MultiPart;

export interface NullPart {
  readonly cardinality: "null";
}

export interface SinglePart {
  readonly cardinality: "single";
  readonly contentType: string;
  readonly content: Uint8Array;
}

export interface ExternalPart {
  readonly cardinality: "external";
  readonly contentType: string;
  readonly url: string;
  /** Seconds since the Unix epoch, or 0. */
  readonly expires: number;
  /** In bytes, or 0; a `bigint` beyond 2^53. */
  readonly size: number | bigint;
  /** An AEAD of the IANA registry, or 0 where the file is not encrypted. */
  readonly encAlg: number;
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly aad: Uint8Array;
  /** A hash of the IANA "Named Information" registry; 1 is SHA-256. */
  readonly hashAlg: number;
  readonly contentHash: Uint8Array;
  readonly description: string;
  readonly filename: string;
}

export interface MultiPart {
  readonly cardinality: "multi";
  readonly semantics: "chooseOne" | "singleUnit" | "processAll";
  /** Two at least. */
  readonly parts: readonly NestedPart[];
}

/** The registered dispositions ("MIMI Content Disposition registry") that this code gives or asks for. */
export const disposition = { unspecified: 0, render: 1, reaction: 2, attachment: 6 } as const;

const cardinalities = { null: 0, single: 1, external: 2, multi: 3 } as const;
const semantics = ["chooseOne", "singleUnit", "processAll"] as const;

/** "Depth restrictions": nested parts, and whatever is in the extensions, their map counted. */
const maxDepth = 4;
const maxKeyBytes = 255;

function uint(bits: number) {
  return z.int().check(z.nonnegative(), z.maximum(2 ** bits - 1));
}

const bytes = byteString(0, Number.MAX_SAFE_INTEGER);
const messageId = z.nullable(byteString(32));
const size = z.union([z.int().check(z.nonnegative()), z.bigint().check(z.minimum(0n))]);

//   NestedPart = [disposition, language, cardinality, …]
const nullPart = z.pipe(
  z.tuple([uint(8), z.string(), z.literal(cardinalities.null)]),
  z.transform(([disposition, language]): NestedPart => ({ disposition, language, cardinality: "null" })),
);

const singlePart = z.pipe(
  z.tuple([uint(8), z.string(), z.literal(cardinalities.single), z.string(), bytes]),
  z.transform(
    ([disposition, language, , contentType, content]): NestedPart => ({
      ...{ disposition, language, cardinality: "single", contentType, content },
    }),
  ),
);

const externalPart = z.pipe(
  z.tuple([
    ...[uint(8), z.string(), z.literal(cardinalities.external), z.string(), z.string()],
    ...[uint(32), size, uint(16)],
    ...[bytes, bytes, bytes],
    ...[uint(8), bytes, z.string(), z.string()],
  ] as const),
  z.transform(
    ([
      disposition,
      language,
      ,
      contentType,
      url,
      expires,
      bytesOfFile,
      encAlg,
      key,
      nonce,
      aad,
      ...about
    ]): NestedPart => {
      const [hashAlg, contentHash, description, filename] = about;
      return {
        ...{ disposition, language, cardinality: "external", contentType, url, expires, size: bytesOfFile },
        ...{ encAlg, key, nonce, aad, hashAlg, contentHash, description, filename },
      };
    },
  ),
);

const multiPart = z.pipe(
  z.tuple([
    ...[uint(8), z.string(), z.literal(cardinalities.multi), z.literal([0, 1, 2])],
    z.array(z.lazy((): z.ZodMiniType<NestedPart> => nestedPart)).check(z.minLength(2)),
  ] as const),
  z.transform(
    ([disposition, language, , meaning, parts]): NestedPart => ({
      ...{ disposition, language, cardinality: "multi", semantics: semantics[meaning], parts },
    }),
  ),
);

const nestedPart: z.ZodMiniType<NestedPart> = z.union([nullPart, singlePart, externalPart, multiPart]);

//   mimiContent = [salt, replaces, topicId, expires, inReplyTo, mimiExtensions, nestedPart]
const contentSchema = z.pipe(
  z.tuple([
    ...[byteString(16), messageId, bytes],
    z.nullable(z.tuple([z.boolean(), uint(32)])),
    ...[messageId, z.map(z.union([z.int(), z.string()]), z.unknown()), nestedPart],
  ] as const),
  z.transform(
    ([salt, replaces, topicId, until, inReplyTo, extensions, body]): MimiContent => ({
      ...{ salt, replaces, topicId, inReplyTo, extensions, body },
      expires: until === null ? null : { isRelative: until[0], time: until[1] },
    }),
  ),
);

/**
 * Reads application data. What is returned encodes to the same bytes again.
 *
 * @throws `FrankingError` with `encoding` for bytes that are not deterministic CBOR, and `inner` for what is no MIMI content
 */
export function decodeMimiContent(applicationData: Uint8Array): MimiContent {
  const parsed = contentSchema.safeParse(decodeDeterministic(applicationData));
  if (!parsed.success) throw new FrankingError("inner");
  checkContent(parsed.data);
  return parsed.data;
}

/** Throws `FrankingError` with `encoding` or `inner` for a content that no recipient would read. */
export function encodeMimiContent(content: MimiContent): Uint8Array {
  const { salt, replaces, topicId, expires, inReplyTo, extensions, body } = content;
  const until = expires === null ? null : [expires.isRelative, expires.time];
  const head = [salt, replaces, topicId, until, inReplyTo];
  const encoded = encodeDeterministic([...head, extensions, arrayOf(body)]);
  decodeMimiContent(encoded);
  return encoded;
}

function arrayOf(part: NestedPart): unknown[] {
  const head = [part.disposition, part.language, cardinalities[part.cardinality]];
  switch (part.cardinality) {
    case "null":
      return head;
    case "single":
      return [...head, part.contentType, part.content];
    case "external": {
      const { contentType, url, expires, size: bytesOfFile, encAlg, key, nonce, aad } = part;
      const { hashAlg, contentHash, description, filename } = part;
      return [
        ...[...head, contentType, url, expires, bytesOfFile, encAlg, key, nonce, aad],
        ...[hashAlg, contentHash, description, filename],
      ];
    }
    case "multi":
      return [...head, semantics.indexOf(part.semantics), part.parts.map(arrayOf)];
  }
}

function checkContent({ extensions, body }: MimiContent): void {
  check(depthOf(body) <= maxDepth, "inner");
  check(levelsOf(extensions) <= maxDepth, "inner");
  check([...extensions.keys()].every(isExtensionKey), "inner");
  for (const key of [senderUriKey, roomUriKey]) {
    check(!extensions.has(key) || typeof extensions.get(key) === "string", "inner");
  }
}

function depthOf(part: NestedPart): number {
  return part.cardinality === "multi" ? 1 + Math.max(...part.parts.map(depthOf)) : 1;
}

/** How many maps, arrays and tags stand inside each other. */
function levelsOf(value: unknown): number {
  const members = membersOf(value);
  return members === null
    ? 0
    : members.reduce<number>((most, member) => Math.max(most, 1 + levelsOf(member)), 1);
}

function membersOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value.values()];
  return value instanceof Tagged ? [value.value] : null;
}

/** "Extension Fields": integers, and text of 1 to 255 bytes. 0 is reserved. */
function isExtensionKey(key: number | string): boolean {
  if (typeof key === "number") return key !== 0;
  const { length } = utf8(key);
  return length >= 1 && length <= maxKeyBytes;
}

/** "External content" and "Message Bodies": a part and those in it, depth first, as part indexes count them. */
export function partsOf(part: NestedPart): readonly NestedPart[] {
  return part.cardinality === "multi" ? [part, ...part.parts.flatMap(partsOf)] : [part];
}

/** "Message ID": 32 bytes, of which the first says that the hash is SHA-256. */
export function mimiMessageId(senderUri: string, roomUri: string, applicationData: Uint8Array): Uint8Array {
  const { salt } = decodeMimiContent(applicationData);
  const digest = sha256(concat(uri16(senderUri), uri16(roomUri), applicationData, salt));
  return concat(Uint8Array.of(1), digest.subarray(0, 31));
}

function uri16(uri: string): Uint8Array {
  const encoded = utf8(uri);
  return concat(encodeTls(uint16, encoded.length), encoded);
}
