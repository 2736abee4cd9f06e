import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  assertReporter,
  decode,
  encode,
  generateIdentity,
  merkleV1,
  type PeriodKey,
  parseRecord,
  reporterBinding,
  type Secret,
  schemes,
} from "@openfranking/franking";
import { createModeration, type Moderation, serveModeration } from "@openfranking/moderation";
import { type KeyOffer, type Report, type ReportItem, signOffer } from "@openfranking/protocol";
import { enrolReviewer, type Reviewer, type TurnedClock, turnedClock } from "@openfranking/testbed";
import { onTestFinished } from "vitest";
import { frankAnything } from "./franker.ts";
import { moderationAt } from "./hostile-reporter.ts";

export const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const rng = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size));

const name = "moderation.example";
const consoleOrigin = "http://localhost:8604";

/** A relay by its identity alone: it may stamp whatever it likes. */
export interface PlayedRelay {
  readonly name: string;
  readonly identity: Secret;
}

/** A real moderation that judges for two relays, both played by the test, and a clock that stands until it is turned. */
export interface Between {
  readonly moderation: Moderation;
  readonly moderationUrl: string;
  readonly clock: TurnedClock;
  readonly rosa: Reviewer;
  readonly honest: PlayedRelay;
  readonly hostile: PlayedRelay;
}

export async function moderationOfTwo(): Promise<Between> {
  const directory = mkdtempSync(join(tmpdir(), "openfranking-relays-"));
  const [honest, hostile] = [playedRelay("honest.example"), playedRelay("hostile.example")];
  const clock = turnedClock(1_800_000_000_000);
  const moderation = await createModeration({
    ...{ name, consoleOrigin, schemes, rng, origins: [], clock: clock.now, log: () => undefined },
    database: { kind: "sqlite", file: join(directory, "moderation.db") },
    identity: generateIdentity(rng).secretKey,
    relays: [honest, hostile],
  });
  const served = await serveModeration(moderation, { hostname: "127.0.0.1", port: 0 });
  onTestFinished(async () => {
    await served.close();
    await moderation.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const enrolment = { name: "Rosa", moderationUrl: served.url, origin: consoleOrigin };
  const rosa = await enrolReviewer({ ...enrolment, link: await moderation.enrolmentLink() });
  return { moderation, moderationUrl: served.url, clock, rosa, honest, hostile };
}

function playedRelay(relay: string) {
  const { publicKey, secretKey } = generateIdentity(rng);
  return { name: relay, identity: secretKey, identityKey: publicKey };
}

/** A relay's half of a period that begins now, and the offer of it. */
export function halfOf(relay: PlayedRelay, now: number, changes: Partial<KeyOffer> = {}) {
  const { publicKey, secretKey } = merkleV1.periodKeys.generate("relay", rng);
  const times = { notBefore: now, notAfter: now + dayMs, verifyUntil: now + 30 * dayMs };
  const names = { relay: relay.name, moderation: name, alg: merkleV1.periodKeys.alg };
  const offer: KeyOffer = { ...names, relayPk: publicKey, ...times, ...changes };
  return { secretKey, signed: signOffer(offer, relay.identity) };
}

export async function agreedPeriod(
  { clock, moderationUrl }: Between,
  relay: PlayedRelay,
  changes: Partial<KeyOffer> = {},
): Promise<PeriodKey> {
  const { secretKey, signed } = halfOf(relay, clock.now(), changes);
  const { record } = await moderationAt(moderationUrl).agreeStampKey({ body: signed });
  return merkleV1.periodKeys.derive(parseRecord(record), "relay", secretKey);
}

interface Claimed {
  readonly sender?: string;
  readonly recipient?: string;
  readonly acceptedAt?: number;
  /** What stands in the context and in the header in the place of the relay's own name. */
  readonly contextRelay?: string;
  readonly headerRelay?: string;
}

/** An item that a relay, its sender and its reporter have made up together under a period's key. */
export function madeUp(key: PeriodKey, claimed: Claimed = {}): ReportItem {
  const { notBefore, relay } = key.record;
  const { acceptedAt = notBefore, recipient = "bob", sender = "mallory" } = claimed;
  const { contextRelay = relay, headerRelay = relay } = claimed;
  const conversation = rng(16);
  const header = {
    ...{ v: 1, relay: headerRelay, conversation, sender, sent: { device: rng(8), n: 0 } },
    ...{ seen: null, kind: "message", refs: [] },
  };
  const fields = [["text", "hello"]] as const;
  const { messageKey, outer } = frankAnything(merkleV1.id, { header, fields });
  const facts = { relay: contextRelay, moderation: name, conversation, epoch: 1, sender, seq: 1, acceptedAt };
  const [delivery] = merkleV1.stamp(outer, { ...facts, recipients: [recipient] }, key);
  if (delivery === undefined) throw new Error("unreachable: there is one recipient");
  const opening = { messageKey, fields };
  const stamped = { outer, ...(decode(delivery) as object) };
  return { suite: merkleV1.id, item: encode({ kind: "message", ...stamped, header, opening }) };
}

/** A report for which a relay vouches. */
export function vouchedReport(key: PeriodKey, account: string, items: readonly ReportItem[]): Report {
  const secret = rng(32);
  const expiresAt = key.record.notBefore + 1000 * dayMs;
  const assertion = assertReporter(account, reporterBinding(secret), expiresAt, key);
  return {
    ...{ v: 1, reportId: rng(16), salt: rng(32), category: "threats", language: "en" },
    reporter: { kind: "named", assertion, secret },
    items: [...items],
  };
}
