import {
  type FrankingScheme,
  hmacV1,
  type KeyRecord,
  keyIdOf,
  merkleV1,
  notEnrolled,
  schemes,
} from "@openfranking/franking";
import {
  type CaseItem,
  encodeAs,
  generateTeamKeys,
  itemEvidenceSchema,
  sealItems,
  type TeamKeyPair,
} from "@openfranking/protocol";
import { describe, expect, test } from "vitest";
import { fromRecoveryCode, recoveryCode, restoreTeam, reviewItem } from "./index.ts";

const filled = (value: number, size: number) => new Uint8Array(size).fill(value);
const rng = (size: number) => crypto.getRandomValues(new Uint8Array(size));

/** An item as a recipient would report it, of a message that really was franked and stamped. */
function reportedItem(scheme: FrankingScheme): Uint8Array {
  const relayKeys = scheme.periodKeys.generate("relay", rng);
  const moderationKeys = scheme.periodKeys.generate("moderation", rng);
  const record: KeyRecord = {
    v: 1,
    relay: "relay.example",
    moderation: "mod.example",
    alg: scheme.periodKeys.alg,
    relayPk: relayKeys.publicKey,
    moderationPk: moderationKeys.publicKey,
    notBefore: 1_800_000_000_000,
    notAfter: 1_800_000_001_000,
    verifyUntil: 1_800_000_002_000,
  };
  const conversation = filled(3, 16);
  const header = {
    v: 1 as const,
    relay: record.relay,
    conversation,
    sender: "a1",
    sent: { device: filled(4, 8), n: 0 },
    seen: null,
    kind: "message" as const,
    refs: [],
  };
  const { inner, outer } = scheme.frank({ header, fields: [["text", "hello"]] }, notEnrolled, rng);
  const facts = {
    relay: record.relay,
    moderation: record.moderation,
    conversation,
    epoch: 1,
    sender: "a1",
    seq: 1,
  };
  const key = scheme.periodKeys.derive(record, "relay", relayKeys.secretKey);
  const [delivery] = scheme.stamp(outer, { ...facts, acceptedAt: record.notBefore, recipients: ["b2"] }, key);
  expect(keyIdOf(record)).toEqual(key.keyId);
  const arrival = { outer, inner, delivery: delivery ?? new Uint8Array() };
  const receipt = scheme.receive(
    { ...arrival, channel: { suite: scheme.id, conversation, epoch: 1, sender: "a1" } },
    {
      account: "b2",
      self: null,
      relay: record.relay,
      moderation: record.moderation,
      // Signatures of records are another test's matter.
      records: () => record as never,
      history: {
        commitmentAt: () => null,
        commitmentSent: () => null,
        lastSent: () => null,
        senderOf: () => null,
      },
      now: record.notBefore,
      minReportMs: 0,
    },
  );
  if (receipt.kind !== "message") throw new Error("unreachable");
  return scheme.disclose(receipt.evidence, { open: "all", reporter: { kind: "named" } });
}

async function sealedCase(suite: string, item: Uint8Array, team: TeamKeyPair): Promise<CaseItem> {
  const plaintext = encodeAs(itemEvidenceSchema, { suite, item, note: "look", reporter: null });
  const [sealed] = await sealItems([{ id: "i1", plaintext }], team.publicKey);
  if (sealed === undefined) throw new Error("unreachable");
  return { itemId: "i1", suite, verdict: { verdict: "verified" }, sealed };
}

describe.each([merkleV1, hmacV1])("an item of $id", (scheme) => {
  test("opens with the team's key, with what was checked here beside the service's word", async () => {
    const team = await generateTeamKeys();
    const reviewed = await reviewItem(await sealedCase(scheme.id, reportedItem(scheme), team), team, schemes);
    expect(reviewed).toMatchObject({ service: { verdict: "verified" }, note: "look", here: { holds: true } });
    if (!reviewed.here.holds) throw new Error("unreachable");
    expect(reviewed.here.preview.opened?.fields).toEqual([["text", "hello"]]);
  });

  test("that does not open its commitment is found here, whatever the service says", async () => {
    const team = await generateTeamKeys();
    const item = reportedItem(scheme);
    const at = item.findIndex((_, i) => new TextDecoder().decode(item.subarray(i, i + 5)) === "hello");
    const altered = item.map((byte, i) => (i === at ? byte ^ 1 : byte));
    const reviewed = await reviewItem(await sealedCase(scheme.id, altered, team), team, schemes);
    expect(reviewed.here).toEqual({ holds: false, check: "commitment", unproven: [["text", "iello"]] });
  });

  test("does not open with another team's key", async () => {
    const team = await generateTeamKeys();
    const sealed = await sealedCase(scheme.id, reportedItem(scheme), team);
    await expect(reviewItem(sealed, await generateTeamKeys(), schemes)).rejects.toMatchObject({
      code: "wrong-team-key",
    });
  });
});

describe("a recovery code", () => {
  test("gives the team's key back, however it is typed", async () => {
    const team = await generateTeamKeys();
    const code = recoveryCode(team.secretKey);
    expect(code).toMatch(/^(?:[A-Z2-7]{4}-){13}[A-Z2-7]{4}$/u);
    expect(await restoreTeam(code.toLowerCase().replaceAll("-", " "), team.publicKey)).toEqual(team);
  });

  test("that is mistyped in one letter is refused", async () => {
    const code = recoveryCode(filled(9, 32));
    for (let i = 0; i < code.length; i++) {
      if (code[i] === "-") continue;
      const typo = code.slice(0, i) + (code[i] === "A" ? "B" : "A") + code.slice(i + 1);
      expect(() => fromRecoveryCode(typo)).toThrow("recovery-code");
    }
  });

  test("of another team is refused", async () => {
    const [mine, other] = [await generateTeamKeys(), await generateTeamKeys()];
    await expect(restoreTeam(recoveryCode(other.secretKey), mine.publicKey)).rejects.toMatchObject({
      code: "wrong-team-key",
    });
  });
});
