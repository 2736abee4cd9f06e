import * as z from "zod/mini";
import { check } from "../../errors.ts";
import {
  type AttachmentSecret,
  byteString,
  conversationSchema,
  nameSchema,
  secretsSchema,
  timeSchema,
} from "../../message.ts";
import { maxInnerBytes, maxItemBytes, read } from "../../stamped/formats.ts";

/** Also the `alg` of the records under which its tags may be judged. */
export const suite = "whatsapp-token-v2";

//   outer = enc({suite, id, token})                                                      at most 1,024 bytes
export interface Outer {
  readonly suite: string;
  /** 16 random bytes, as text in hexadecimal. */
  readonly id: string;
  /** 16 bytes; null where the message has nothing that a token covers. */
  readonly token: Uint8Array | null;
}

//   delivery = enc({relay, moderation, keyId, sender, conversation, timestamp, tag})     the same for all recipients
export interface Delivery {
  readonly relay: string;
  readonly moderation: string;
  readonly keyId: Uint8Array;
  readonly sender: string;
  readonly conversation: Uint8Array;
  /** Milliseconds, by the relay's clock. */
  readonly timestamp: number;
  readonly tag: Uint8Array;
}

//   inner = enc({message, messageSecret, secrets})                                       at most 65,536 bytes
export interface Inner {
  /** Protocol Buffers. */
  readonly message: Uint8Array;
  readonly messageSecret: Uint8Array;
  readonly secrets: readonly AttachmentSecret[];
}

//   item = enc({kind: "message", outer, delivery, messageSecret, reportable})            at most 131,072 bytes
//        | enc({kind: "withheld", outer, delivery})
export type Item = { readonly outer: Uint8Array; readonly delivery: Uint8Array } & (
  | { readonly kind: "withheld" }
  | { readonly kind: "message"; readonly messageSecret: Uint8Array; readonly reportable: Uint8Array }
);

const outerSchema: z.ZodMiniType<Outer> = z.strictObject({
  suite: nameSchema,
  id: z.string().check(z.regex(/^[0-9a-f]{32}$/u)),
  token: z.nullable(byteString(16)),
});

const deliverySchema: z.ZodMiniType<Delivery> = z.strictObject({
  relay: nameSchema,
  moderation: nameSchema,
  keyId: byteString(32),
  sender: nameSchema,
  conversation: conversationSchema,
  timestamp: timeSchema,
  tag: byteString(32),
});

const innerSchema: z.ZodMiniType<Inner> = z.strictObject({
  message: byteString(0, maxInnerBytes),
  messageSecret: byteString(32),
  secrets: secretsSchema,
});

const bytes = byteString(0, maxItemBytes);
const itemSchema: z.ZodMiniType<Item> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("message"),
    outer: bytes,
    delivery: bytes,
    messageSecret: byteString(32),
    reportable: byteString(1, maxInnerBytes),
  }),
  z.strictObject({ kind: z.literal("withheld"), outer: bytes, delivery: bytes }),
]);

/** Throws `encoding`, `outer`, or `suite` for another suite's. */
export function readOuter(encoded: Uint8Array): Outer {
  const outer = read(outerSchema, encoded, "outer");
  check(outer.suite === suite, "suite");
  return outer;
}

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
