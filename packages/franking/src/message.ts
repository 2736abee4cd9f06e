import * as z from "zod/mini";
import { compareBytes, utf8 } from "./bytes.ts";
import { check } from "./errors.ts";

/** Everything that a client may render is a field or in the header. */
export interface Message {
  readonly header: Header;
  /** Paths strictly ascending bytewise, 1 to 128 of them. */
  readonly fields: readonly Field[];
}

/** A path of the catalogue and a value of the type that the catalogue gives it. */
export type Field = readonly [path: string, value: FieldValue];
export type FieldValue = string | number | boolean | Uint8Array;

export interface Header {
  readonly v: 1;
  readonly relay: string;
  /** At least 16 random bytes. */
  readonly conversation: Uint8Array;
  readonly sender: string;
  /** `device`: 8 bytes, random for each device and conversation; `n` counts its messages up from 0. */
  readonly sent: { readonly device: Uint8Array; readonly n: number };
  /** The latest message that the sender's device says it had shown. */
  readonly seen: { readonly seq: number; readonly commitment: Uint8Array } | null;
  readonly kind: "message" | "edit" | "delete" | "reaction" | "group";
  readonly refs: readonly Reference[];
}

/** A header as it was committed to. `sent` is null where the scheme commits to none. */
export type ShownHeader = Omit<Header, "sent"> & { readonly sent: Header["sent"] | null };

export interface Reference {
  readonly rel: "reply" | "edit" | "delete" | "react" | "forward";
  readonly commitment: Uint8Array;
}

/** What opens an attachment: given to recipients, never to the moderation. */
export interface AttachmentSecret {
  /** 16 bytes. */
  readonly key: Uint8Array;
  /** 32 bytes, independent of `key`. */
  readonly seed: Uint8Array;
  readonly locator: string;
}

export function byteString(min: number, max: number = min): z.ZodMiniType<Uint8Array> {
  return z.custom<Uint8Array>(
    (value) => value instanceof Uint8Array && value.length >= min && value.length <= max,
  );
}

const count = z.int().check(z.nonnegative());

/** Accounts and the names of services: 1 to 128 code points, compared by their bytes. */
export const nameSchema: z.ZodMiniType<string> = z.string().check(z.minLength(1), z.maxLength(128));
export const conversationSchema: z.ZodMiniType<Uint8Array> = byteString(16, 64);
/** Milliseconds since the Unix epoch. */
export const timeSchema: z.ZodMiniType<number> = count;
export const countSchema: z.ZodMiniType<number> = count;

export const headerSchema: z.ZodMiniType<Header> = z.strictObject({
  v: z.literal(1),
  relay: nameSchema,
  conversation: conversationSchema,
  sender: nameSchema,
  sent: z.strictObject({ device: byteString(8), n: count }),
  seen: z.nullable(z.strictObject({ seq: count, commitment: byteString(32) })),
  kind: z.enum(["message", "edit", "delete", "reaction", "group"]),
  refs: z
    .array(
      z.strictObject({
        rel: z.enum(["reply", "edit", "delete", "react", "forward"]),
        commitment: byteString(32),
      }),
    )
    .check(z.maxLength(16)),
});

export const secretsSchema: z.ZodMiniType<AttachmentSecret[]> = z
  .array(z.strictObject({ key: byteString(16), seed: byteString(32), locator: nameSchema }))
  .check(z.maxLength(32));

export const pathSchema: z.ZodMiniType<string> = z.string().check(z.maxLength(64));
export const valueSchema: z.ZodMiniType<FieldValue> = z.union([
  z.string(),
  z.int(),
  z.boolean(),
  byteString(0, 65_536),
]);
export const maxFields = 128;
export const fieldsSchema: z.ZodMiniType<[string, FieldValue][]> = z
  .array(z.tuple([pathSchema, valueSchema]))
  .check(z.minLength(1), z.maxLength(maxFields));

const text = z.string();
const isTrue = z.literal(true);

/** Every path that a client may render, with the type of its value: one value must not mean two things. */
const catalogue: Readonly<Record<string, z.ZodMiniType>> = {
  forwarded: isTrue,
  "group/name": text,
  "preview/description": text,
  "preview/title": text,
  "preview/url": text,
  "quote/author": nameSchema,
  "quote/text": text,
  reaction: text,
  sentAt: timeSchema,
  text,
};

const attachmentCatalogue: Readonly<Record<string, z.ZodMiniType>> = {
  bytes: countSchema,
  commitment: byteString(32),
  mediaType: nameSchema,
  name: text,
};

const attachmentPath = /^attachments\/(0|[1-9]\d?)\/([a-zA-Z]+)$/u;

/** The paths that have a fixed name, for whoever renders fields. */
export const fieldPaths: readonly string[] = Object.keys(catalogue);

function typeOf(path: string): z.ZodMiniType | null {
  if (Object.hasOwn(catalogue, path)) return catalogue[path] ?? null;
  const name = attachmentPath.exec(path)?.[2];
  return name !== undefined && Object.hasOwn(attachmentCatalogue, name)
    ? (attachmentCatalogue[name] ?? null)
    : null;
}

/**
 * A message's paths, all of them: known, strictly ascending, attachments numbered from 0 without gaps and each complete.
 * Checked on both ends, so that nothing that was said can stand where nobody looks.
 */
export function checkShape(shape: readonly string[]): void {
  check(
    shape.every((path) => typeOf(path) !== null),
    "shape-unknown",
  );
  check(isAscending(shape), "shape-order");
  check(hasWholeAttachments(shape), "shape-incomplete");
}

export function checkTypes(fields: readonly Field[]): void {
  check(
    fields.every(([path, value]) => typeOf(path)?.safeParse(value).success === true),
    "field-type",
  );
}

function isAscending(shape: readonly string[]): boolean {
  return shape.every((path, i) => i === 0 || compareBytes(utf8(shape[i - 1] ?? ""), utf8(path)) < 0);
}

function hasWholeAttachments(shape: readonly string[]): boolean {
  const found = new Set(shape.filter((path) => path.startsWith("attachments/")));
  const names = Object.keys(attachmentCatalogue);
  for (let i = 0; found.size > 0; i++) {
    if (!names.every((name) => found.delete(`attachments/${i}/${name}`))) return false;
  }
  return true;
}

/**
 * What an opening must not leave out: that a text is a quote or was forwarded, and any part of an attachment that it
 * shows a part of. A quoted threat must not be presentable as the quoter's own.
 */
export function checkMustOpen(shown: readonly string[], hidden: readonly string[]): void {
  const leavesOut = hidden.some(
    (path) =>
      path === "forwarded" ||
      path === "quote/author" ||
      shown.some((other) => attachmentOf(other) !== null && attachmentOf(other) === attachmentOf(path)),
  );
  check(!leavesOut, "must-open");
}

function attachmentOf(path: string): string | null {
  return attachmentPath.exec(path)?.[1] ?? null;
}
