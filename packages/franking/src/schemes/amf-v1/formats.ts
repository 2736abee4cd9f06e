import * as z from "zod/mini";
import type { Commitment } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import { frame, mac } from "../../frame.ts";
import {
  type AttachmentSecret,
  byteString,
  conversationSchema,
  countSchema,
  type Field,
  fieldsSchema,
  type Message,
  nameSchema,
  secretsSchema,
  timeSchema,
} from "../../message.ts";
import type { Stamped } from "../../period.ts";
import { commitment } from "../../stamped/commitment.ts";
import { maxItemBytes, read } from "../../stamped/formats.ts";

/** Also the `alg` of the records under which its signatures may be judged. */
export const suite = "amf-v1";

/** Four points and seven scalars. */
const signatureBytes: number = 11 * 32;

/** What was said, and under which commitment. */
interface Said {
  /** Read apart, so that a fault in it has its own code. */
  readonly header: unknown;
  readonly fields: readonly Field[];
  /** 32 bytes: secret until the message is reported. */
  readonly kf: Uint8Array;
  /** The period to whose moderation it was signed. */
  readonly keyId: Uint8Array;
}

//   inner = enc({header, fields, kf, keyId, signatures: [{account, signature}], secrets})     at most 65,536 bytes
export interface Inner extends Said {
  /** One for each recipient, the sender's own account included. */
  readonly signatures: readonly { readonly account: string; readonly signature: Uint8Array }[];
  readonly secrets: readonly AttachmentSecret[];
}

//   delivery = enc({relay, moderation, conversation, epoch, keyId, acceptedAt})                at most 4,096 bytes
/** The relay's word, and no proof of it. */
export interface Delivery extends Stamped {
  readonly conversation: Uint8Array;
  readonly epoch: number;
}

//   item = enc({kind: "message", relay, moderation, keyId, header, fields, kf, recipient, signature})
//   evidence = item                                                                          at most 131,072 bytes
/** All that is kept of a message, and all that a report shows of it. */
export interface Item extends Said {
  readonly kind: "message";
  readonly relay: string;
  readonly moderation: string;
  readonly recipient: string;
  readonly signature: Uint8Array;
}

const said = { header: z.unknown(), fields: fieldsSchema, kf: byteString(32), keyId: byteString(32) };
const names = { relay: nameSchema, moderation: nameSchema };
const signature = byteString(signatureBytes);

const innerSchema: z.ZodMiniType<Inner> = z.strictObject({
  ...said,
  signatures: z.array(z.strictObject({ account: nameSchema, signature })),
  secrets: secretsSchema,
});

const deliverySchema: z.ZodMiniType<Delivery> = z.strictObject({
  ...names,
  conversation: conversationSchema,
  epoch: countSchema,
  keyId: byteString(32),
  acceptedAt: timeSchema,
});

const itemSchema: z.ZodMiniType<Item> = z.strictObject({
  kind: z.literal("message"),
  ...names,
  ...said,
  recipient: nameSchema,
  signature,
});

/** Throws `encoding` or `inner`. */
export function readInner(encoded: Uint8Array): Inner {
  return read(innerSchema, encoded, "inner");
}

/** Throws `encoding` or `delivery`. */
export function readDelivery(encoded: Uint8Array): Delivery {
  return read(deliverySchema, encoded, "delivery");
}

/** Throws `size`, `encoding` or `item`. */
export function readItem(encoded: Uint8Array): Item {
  check(encoded.length <= maxItemBytes, "size");
  return read(itemSchema, encoded, "item");
}

/** `C = HMAC(kf, frame("openfranking amf-v1 commitment v1", suite, keyId, enc(header), enc(fields)))` */
export function commitmentTo(
  { fields, header }: Message,
  { keyId, kf }: Pick<Said, "keyId" | "kf">,
): Commitment {
  const label = "openfranking amf-v1 commitment v1";
  return commitment(mac(kf, label, suite, keyId, encode(header), encode(fields)));
}

/**
 * The m that is signed. C is in it, so that one message has one name, whoever reports it.
 *
 * `m = frame("openfranking amf-v1 message v1", suite, C, relay, conversation, sender, enc(header), enc(fields))`
 */
export function signedMessage({ fields, header }: Message, name: Commitment): Uint8Array {
  const { conversation, relay, sender } = header;
  const label = "openfranking amf-v1 message v1";
  return frame(label, suite, name, relay, conversation, sender, encode(header), encode(fields));
}
