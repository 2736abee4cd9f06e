import {
  checkRecord,
  ed25519Key,
  encode,
  generateIdentity,
  identityKeyOf,
  keyIdOf,
  merkleV1,
  parseRecord,
  signRecord,
} from "@openfranking/franking";
import { signOffer } from "@openfranking/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createModeration } from "./moderation.ts";
import { serveModeration } from "./serve-node.ts";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import { agree, changed, dayMs, offerOf, say, unknownPeriod } from "./testing/played-relay-node.ts";
import { bobReports, itemOf, named, reportOf, send } from "./testing/reporter-node.ts";
import { apiAt, rng, startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("a moderation over %s", { timeout: 30_000 }, (kind) => {
  let at: TestModeration;
  beforeAll(async () => {
    at = await startModeration(await databases.fresh(kind));
  }, 60_000);
  afterAll(() => at.close());

  const ask = (changes: Parameters<typeof offerOf>[1] = {}, identity = at.relay.identity) =>
    at.api.agreeStampKey({ body: signOffer(offerOf(at, changes).offer, identity) });

  describe("asked for its half of a period", () => {
    test("answers with the record of both halves, and its signature over it", async () => {
      const { offer } = offerOf(at);
      const { record, signature } = await at.api.agreeStampKey({ body: signOffer(offer, at.relay.identity) });
      const parsed = parseRecord(record);
      expect(parsed).toEqual({ v: 1, ...offer, moderationPk: parsed.moderationPk });
      const parties = {
        relay: at.relay.name,
        relayKey: identityKeyOf(at.relay.identity),
        moderation: at.deps.name,
        moderationKey: ed25519Key((await at.api.info({})).identityKey),
      };
      const signatures = { relay: signRecord(parsed, at.relay.identity), moderation: signature };
      expect(checkRecord(record, signatures, parties)).toEqual(parsed);
    });

    test("gives the same answer to the same offer, also eight times at once, and another one to another", async () => {
      const body = signOffer(offerOf(at).offer, at.relay.identity);
      const answers = await Promise.all(Array.from({ length: 8 }, () => at.api.agreeStampKey({ body })));
      const [first] = answers;
      if (first === undefined) throw new Error("unreachable");
      expect(answers).toEqual(Array(8).fill(first));
      expect(parseRecord((await ask()).record).moderationPk).not.toEqual(
        parseRecord(first.record).moderationPk,
      );
    });

    test("refuses a relay that it does not know, and an offer to another moderation", async () => {
      await expect(ask({ relay: "other.example" })).rejects.toMatchObject({ code: "forbidden" });
      await expect(ask({ moderation: "other.example" })).rejects.toMatchObject({ code: "forbidden" });
    });

    test("refuses an offer that the relay did not sign", async () => {
      await expect(ask({}, generateIdentity(rng).secretKey)).rejects.toMatchObject({ code: "wrong-proof" });
      const { offer, signature } = signOffer(offerOf(at).offer, at.relay.identity);
      const body = { offer: { ...offer, verifyUntil: offer.verifyUntil + 1 }, signature };
      await expect(at.api.agreeStampKey({ body })).rejects.toMatchObject({ code: "wrong-proof" });
    });

    test.each<[string, (now: number) => Parameters<typeof offerOf>[1]]>([
      ["that is longer than a day", (now) => ({ notAfter: now + dayMs + 1 })],
      ["that ends before it begins", (now) => ({ notBefore: now + dayMs, notAfter: now + 1 })],
      ["that is over", (now) => ({ notBefore: now - dayMs, notAfter: now - 1 })],
      ["that is far ahead", (now) => ({ notBefore: now + 8 * dayMs, notAfter: now + 9 * dayMs })],
      ["that is judged for years", (now) => ({ verifyUntil: now + 400 * dayMs })],
      ["that is not judged to its end", (now) => ({ verifyUntil: now + dayMs - 1 })],
      ["of an algorithm that it lacks", () => ({ alg: "none" })],
      ["with a key of small order", () => ({ relayPk: new Uint8Array(32) })],
      ["with the other key of small order", () => ({ relayPk: new Uint8Array(32).fill(1, 0, 1) })],
      ["with a key that is too short", () => ({ relayPk: new Uint8Array(31).fill(9) })],
      ["without a key", () => ({ relayPk: new Uint8Array() })],
    ])("refuses a period %s", async (_, changes) => {
      await expect(ask(changes(at.now))).rejects.toMatchObject({ code: "malformed" });
      expect(at.log.filter((line) => line.includes("fault"))).toEqual([]);
    });
  });

  test("judges stamps of a period that another process of it agreed on", async () => {
    const other = await createModeration(at.deps);
    const served = await serveModeration(other, { hostname: "127.0.0.1", port: 0 });
    const period = await agree(at);
    const { verdicts } = await bobReports({ ...at, api: apiAt(served.url, "") }, say(period));
    expect(verdicts).toEqual([{ verdict: "verified" }]);
    await served.close();
    await other.close();
  });

  test("judges stamps of a period that it agreed on before it was started again", async () => {
    const period = await agree(at);
    await at.restart();
    expect((await bobReports(at, say(period))).verdicts).toEqual([{ verdict: "verified" }]);
  });

  test("forgets its half when a period is no longer judged: its stamps are unverifiable", async () => {
    const old = await agree(at, { verifyUntil: at.now + dayMs });
    const kept = () => at.rows((db) => db.selectFrom("stamp_key").select("key_id").execute());
    const ids = async () => (await kept()).map(({ key_id }) => Buffer.from(key_id).toString("hex"));
    const id = Buffer.from(keyIdOf(old.record)).toString("hex");
    expect(await ids()).toContain(id);
    at.now += dayMs + 1;
    const period = await agree(at);
    const report = () =>
      reportOf(named(period, "bob"), [itemOf(say(old), "bob"), itemOf(say(period), "bob")]);
    expect((await send(at, report())).verdicts).toEqual([{ verdict: "expired" }, { verdict: "verified" }]);
    await at.moderation.tidy();
    expect((await send(at, report())).verdicts).toEqual([
      { verdict: "unverifiable" },
      { verdict: "verified" },
    ]);
    expect(await ids()).not.toContain(id);
  });

  describe("asked about stamps", () => {
    test("says which are good, in their order", async () => {
      const period = await agree(at);
      const said = say(period, { recipients: ["bob", "cleo"] });
      const good = blindly(said.evidenceOf("bob"), "bob");
      const checks = [
        good,
        blindly(said.evidenceOf("cleo"), "bob"),
        { ...good, query: changed(good.query, (query) => ({ ...query, stamp: rng(32) })) },
        { ...good, query: changed(good.query, (query) => ({ ...query, addressed: rng(32) })) },
        { ...good, query: changed(good.query, (query) => ({ ...query, digest: rng(32) })) },
        { ...good, query: encode("no query") },
        { ...good, keyId: rng(32) },
        { ...good, keyId: (await agree(at)).keyId },
        { ...good, suite: "none-v1" },
        blindly(say(unknownPeriod(at)).evidenceOf("bob"), "bob"),
        blindly(say(period).evidenceOf("bob"), "bob"),
      ];
      const { good: answers } = await at.api.checkStamps({ body: { checks } });
      expect(answers).toEqual(checks.map((_, i) => i === 0 || i === checks.length - 1));
    });

    test("refuses more than it can answer, and answers again a second later", async () => {
      const { keyId } = await agree(at);
      const check = { suite: merkleV1.id, keyId, query: Uint8Array.of(0) };
      const checks = Array.from({ length: 256 }, () => check);
      const flood = async () => {
        for (let i = 0; i < 80; i++) await at.api.checkStamps({ body: { checks } });
      };
      await expect(flood()).rejects.toMatchObject({ code: "rate-limited" });
      at.now += 1000;
      expect((await at.api.checkStamps({ body: { checks } })).good).toEqual(checks.map(() => false));
    });

    function blindly(evidence: Uint8Array, account: string) {
      if (merkleV1.blindCheck === null)
        throw new Error("unreachable: stamps of this scheme are checked blindly");
      return { suite: merkleV1.id, ...merkleV1.blindCheck.ask(evidence, account) };
    }
  });
});
