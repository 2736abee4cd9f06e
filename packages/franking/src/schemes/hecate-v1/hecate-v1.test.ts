import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hex, utf8 } from "../../bytes.ts";
import { decode, encode } from "../../canonical.ts";
import { FrankingError } from "../../errors.ts";
import type { Field } from "../../message.ts";
import { notEnrolled } from "../../scheme.ts";
import { describeScheme, type VectorsFile } from "../../testing/index.ts";
import { hello, messageOf } from "../../testing/suite/messages.ts";
import {
  type AcceptedMessage,
  arrivalOf,
  createWorld,
  noon,
  receive,
  recipientOf,
  report,
  type Sent,
  stamp,
} from "../../testing/suite/world.ts";
import { asForwarded } from "./forward.ts";
import { hecateV1 } from "./index.ts";
import { tokens } from "./issue.ts";

const vectors = readFileSync(new URL("vectors.json", import.meta.url), "utf8");

describeScheme(hecateV1, JSON.parse(vectors) as VectorsFile);

const world = createWorld(hecateV1);
const { moderationKey, record, relayKey, rng } = world;
const hours = 3_600_000;

function issue(account: string, now = noon): Uint8Array {
  return tokens.issue(account, moderationKey, now, rng);
}

function lifeOf(token: Uint8Array): { readonly t1: number; readonly expiry: number } {
  return decode(token) as { t1: number; expiry: number };
}

/** Words under a1's header, or another's, by a token of `account`'s. */
function franked(account: string, header: Partial<ReturnType<typeof messageOf>["header"]> = {}) {
  const message = messageOf(world, hello);
  const sender = { ...notEnrolled, moderation: record, token: issue(account) };
  return hecateV1.frank({ ...message, header: { ...message.header, ...header } }, sender, rng);
}

/** What a1 sends on of kept evidence: no token, and no record. */
function forwarded(
  evidence: Uint8Array,
  said: readonly Field[] = hello,
  secrets = notEnrolled.secrets,
): Sent {
  const message = messageOf(world, asForwarded(said));
  return stamp(world, hecateV1.frank(message, { ...notEnrolled, forwards: evidence, secrets }, rng));
}

function received(sent: Sent, by: "a1" | "b2" | "c3", from = "a1"): AcceptedMessage {
  const arrival = arrivalOf(world, sent, by);
  return receive(world, { ...arrival, channel: { ...arrival.channel, sender: from } }, by);
}

function itemOf(evidence: Uint8Array): Uint8Array {
  return hecateV1.disclose(evidence, { open: "all", reporter: { kind: "named" } });
}

describe("tokens", () => {
  test("last six hours, and not beyond their period", () => {
    expect(lifeOf(issue("a1"))).toMatchObject({ t1: noon, expiry: noon + 6 * hours });
    const late = record.notAfter - 1;
    expect(lifeOf(issue("a1", late))).toMatchObject({ t1: late, expiry: record.notAfter });
  });

  test("can be spent until they are over, with the record of their period alone", () => {
    const token = issue("a1");
    const spendable = (at: number, with_ = record) => tokens.isSpendable(token, with_, at);
    expect([noon, noon + 6 * hours].map((at) => spendable(at))).toEqual([true, true]);
    expect([noon + 6 * hours + 1, noon - 300_001].map((at) => spendable(at))).toEqual([false, false]);
    expect(spendable(noon, { ...record, verifyUntil: record.verifyUntil + 1 })).toBe(false);
    expect(tokens.isSpendable(Uint8Array.of(1), record, noon)).toBe(false);
  });

  test("are issued within the period alone", () => {
    for (const now of [record.notBefore, record.notAfter]) expect(() => issue("a1", now)).not.toThrow();
    for (const now of [record.notBefore - 1, record.notAfter + 1]) {
      expect(() => issue("a1", now)).toThrow(new FrankingError("time"));
    }
  });

  test.each([
    ["nobody", ""],
    ["a name of 129 characters", "n".repeat(129)],
    ["a name of 1,000 characters beyond U+FFFF", "🐈".repeat(1000)],
    ["text that UTF-8 cannot hold", "a\ud800"],
  ])("are not issued to %s", (_, account) => {
    expect(() => issue(account)).toThrow(new FrankingError("token"));
  });

  test("are not issued by the relay", () => {
    const issuing = () => tokens.issue("a1", relayKey, noon, rng);
    expect(issuing).toThrow(new FrankingError("key"));
  });

  test("have one size, however long the account is", () => {
    const sizes = ["a", "a1", "🐈".repeat(128)].map((account) => issue(account).length);
    expect(new Set(sizes).size).toBe(1);
  });

  test("do not show the account, which the judge alone reads out of them", () => {
    const account = "\uFEFFcanary-of-the-account";
    expect(hex(issue(account))).not.toContain(hex(utf8("canary")));
    const { evidence } = received(stamp(world, franked(account)), "b2");
    expect(report(world, evidence, "b2").sender).toBe(account);
  });

  test("are not spent on what the relay accepts when they are over", () => {
    const arrivesAt = (acceptedAt: number) => () => {
      const arrival = arrivalOf(world, stamp(world, franked("a1"), { acceptedAt }), "b2");
      return hecateV1.receive(arrival, { ...recipientOf(world, "b2"), now: acceptedAt });
    };
    expect(arrivesAt(noon + 6 * hours)).not.toThrow();
    expect(arrivesAt(noon + 6 * hours + 1)).toThrow(new FrankingError("time"));
  });

  test("leave their secret with the sender", () => {
    const token = issue("a1");
    const { secret } = decode(token) as { secret: Uint8Array };
    const sent = hecateV1.frank(messageOf(world, hello), { ...notEnrolled, moderation: record, token }, rng);
    for (const part of [sent.inner, sent.outer]) expect(hex(part)).not.toContain(hex(secret));
  });

  test("name their own account, whatever the header says, and the header is shown beside it", () => {
    const { evidence, message } = received(stamp(world, franked("c3")), "b2");
    expect(message.header.sender).toBe("a1");
    const judgement = report(world, evidence, "c3");
    expect(judgement).toMatchObject({ sender: "c3", own: true, opened: { header: { sender: "a1" } } });
  });
});

describe("forwards", () => {
  const said = received(stamp(world, franked("c3", { sender: "c3" })), "a1", "c3");

  test("are shown as forwarded, under the forwarder's header", () => {
    const { message } = received(forwarded(said.evidence), "b2");
    expect(message.header.sender).toBe("a1");
    expect(message.fields).toEqual([["forwarded", true], ...hello]);
  });

  test("are reported as their source's, byte for byte as the original is", () => {
    const { evidence } = received(forwarded(said.evidence), "b2");
    expect(itemOf(evidence)).toEqual(itemOf(said.evidence));
    const judgement = report(world, evidence, "b2");
    expect(judgement).toMatchObject({ sender: "c3", commitment: said.commitment, own: false });
    expect(judgement.opened).toEqual({ ...said.message, hidden: [] });
  });

  test("are forwarded again, and no forwarder is in the report", () => {
    const once = received(forwarded(said.evidence), "b2");
    const twice = received(forwarded(once.evidence), "b2");
    expect(itemOf(twice.evidence)).toEqual(itemOf(said.evidence));
    expect(twice.commitment).not.toEqual(once.commitment);
  });

  test("are the source's own when it reports them", () => {
    const { evidence } = received(forwarded(said.evidence), "c3");
    expect(report(world, evidence, "c3").own).toBe(true);
    expect(report(world, evidence, "a1").own).toBe(false);
  });

  test("look to the relay like any message", () => {
    const [forward, original] = [forwarded(said.evidence), stamp(world, franked("a1"))];
    expect(forward.franked.outer).toHaveLength(original.franked.outer.length);
    expect(forward.deliveries[0]).toHaveLength(original.deliveries[0]?.length ?? 0);
    expect(forward.franked.commitment).not.toEqual(said.commitment);
  });

  test("carry the keys of attachments that the forwarder gives, and their reports none", () => {
    const keys = [{ key: rng(16), seed: rng(32), locator: "blobs/1" }];
    const { evidence, secrets } = received(forwarded(said.evidence, hello, keys), "b2");
    expect(secrets).toEqual(keys);
    expect(hex(itemOf(evidence))).not.toContain(hex(keys[0]?.key ?? rng(16)));
  });

  test("of words that a forwarder made up are judged as the forwarder's", () => {
    const madeUp = stamp(world, franked("a1", { sender: "c3" }));
    const [delivery] = madeUp.deliveries;
    const { inner, outer } = madeUp.franked;
    const evidence = received(forwarded(encode({ outer, inner, delivery })), "b2").evidence;
    expect(report(world, evidence, "b2")).toMatchObject({
      ...{ sender: "a1", opened: { header: { sender: "c3" } } },
    });
  });

  test("do not fit where the original just did", () => {
    const long: readonly Field[] = [["text", "a".repeat(64_250)]];
    const sender = { ...notEnrolled, moderation: record, token: issue("a1") };
    const original = stamp(world, hecateV1.frank(messageOf(world, long), sender, rng));
    const { evidence } = received(original, "b2");
    expect(() => forwarded(evidence, long)).toThrow(new FrankingError("size"));
  });
});
