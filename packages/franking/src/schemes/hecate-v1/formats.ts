import * as z from "zod/mini";
import { check } from "../../errors.ts";
import {
  type AttachmentSecret,
  byteString,
  type Field,
  fieldsSchema,
  nameSchema,
  secretsSchema,
  timeSchema,
} from "../../message.ts";
import type { Stamped } from "../../period.ts";
import { evidenceSchema, maxItemBytes, read } from "../../stamped/formats.ts";
import { commitmentIn } from "../../stamped/stamp.ts";

export const suite = "hecate-v1";

//   token = {x1, nonce, pke, t1, expiry, signature}
export interface Token {
  /** The account, sealed for the moderation alone. */
  readonly x1: Uint8Array;
  readonly nonce: Uint8Array;
  /** Signs one message. Its secret half is in the bytes that the sender was issued, and nowhere else. */
  readonly pke: Uint8Array;
  /** When it was issued, by the moderation's clock. */
  readonly t1: number;
  /** No message that was accepted later may spend it. */
  readonly expiry: number;
  readonly signature: Uint8Array;
}

//   frank = {header, fields, token, r, signature}
interface Frank {
  /** Read apart, so that a fault in it has its own code. */
  readonly header: unknown;
  readonly fields: readonly Field[];
  readonly token: Token;
  readonly r: Uint8Array;
  readonly signature: Uint8Array;
}

//   envelope = {relay, moderation, keyId, acceptedAt, signature}
export interface Envelope extends Stamped {
  readonly signature: Uint8Array;
}

//   proof = {commitment, envelope, frank}
/** All that Verify looks at: what a report consists of, and what a forward carries. */
export interface Proof {
  readonly commitment: Uint8Array;
  readonly envelope: Envelope;
  readonly frank: Frank;
}

//   inner = {kind: "original", frank, secrets} | {kind: "forward", header, proof, secrets}
export type Inner = { readonly secrets: readonly AttachmentSecret[] } & (
  | { readonly kind: "original"; readonly frank: Frank }
  | { readonly kind: "forward"; readonly header: unknown; readonly proof: Proof }
);

/** An account of at most 512 bytes behind its length, and the tag of AES-GCM. */
const x1Bytes = 4 + 512 + 16;
const signature = byteString(64);

const tokenMembers = {
  x1: byteString(x1Bytes),
  nonce: byteString(12),
  pke: byteString(32),
  t1: timeSchema,
  expiry: timeSchema,
  signature,
};

/** What the sender was issued: a token and the seed of `pke`. */
export const issuedSchema: z.ZodMiniType<Token & { readonly secret: Uint8Array }> = z.strictObject({
  ...tokenMembers,
  secret: byteString(32),
});

const frankSchema: z.ZodMiniType<Frank> = z.strictObject({
  header: z.unknown(),
  fields: fieldsSchema,
  token: z.strictObject(tokenMembers),
  r: byteString(32),
  signature,
});

const envelopeSchema: z.ZodMiniType<Envelope> = z.strictObject({
  relay: nameSchema,
  moderation: nameSchema,
  keyId: byteString(32),
  acceptedAt: timeSchema,
  signature,
});

const proofSchema: z.ZodMiniType<Proof> = z.strictObject({
  commitment: byteString(32),
  envelope: envelopeSchema,
  frank: frankSchema,
});

const innerSchema: z.ZodMiniType<Inner> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("original"), frank: frankSchema, secrets: secretsSchema }),
  z.strictObject({
    kind: z.literal("forward"),
    header: z.unknown(),
    proof: proofSchema,
    secrets: secretsSchema,
  }),
]);

/** Throws `encoding` or `delivery`. */
export function readEnvelope(delivery: Uint8Array): Envelope {
  return read(envelopeSchema, delivery, "delivery");
}

/** Throws `encoding` or `inner`. */
export function readInner(inner: Uint8Array): Inner {
  return read(innerSchema, inner, "inner");
}

/** Throws `size`, `encoding` or `item`. */
export function readItem(item: Uint8Array): Proof {
  check(item.length <= maxItemBytes, "size");
  return read(proofSchema, item, "item");
}

/** What was kept of a message, and the proof in it: its own, or that of the message which it forwards. */
export function readEvidence(evidence: Uint8Array): { readonly inner: Inner; readonly proof: Proof } {
  const kept = read(evidenceSchema, evidence, "item");
  const inner = readInner(kept.inner);
  if (inner.kind === "forward") return { inner, proof: inner.proof };
  const commitment = commitmentIn(suite, kept.outer);
  return { inner, proof: { commitment, envelope: readEnvelope(kept.delivery), frank: inner.frank } };
}
