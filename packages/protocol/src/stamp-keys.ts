import {
  byteString,
  type Ed25519Key,
  nameSchema,
  type Secret,
  signFramed,
  timeSchema,
  verifyFramed,
} from "@openfranking/franking";
import * as z from "zod/mini";
import { encodeAs } from "./codec.ts";

/** The relay's half of a period, signed: it asks the moderation for the other half. */
export const offerSchema = z.strictObject({
  relay: nameSchema,
  moderation: nameSchema,
  alg: nameSchema,
  relayPk: byteString(0, 4096),
  notBefore: timeSchema,
  notAfter: timeSchema,
  verifyUntil: timeSchema,
});
export type KeyOffer = z.infer<typeof offerSchema>;

export const signedOfferSchema = z.strictObject({ offer: offerSchema, signature: byteString(64) });

/** A key record as it is published: encoded, with the signatures of both identities over it. */
export const publishedRecordSchema = z.strictObject({
  record: byteString(1, 16_384),
  signatures: z.strictObject({ relay: byteString(64), moderation: byteString(64) }),
});
export type PublishedRecord = z.infer<typeof publishedRecordSchema>;

const offerLabel = "openfranking stamp-key-offer v1";

export function signOffer(offer: KeyOffer, identity: Secret): z.infer<typeof signedOfferSchema> {
  return { offer, signature: signFramed(identity, offerLabel, encodeAs(offerSchema, offer)) };
}

export function isOfferSigned(
  { offer, signature }: z.infer<typeof signedOfferSchema>,
  identity: Ed25519Key,
): boolean {
  return verifyFramed(identity, signature, offerLabel, encodeAs(offerSchema, offer));
}
