import { expect, test } from "vitest";
import { FrankingError } from "../../errors.ts";
import type { KeyRecord } from "../../key-record.ts";
import { reveal } from "../../secret.ts";
import { noon, unsafeSeededRng } from "../../testing/suite/world.ts";
import { frankingKeyOf, hubKeyOf, mimiKeys, signingSeedOf } from "./keys.ts";

const rng = unsafeSeededRng("mimi keys");
const relay = mimiKeys.generate("relay", rng);
const moderation = mimiKeys.generate("moderation", rng);
const record: KeyRecord = {
  ...{ v: 1, relay: "relay.example", moderation: "mod.example", alg: "mimi-06" },
  ...{ relayPk: relay.publicKey, moderationPk: moderation.publicKey },
  ...{ notBefore: noon, notAfter: noon + 86_400_000, verifyUntil: noon + 86_400_000 },
};
const refused = new FrankingError("key");

test("both sides come to one hub key and one reporter key, and the relay alone can sign", () => {
  const relays = mimiKeys.derive(record, "relay", relay.secretKey);
  const moderations = mimiKeys.derive(record, "moderation", moderation.secretKey);
  expect(hubKeyOf(relays)).toEqual(hubKeyOf(moderations));
  expect(hubKeyOf(relays)).toHaveLength(32);
  expect(reveal(relays.reporterKey)).toEqual(reveal(moderations.reporterKey));
  expect(reveal(relays.reporterKey)).not.toEqual(hubKeyOf(relays));
  expect(signingSeedOf(relays)).toEqual(reveal(relay.secretKey).subarray(32));
  expect(signingSeedOf(moderations)).toHaveLength(0);
});

test("another record has another hub key", () => {
  const other = mimiKeys.derive({ ...record, relay: "other-relay.example" }, "relay", relay.secretKey);
  expect(hubKeyOf(other)).not.toEqual(hubKeyOf(mimiKeys.derive(record, "relay", relay.secretKey)));
});

test.each<[string, Partial<KeyRecord>]>([
  ["of another algorithm", { alg: "hmac-sha256" }],
  ["without a franking key", { relayPk: relay.publicKey.subarray(0, 32) }],
  ["of a relay's key of 65 bytes", { relayPk: Uint8Array.of(...relay.publicKey, 0) }],
  ["of a franking key that is no point", { relayPk: new Uint8Array(64).fill(0xff) }],
  ["of an agreement that comes to nothing", { moderationPk: new Uint8Array(32) }],
  ["of a moderation's key of 31 bytes", { moderationPk: moderation.publicKey.subarray(1) }],
])("a record %s is refused", (_, changes) => {
  expect(() => mimiKeys.derive({ ...record, ...changes }, "relay", relay.secretKey)).toThrow(refused);
});

test("the franking key is the second half of the relay's", () => {
  expect(frankingKeyOf(record)).toEqual(relay.publicKey.subarray(32));
});
