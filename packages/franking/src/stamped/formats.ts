import * as z from "zod/mini";
import { decode } from "../canonical.ts";
import { FrankingError, type RefusalCode } from "../errors.ts";
import { byteString, conversationSchema, countSchema, nameSchema, timeSchema } from "../message.ts";

/** ≤ 64 KiB, the channel's plaintext. */
export const maxInnerBytes = 65_536;
/** An item holds an opening, and whatever its message's 64 KiB were, with one path a field. */
export const maxItemBytes = 131_072;

//   outer = enc({suite, commitment})
export interface Outer {
  readonly suite: string;
  readonly commitment: Uint8Array;
}

//   context = {v: 1, relay, moderation, keyId, conversation, epoch, sender, seq, acceptedAt}
export interface Context {
  readonly v: 1;
  readonly relay: string;
  readonly moderation: string;
  readonly keyId: Uint8Array;
  readonly conversation: Uint8Array;
  readonly epoch: number;
  readonly sender: string;
  readonly seq: number;
  readonly acceptedAt: number;
}

//   delivery = {context, stamp, addressed, blind}
export interface Delivery {
  readonly context: Context;
  readonly stamp: Uint8Array;
  readonly addressed: Uint8Array;
  readonly blind: Uint8Array;
}

//   evidence = {outer, inner, delivery}
export interface Evidence {
  readonly outer: Uint8Array;
  readonly inner: Uint8Array;
  readonly delivery: Uint8Array;
}

//   item = {kind: "message", outer, context, stamp, addressed, blind | tag, header, opening}
//        | {kind: "withheld", outer, context, stamp, addressed, blind | tag}
export type Item = {
  readonly outer: Uint8Array;
  readonly context: Context;
  readonly stamp: Uint8Array;
  readonly addressed: Uint8Array;
  readonly blind?: Uint8Array | undefined;
  readonly tag?: Uint8Array | undefined;
} & (
  | { readonly kind: "withheld" }
  | { readonly kind: "message"; readonly header: unknown; readonly opening: unknown }
);

//   query = {digest, stamp, tag, addressed}
export interface Query {
  readonly digest: Uint8Array;
  readonly stamp: Uint8Array;
  readonly tag: Uint8Array;
  readonly addressed: Uint8Array;
}

const digest = byteString(32);

export const outerSchema: z.ZodMiniType<Outer> = z.strictObject({ suite: nameSchema, commitment: digest });

const contextSchema: z.ZodMiniType<Context> = z.strictObject({
  v: z.literal(1),
  relay: nameSchema,
  moderation: nameSchema,
  keyId: digest,
  conversation: conversationSchema,
  epoch: countSchema,
  sender: nameSchema,
  seq: countSchema,
  acceptedAt: timeSchema,
});

export const deliverySchema: z.ZodMiniType<Delivery> = z.strictObject({
  context: contextSchema,
  stamp: digest,
  addressed: digest,
  blind: digest,
});

const bytes = byteString(0, maxItemBytes);
export const evidenceSchema: z.ZodMiniType<Evidence> = z.strictObject({
  outer: bytes,
  inner: bytes,
  delivery: bytes,
});

const stamped = {
  outer: bytes,
  context: contextSchema,
  stamp: digest,
  addressed: digest,
  blind: z.optional(digest),
  tag: z.optional(digest),
};

export const itemSchema: z.ZodMiniType<Item> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("message"), ...stamped, header: z.unknown(), opening: z.unknown() }),
  z.strictObject({ kind: z.literal("withheld"), ...stamped }),
]);

export const querySchema: z.ZodMiniType<Query> = z.strictObject({
  digest,
  stamp: digest,
  tag: digest,
  addressed: digest,
});

/** Canonical bytes of the schema's kind, or a refusal: `encoding` for the bytes, `code` for what they say. */
export function read<T>(schema: z.ZodMiniType<T>, encoded: Uint8Array, code: RefusalCode): T {
  return parse(schema, decode(encoded), code);
}

export function parse<T>(schema: z.ZodMiniType<T>, value: unknown, code: RefusalCode): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new FrankingError(code);
  return parsed.data;
}
