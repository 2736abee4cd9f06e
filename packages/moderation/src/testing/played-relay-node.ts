import {
  type CheckedRecord,
  decode,
  encode,
  type Field,
  type FrankingScheme,
  merkleV1,
  notEnrolled,
  type PeriodKey,
  parseRecord,
  type Secret,
} from "@openfranking/franking";
import { type KeyOffer, signOffer } from "@openfranking/protocol";
import { rng, type TestModeration } from "./test-moderation-node.ts";

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** The relay's part, played: its half of a period that starts now, and its offer. */
export function offerOf(
  { deps, now, relay }: TestModeration,
  changes: Partial<KeyOffer> = {},
  { periodKeys }: FrankingScheme = merkleV1,
): { offer: KeyOffer; secretKey: Secret } {
  const { alg } = periodKeys;
  const { publicKey, secretKey } = periodKeys.generate("relay", rng);
  const times = { notBefore: now, notAfter: now + dayMs, verifyUntil: now + 30 * dayMs };
  const offer = { relay: relay.name, moderation: deps.name, alg, relayPk: publicKey, ...times, ...changes };
  return { offer, secretKey };
}

/** Agrees on a period with the moderation: what the relay stamps with. */
export async function agree(
  at: TestModeration,
  changes: Partial<KeyOffer> = {},
  scheme: FrankingScheme = merkleV1,
): Promise<PeriodKey> {
  const { offer, secretKey } = offerOf(at, changes, scheme);
  const { record } = await at.api.agreeStampKey({ body: signOffer(offer, at.relay.identity) });
  return scheme.periodKeys.derive(parseRecord(record), "relay", secretKey);
}

/** A period of which the moderation never heard. */
export function unknownPeriod(at: TestModeration, scheme: FrankingScheme = merkleV1): PeriodKey {
  const { offer, secretKey } = offerOf(at, {}, scheme);
  const { publicKey } = scheme.periodKeys.generate("moderation", rng);
  return scheme.periodKeys.derive({ v: 1, ...offer, moderationPk: publicKey }, "relay", secretKey);
}

export interface Said {
  readonly scheme: FrankingScheme;
  readonly period: PeriodKey;
  /** What each recipient kept. */
  evidenceOf(recipient: string): Uint8Array;
}

let seq = 0;

/** A message that Mallory franked, the relay stamped and each recipient accepted and kept. */
export function say(
  period: PeriodKey,
  {
    fields = [["text", "hello"]],
    recipients = ["bob"],
    scheme = merkleV1,
  }: {
    readonly fields?: readonly Field[];
    readonly recipients?: readonly string[];
    readonly scheme?: FrankingScheme;
  } = {},
): Said {
  const { relay, moderation, notBefore } = period.record;
  const place = { relay, conversation: rng(16), sender: "mallory" };
  const sent = { device: rng(8), n: 0 };
  const header = { v: 1 as const, ...place, sent, seen: null, kind: "message" as const, refs: [] };
  const { inner, outer } = scheme.frank({ header, fields }, notEnrolled, rng);
  const facts = { ...place, moderation, epoch: 1, seq: ++seq, acceptedAt: notBefore, recipients };
  const deliveries = scheme.stamp(outer, facts, period);
  const channel = { suite: scheme.id, conversation: place.conversation, epoch: 1, sender: place.sender };
  return {
    scheme,
    period,
    evidenceOf(recipient) {
      const delivery = deliveries[recipients.indexOf(recipient)];
      if (delivery === undefined) throw new Error(`${recipient} is no recipient`);
      return received(scheme, { outer, inner, delivery, channel }, recipient, period);
    },
  };
}

function received(
  scheme: FrankingScheme,
  arrival: Parameters<FrankingScheme["receive"]>[0],
  account: string,
  { record }: PeriodKey,
): Uint8Array {
  const receipt = scheme.receive(arrival, {
    account,
    self: null,
    relay: record.relay,
    moderation: record.moderation,
    // Both halves were made here: that recipients check signatures of records is shown elsewhere.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    records: () => record as CheckedRecord,
    history: {
      commitmentAt: () => null,
      commitmentSent: () => null,
      lastSent: () => null,
      senderOf: () => null,
    },
    now: record.notBefore,
    minReportMs: 0,
  });
  if (receipt.kind !== "message") throw new Error("unreachable: the message is new");
  return receipt.evidence;
}

type Json = Record<string, unknown>;

/** The same bytes with one part of what they say changed. */
export function changed(encoded: Uint8Array, change: (said: Json) => Json): Uint8Array {
  return encode(change(mapOf(decode(encoded))));
}

export function mapOf(value: unknown): Json {
  if (typeof value !== "object" || value === null) throw new Error("no map");
  return Object.fromEntries(Object.entries(value));
}

/** The bytes with `text` replaced by another of its length. */
export function replaced(encoded: Uint8Array, text: string, other: string): Uint8Array {
  const at = Buffer.from(encoded).indexOf(text);
  if (at < 0 || text.length !== other.length) throw new Error("there is nothing to replace");
  const copy = Uint8Array.from(encoded);
  copy.set(Buffer.from(other), at);
  return copy;
}
