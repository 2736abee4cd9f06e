import { expect, test } from "vitest";
import { encode } from "../../canonical.ts";
import { FrankingError } from "../../errors.ts";
import { decodeAbuseReport, encodeAbusiveMessage } from "../../mimi/wire.ts";
import { notEnrolled } from "../../scheme.ts";
import { hello, messageOf } from "../../testing/suite/messages.ts";
import { resultOf } from "../../testing/suite/refusal.ts";
import { arrivalOf, createWorld, moderatorOf, receive, send } from "../../testing/suite/world.ts";
import { abuseReportOf, itemsOfAbuseReport, mimi06 } from "./index.ts";

const world = createWorld(mimi06);
const details = { reportingUser: "", reasonCode: 0, note: "Grüße" };

function itemOf(text: string): Uint8Array {
  const sent = send(world, messageOf(world, [...hello.slice(0, 1), ["text", text]]));
  const { evidence } = receive(world, arrivalOf(world, sent, "b2"), "b2");
  return mimi06.disclose(evidence, { open: "all", reporter: { kind: "named" } });
}

test("items become MIMI's report, and its messages become items that are judged alike", () => {
  const items = [itemOf("one"), itemOf("two")];
  const report = decodeAbuseReport(abuseReportOf(items, details));
  expect(report).toMatchObject({
    ...details,
    allegedAbuserUri: "mimi://relay.example/u/a1",
    abuseExtensions: [],
  });
  const moderator = moderatorOf(world, { kind: "anonymous" });
  const { keyId } = world.relayKey;
  expect(itemsOfAbuseReport(report, [keyId])).toEqual(items.map((item) => [item]));
  for (const [item] of itemsOfAbuseReport(report, [keyId])) {
    expect(mimi06.judge(item ?? new Uint8Array(), moderator).verdict).toBe("verified");
  }
});

test("a message of a report is an item under each period, of which its own alone verifies", () => {
  const report = decodeAbuseReport(abuseReportOf([itemOf("one")], details));
  const other = createWorld({ ...mimi06, id: "another seed" });
  const { keyId } = world.relayKey;
  const [items = []] = itemsOfAbuseReport(report, [other.relayKey.keyId, keyId]);
  const moderator = {
    ...moderatorOf(world, { kind: "anonymous" }),
    keys: (named: Uint8Array) =>
      named.toString() === keyId.toString() ? world.moderationKey : other.moderationKey,
  };
  const verdicts = items.map((item) => {
    const result = resultOf(() => mimi06.judge(item, moderator));
    return "value" in result ? result.value.verdict : result.refused;
  });
  expect(verdicts).toEqual(["stamp", "verified"]);
});

test("a report is of one sender, and of one message at least", () => {
  expect(() => abuseReportOf([], details)).toThrow(new FrankingError("not-disclosable"));
  const theirs = createWorld(mimi06);
  const header = { ...messageOf(theirs, hello).header, sender: "c3" };
  const { inner } = mimi06.frank({ header, fields: hello }, notEnrolled, theirs.rng);
  const [message] = decodeAbuseReport(abuseReportOf([itemOf("one")], details)).messages;
  if (message === undefined) throw new Error("unreachable: the report has one");
  const encoded = encodeAbusiveMessage({ ...message, messageContent: inner });
  const item = encode({ keyId: theirs.relayKey.keyId, message: encoded });
  expect(() => abuseReportOf([itemOf("one"), item], details)).toThrow(new FrankingError("not-disclosable"));
  expect(() => abuseReportOf([new Uint8Array()], details)).toThrow(new FrankingError("encoding"));
});
