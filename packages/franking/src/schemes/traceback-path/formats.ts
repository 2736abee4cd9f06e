import * as z from "zod/mini";
import { check } from "../../errors.ts";
import {
  type AttachmentSecret,
  byteString,
  conversationSchema,
  type Field,
  fieldsSchema,
  maxFields,
  nameSchema,
  pathSchema,
  secretsSchema,
  timeSchema,
  valueSchema,
} from "../../message.ts";
import { maxInnerBytes, maxItemBytes, read } from "../../stamped/formats.ts";

/** Also the `alg` of the records of its periods. */
export const suite = "traceback-path";

//   outer = enc({suite, address, ct})                                                     at most 1,024 bytes
export interface Outer {
  readonly suite: string;
  /** 32 bytes: under which the relay keeps the message for ever, and the message's name. */
  readonly address: Uint8Array;
  /** 16 bytes: the key of the message that is forwarded, or zeros, under the key of this one. */
  readonly ct: Uint8Array;
}

//   inner = enc({header, fields, k, secrets})                                             at most 65,536 bytes
export interface Inner {
  /** Read apart, so that a fault in it has its own code. */
  readonly header: unknown;
  readonly fields: readonly Field[];
  /** 16 bytes, fresh: secret until the message, or one that was forwarded from it, is reported. */
  readonly k: Uint8Array;
  readonly secrets: readonly AttachmentSecret[];
}

/** What the relay says of a message that it accepted. Nothing is proven by it but what the relay also keeps. */
export interface Facts {
  readonly relay: string;
  readonly moderation: string;
  readonly keyId: Uint8Array;
  readonly conversation: Uint8Array;
  readonly sender: string;
  /** Milliseconds, by the relay's clock. */
  readonly timestamp: number;
}

//   delivery = enc({relay, moderation, keyId, conversation, sender, timestamp, recipient}) at most 4,096 bytes
export interface Delivery extends Facts {
  readonly recipient: string;
}

//   entry = enc({relay, moderation, keyId, conversation, sender, timestamp, recipients, ct})
export interface Entry extends Facts {
  readonly recipients: readonly string[];
  readonly ct: Uint8Array;
}

//   item = enc({relay, moderation, keyId, conversation, sender, timestamp, recipient, address, k, words})
export interface Item extends Delivery {
  readonly address: Uint8Array;
  readonly k: Uint8Array;
  /** What was said, and is traced: the same in every message that was forwarded from another. */
  readonly words: Uint8Array;
}

const address = byteString(32);
const block = byteString(16);

const outerSchema: z.ZodMiniType<Outer> = z.strictObject({ suite: nameSchema, address, ct: block });
const innerSchema: z.ZodMiniType<Inner> = z.strictObject({
  ...{ header: z.unknown(), fields: fieldsSchema },
  ...{ k: block, secrets: secretsSchema },
});

const facts = {
  ...{ relay: nameSchema, moderation: nameSchema, keyId: byteString(32) },
  ...{ conversation: conversationSchema, sender: nameSchema, timestamp: timeSchema },
};
const deliverySchema: z.ZodMiniType<Delivery> = z.strictObject({ ...facts, recipient: nameSchema });
const entrySchema: z.ZodMiniType<Entry> = z.strictObject({
  ...facts,
  ...{ recipients: z.array(nameSchema), ct: block },
});
const itemSchema: z.ZodMiniType<Item> = z.strictObject({
  ...{ ...facts, recipient: nameSchema, address, k: block },
  words: byteString(0, maxInnerBytes),
});

//   words = enc(fields), without the field `forwarded`
const wordsSchema: z.ZodMiniType<[string, Field[1]][]> = z
  .array(z.tuple([pathSchema, valueSchema]))
  .check(z.maxLength(maxFields));

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

/** Throws `encoding` or `stamp`. */
export function readEntry(encoded: Uint8Array): Entry {
  return read(entrySchema, encoded, "stamp");
}

/** Throws `size`, `encoding` or `item`. */
export function readItem(encoded: Uint8Array): Item {
  check(encoded.length <= maxItemBytes, "size");
  return read(itemSchema, encoded, "item");
}

/** Throws `encoding` or `item`. */
export function readWords(encoded: Uint8Array): readonly Field[] {
  return read(wordsSchema, encoded, "item");
}
