import type { Commitment, KeyId } from "../bytes.ts";
import { equalBytes } from "../bytes.ts";
import { encode } from "../canonical.ts";
import { check, FrankingError } from "../errors.ts";
import { hash, mac } from "../frame.ts";
import type { PeriodKey } from "../key-record.ts";
import type { RelayFacts } from "../scheme.ts";
import { reveal } from "../secret.ts";
import { commitment } from "./commitment.ts";
import {
  type Context,
  type Delivery,
  deliverySchema,
  evidenceSchema,
  outerSchema,
  querySchema,
  read,
} from "./formats.ts";

/** `d = H("openfranking stamped v1", suite, C, enc(context))`: what a stamp is made over. */
export function stampedDigest(suite: string, commitment: Uint8Array, context: Context): Uint8Array {
  return hash("openfranking stamped v1", suite, commitment, encode(context));
}

/** `tag_r`: names a recipient of a message to whoever holds her blind, and to nobody else. */
export function recipientTag(blind: Uint8Array, relay: string, account: string): Uint8Array {
  return hash("openfranking recipient v1", blind, relay, account);
}

export function isStamped(key: PeriodKey, digest: Uint8Array, stamp: Uint8Array): boolean {
  return equalBytes(mac(stampKey(key), "openfranking stamp v1", digest), stamp);
}

export function isAddressed(
  key: PeriodKey,
  digest: Uint8Array,
  tag: Uint8Array,
  addressed: Uint8Array,
): boolean {
  return equalBytes(mac(stampKey(key), "openfranking addressed v1", digest, tag), addressed);
}

/** One stamp a message, and for each recipient a proof that it was addressed to her. */
export function stampAll(suite: string, outer: Uint8Array, facts: RelayFacts, key: PeriodKey): Uint8Array[] {
  const commitment = commitmentIn(suite, outer);
  const context = contextOf(facts, key.keyId);
  const digest = stampedDigest(suite, commitment, context);
  const stamp = mac(stampKey(key), "openfranking stamp v1", digest);
  const delivered = deliveries(context, stamp);
  return facts.recipients.map((account) => {
    const blind = mac(blindKey(key), "openfranking recipient-blind v1", digest, account);
    const tag = recipientTag(blind, facts.relay, account);
    return delivered(blind, mac(stampKey(key), "openfranking addressed v1", digest, tag));
  });
}

/** Throws `encoding`, `outer`, or `suite` for another suite's. */
export function commitmentIn(suite: string, outer: Uint8Array): Commitment {
  const { commitment: named, suite: claimed } = read(outerSchema, outer, "outer");
  check(claimed === suite, "suite");
  return commitment(named);
}

/** The deliveries of one message differ in two values of 32 bytes: it is encoded once, and they are put into copies. */
function deliveries(context: Context, stamp: Uint8Array) {
  const encoded = encode({ context, stamp, addressed: later, blind: later } satisfies Delivery);
  // Keys stand in the bytewise order of their encodings (RFC 8949 §4.2.1): `blind` is the first, `addressed` the last.
  const blindAt = encode({ blind: later }).length - later.length;
  const addressedAt = encoded.length - later.length;
  return (blind: Uint8Array, addressed: Uint8Array): Uint8Array => {
    const delivery = Uint8Array.from(encoded);
    delivery.set(blind, blindAt);
    delivery.set(addressed, addressedAt);
    return delivery;
  };
}

const later = new Uint8Array(32);

function contextOf(facts: RelayFacts, keyId: KeyId): Context {
  const { relay, moderation, conversation, epoch, sender, seq, acceptedAt } = facts;
  if (sender === null) throw new FrankingError("sender");
  return { v: 1, relay, moderation, keyId, conversation, epoch, sender, seq, acceptedAt };
}

/** A recipient asks; the answer says whether her delivery is good, and the question says nothing of the message. */
export function askBlindly(evidence: Uint8Array, account: string): { keyId: KeyId; query: Uint8Array } {
  const kept = read(evidenceSchema, evidence, "item");
  const { suite, commitment } = read(outerSchema, kept.outer, "outer");
  const { context, stamp, addressed, blind } = read(deliverySchema, kept.delivery, "delivery");
  const digest = stampedDigest(suite, commitment, context);
  const tag = recipientTag(blind, context.relay, account);
  // A name that came with the evidence, which the judge looks up like any other.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { keyId: context.keyId as KeyId, query: encode({ digest, stamp, tag, addressed }) };
}

export function answerBlindly(query: Uint8Array, key: PeriodKey): boolean {
  try {
    const { digest, stamp, tag, addressed } = read(querySchema, query, "item");
    return isStamped(key, digest, stamp) && isAddressed(key, digest, tag, addressed);
  } catch (error) {
    if (error instanceof FrankingError) return false;
    throw error;
  }
}

function stampKey(key: PeriodKey): Uint8Array {
  return reveal(key.secret).subarray(0, 32);
}

function blindKey(key: PeriodKey): Uint8Array {
  return reveal(key.secret).subarray(32, 64);
}
