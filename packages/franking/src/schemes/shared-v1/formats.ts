import * as z from "zod/mini";
import { check } from "../../errors.ts";
import {
  type AttachmentSecret,
  byteString,
  fieldsSchema,
  nameSchema,
  secretsSchema,
  timeSchema,
} from "../../message.ts";
import { type Content, parseHeader } from "../../stamped/commitment.ts";
import { maxInnerBytes, maxItemBytes, read } from "../../stamped/formats.ts";

/** Also the `alg` of the records under which its tags may be judged. */
export const suite = "shared-v1";

/** What c1 has beside M: a nonce, r, kf and the tag of GCM. */
const c1Overhead: number = 12 + 16 + 32 + 16;

//   outer = enc({suite, c2: [c2]₁, h, s1})                                                at most 1,024 bytes
/** What the moderator server has of a message, but for the share of c1, which it has no use for. */
export interface Outer {
  readonly suite: string;
  /** The moderator server's share of c2, 32 bytes. */
  readonly c2: Uint8Array;
  /** SHA-256 of s2, which the second server hands over: 32 bytes. */
  readonly h: Uint8Array;
  /** 16 bytes: masks what the moderator server attests. */
  readonly s1: Uint8Array;
}

//   inner = enc({key: K, c1: [c1]₁, s2, secrets})                                         at most 65,536 bytes
/** What both servers give the recipient, and the key that the paper's two users share. */
export interface Inner {
  /** 16 bytes. */
  readonly key: Uint8Array;
  /** The moderator server's share of c1. */
  readonly c1: Uint8Array;
  /** 16 bytes: what the second server's share is stretched from. */
  readonly s2: Uint8Array;
  readonly secrets: readonly AttachmentSecret[];
}

/** All that the moderator server attests. */
export interface Context {
  readonly sender: string;
  /** Milliseconds, by the relay's clock. */
  readonly timestamp: number;
}

interface Period {
  readonly relay: string;
  readonly moderation: string;
  readonly keyId: Uint8Array;
}

//   delivery = enc({relay, moderation, keyId, masked})                                    at most 4,096 bytes
export interface Delivery extends Period {
  /** `(enc(context) ‖ σ ‖ σc) ⊕ G(s1)` */
  readonly masked: Uint8Array;
}

/** What shows that `outer` is of M. */
export interface Opening {
  /** M */
  readonly message: Uint8Array;
  /** 16 bytes: both servers' seeds come of it. */
  readonly r: Uint8Array;
  /** 32 bytes: secret until the message is reported. */
  readonly kf: Uint8Array;
}

interface Attested extends Period {
  readonly outer: Uint8Array;
  readonly context: Context;
  /** σ, 32 bytes. */
  readonly tag: Uint8Array;
}

//   item = enc({kind: "message", outer, relay, moderation, keyId, context, tag, message: M, r, kf})
//        | enc({kind: "withheld", outer, relay, moderation, keyId, context, tag})         at most 131,072 bytes
export type Item = Attested & ({ readonly kind: "withheld" } | ({ readonly kind: "message" } & Opening));

const outerSchema: z.ZodMiniType<Outer> = z.strictObject({
  suite: nameSchema,
  c2: byteString(32),
  h: byteString(32),
  s1: byteString(16),
});

const innerSchema: z.ZodMiniType<Inner> = z.strictObject({
  key: byteString(16),
  c1: byteString(c1Overhead, maxInnerBytes),
  s2: byteString(16),
  secrets: secretsSchema,
});

const period = { relay: nameSchema, moderation: nameSchema, keyId: byteString(32) };
const deliverySchema: z.ZodMiniType<Delivery> = z.strictObject({ ...period, masked: byteString(64, 1024) });
const contextSchema: z.ZodMiniType<Context> = z.strictObject({ sender: nameSchema, timestamp: timeSchema });

const attested = {
  outer: byteString(0, maxItemBytes),
  ...period,
  context: contextSchema,
  tag: byteString(32),
};
const opening = { message: byteString(0, maxInnerBytes), r: byteString(16), kf: byteString(32) };
const itemSchema: z.ZodMiniType<Item> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("message"), ...attested, ...opening }),
  z.strictObject({ kind: z.literal("withheld"), ...attested }),
]);

//   M = enc({header, fields})
const messageSchema = z.strictObject({ header: z.unknown(), fields: fieldsSchema });

/** Throws `encoding`, `outer`, or `suite` for another suite's. */
export function readOuter(encoded: Uint8Array): Outer {
  const outer = read(outerSchema, encoded, "outer");
  check(outer.suite === suite, "suite");
  return outer;
}

/** Throws `encoding` or `inner`. */
export function readInner(encoded: Uint8Array): Inner {
  return read(innerSchema, encoded, "inner");
}

/** Throws `encoding` or `delivery`. */
export function readDelivery(encoded: Uint8Array): Delivery {
  return read(deliverySchema, encoded, "delivery");
}

/** Throws `encoding` or `delivery`. */
export function readContext(encoded: Uint8Array): Context {
  return read(contextSchema, encoded, "delivery");
}

/** Throws `encoding` or `item`. */
export function readItem(encoded: Uint8Array): Item {
  return read(itemSchema, encoded, "item");
}

/** Reads M. Throws `encoding`, `code` for what is no message, or `header`. */
export function readMessage(encoded: Uint8Array, code: "inner" | "item"): Pick<Content, "header" | "fields"> {
  const { fields, header } = read(messageSchema, encoded, code);
  return { header: parseHeader(header), fields };
}
