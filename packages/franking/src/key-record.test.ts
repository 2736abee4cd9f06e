import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hex, unhex } from "./bytes.ts";
import { encode } from "./canonical.ts";
import { FrankingError } from "./errors.ts";
import {
  checkRecord,
  ed25519Key,
  generateIdentity,
  type KeyRecord,
  keyIdOf,
  parseRecord,
  sharedMacKeys,
  signFramed,
  signRecord,
  verifyFramed,
} from "./key-record.ts";
import { reveal, Secret } from "./secret.ts";
import { unsafeSeededRng } from "./testing/suite/world.ts";
import { firstRecord } from "./testing/vector-maker/periods.ts";

const rng = unsafeSeededRng("key-record");
const [relay, moderation, stranger] = [generateIdentity(rng), generateIdentity(rng), generateIdentity(rng)];
const parties = {
  ...{ relay: "relay.example", relayKey: relay.publicKey },
  ...{ moderation: "mod.example", moderationKey: moderation.publicKey },
};
const refusal = new FrankingError("key");

const signaturesOf = (record: KeyRecord) => ({
  relay: signRecord(record, relay.secretKey),
  moderation: signRecord(record, moderation.secretKey),
});
const accept = (record: KeyRecord, signatures = signaturesOf(record), by = parties) =>
  checkRecord(encode(record), signatures, by);

// RFC 7748 §6.1: their products are all zero. From Wycheproof's low-order keys.
const smallOrder = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

// edwards25519: of small order, or with a component of small order, or another encoding of a point.
const badIdentities = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

describe("a period's keys", () => {
  test("are the same on both sides, but for the blinds, which the relay alone has", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const random = unsafeSeededRng(seed);
        const [ours, theirs] = [
          sharedMacKeys.generate("relay", random),
          sharedMacKeys.generate("moderation", random),
        ];
        const record = { ...firstRecord, relayPk: ours.publicKey, moderationPk: theirs.publicKey };
        const atRelay = sharedMacKeys.derive(record, "relay", ours.secretKey);
        const atModeration = sharedMacKeys.derive(record, "moderation", theirs.secretKey);
        expect(atModeration.keyId).toEqual(atRelay.keyId);
        expect(reveal(atModeration.reporterKey)).toEqual(reveal(atRelay.reporterKey));
        expect(reveal(atModeration.secret)).toEqual(reveal(atRelay.secret).slice(0, 32));
        expect(reveal(atModeration.secret)).not.toEqual(reveal(atModeration.reporterKey));
        expect(reveal(atRelay.secret)).toHaveLength(64);
      }),
      { numRuns: 20 },
    );
  });

  test.each(
    Object.entries({
      relay: "r",
      moderation: "m",
      verifyUntil: 1_900_000_000_000,
      notBefore: 1_800_000_000_001,
    }),
  )("are others where %s is another", (name, value) => {
    const secret = new Secret(new Uint8Array(64).fill(1));
    const [one, other] = [firstRecord, { ...firstRecord, [name]: value }].map((record) =>
      sharedMacKeys.derive(record, "relay", secret),
    );
    expect(other?.keyId).not.toEqual(one?.keyId);
    expect(hex(reveal(other?.secret ?? secret)).slice(0, 64)).not.toBe(
      hex(reveal(one?.secret ?? secret)).slice(0, 64),
    );
  });

  test.each(smallOrder)("are refused where the other half is %s", (key) => {
    const bad = { ...firstRecord, relayPk: unhex(key), moderationPk: unhex(key) };
    for (const side of ["relay", "moderation"] as const) {
      const secret = new Secret(new Uint8Array(side === "relay" ? 64 : 32).fill(1));
      expect(() => sharedMacKeys.derive(bad, side, secret)).toThrow(refusal);
    }
  });

  test("are refused for a half of another length, and for another algorithm", () => {
    const secret = new Secret(new Uint8Array(32).fill(1));
    for (const changes of [
      { relayPk: new Uint8Array(31) },
      { relayPk: new Uint8Array() },
      { alg: "ed25519" },
    ]) {
      expect(() => sharedMacKeys.derive({ ...firstRecord, ...changes }, "moderation", secret)).toThrow(
        refusal,
      );
    }
  });
});

describe("a record", () => {
  test("that both parties have signed is accepted as it is", () => {
    expect(accept(firstRecord)).toEqual(firstRecord);
  });

  test("has a name that depends on each of its members", () => {
    const changes = {
      ...{ relay: "r", moderation: "m", alg: "a", relayPk: Uint8Array.of(1), moderationPk: Uint8Array.of(1) },
      ...{ notBefore: 1, notAfter: 2, verifyUntil: 3 },
    };
    const names = Object.entries(changes).map(([name, value]) =>
      hex(keyIdOf({ ...firstRecord, [name]: value })),
    );
    expect(new Set([...names, hex(keyIdOf(firstRecord))]).size).toBe(names.length + 1);
  });

  test.each([
    ["names another relay", { relay: "other.example" }],
    ["names another moderation", { moderation: "other.example" }],
    ["lasts longer than a day", { notAfter: firstRecord.notBefore + 86_400_001 }],
    ["ends before it begins", { notAfter: firstRecord.notBefore }],
    ["is judged no longer than it lasts", { verifyUntil: firstRecord.notAfter - 1 }],
    ["has another version", { v: 2 }],
    ["has a member too many", { more: 1 }],
    ["has a nameless algorithm", { alg: "" }],
    ["begins before 1970", { notBefore: -1 }],
  ])("that %s is refused, though both signed it", (_, changes) => {
    expect(() => accept({ ...firstRecord, ...changes } as KeyRecord)).toThrow(refusal);
  });

  test.each([
    ["relay", "a stranger", stranger.secretKey],
    ["moderation", "a stranger", stranger.secretKey],
    ["relay", "the moderation", moderation.secretKey],
    ["moderation", "the relay", relay.secretKey],
  ])("that %s's signature is by %s is refused", (side, _, key) => {
    const signatures = { ...signaturesOf(firstRecord), [side]: signRecord(firstRecord, key) };
    expect(() => accept(firstRecord, signatures)).toThrow(refusal);
  });

  test.each(["relay", "moderation"])("without the %s's signature is refused", (side) => {
    const signatures = { ...signaturesOf(firstRecord), [side]: new Uint8Array(64) };
    expect(() => accept(firstRecord, signatures)).toThrow(refusal);
  });

  test("with the signatures of another is refused", () => {
    const other = { ...firstRecord, verifyUntil: firstRecord.verifyUntil + 1 };
    expect(() => accept(firstRecord, signaturesOf(other))).toThrow(refusal);
  });

  test("that is not canonical is refused before anything is verified", () => {
    const encoded = Uint8Array.of(...encode(firstRecord), 0);
    expect(() => checkRecord(encoded, signaturesOf(firstRecord), parties)).toThrow(
      new FrankingError("encoding"),
    );
    expect(() => parseRecord(encode({}))).toThrow(refusal);
  });
});

describe("an identity key", () => {
  test.each(badIdentities)("%s is refused", (key) => {
    expect(() => ed25519Key(unhex(key))).toThrow(refusal);
  });

  test("of another length is refused", () => {
    for (const size of [0, 31, 33, 64]) expect(() => ed25519Key(new Uint8Array(size))).toThrow(refusal);
  });

  test("verifies what its secret half signed, under that label and of those parts alone", () => {
    const signature = signFramed(relay.secretKey, "label", "a", "b");
    expect(verifyFramed(relay.publicKey, signature, "label", "a", "b")).toBe(true);
    expect(verifyFramed(relay.publicKey, signature, "other", "a", "b")).toBe(false);
    expect(verifyFramed(relay.publicKey, signature, "label", "ab")).toBe(false);
    expect(verifyFramed(stranger.publicKey, signature, "label", "a", "b")).toBe(false);
  });

  test("is a copy of the bytes that it was checked on", () => {
    const bytes = Uint8Array.from(relay.publicKey);
    const key = ed25519Key(bytes);
    bytes.fill(0);
    expect(key).toEqual(relay.publicKey);
  });
});
