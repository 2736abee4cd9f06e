import { expect, test } from "vitest";
import {
  type Assertion,
  assertionSchema,
  assertReporter,
  reporterBinding,
  verifyReporter,
} from "./assertion.ts";
import { hex } from "./bytes.ts";
import { FrankingError } from "./errors.ts";
import { type KeyRecord, type PeriodKey, sharedMacKeys } from "./key-record.ts";
import { Secret } from "./secret.ts";
import { firstRecord, noon } from "./testing/vector-maker/periods.ts";

const secret = new Uint8Array(32).fill(0x21);
const keyOf = (record: KeyRecord, side: "relay" | "moderation"): PeriodKey =>
  sharedMacKeys.derive(
    record,
    side,
    new Secret(side === "relay" ? new Uint8Array(64).fill(1) : new Uint8Array(32).fill(2)),
  );
const relayKey = keyOf(firstRecord, "relay");
const moderationKey = keyOf(firstRecord, "moderation");
const keys = (keyId: Uint8Array) => (hex(keyId) === hex(moderationKey.keyId) ? moderationKey : null);
const assertion = assertReporter("b2", reporterBinding(secret), noon, relayKey);

const verifying =
  (changes: Partial<Assertion>, by = secret, now = noon) =>
  () =>
    verifyReporter({ ...assertion, ...changes }, by, keys, now);

test("the moderation learns from the relay's word who reports, and of which relay", () => {
  expect(verifyReporter(assertion, secret, keys, noon)).toEqual({ relay: "relay.example", account: "b2" });
  expect(assertionSchema.parse(assertion)).toEqual(assertion);
});

test.each([
  ["account", { account: "c3" }],
  ["relay", { relay: "other.example" }],
  ["moderation", { moderation: "other.example" }],
  ["end", { expiresAt: noon + 1 }],
  ["binding", { binding: reporterBinding(new Uint8Array(32)) }],
  ["proof", { mac: new Uint8Array(32) }],
])("another %s is refused", (_, changes) => {
  expect(verifying(changes)).toThrow(new FrankingError("reporter"));
});

test("an assertion that has ended is refused", () => {
  expect(verifying({}, secret, noon + 1)).toThrow(new FrankingError("reporter"));
});

test("whoever has not the reporter's secret cannot spend the assertion", () => {
  expect(verifying({}, new Uint8Array(32))).toThrow(new FrankingError("reporter"));
});

test("an assertion of a period that the moderation has not is refused", () => {
  expect(verifying({ keyId: new Uint8Array(32) })).toThrow(new FrankingError("unknown-key"));
});

test.each([{ relay: "other.example" }, { moderation: "other.example" }])(
  "a relay's word for a record that names %o is refused under ours",
  (changes) => {
    // The same secrets under another name: the proof is good, and what it says is not ours to say.
    const named = { ...moderationKey, record: { ...firstRecord, ...changes } };
    const verify = () => verifyReporter(assertion, secret, () => named, noon);
    expect(verify).toThrow(new FrankingError("reporter"));
  },
);

test("a proof of the period's stamps is no proof of a reporter", () => {
  const swapped: PeriodKey = { ...relayKey, reporterKey: relayKey.secret };
  const word = () => assertReporter("b2", reporterBinding(secret), noon, swapped);
  expect(word).toThrow(RangeError);
  const forged = assertReporter("b2", reporterBinding(secret), noon, {
    ...moderationKey,
    reporterKey: moderationKey.secret,
  });
  expect(() => verifyReporter(forged, secret, keys, noon)).toThrow(new FrankingError("reporter"));
});

test.each([
  ["a member too many", { more: 1 }],
  ["another version", { v: 2 }],
  ["a short binding", { binding: new Uint8Array(31) }],
  ["no account", { account: "" }],
])("an assertion with %s is not one", (_, changes) => {
  expect(assertionSchema.safeParse({ ...assertion, ...changes }).success).toBe(false);
});
