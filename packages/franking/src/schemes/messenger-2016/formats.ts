import * as z from "zod/mini";
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
export const suite = "messenger-2016";

/** What the server knows of a message, and all that it attests. */
export interface Context {
  readonly sender: string;
  readonly recipient: string;
  /** Milliseconds, by the relay's clock. */
  readonly timestamp: number;
}

//   delivery = enc({relay, moderation, keyId, context, tag})                              at most 4,096 bytes
export interface Delivery {
  readonly relay: string;
  readonly moderation: string;
  readonly keyId: Uint8Array;
  readonly context: Context;
  /** RF, 32 bytes. */
  readonly tag: Uint8Array;
}

/** What shows that TF commits to M. */
export interface Opening {
  /** M */
  readonly message: Uint8Array;
  /** NF, 32 bytes: secret until the message is reported. */
  readonly nf: Uint8Array;
}

//   inner = enc({message: M, nf: NF, secrets})                                            at most 65,536 bytes
export interface Inner extends Opening {
  readonly secrets: readonly AttachmentSecret[];
}

//   item = enc({kind: "message", outer, relay, moderation, keyId, context, tag, message: M, nf: NF})
//        | enc({kind: "withheld", outer, relay, moderation, keyId, context, tag})         at most 131,072 bytes
export type Item = Delivery & { readonly outer: Uint8Array } & (
    | { readonly kind: "withheld" }
    | ({ readonly kind: "message" } & Opening)
  );

const delivery = {
  relay: nameSchema,
  moderation: nameSchema,
  keyId: byteString(32),
  context: z.strictObject({ sender: nameSchema, recipient: nameSchema, timestamp: timeSchema }),
  tag: byteString(32),
};
const deliverySchema: z.ZodMiniType<Delivery> = z.strictObject(delivery);

// NF has one length: HMAC pads shorter keys and hashes longer ones (RFC 2104 §2), and two NF must not stand for one.
const opening = { message: byteString(0, maxInnerBytes), nf: byteString(32) };
const innerSchema: z.ZodMiniType<Inner> = z.strictObject({ ...opening, secrets: secretsSchema });

const outer = byteString(0, maxItemBytes);
const itemSchema: z.ZodMiniType<Item> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("message"), outer, ...delivery, ...opening }),
  z.strictObject({ kind: z.literal("withheld"), outer, ...delivery }),
]);

//   M = enc({header, fields})
const messageSchema = z.strictObject({ header: z.unknown(), fields: fieldsSchema });

/** Throws `encoding` or `delivery`. */
export function readDelivery(encoded: Uint8Array): Delivery {
  return read(deliverySchema, encoded, "delivery");
}

/** Throws `encoding` or `inner`. */
export function readInner(encoded: Uint8Array): Inner {
  return read(innerSchema, encoded, "inner");
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
