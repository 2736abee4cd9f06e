import type { PeriodKey } from "@openfranking/franking";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import { agree, hourMs, say } from "./testing/played-relay-node.ts";
import { bobReports, outcomeOf } from "./testing/reporter-node.ts";
import { type EnrolledReviewer, enrol, makeTeamKey, signIn } from "./testing/reviewer-node.ts";
import { type Api, rng, startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("a case kept in %s", { timeout: 30_000 }, (kind) => {
  let at: TestModeration;
  let period: PeriodKey;
  let rae: EnrolledReviewer;
  let sam: Api;
  beforeAll(async () => {
    at = await startModeration(await databases.fresh(kind));
    period = await agree(at);
    rae = await enrol(at);
    await makeTeamKey(rae);
    sam = await secondReviewer();
  }, 60_000);
  afterAll(() => at.close());

  /** A link enrols the first reviewer alone: the second enrols elsewhere, and her row is brought here. */
  async function secondReviewer(): Promise<Api> {
    const elsewhere = await startModeration(await databases.fresh("sqlite"));
    const enrolled = await enrol(elsewhere, "Sam");
    const row = await elsewhere.rows((db) => db.selectFrom("reviewer").selectAll().executeTakeFirstOrThrow());
    await elsewhere.close();
    await at.rows((db) => db.insertInto("reviewer").values(row).execute());
    return signIn(at, enrolled.passkey);
  }

  async function newCase() {
    const answer = await bobReports(at, say(period));
    const params = { reportNumber: answer.receipt.reportNumber };
    return { answer, params };
  }

  const decision = { outcome: "no-violation" as const, reason: "a joke among friends" };

  test("is claimed by one of two reviewers who try twenty times at once", async () => {
    const { params } = await newCase();
    const tries = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? rae.api : sam));
    const results = await Promise.allSettled(tries.map((api) => api.claim({ params })));
    const won = results.map(({ status }) => status === "fulfilled");
    expect(won).toEqual(tries.map((api) => api === tries[won.indexOf(true)]));
    expect(won).toContain(false);
    const codes = results.map((result) => (result.status === "rejected" ? result.reason.code : null));
    expect(new Set(codes)).toEqual(new Set([null, "claimed-by-another"]));
  });

  test("says of itself who claimed it to nobody but whether it is mine", async () => {
    const { params } = await newCase();
    expect(await rae.api.claim({ params })).toMatchObject({ state: "claimed", claimedByMe: true });
    expect((await sam.readCase({ params })).case).toMatchObject({ state: "claimed", claimedByMe: false });
  });

  test("shows its evidence to whoever has claimed it, and to nobody else", async () => {
    const { params } = await newCase();
    await expect(rae.api.openEvidence({ params })).rejects.toMatchObject({ code: "not-claimed" });
    await sam.claim({ params });
    await expect(rae.api.openEvidence({ params })).rejects.toMatchObject({ code: "not-claimed" });
    expect((await sam.openEvidence({ params })).items).toHaveLength(1);
  });

  test("has recorded a view whenever evidence has left, and none where it was refused", async () => {
    const { params } = await newCase();
    await rae.api.claim({ params });
    await expect(sam.openEvidence({ params })).rejects.toThrow();
    expect((await rae.api.readCase({ params })).views).toEqual([]);
    await rae.api.openEvidence({ params });
    expect((await rae.api.readCase({ params })).views).toEqual([{ reviewer: "Rae", viewedAt: at.now }]);
  });

  test.runIf(kind === "sqlite")("shows no evidence where the view cannot be recorded", async () => {
    const { params } = await newCase();
    await rae.api.claim({ params });
    await at.rows((db) => db.schema.alterTable("view").renameTo("away").execute());
    await expect(rae.api.openEvidence({ params })).rejects.toMatchObject({ code: "internal" });
    await at.rows((db) =>
      db.schema
        .alterTable("away" as "view")
        .renameTo("view")
        .execute(),
    );
    expect((await rae.api.openEvidence({ params })).items).toHaveLength(1);
  });

  test("is decided by whoever has claimed it, once", async () => {
    const { params } = await newCase();
    await expect(rae.api.decide({ params, body: decision })).rejects.toMatchObject({ code: "not-claimed" });
    await rae.api.claim({ params });
    await expect(sam.decide({ params, body: decision })).rejects.toMatchObject({ code: "not-claimed" });
    const twice = await Promise.allSettled([1, 2].map(() => rae.api.decide({ params, body: decision })));
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(rae.api.decide({ params, body: decision })).rejects.toMatchObject({
      code: "already-decided",
    });
    await expect(sam.claim({ params })).rejects.toMatchObject({ code: "already-decided" });
    await expect(rae.api.openEvidence({ params })).rejects.toMatchObject({ code: "already-decided" });
    expect((await sam.readCase({ params })).decision).toEqual({
      ...decision,
      decidedAt: at.now,
      reviewer: "Rae",
    });
  });

  test("moves from the open queue to the decided one", async () => {
    const { params } = await newCase();
    const numbers = async (state: "open" | "decided") =>
      (await rae.api.queue({ query: { state } })).cases.map(({ reportNumber }) => reportNumber);
    expect(await numbers("open")).toContain(params.reportNumber);
    await rae.api.claim({ params });
    await rae.api.decide({ params, body: decision });
    expect(await numbers("open")).not.toContain(params.reportNumber);
    expect(await numbers("decided")).toContain(params.reportNumber);
  });

  test("tells its reporter what became of it, and nobody who lacks the receipt's secret", async () => {
    const { answer, params } = await newCase();
    expect(await outcomeOf(at, answer)).toEqual({ state: "received", outcome: null, decidedAt: null });
    await rae.api.claim({ params });
    expect(await outcomeOf(at, answer)).toEqual({ state: "in-review", outcome: null, decidedAt: null });
    await rae.api.decide({ params, body: decision });
    const decided = { state: "decided", outcome: "no-violation", decidedAt: at.now };
    expect(await outcomeOf(at, answer)).toEqual(decided);
    const { answer: other } = await newCase();
    for (const receiptSecret of [rng(32), other.receiptSecret]) {
      const asked = outcomeOf(at, { ...answer, receiptSecret });
      await expect(asked).rejects.toMatchObject({ code: "not-found" });
    }
    const unknown = outcomeOf(at, { ...answer, receipt: { ...answer.receipt, reportNumber: "none" } });
    await expect(unknown).rejects.toMatchObject({ code: "not-found" });
  });

  test("that does not exist is not found", async () => {
    const params = { reportNumber: "none" };
    await expect(rae.api.readCase({ params })).rejects.toMatchObject({ code: "not-found" });
    await expect(rae.api.claim({ params })).rejects.toMatchObject({ code: "not-found" });
    await expect(rae.api.openEvidence({ params })).rejects.toMatchObject({ code: "not-found" });
    await expect(rae.api.decide({ params, body: decision })).rejects.toMatchObject({ code: "not-found" });
  });

  test("is one of a page of fifty, the oldest first, and the next page goes on behind it", async () => {
    const before = at.now;
    for (let i = 0; i < 51; i++) {
      at.now += 1;
      await newCase();
    }
    const first = await rae.api.queue({ query: { state: "open" } });
    expect(first.cases).toHaveLength(50);
    const second = await rae.api.queue({ query: { state: "open", after: first.next ?? "" } });
    const times = [...first.cases, ...second.cases].map(({ receivedAt }) => receivedAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.filter((time) => time > before)).toHaveLength(51);
    expect(second.next).toBeNull();
  });

  test("is shown to nobody without a session", async () => {
    const { params } = await newCase();
    for (const api of [at.api, at.apiWith("x".repeat(43))]) {
      await expect(api.queue({ query: { state: "open" } })).rejects.toMatchObject({
        code: "unauthenticated",
      });
      await expect(api.openEvidence({ params })).rejects.toMatchObject({ code: "unauthenticated" });
      await expect(api.team({})).rejects.toMatchObject({ code: "unauthenticated" });
    }
    at.now += 8 * hourMs + 1;
    await expect(rae.api.team({})).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
