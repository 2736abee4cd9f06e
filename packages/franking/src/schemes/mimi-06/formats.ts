import * as z from "zod/mini";
import type { Commitment } from "../../bytes.ts";
import { check } from "../../errors.ts";
import { byteString, timeSchema } from "../../message.ts";
import { decodeMimiContent, type MimiContent } from "../../mimi/content.ts";
import { type AbusiveMessage, decodeAbusiveMessage, decodeFrank, type Frank } from "../../mimi/wire.ts";
import { commitment } from "../../stamped/commitment.ts";
import { maxInnerBytes, maxItemBytes, read } from "../../stamped/formats.ts";

export const suite = "mimi-06";

//   delivery = {keyId, frank: Frank, acceptedAt}
export interface Delivery {
  readonly keyId: Uint8Array;
  readonly frank: Frank;
  readonly acceptedAt: number;
}

//   item = {keyId, message: AbusiveMessage}
export interface Item {
  readonly keyId: Uint8Array;
  readonly message: AbusiveMessage;
  readonly content: MimiContent;
}

const maxFrankBytes = 256;
const deliverySchema = z.strictObject({
  keyId: byteString(32),
  frank: byteString(0, maxFrankBytes),
  acceptedAt: timeSchema,
});

const itemSchema = z.strictObject({ keyId: byteString(32), message: byteString(0, maxItemBytes) });

/** `outer` is the data of the frank_aad component: the franking tag, which names the message. Throws `outer`. */
export function tagIn(outer: Uint8Array): Commitment {
  check(outer.length === 32, "outer");
  return commitment(outer);
}

/** Throws `encoding` or `delivery`. */
export function readDelivery(encoded: Uint8Array): Delivery {
  const { acceptedAt, frank, keyId } = read(deliverySchema, encoded, "delivery");
  return { keyId, frank: decodeFrank(frank), acceptedAt };
}

/** Throws `size`, `encoding`, `item`, or `inner` for a content that is no MIMI content. */
export function readItem(encoded: Uint8Array): Item {
  check(encoded.length <= maxItemBytes, "size");
  const { keyId, message: abusive } = read(itemSchema, encoded, "item");
  const message = decodeAbusiveMessage(abusive);
  check(message.messageContent.length <= maxInnerBytes, "size");
  return { keyId, message, content: decodeMimiContent(message.messageContent) };
}
