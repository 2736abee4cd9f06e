import { ed25519Key, Secret, unhex } from "@openfranking/franking";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "./limits.ts";
import { isReceiptSigned, pad, signReceipt, unpad } from "./report.ts";
import {
  generateIntakePair,
  isIntakeKeySigned,
  openAnswer,
  openReport,
  sealAnswer,
  sealReport,
  signIntakeKey,
} from "./sealing.ts";
import { generateTeamKeys, openItem, sealItems } from "./team.ts";

const identity = new Secret(unhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
const identityKey = ed25519Key(unhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
const report = new TextEncoder().encode("a report");

async function intake() {
  const { secretKey, publicKey } = await generateIntakePair();
  const fields = {
    moderation: "mod.example",
    intakeKeyId: new Uint8Array(16),
    publicKey,
    notAfter: 1_800_000_000_000,
  };
  return { key: signIntakeKey(fields, identity), secretKey };
}

describe("a sealed report", () => {
  test("opens for the moderation, and both then share the key of the answer", async () => {
    const { key, secretKey } = await intake();
    const { sealed, responseKey } = await sealReport(report, key);
    const opened = await openReport(sealed, key, secretKey);
    expect(opened?.encoded).toEqual(report);
    const answer = await sealAnswer(Uint8Array.of(1, 2), opened?.responseKey ?? new Uint8Array(32));
    expect(await openAnswer(answer, responseKey)).toEqual(Uint8Array.of(1, 2));
  });

  test("does not open with another key, for another moderation, under another key id, or changed", async () => {
    const { key, secretKey } = await intake();
    const { sealed } = await sealReport(report, key);
    const other = await intake();
    const changed = {
      ...sealed,
      ciphertext: sealed.ciphertext.map((byte, i) => (i === 9 ? byte ^ 1 : byte)),
    };
    expect(await openReport(sealed, key, other.secretKey)).toBeNull();
    expect(await openReport(sealed, { ...key, moderation: "other.example" }, secretKey)).toBeNull();
    expect(
      await openReport(sealed, { ...key, intakeKeyId: new Uint8Array(16).fill(1) }, secretKey),
    ).toBeNull();
    expect(await openReport(changed, key, secretKey)).toBeNull();
  });

  test("does not open any more once the bytes of the key were changed in their place", async () => {
    const { key, secretKey } = await intake();
    const { sealed } = await sealReport(report, key);
    expect(await openReport(sealed, key, secretKey)).not.toBeNull();
    secretKey.set((await intake()).secretKey);
    expect(await openReport(sealed, key, secretKey)).toBeNull();
  });

  test("is as long as any other of its size class", async () => {
    const { key } = await intake();
    const sizes = await Promise.all(
      [0, 1, 4092].map(
        async (size) => (await sealReport(new Uint8Array(size), key)).sealed.ciphertext.length,
      ),
    );
    expect(new Set(sizes)).toEqual(new Set([4096 + 16]));
  });
});

test("the largest report fits the largest sealed one, and one byte more does not", () => {
  expect(pad(new Uint8Array(limits.report)).length + 16).toBeLessThanOrEqual(limits.sealedReport);
  expect(pad(new Uint8Array(limits.report + 1)).length).toBeGreaterThan(limits.sealedReport);
});

describe("padding", () => {
  test("comes off again, whatever was padded", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
        expect(unpad(pad(bytes))).toEqual(bytes);
      }),
    );
  });

  test.each([
    ["a byte that is not zero", (padded: Uint8Array) => padded.fill(1, 4000, 4001)],
    ["a length beyond its end", (padded: Uint8Array) => padded.fill(255, 0, 4)],
    ["a size class too large", (padded: Uint8Array) => Uint8Array.of(...padded, ...new Uint8Array(4096))],
    ["too few bytes", (padded: Uint8Array) => padded.subarray(0, 4000)],
  ])("is refused with %s", (_, change) => {
    expect(unpad(change(pad(report)))).toBeNull();
  });
});

test("an intake key is the moderation's only as it signed it", async () => {
  const { key } = await intake();
  expect(isIntakeKeySigned(key, identityKey)).toBe(true);
  expect(isIntakeKeySigned({ ...key, notAfter: key.notAfter + 1 }, identityKey)).toBe(false);
  expect(isIntakeKeySigned({ ...key, moderation: "other.example" }, identityKey)).toBe(false);
});

test("a receipt shows that a report was received, and changes in none of its parts", () => {
  const fields = { moderation: "mod.example", reportNumber: "r1", digest: new Uint8Array(32), receivedAt: 5 };
  const receipt = signReceipt(fields, identity);
  expect(isReceiptSigned(receipt, identityKey)).toBe(true);
  expect(isReceiptSigned({ ...receipt, receivedAt: 6 }, identityKey)).toBe(false);
  expect(isReceiptSigned({ ...receipt, reportNumber: "r2" }, identityKey)).toBe(false);
  expect(isReceiptSigned({ ...receipt, digest: new Uint8Array(32).fill(1) }, identityKey)).toBe(false);
});

describe("an item at rest", () => {
  test("opens with the team's private key, under its own name", async () => {
    const team = await generateTeamKeys();
    const [first, second] = await sealItems(
      [
        { id: "a", plaintext: report },
        { id: "b", plaintext: Uint8Array.of(2) },
      ],
      team.publicKey,
    );
    if (first === undefined || second === undefined) throw new Error("unreachable");
    expect(await openItem("a", first, team)).toEqual(report);
    expect(await openItem("b", second, team)).toEqual(Uint8Array.of(2));
    expect(await openItem("b", first, team)).toBeNull();
    expect(await openItem("a", { ...first, wrappedKey: second.wrappedKey }, team)).toBeNull();
  });

  test("does not open with another team's", async () => {
    const team = await generateTeamKeys();
    const [item] = await sealItems([{ id: "a", plaintext: report }], team.publicKey);
    if (item === undefined) throw new Error("unreachable");
    expect(await openItem("a", item, await generateTeamKeys())).toBeNull();
  });
});
