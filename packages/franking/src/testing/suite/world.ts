import { hex, type Rng, u32 } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { hash } from "../../frame.ts";
import {
  type CheckedRecord,
  checkRecord,
  generateIdentity,
  type KeyPair,
  type KeyRecord,
  type PeriodKey,
  signRecord,
} from "../../key-record.ts";
import type { AttachmentSecret, Message } from "../../message.ts";
import {
  type AccountDirectory,
  type Arrival,
  type Choice,
  type Franked,
  type FrankingScheme,
  type Judgement,
  type ModeratorContext,
  notEnrolled,
  type Receipt,
  type RecipientContext,
  type RelayFacts,
} from "../../scheme.ts";
import { type AcceptedForm, historyOf } from "../parties.ts";

export const noon = 1_800_000_000_000;
export const accounts = ["a1", "b2", "c3"] as const;
export type Account = (typeof accounts)[number];

/** Randomness for tests: the same for the same seed. */
export function unsafeSeededRng(seed: string): Rng {
  let calls = 0;
  return (size) => {
    const out = new Uint8Array(size);
    for (let at = 0; at < size; at += 32) {
      out.set(hash("openfranking test rng v1", seed, u32(calls++)).subarray(0, size - at), at);
    }
    return out;
  };
}

/** One relay, one moderation, one period, and three enrolled accounts of one conversation. */
export interface World {
  readonly scheme: FrankingScheme;
  readonly rng: Rng;
  readonly record: CheckedRecord;
  readonly relayKey: PeriodKey;
  readonly moderationKey: PeriodKey;
  readonly enrolled: ReadonlyMap<string, KeyPair>;
  readonly conversation: Uint8Array;
  /** What the relay keeps, by address in hexadecimal. */
  readonly traces: Map<string, Uint8Array>;
}

export function createWorld(scheme: FrankingScheme): World {
  const rng = unsafeSeededRng(scheme.id);
  const halves = {
    relay: scheme.periodKeys.generate("relay", rng),
    moderation: scheme.periodKeys.generate("moderation", rng),
  };
  const record: KeyRecord = {
    ...{ v: 1, relay: "relay.example", moderation: "mod.example", alg: scheme.periodKeys.alg },
    ...{ relayPk: halves.relay.publicKey, moderationPk: halves.moderation.publicKey },
    ...{ notBefore: noon, notAfter: noon + 86_400_000, verifyUntil: noon + 90 * 86_400_000 },
  };
  const { accountKeys } = scheme;
  const enrol = (account: string) =>
    accountKeys === null ? [] : [[account, accountKeys.enrol(rng)] as const];
  return {
    ...{ scheme, rng, record: signed(record, rng) },
    relayKey: scheme.periodKeys.derive(record, "relay", halves.relay.secretKey),
    moderationKey: scheme.periodKeys.derive(record, "moderation", halves.moderation.secretKey),
    enrolled: new Map(accounts.flatMap(enrol)),
    conversation: rng(16),
    traces: new Map(),
  };
}

function signed(record: KeyRecord, rng: Rng): CheckedRecord {
  const [relay, moderation] = [generateIdentity(rng), generateIdentity(rng)];
  return checkRecord(
    encode(record),
    {
      relay: signRecord(record, relay.secretKey),
      moderation: signRecord(record, moderation.secretKey),
    },
    {
      ...{ relay: record.relay, relayKey: relay.publicKey },
      ...{ moderation: record.moderation, moderationKey: moderation.publicKey },
    },
  );
}

/** A message as it lies in the mailboxes. */
export interface Sent {
  readonly franked: Franked;
  readonly facts: RelayFacts;
  readonly deliveries: readonly Uint8Array[];
}

export function frank(world: World, message: Message, secrets: readonly AttachmentSecret[] = []): Franked {
  const { scheme, enrolled, moderationKey, record, rng } = world;
  const { sender } = message.header;
  const token = scheme.tokens?.issue(sender, moderationKey, noon, rng) ?? null;
  const recipients = [...enrolled].map(([account, { publicKey }]) => ({ account, publicKey }));
  const self = enrolled.get(sender) ?? null;
  return scheme.frank(message, { ...notEnrolled, secrets, self, recipients, moderation: record, token }, rng);
}

export function factsOf(
  { scheme, record, conversation }: World,
  changes: Partial<RelayFacts> = {},
): RelayFacts {
  return {
    ...{ relay: record.relay, moderation: record.moderation, conversation, epoch: 1 },
    ...{ sender: scheme.traits.relayLearnsSender ? "a1" : null, seq: 7, acceptedAt: noon + 1000 },
    recipients: accounts,
    ...changes,
  };
}

export function stamp(world: World, franked: Franked, changes: Partial<RelayFacts> = {}): Sent {
  const facts = factsOf(world, changes);
  const kept = world.scheme.traces?.keep(franked.outer, facts, world.relayKey);
  if (kept !== undefined) world.traces.set(hex(kept.address), kept.entry);
  return { franked, facts, deliveries: world.scheme.stamp(franked.outer, facts, world.relayKey) };
}

export function send(world: World, message: Message, secrets: readonly AttachmentSecret[] = []): Sent {
  return stamp(world, frank(world, message, secrets));
}

export function arrivalOf({ scheme, conversation }: World, sent: Sent, account: Account): Arrival {
  const delivery = sent.deliveries[sent.facts.recipients.indexOf(account)];
  if (delivery === undefined) throw new Error("unreachable: every account has a delivery");
  const { outer, inner } = sent.franked;
  return { outer, inner, delivery, channel: { suite: scheme.id, conversation, epoch: 1, sender: "a1" } };
}

export function recipientOf(
  world: World,
  account: Account,
  history: readonly AcceptedForm[] = [],
): RecipientContext {
  const { record, enrolled, relayKey } = world;
  return {
    ...{ account, self: enrolled.get(account) ?? null },
    ...{ relay: record.relay, moderation: record.moderation },
    records: (keyId) => (hex(keyId) === hex(relayKey.keyId) ? record : null),
    history: historyOf(history),
    ...{ now: noon + 2000, minReportMs: 86_400_000, accountKey: directoryOf(world) },
  };
}

export type AcceptedMessage = Extract<Receipt, { kind: "message" }>;

export function receive(world: World, arrival: Arrival, account: Account): AcceptedMessage {
  const receipt = world.scheme.receive(arrival, recipientOf(world, account));
  if (receipt.kind === "duplicate") throw new Error("unreachable: nothing was accepted before");
  return receipt;
}

function directoryOf({ enrolled }: World): AccountDirectory {
  return (account) => enrolled.get(account)?.publicKey ?? null;
}

export function moderatorOf(world: World, reporter: ModeratorContext["reporter"]): ModeratorContext {
  const { moderationKey, record, traces } = world;
  const keys = (keyId: Uint8Array) => (hex(keyId) === hex(moderationKey.keyId) ? moderationKey : null);
  const accountKey = directoryOf(world);
  const trace = (address: Uint8Array) => traces.get(hex(address)) ?? null;
  return { moderation: record.moderation, keys, reporter, now: noon + 86_400_000, accountKey, trace };
}

export function named({ record }: World, account: string): ModeratorContext["reporter"] {
  return { kind: "named", relay: record.relay, account };
}

/** Disclosed and judged as `account` reports it under her name. */
export function report(
  world: World,
  evidence: Uint8Array,
  account: Account,
  open: Choice["open"] = "all",
): Judgement {
  const item = world.scheme.disclose(evidence, { open, reporter: { kind: "named" } });
  return world.scheme.judge(item, moderatorOf(world, named(world, account)));
}
