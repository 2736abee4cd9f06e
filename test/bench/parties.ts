import { randomBytes } from "node:crypto";
import { type Channel, type Device, mlsChannels } from "@openfranking/client";
import {
  type CheckedRecord,
  checkRecord,
  encode,
  type FrankingScheme,
  generateIdentity,
  type KeyRecord,
  type Message,
  type PeriodKey,
  type RecipientContext,
  type RelayFacts,
  type Rng,
  reveal,
  type Secret,
  signRecord,
} from "@openfranking/franking";
import { type Credential, certifyDevice } from "@openfranking/protocol";

export const rng: Rng = (size) => Uint8Array.from(randomBytes(size));
/** The middle of the period that {@link agree} makes. */
export const noon = 1_800_000_000_000;
const halfADay = 43_200_000;
const names = { relay: "relay.example", moderation: "moderation.example" } as const;

/** What relay and moderation hold for a period, and what clients see of it. */
export interface Period {
  readonly record: CheckedRecord;
  readonly relay: PeriodKey;
  readonly moderation: PeriodKey;
}

export function agree({ periodKeys }: FrankingScheme): Period {
  const [relay, moderation] = [periodKeys.generate("relay", rng), periodKeys.generate("moderation", rng)];
  const record: KeyRecord = {
    v: 1,
    ...names,
    alg: periodKeys.alg,
    relayPk: relay.publicKey,
    moderationPk: moderation.publicKey,
    notBefore: noon - halfADay,
    notAfter: noon + halfADay,
    verifyUntil: noon + 90 * 86_400_000,
  };
  const identities = { relay: generateIdentity(rng), moderation: generateIdentity(rng) };
  const signatures = {
    relay: signRecord(record, identities.relay.secretKey),
    moderation: signRecord(record, identities.moderation.secretKey),
  };
  const keys = { relayKey: identities.relay.publicKey, moderationKey: identities.moderation.publicKey };
  return {
    record: checkRecord(encode(record), signatures, { ...names, ...keys }),
    relay: periodKeys.derive(record, "relay", relay.secretKey),
    moderation: periodKeys.derive(record, "moderation", moderation.secretKey),
  };
}

/** One device, with every key of hers, in a conversation. */
export interface Member {
  readonly account: string;
  readonly credential: Credential;
  readonly accountSk: Secret;
  readonly deviceSk: Secret;
  readonly channel: Channel;
}

export interface Pair {
  readonly conversation: Uint8Array;
  readonly alice: Member;
  readonly bob: Member;
  /** What brought Bob in. */
  readonly commit: Uint8Array;
  readonly welcome: Uint8Array;
}

/** Two devices in an MLS conversation of their own. */
export async function pairUp(): Promise<Pair> {
  const provider = mlsChannels();
  const conversation = rng(16);
  const [alice, bob] = [newDevice(), newDevice()];
  const [kept] = await provider.keyPackages(bob.device, 1);
  if (kept === undefined) throw new Error("unreachable: one was asked for");
  const alone = await provider.create(alice.device, conversation);
  const change = { add: [{ account: bob.account, keyPackage: kept.publicPart }], remove: [] };
  const { commit, saved, welcome } = await alone.change(change);
  const joined = welcome === null ? null : await provider.join(bob.device, welcome, [kept]);
  if (welcome === null || joined === null) throw new Error("unreachable: the welcome is for this package");
  return {
    conversation,
    commit,
    welcome,
    alice: { ...alice, channel: await provider.restore(alice.device, saved) },
    bob: { ...bob, channel: joined.channel },
  };
}

function newDevice(): Omit<Member, "channel"> & { readonly device: Device } {
  const [account, device] = [generateIdentity(rng), generateIdentity(rng)];
  const credential = certifyDevice(account.secretKey, account.publicKey, device.publicKey, noon);
  return {
    account: credential.account,
    credential,
    accountSk: account.secretKey,
    deviceSk: device.secretKey,
    device: { credential, secretKey: reveal(device.secretKey) },
  };
}

const device = rng(8);

/** The n-th message of a sender: one text. */
export function textMessage(
  { conversation, sender }: { readonly conversation: Uint8Array; readonly sender: string },
  n: number,
  text: string,
): Message {
  const sent = { device, n };
  return {
    header: { v: 1, relay: names.relay, conversation, sender, sent, seen: null, kind: "message", refs: [] },
    fields: [
      ["sentAt", noon],
      ["text", text],
    ],
  };
}

export function textOf(size: number): string {
  return Buffer.from(rng(Math.ceil(size / 2)))
    .toString("hex")
    .slice(0, size);
}

export function factsOf(
  place: { readonly conversation: Uint8Array; readonly epoch: number; readonly sender: string },
  seq: number,
  recipients: readonly string[],
): RelayFacts {
  return { ...names, ...place, seq, acceptedAt: noon, recipients };
}

/** A recipient who has seen nothing of the conversation yet. */
export function recipientOf(account: string, { record }: Period): RecipientContext {
  return {
    ...names,
    account,
    self: null,
    records: () => record,
    history: {
      commitmentAt: () => null,
      commitmentSent: () => null,
      lastSent: () => null,
      senderOf: () => null,
    },
    now: noon,
    minReportMs: 0,
  };
}
